#include "dict/compile.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <map>
#include <optional>

#include "base/text.h"
#include "dict/flat_file.h"
#include "draw/alias.h"

namespace rowmill {

namespace {

/// Sums of weights stay finite and exact enough.
constexpr double kWeightMax = 1e15;

enum class Kind { kText, kNumber, kSlice, kWeight };

struct ColumnText {
  std::string name;
  Kind kind = Kind::kText;
  std::vector<std::uint32_t> offsets = {0};
  std::string bytes;
  std::vector<std::int32_t> numbers;
};

struct Range {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

template <typename T>
std::optional<T> ReadNumber(std::string_view text) {
  T value{};
  const char* end = text.data() + text.size();
  auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || at != end) return std::nullopt;
  return value;
}

/// One table on its way from text to bytes.
class TableReader {
 public:
  TableReader(const DictSource& source, Faults* faults)
      : source_(source), faults_(faults) {}

  void Read() {
    if (!IsUtf8(source_.text)) return Fault("is not UTF-8");
    std::vector<std::string_view> lines = Split(source_.text, '\n');
    if (!lines.empty() && lines.back().empty()) lines.pop_back();
    if (lines.empty()) return Fault("is empty");
    line_ = 1;
    if (!ReadHeader(lines[0])) return;
    for (std::size_t i = 1; i < lines.size(); ++i) {
      line_ = static_cast<int>(i + 1);
      ReadRow(lines[i]);
    }
    CloseSlices(0);
    if (has_weights_) MakeAliases();
  }

  std::uint32_t rows() const { return rows_; }
  const std::vector<ColumnText>& columns() const { return columns_; }
  const std::map<std::string, Range>& slices() const { return slices_; }
  const std::vector<double>& weights() const { return weights_; }
  const std::vector<AliasEntry>& aliases() const { return aliases_; }
  const std::string& name() const { return source_.name; }

 private:
  void Fault(std::string message) {
    if (faults_->errors().size() > 100) return;
    faults_->Add(ErrorCode::kInvalidArgument,
                 fmt::format("dictionary '{}' {}", source_.name, message), "",
                 {line_, line_ > 0 ? 1 : 0});
  }

  bool ReadHeader(std::string_view line) {
    for (std::string_view cell : Split(line, '\t')) {
      std::vector<std::string_view> parts = Split(cell, ':');
      ColumnText column;
      column.name = std::string(parts[0]);
      std::string_view kind = parts.size() == 2 ? parts[1] : "";
      if (kind == "i32") {
        column.kind = Kind::kNumber;
      } else if (kind == "slice" && columns_.empty()) {
        column.kind = Kind::kSlice;
      } else if (kind == "weight" && !has_weights_) {
        column.kind = Kind::kWeight;
        has_weights_ = true;
      } else if (kind != "text" || column.name.empty()) {
        Fault(fmt::format("has a bad heading: '{}'", Printable(cell)));
        return false;
      }
      columns_.push_back(std::move(column));
    }
    if (has_weights_ && columns_.back().kind != Kind::kWeight) {
      Fault("has weights that are not its last column");
      return false;
    }
    return true;
  }

  void ReadRow(std::string_view line) {
    std::vector<std::string_view> cells = Split(line, '\t');
    if (cells.size() != columns_.size()) {
      return Fault(fmt::format("has {} cells where the heading has {}", cells.size(),
                               columns_.size()));
    }
    for (std::size_t i = 0; i < cells.size(); ++i) ReadCell(cells[i], &columns_[i]);
    if (columns_[0].kind == Kind::kSlice) OpenSlices(cells[0]);
    ++rows_;
  }

  void ReadCell(std::string_view cell, ColumnText* column) {
    switch (column->kind) {
      case Kind::kNumber: {
        std::optional<std::int32_t> value = ReadNumber<std::int32_t>(cell);
        if (!value && !cell.empty()) Fault(fmt::format("needs a number, not '{}'", cell));
        column->numbers.push_back(value.value_or(kDictUnknown));
        return;
      }
      case Kind::kWeight: {
        std::optional<double> value = ReadNumber<double>(cell);
        bool good = value && *value > 0 && std::isfinite(*value);
        if (!good) Fault(fmt::format("needs a weight above 0, not '{}'", cell));
        if (good && *value > kWeightMax) {
          Fault(fmt::format("needs a weight up to {}, not '{}'", kWeightMax, cell));
        }
        weights_.push_back(good ? *value : 1);
        return;
      }
      case Kind::kText:
      case Kind::kSlice:
        column->bytes += cell;
        column->offsets.push_back(static_cast<std::uint32_t>(column->bytes.size()));
        return;
    }
  }

  /// Ends the slices the new row is not in and begins those it is the first of.
  void OpenSlices(std::string_view key) {
    if (rows_ > 0 && key == open_key_) return;
    if (key.empty()) return Fault("has a row without key");
    std::size_t shared = 0;  // bytes of whole steps that both keys have
    while (shared < std::min(key.size(), open_key_.size()) &&
           key[shared] == open_key_[shared]) {
      ++shared;
    }
    auto ends_step = [shared](std::string_view text) {
      return shared == text.size() || text[shared] == '/';
    };
    if (!ends_step(key) || !ends_step(open_key_)) {
      std::size_t slash = key.substr(0, shared).rfind('/');
      shared = slash == std::string_view::npos ? 0 : slash;
    }
    CloseSlices(shared);
    open_key_ = std::string(key);
    for (std::size_t end = key.find('/', shared + (shared > 0 ? 1 : 0));;
         end = key.find('/', end + 1)) {
      std::string step(key.substr(0, end));
      if (!slices_.emplace(step, Range{rows_, 0}).second) {
        Fault(fmt::format("has rows of '{}' in two places", step));
      }
      open_.push_back(step);
      if (end == std::string_view::npos) break;
    }
  }

  void CloseSlices(std::size_t keep_bytes) {
    while (!open_.empty() && open_.back().size() > keep_bytes) {
      Range& range = slices_[open_.back()];
      range.count = rows_ - range.first;
      leaves_.push_back(range);
      open_.pop_back();
    }
  }

  /// Per narrowest slice, which are those that no other one of them lies in.
  void MakeAliases() {
    if (slices_.empty()) leaves_ = {{0, rows_}};
    aliases_.resize(rows_);
    for (const Range& range : leaves_) {
      bool wide = std::any_of(leaves_.begin(), leaves_.end(), [&](const Range& other) {
        return other.first >= range.first && other.count < range.count &&
               other.first + other.count <= range.first + range.count;
      });
      if (wide || range.count == 0) continue;
      std::vector<double> weights(weights_.begin() + range.first,
                                  weights_.begin() + range.first + range.count);
      std::vector<AliasEntry> entries = MakeAliasEntries(weights);
      std::copy(entries.begin(), entries.end(), aliases_.begin() + range.first);
    }
  }

  const DictSource& source_;
  Faults* faults_;
  int line_ = 0;
  std::uint32_t rows_ = 0;
  bool has_weights_ = false;
  std::vector<ColumnText> columns_;
  std::vector<double> weights_;
  std::map<std::string, Range> slices_;
  std::vector<Range> leaves_;
  std::string open_key_;
  std::vector<std::string> open_;
  std::vector<AliasEntry> aliases_;
};

class FileWriter {
 public:
  explicit FileWriter(std::size_t tables) {
    const FlatHeader header{};
    Append(&header, 1);
    table_at_ = Append(std::vector<FlatTable>(tables).data(), tables);
  }

  void Add(const TableReader& table) {
    FlatTable entry{};
    entry.name = AppendName(table.name());
    entry.rows = table.rows();
    std::vector<FlatColumn> columns;
    for (const ColumnText& column : table.columns())
      AddColumn(column, table.weights(), &columns);
    entry.column_count = static_cast<std::uint32_t>(columns.size());
    entry.columns = Append(columns.data(), columns.size());
    std::vector<FlatSlice> slices;
    for (const auto& [key, range] : table.slices()) {
      slices.push_back({AppendName(key), range.first, range.count});
    }
    entry.slice_count = slices.size();
    entry.slices = Append(slices.data(), slices.size());
    if (!table.aliases().empty()) {
      entry.alias = Append(table.aliases().data(), table.aliases().size());
    }
    std::memcpy(file_.data() + table_at_ + tables_ * sizeof entry, &entry, sizeof entry);
    ++tables_;
  }

  std::string Finish() {
    FlatHeader header{};
    std::memcpy(header.magic, kFlatMagic, sizeof kFlatMagic);
    header.bytes = file_.size();
    header.tables = tables_;
    std::memcpy(file_.data(), &header, sizeof header);
    return std::move(file_);
  }

 private:
  template <typename T>
  std::uint64_t Append(const T* values, std::size_t count) {
    std::uint64_t at = file_.size();
    file_.append(reinterpret_cast<const char*>(values), count * sizeof(T));
    file_.resize((file_.size() + 7) / 8 * 8);
    return at;
  }
  FlatName AppendName(std::string_view name) {
    return {Append(name.data(), name.size()), name.size()};
  }

  void AddColumn(const ColumnText& column, const std::vector<double>& weights,
                 std::vector<FlatColumn>* columns) {
    FlatColumn entry{};
    entry.name = AppendName(column.name);
    if (column.kind == Kind::kWeight) {
      entry.kind = FlatKind::kWeight;
      entry.data = Append(weights.data(), weights.size());
    } else if (column.kind == Kind::kNumber) {
      entry.kind = FlatKind::kNumber;
      entry.data = Append(column.numbers.data(), column.numbers.size());
    } else {
      entry.kind = FlatKind::kText;
      entry.data = Append(column.offsets.data(), column.offsets.size());
      entry.bytes = Append(column.bytes.data(), column.bytes.size());
    }
    columns->push_back(entry);
  }

  std::string file_;
  std::uint64_t table_at_ = 0;
  std::uint64_t tables_ = 0;
};

}  // namespace

Result<std::string> CompileDictionaries(const std::vector<DictSource>& tables) {
  std::vector<const DictSource*> sorted;
  for (const DictSource& table : tables) sorted.push_back(&table);
  std::sort(sorted.begin(), sorted.end(),
            [](const DictSource* a, const DictSource* b) { return a->name < b->name; });
  Faults faults;
  FileWriter writer(sorted.size());
  for (const DictSource* source : sorted) {
    TableReader reader(*source, &faults);
    reader.Read();
    if (faults.empty()) writer.Add(reader);
  }
  RM_RETURN_IF_ERROR(faults.ToStatus());
  return writer.Finish();
}

}  // namespace rowmill
