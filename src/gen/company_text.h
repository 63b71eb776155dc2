/// The company of a record: its name in the manner of the country, and what web addresses
/// make of it. For MakeRecordComposed. Immutable, thread-safe.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gen/record_table.h"

namespace rowmill {

/// What a company's name is made of: literal text, a family name, a word, a legal form.
struct CompanyPart {
  enum class Kind : std::uint8_t { kLiteral, kSuffix, kWord, kFamily };
  Kind kind = Kind::kLiteral;
  std::string literal = {};
};
using CompanyPattern = std::vector<CompanyPart>;

/// Which pattern, families, word and legal form a row's company has.
class CompanyParts {
 public:
  explicit CompanyParts(const RecordContext& record);

  const RecordTable& suffixes() const { return *suffixes_; }
  const RecordTable& families() const { return *families_; }
  const DictTable& words() const { return words_; }

  const CompanyPattern& Pattern(std::uint64_t row, std::uint32_t place) const;
  /// Number in suffixes().
  std::uint32_t Suffix(std::uint64_t row, std::uint32_t place) const;
  /// Number in families() of family name `index`, counted from 0.
  std::uint32_t Family(std::uint64_t row, std::uint32_t place, std::uint32_t index) const;
  /// Row of words().
  std::uint32_t Word(std::uint64_t row, std::uint32_t place) const;

 private:
  std::shared_ptr<const RecordTable> suffixes_;
  std::shared_ptr<const RecordTable> families_;
  const DictTable& words_;
  DrawKey pattern_key_, suffix_key_, name_key_;
  std::vector<std::vector<CompanyPattern>> patterns_;  ///< by language
  std::vector<std::size_t> pattern_of_;                ///< by place
  std::vector<DictSlice> word_slices_;                 ///< by place
};

/// Names: `Weber & Söhne GmbH`.
class CompanyName {
 public:
  explicit CompanyName(const RecordContext& record);
  void operator()(std::uint64_t row, std::uint32_t place, TextWriter* out) const;

 private:
  std::shared_ptr<const CompanyParts> parts_;
  std::shared_ptr<const Dictionary> suffixes_;
  std::shared_ptr<const Dictionary> families_;
  DictTexts words_;
};

inline constexpr std::size_t kDomainLabelBytesMax = 63;  ///< RFC 1035, section 2.3.4

/// Labels of domains made of the same names and words: `weber`, ASCII letters, digits
/// and `-`, 1 to kDomainLabelBytesMax bytes.
class CompanyLabel {
 public:
  explicit CompanyLabel(const RecordContext& record);
  void operator()(std::uint64_t row, std::uint32_t place, TextWriter* out) const;

 private:
  std::shared_ptr<const CompanyParts> parts_;
  std::shared_ptr<const Dictionary> families_;
  std::shared_ptr<const Dictionary> words_;
};

}  // namespace rowmill
