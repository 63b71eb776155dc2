/// Birth dates of the person of a record: what birth date, age and identity numbers draw.
/// Immutable, thread-safe.
#pragma once

#include "base/clock.h"
#include "gen/record.h"

namespace rowmill {

class BirthDates {
 public:
  /// People of the record's ages at `now`.
  BirthDates(const RecordContext& record, MicrosUtc now);

  /// Days since 1970-01-01, uniform over first() .. last().
  std::int32_t DayOf(std::uint64_t row) const {
    return first_ + static_cast<std::int32_t>(
                        BoundedBy(Draw(key_, row), key_, row,
                                  static_cast<std::uint32_t>(last_ - first_) + 1));
  }
  /// DayOf for many rows.
  void Fill(RowIds rows, std::int32_t* days) const;
  /// Full years at `now` of who was born that day.
  std::int32_t AgeOf(std::int32_t day) const;

  std::int32_t first() const { return first_; }
  std::int32_t last() const { return last_; }

 private:
  std::int32_t YearsBefore(int years) const;

  DrawKey key_;
  std::int32_t today_;
  std::int32_t first_;
  std::int32_t last_;
};

/// The options `age_min` and `age_max`, which hold for the whole record.
std::vector<OptionInfo> AgeOptions();

}  // namespace rowmill
