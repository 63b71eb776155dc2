#include "gen/company_text.h"

#include <algorithm>
#include <map>

#include "gen/person_rows.h"
#include "gen/table_text.h"

namespace rowmill {

namespace {

constexpr std::size_t Index(CompanyPart::Kind kind) {
  return static_cast<std::size_t>(kind);
}

}  // namespace

CompanyParts::CompanyParts(const RecordContext& record)
    : suffixes_(RecordTable::Of(record, "company_suffixes")),
      families_(RecordTable::Of(record, "family_names")),
      words_(record.dictionaries().Get("company_words")),
      literals_(DataType::Of(TypeId::kString)),
      pattern_key_(record.draws().Key("company.pattern")) {
  using Kind = CompanyPart::Kind;
  keys_[Index(Kind::kSuffix)] = record.draws().Key("company.suffix");
  keys_[Index(Kind::kWord)] = keys_[Index(Kind::kFamily)] =
      record.draws().Key("company.name");
  const DictTable& table = record.dictionaries().Get("company_patterns");
  const DictTexts languages = record.countries().table().Texts("languages");
  std::map<std::string, std::size_t> known;
  for (std::uint32_t country : record.possible()) {
    std::string language(languages[country].substr(0, 2));
    if (!table.Slice(language)) language = "en";
    auto [found, added] = known.emplace(language, patterns_.size());
    if (added) {
      const DictSlice slice = *table.Slice(language);
      std::vector<CompanyPattern>& patterns = patterns_.emplace_back();
      for (std::uint32_t i = 0; i < slice.count; ++i) {
        patterns.push_back(ReadPattern(table.Texts("pattern")[slice.first + i]));
      }
    }
    const auto place = static_cast<std::uint32_t>(pattern_of_.size());
    pattern_of_.push_back(found->second);
    Slices& slices = slices_.emplace_back();
    slices.of[Index(Kind::kSuffix)] = suffixes_->of(place);
    slices.of[Index(Kind::kWord)] = words_.Slice(language).value_or(*words_.Slice("mul"));
    slices.of[Index(Kind::kFamily)] = families_->of(place);
  }
}

/// Of literal text with `{family}`, `{word}` and `{suffix}`.
CompanyPattern CompanyParts::ReadPattern(std::string_view text) {
  using Kind = CompanyPart::Kind;
  CompanyPattern parts;
  std::uint32_t families = 0;
  while (!text.empty()) {
    const std::size_t literal = std::min(text.find('{'), text.size());
    if (literal > 0) {
      const auto number = static_cast<std::uint32_t>(literals_.length());
      literals_.AppendText(text.substr(0, literal));
      parts.push_back({.kind = Kind::kLiteral, .literal = {number, 1}});
      text.remove_prefix(literal);
      continue;
    }
    const std::size_t end = text.find('}');
    const std::string_view name = text.substr(1, end - 1);
    if (name == "suffix") {
      parts.push_back({.kind = Kind::kSuffix});
    } else if (name == "word") {
      parts.push_back({.kind = Kind::kWord});
    } else {
      parts.push_back({.kind = Kind::kFamily, .attempt = ++families});
    }
    text.remove_prefix(end + 1);
  }
  return parts;
}

CompanyName::CompanyName(const RecordContext& record)
    : parts_(std::make_shared<CompanyParts>(record)),
      suffixes_(parts_->suffixes().Entries("text")),
      words_(SliceEntries(parts_->words(), parts_->words().all(), "text")),
      families_(parts_->families().Entries("name")),
      texts_{&parts_->literals(), suffixes_.get(), words_.get(), families_.get()} {}

CompanyLabel::CompanyLabel(const RecordContext& record)
    : parts_(std::make_shared<CompanyParts>(record)),
      families_(AddressParts(parts_->families())) {
  const DictTable& table = parts_->words();
  auto words = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  for (std::uint32_t i = 0; i < table.rows(); ++i) {
    const std::string_view ascii = table.Texts("ascii")[i];
    words->AppendText(AddressPart(ascii.empty() ? table.Texts("text")[i] : ascii));
  }
  words_ = std::move(words);
}

void CompanyLabel::operator()(std::uint64_t row, std::uint32_t place,
                              TextWriter* out) const {
  std::size_t bytes = 0;
  auto put = [&](std::string_view text) {
    if (bytes > 0 && bytes + 1 + text.size() > kDomainLabelBytesMax) return;
    if (bytes > 0) out->Put('-');
    text = text.substr(0, kDomainLabelBytesMax);
    out->Put(text);
    bytes += text.size() + (bytes > 0 ? 1 : 0);
  };
  for (const CompanyPart& part : parts_->Pattern(row, place)) {
    if (part.kind == CompanyPart::Kind::kWord) {
      put(words_->text(parts_->Number(part, row, place)));
    } else if (part.kind == CompanyPart::Kind::kFamily) {
      put(families_->text(parts_->Number(part, row, place)));
    }
  }
}

}  // namespace rowmill
