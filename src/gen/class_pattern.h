/// Texts of a fixed shape: literal characters, `x` for any digit, `[0-35A-C]` for one of
/// a class. Phone plans and postcodes are written so in the dictionaries. Immutable,
/// thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "gen/record_table.h"

namespace rowmill {

class ClassPattern {
 public:
  /// Errors: kInvalidModel (a class that does not end, is empty or has more than 255
  /// characters, more than 2^63 texts, more than 4,096 bytes).
  static Result<ClassPattern> Parse(std::string_view text);

  ClassPattern() = default;
  ClassPattern(ClassPattern&&) = default;
  ClassPattern& operator=(ClassPattern&&) = default;

  /// How many texts there are.
  std::uint64_t count() const { return count_; }
  std::size_t bytes() const { return bytes_; }
  /// Text number `index` in [0, count()).
  void Put(std::uint64_t index, TextWriter* out) const;

 private:
  /// Two bytes of the text, of which at least the first one varies: entry i of `pairs` is
  /// what stands there for i in [0, count).
  struct Group {
    std::uint64_t inverse;  ///< 2^64 / count, rounded up
    const char* pairs;      ///< in `pairs_`, or kDigitPairs, which patterns share
    std::uint16_t count;
    std::uint16_t at;
  };
  void AddGroups(const std::vector<std::string>& positions);

  std::vector<Group> groups_;  ///< in the order of the text
  std::vector<char> pairs_;
  std::vector<char>
      literals_;  ///< the text where nothing varies; padded to whole vectors
  std::size_t bytes_ = 0;
  std::uint64_t count_ = 1;
};

/// Patterns of a record's countries, chosen by the table's weights.
class RecordPatterns {
 public:
  /// The same, made once for all records with the same countries.
  static std::shared_ptr<const RecordPatterns> Of(const RecordContext& record,
                                                  std::string_view table,
                                                  std::string_view column,
                                                  std::string_view step);
  /// `column` holds the patterns; `step` narrows the slices (`mobile`), where a country
  /// has it. REQUIRES: patterns of dictionaries parse.
  RecordPatterns(const RecordContext& record, const DictTable& table,
                 std::string_view column, std::string_view step = {});

  /// The number of the row's pattern in the table, by the streams `key` (choice).
  std::uint32_t Choose(std::uint32_t place, const DrawKey& key, std::uint64_t row) const {
    return table_.Choose(slices_[place], table_.table().weighted(), key, row);
  }
  const ClassPattern& at(std::uint32_t number) const { return patterns_[number]; }
  const RecordTable& table() const { return table_; }
  std::size_t bytes_max() const { return bytes_max_; }

 private:
  RecordTable table_;
  std::vector<DictSlice> slices_;
  std::vector<ClassPattern> patterns_;
  std::size_t bytes_max_ = 0;
};

}  // namespace rowmill
