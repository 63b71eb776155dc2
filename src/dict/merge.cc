#include "dict/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/limits.h"
#include "base/text.h"
#include "dict/compile.h"

namespace rowmill {

namespace {

constexpr std::string_view kEnding = ".tsv";
constexpr std::string_view kAddEnding = ".add.tsv";

enum class Keys : std::uint8_t {
  kNone,     ///< a table without slices
  kFree,     ///< any key
  kCountry,  ///< ISO 3166-1 alpha-2
  kNamesOf,  ///< the same, alone or with /f, /m or /u
};

/// What the program relies on in a table that can be changed.
struct Rule {
  std::string_view table;
  Keys keys;
  std::string_view needed;  ///< a key that must be there
  std::string_view filled;  ///< a column whose cells are not empty
};
constexpr Rule kRules[] = {
    {"categories", Keys::kFree, "en", "text"},
    {"cities", Keys::kCountry, "", "name"},
    {"colors", Keys::kNone, "", "name"},
    {"company_suffixes", Keys::kCountry, "", "text"},
    {"company_words", Keys::kFree, "mul", "text"},
    {"departments", Keys::kFree, "en", "text"},
    {"family_names", Keys::kNamesOf, "", "name"},
    {"given_names", Keys::kNamesOf, "", "name"},
    {"jobs", Keys::kFree, "en", "title"},
    {"mime_types", Keys::kNone, "", "type"},
    {"product_adjectives", Keys::kFree, "en", "text"},
    {"product_materials", Keys::kFree, "en", "text"},
    {"product_nouns", Keys::kFree, "en", "text"},
    {"streets", Keys::kCountry, "", "name"},
    {"titles", Keys::kFree, "en", "text"},
    {"tlds", Keys::kNone, "", "tld"},
    {"user_agents", Keys::kNone, "", "text"},
    {"words", Keys::kFree, "en", "word"},
};

const Rule* FindRule(std::string_view table) {
  for (const Rule& rule : kRules) {
    if (rule.table == table) return &rule;
  }
  return nullptr;
}

std::string_view KeyOf(std::string_view line) { return line.substr(0, line.find('\t')); }

/// One file: what is wrong with it.
class FileChecker {
 public:
  FileChecker(const Dictionaries& base, const DictFile& file, Faults* faults)
      : base_(base), file_(file), faults_(faults), before_(faults->errors().size()) {}

  /// The table's name, when the file is fine.
  std::optional<std::string> Check(bool* adds) {
    std::string name = file_.name;
    *adds = name.ends_with(kAddEnding);
    name.resize(name.size() - (*adds ? kAddEnding : kEnding).size());
    const DictTable* table = base_.Find(name);
    rule_ = FindRule(name);
    if (table == nullptr) {
      Fault(0, fmt::format("there is no dictionary '{}'{}", Printable(name),
                           Suggestion(name, ChangeableDictionaries())));
    } else if (rule_ == nullptr) {
      Fault(0, fmt::format("dictionary '{}' cannot be changed: the program relies on its "
                           "rows",
                           name));
    } else {
      CheckText(*table);
      if (Fine()) CheckRows(name, *adds);
    }
    if (!Fine()) return std::nullopt;
    return name;
  }

 private:
  static constexpr std::size_t kFaultsMax = 100;  ///< of one file

  bool Fine() const { return faults_->errors().size() == before_; }
  bool Full() const { return faults_->errors().size() - before_ >= kFaultsMax; }
  void Fault(std::size_t line, std::string_view message) {
    if (Full()) return;
    std::string place = line > 0 ? fmt::format("{}:{}", file_.path, line) : file_.path;
    faults_->Add(ErrorCode::kInvalidArgument, fmt::format("{}: {}", place, message));
  }

  /// The heading, and what a cell may hold.
  void CheckText(const DictTable& table) {
    const std::string heading = table.Heading();
    if (!file_.text.starts_with(heading)) {
      const std::string first = file_.text.substr(0, file_.text.find('\n'));
      return Fault(
          1,
          fmt::format("the first line must be '{}', not '{}'",
                      Printable(std::string_view(heading).substr(0, heading.size() - 1)),
                      Printable(first)));
    }
    std::size_t line = 0;
    for (std::string_view text : Split(file_.text, '\n')) {
      ++line;
      auto is_control = [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
      };
      if (std::any_of(text.begin(), text.end(), is_control)) {
        Fault(line, "has a control character (lines end in LF alone)");
      }
      for (std::string_view cell : Split(text, '\t')) {
        if (cell.size() <= limits::kDictionaryCellBytesMax) continue;
        Fault(line, fmt::format("a cell has {} bytes, more than {}", cell.size(),
                                limits::kDictionaryCellBytesMax));
      }
    }
  }

  void CheckRows(const std::string& name, bool adds) {
    Result<std::string> flat = CompileDictionaries({{name, file_.text}});
    if (!flat) {
      for (const Error& error : flat.error().Flatten()) {
        Fault(static_cast<std::size_t>(error.place.line), error.message);
      }
      return;
    }
    Result<Dictionaries> opened = Dictionaries::Open(*flat);
    if (!opened) return Fault(0, opened.error().message);
    const DictTable& table = opened->Get(name);
    if (table.rows() == 0) return Fault(0, "has no rows");
    const std::string heading = table.Heading();
    key_column_ = heading.substr(0, heading.find(':'));
    for (std::uint32_t row = 0; row < table.rows(); ++row) CheckRow(table, row);
    if (name == "cities") CheckCities(table);
    if (name == "colors") CheckColors(table);
    if (!adds && !rule_->needed.empty() && !table.Slice(rule_->needed)) {
      Fault(0,
            fmt::format("has no rows of '{}', which others fall back to", rule_->needed));
    }
  }

  void CheckRow(const DictTable& table, std::uint32_t row) {
    if (table.Texts(rule_->filled)[row].empty()) {
      Fault(LineOf(row), fmt::format("'{}' is empty", rule_->filled));
    }
    if (table.HasColumn("ascii")) {
      const std::string_view ascii = table.Texts("ascii")[row];
      const bool foreign =
          std::any_of(ascii.begin(), ascii.end(), [](char c) { return (c & 0x80) != 0; });
      if (foreign) {
        Fault(LineOf(row), fmt::format("'ascii' has other characters: '{}'", ascii));
      }
    }
    if (rule_->keys == Keys::kNone || rule_->keys == Keys::kFree) return;
    const std::string_view key = table.Texts(key_column_)[row];
    const std::size_t slash = key.find('/');
    const std::string_view step = slash == key.npos ? "" : key.substr(slash);
    const bool sex = step == "/f" || step == "/m" || step == "/u";
    if (!base_.Get("countries").Slice(key.substr(0, slash)) ||
        (!step.empty() && !(sex && rule_->keys == Keys::kNamesOf))) {
      Fault(LineOf(row),
            fmt::format(
                "'{}' is no code of a country{}", Printable(key),
                rule_->keys == Keys::kNamesOf ? ", alone or with /f, /m or /u" : ""));
    }
  }

  void CheckColors(const DictTable& table) {
    const DictTexts colors = table.Texts("hex");
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
      if (IsColor(colors[row])) continue;
      Fault(LineOf(row), fmt::format("'hex' is a colour such as #c93f38 (# and six "
                                     "hex digits), not '{}'",
                                     Printable(colors[row])));
    }
  }

  static bool IsColor(std::string_view text) {
    return text.size() == 7 && text[0] == '#' &&
           text.find_first_not_of("0123456789abcdefABCDEF", 1) == text.npos;
  }

  void CheckCities(const DictTable& table) {
    const DictTexts zones = base_.Get("zones").Texts("name");
    std::set<std::string_view> known;
    for (std::uint32_t i = 0; i < base_.Get("zones").rows(); ++i) known.insert(zones[i]);
    const DictNumbers regions = table.Numbers("region");
    const auto count = static_cast<std::int32_t>(base_.Get("regions").rows());
    auto within = [](std::int32_t value, std::int32_t low, std::int32_t high) {
      return value >= low && value <= high;
    };
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
      auto bounds = [&](std::string_view column, std::int32_t low, std::int32_t high) {
        const std::int32_t value = table.Numbers(column)[row];
        if (within(value, low, high)) return;
        Fault(LineOf(row),
              fmt::format("'{}' is {} to {}, not {}", column, low, high,
                          value == kDictUnknown ? "empty" : std::to_string(value)));
      };
      if (regions[row] != kDictUnknown) bounds("region", -1, count - 1);
      bounds("lat_e4", -900'000, 900'000);
      bounds("lon_e4", -1'800'000, 1'800'000);
      bounds("population", 0, INT32_MAX);
      const std::string_view zone = table.Texts("zone")[row];
      if (known.count(zone) > 0 || Full()) continue;
      Fault(LineOf(row),
            fmt::format("'zone' is an IANA name such as Europe/Paris, not "
                        "'{}'{}",
                        Printable(zone), Suggestion(zone, {known.begin(), known.end()})));
    }
  }

  /// Behind the heading, counted from 1.
  static std::size_t LineOf(std::uint32_t row) { return std::size_t{row} + 2; }

  const Dictionaries& base_;
  const DictFile& file_;
  Faults* faults_;
  std::size_t before_;
  const Rule* rule_ = nullptr;
  std::string key_column_;  ///< the first one
};

/// Puts rows with one key, and keys with one first step, together; in the order in which
/// they come first.
class KeyOrder {
 public:
  /// Places of the key's steps among their neighbours.
  const std::vector<std::size_t>& RankOf(std::string_view key) {
    auto [known, added] = ranks_.try_emplace(std::string(key));
    if (!added) return known->second;
    for (std::size_t end = key.find('/');; end = key.find('/', end + 1)) {
      auto [step, first] =
          steps_.try_emplace(std::string(key.substr(0, end)), steps_.size());
      known->second.push_back(step->second);
      if (end == std::string_view::npos) break;
    }
    return known->second;
  }

 private:
  std::map<std::string, std::vector<std::size_t>> ranks_;
  std::map<std::string, std::size_t> steps_;
};

/// The text of the table with the rows of `more` in their places.
std::string Added(const DictTable& table, std::string_view more) {
  std::string text = table.Text();
  const std::string heading = table.Heading();
  more.remove_prefix(heading.size());
  if (table.keys().empty()) return text + std::string(more);
  text += more;
  struct Row {
    const std::vector<std::size_t>* rank;
    std::string_view line;
  };
  KeyOrder order;
  std::vector<Row> rows;
  for (std::string_view line :
       Split(std::string_view(text).substr(heading.size()), '\n')) {
    if (!line.empty()) rows.push_back({&order.RankOf(KeyOf(line)), line});
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return *a.rank < *b.rank; });
  std::string sorted = heading;
  sorted.reserve(text.size());
  for (const Row& row : rows) {
    sorted += row.line;
    sorted += '\n';
  }
  return sorted;
}

}  // namespace

std::vector<std::string> ChangeableDictionaries() {
  std::vector<std::string> names;
  for (const Rule& rule : kRules) names.emplace_back(rule.table);
  return names;
}

Result<Dictionaries> MergeDictionaries(const Dictionaries& base,
                                       const std::vector<DictFile>& files) {
  Faults faults;
  std::map<std::string, std::string> replaced, added;  // texts by table
  for (const DictFile& file : files) {
    bool adds = false;
    std::optional<std::string> name = FileChecker(base, file, &faults).Check(&adds);
    if (name) (adds ? added : replaced)[*name] = file.text;
  }
  RM_RETURN_IF_ERROR(faults.ToStatus());
  auto compiled = [](const std::map<std::string, std::string>& texts) {
    std::vector<DictSource> sources;
    for (const auto& [name, text] : texts) sources.push_back({name, text});
    return CompileDictionaries(sources);
  };
  RM_ASSIGN_OR_RETURN(std::string first, compiled(replaced));
  RM_ASSIGN_OR_RETURN(Dictionaries merged, base.With(std::move(first)));
  for (auto& [name, text] : added) text = Added(merged.Get(name), text);
  RM_ASSIGN_OR_RETURN(std::string second, compiled(added));
  return merged.With(std::move(second));
}

}  // namespace rowmill
