/// The person of a record: sex, names, what e-mail addresses are made of. Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gen/record_columns.h"

namespace rowmill {

class PersonNames {
 public:
  explicit PersonNames(const RecordContext& record);

  bool IsFemale(std::uint64_t row) const { return IsFemale(sex_key_, row); }
  /// The same without the names: `key` is the record's slot `sex`.
  static bool IsFemale(const DrawKey& key, std::uint64_t row) {
    return IsFemaleBy(Draw(key, row));
  }
  /// Numbers of given() and family(). A name for both sexes is as likely as a name of
  /// the row's own sex is for half of the people.
  std::uint32_t Given(std::uint64_t row, std::uint32_t place) const;
  std::uint32_t Family(std::uint64_t row, std::uint32_t place) const;
  /// The same for many rows.
  void FillGiven(RowIds rows, const std::uint32_t* places, std::uint32_t* numbers) const {
    Fill(*given_, *given_by_sex_, given_kind_, given_key_, rows, places, numbers);
  }
  void FillFamily(RowIds rows, const std::uint32_t* places,
                  std::uint32_t* numbers) const {
    Fill(*family_, *family_by_sex_, family_kind_, family_key_, rows, places, numbers);
  }
  const RecordTable& given() const { return *given_; }
  const RecordTable& family() const { return *family_; }

 private:
  static bool IsFemaleBy(std::uint64_t draw) { return (draw >> 63) != 0; }
  /// Where the names of a sex are: its own, and those for both. Without own ones all are
  /// in `own`.
  struct Names {
    DictSlice own, both;
    /// Where a row's name is by the draw `kind`.
    DictSlice Choose(std::uint64_t draw, const DrawKey& kind, std::uint64_t row) const {
      const std::uint32_t own_twice = 2 * own.count;
      return BoundedBy(draw, kind, row, own_twice + both.count) < own_twice ? own : both;
    }
  };
  /// Names of a table by place and sex (0 male, 1 female); tables without sexes have all
  /// names for both.
  struct BySex {
    static std::shared_ptr<const BySex> Of(const RecordTable& table);
    explicit BySex(const RecordTable& table);
    std::vector<Names> names;  ///< 2 x place + sex
    bool matters = false;      ///< some names are not for both
  };
  std::uint32_t Choose(const RecordTable& names, const BySex& by_sex, const DrawKey& kind,
                       const DrawKey& key, std::uint64_t row, std::uint32_t place) const;
  void Fill(const RecordTable& names, const BySex& by_sex, const DrawKey& kind,
            const DrawKey& key, RowIds rows, const std::uint32_t* places,
            std::uint32_t* numbers) const;

  std::shared_ptr<const RecordTable> given_;
  std::shared_ptr<const RecordTable> family_;
  std::shared_ptr<const BySex> given_by_sex_;
  std::shared_ptr<const BySex> family_by_sex_;
  DrawKey sex_key_, given_kind_, given_key_, family_kind_, family_key_;
  bool by_frequency_;
};

/// The given or the family name of the row's person, as a draw of numbers.
std::shared_ptr<const NumberDraw> MakeGivenDraw(std::shared_ptr<const PersonNames> names);
std::shared_ptr<const NumberDraw> MakeFamilyDraw(
    std::shared_ptr<const PersonNames> names);

/// A text in the form addresses take: ASCII lower case letters and digits, all else
/// dropped. Never empty.
std::string AddressPart(std::string_view text);
/// The names of a table in that form, by number. Made once for the table.
std::shared_ptr<const Dictionary> AddressParts(const RecordTable& names);

}  // namespace rowmill
