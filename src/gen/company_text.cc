#include "gen/company_text.h"

#include <algorithm>
#include <map>

#include "draw/stream.h"
#include "gen/person_rows.h"

namespace rowmill {

namespace {

/// One of `slice`'s rows by the high half of a draw.
std::uint32_t RowOf(DictSlice slice, std::uint64_t draw) {
  return slice.first + static_cast<std::uint32_t>((draw >> 32) * slice.count >> 32);
}

/// Of literal text with `{family}`, `{word}` and `{suffix}`.
CompanyPattern ReadPattern(std::string_view text) {
  CompanyPattern parts;
  while (!text.empty()) {
    const std::size_t literal = std::min(text.find('{'), text.size());
    if (literal > 0) {
      parts.push_back(
          {CompanyPart::Kind::kLiteral, std::string(text.substr(0, literal))});
      text.remove_prefix(literal);
      continue;
    }
    const std::size_t end = text.find('}');
    const std::string_view name = text.substr(1, end - 1);
    parts.push_back({name == "suffix" ? CompanyPart::Kind::kSuffix
                     : name == "word" ? CompanyPart::Kind::kWord
                                      : CompanyPart::Kind::kFamily});
    text.remove_prefix(end + 1);
  }
  return parts;
}

std::vector<CompanyPattern> ReadPatterns(const DictTable& table,
                                         const std::string& language) {
  std::vector<CompanyPattern> patterns;
  const DictSlice slice = *table.Slice(language);
  for (std::uint32_t i = 0; i < slice.count; ++i) {
    patterns.push_back(ReadPattern(table.Texts("pattern")[slice.first + i]));
  }
  return patterns;
}

}  // namespace

CompanyParts::CompanyParts(const RecordContext& record)
    : suffixes_(RecordTable::Of(record, "company_suffixes")),
      families_(RecordTable::Of(record, "family_names")),
      words_(record.dictionaries().Get("company_words")),
      pattern_key_(record.draws().Key("company.pattern")),
      suffix_key_(record.draws().Key("company.suffix")),
      name_key_(record.draws().Key("company.name")) {
  const DictTable& patterns = record.dictionaries().Get("company_patterns");
  const DictTexts languages = record.countries().table().Texts("languages");
  std::map<std::string, std::size_t> known;
  for (std::uint32_t country : record.possible()) {
    std::string language(languages[country].substr(0, 2));
    if (!patterns.Slice(language)) language = "en";
    auto [found, added] = known.emplace(language, patterns_.size());
    if (added) patterns_.push_back(ReadPatterns(patterns, language));
    pattern_of_.push_back(found->second);
    word_slices_.push_back(words_.Slice(language).value_or(*words_.Slice("mul")));
  }
}

const CompanyPattern& CompanyParts::Pattern(std::uint64_t row,
                                            std::uint32_t place) const {
  const std::vector<CompanyPattern>& patterns = patterns_[pattern_of_[place]];
  return patterns[Bounded(pattern_key_, row, patterns.size())];
}

std::uint32_t CompanyParts::Suffix(std::uint64_t row, std::uint32_t place) const {
  return suffixes_->Choose(suffixes_->of(place), false, suffix_key_, row);
}

std::uint32_t CompanyParts::Family(std::uint64_t row, std::uint32_t place,
                                   std::uint32_t index) const {
  return RowOf(families_->of(place), DrawAttempt(name_key_, row, index + 1));
}

std::uint32_t CompanyParts::Word(std::uint64_t row, std::uint32_t place) const {
  return RowOf(word_slices_[place], Draw(name_key_, row));
}

CompanyName::CompanyName(const RecordContext& record)
    : parts_(std::make_shared<CompanyParts>(record)),
      suffixes_(parts_->suffixes().Entries("text")),
      families_(parts_->families().Entries("name")),
      words_(parts_->words().Texts("text")) {}

void CompanyName::operator()(std::uint64_t row, std::uint32_t place,
                             TextWriter* out) const {
  std::uint32_t names = 0;
  for (const CompanyPart& part : parts_->Pattern(row, place)) {
    switch (part.kind) {
      case CompanyPart::Kind::kLiteral:
        out->Put(part.literal);
        break;
      case CompanyPart::Kind::kSuffix:
        out->PutEntry(*suffixes_, parts_->Suffix(row, place));
        break;
      case CompanyPart::Kind::kWord:
        out->Put(words_[parts_->Word(row, place)]);
        break;
      case CompanyPart::Kind::kFamily:
        out->PutEntry(*families_, parts_->Family(row, place, names++));
        break;
    }
  }
}

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
  std::uint32_t names = 0;
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
      put(words_->text(parts_->Word(row, place)));
    } else if (part.kind == CompanyPart::Kind::kFamily) {
      put(families_->text(parts_->Family(row, place, names++)));
    }
  }
}

}  // namespace rowmill
