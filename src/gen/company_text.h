/// The company of a record: its name in the manner of the country, and what web addresses
/// make of it. Immutable, thread-safe.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "draw/stream.h"
#include "gen/record_table.h"

namespace rowmill {

/// What a company's name is made of: literal text, a family name, a word, a legal form.
struct CompanyPart {
  enum class Kind : std::uint8_t { kLiteral, kSuffix, kWord, kFamily };
  Kind kind = Kind::kLiteral;
  DictSlice literal = {};     ///< the one number in literals()
  std::uint32_t attempt = 0;  ///< of the draw; families of one name differ by it
};
using CompanyPattern = std::vector<CompanyPart>;

/// Which pattern, families, word and legal form a row's company has.
class CompanyParts {
 public:
  explicit CompanyParts(const RecordContext& record);

  const Dictionary& literals() const { return literals_; }
  const RecordTable& suffixes() const { return *suffixes_; }
  const RecordTable& families() const { return *families_; }
  const DictTable& words() const { return words_; }

  const CompanyPattern& Pattern(std::uint64_t row, std::uint32_t place) const {
    const std::vector<CompanyPattern>& patterns = patterns_[pattern_of_[place]];
    return patterns[Bounded(pattern_key_, row, patterns.size())];
  }
  /// The part's number in literals(), suffixes(), words() or families(). All kinds take
  /// the same way: in which order they come cannot be foreseen.
  std::uint32_t Number(const CompanyPart& part, std::uint64_t row,
                       std::uint32_t place) const {
    const std::size_t kind = static_cast<std::size_t>(part.kind);
    const DictSlice slice =
        part.kind == CompanyPart::Kind::kLiteral ? part.literal : slices_[place].of[kind];
    const std::uint64_t draw = DrawAttempt(keys_[kind], row, part.attempt);
    if (part.kind == CompanyPart::Kind::kSuffix) {
      return slice.first +
             static_cast<std::uint32_t>(BoundedBy(draw, keys_[kind], row, slice.count));
    }
    return slice.first + static_cast<std::uint32_t>((draw >> 32) * slice.count >> 32);
  }

 private:
  static constexpr std::size_t kKinds = 4;
  struct Slices {
    DictSlice of[kKinds];
  };
  CompanyPattern ReadPattern(std::string_view text);

  std::shared_ptr<const RecordTable> suffixes_;
  std::shared_ptr<const RecordTable> families_;
  const DictTable& words_;
  Dictionary literals_;
  DrawKey pattern_key_;
  DrawKey keys_[kKinds];
  std::vector<std::vector<CompanyPattern>> patterns_;  ///< by language
  std::vector<std::size_t> pattern_of_;                ///< by place
  std::vector<Slices> slices_;                         ///< by place
};

/// Names: `Weber & Söhne GmbH`. For MakeRecordChosen.
class CompanyName {
 public:
  explicit CompanyName(const RecordContext& record);

  struct Choice {
    const CompanyPattern* pattern;
    std::uint64_t row;
    std::uint32_t place;
  };
  void Choose(RowIds rows, const std::uint32_t* places, Choice* choices) const {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      choices[i] = {&parts_->Pattern(rows[i], places[i]), rows[i], places[i]};
    }
  }
  void Put(const Choice& choice, TextWriter* out) const {
    for (const CompanyPart& part : *choice.pattern) {
      out->PutEntry(*texts_[static_cast<std::size_t>(part.kind)],
                    parts_->Number(part, choice.row, choice.place));
    }
  }

 private:
  std::shared_ptr<const CompanyParts> parts_;
  std::shared_ptr<const Dictionary> suffixes_, words_, families_;
  const Dictionary* texts_[4];  ///< by kind of part
};

inline constexpr std::size_t kDomainLabelBytesMax = 63;  ///< RFC 1035, section 2.3.4

/// Labels of domains made of the same names and words: `weber`, ASCII letters, digits
/// and `-`, 1 to kDomainLabelBytesMax bytes. For MakeRecordComposed.
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
