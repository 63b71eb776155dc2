/// A time zone: how far local time is ahead of UTC at any moment. Immutable, thread-safe.
///
/// Found by name with dict/time_zones.h, whose tables reach from 1900 to 2130. Moments
/// before that have the zone's first offset; years after it are like one of the last
/// forty that has the same calendar, which is what rules of months and weekdays mean.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rowmill {

class TimeZone {
 public:
  struct Change {
    std::int64_t from = 0;    ///< seconds since 1970-01-01T00:00:00Z
    std::int32_t offset = 0;  ///< seconds that local time is ahead from then on
    std::string short_name;   ///< `CEST`, `+03`
  };

  /// REQUIRES: at least one change, in ascending order.
  TimeZone(std::string name, std::vector<Change> changes);

  const std::string& name() const { return name_; }
  const std::vector<Change>& changes() const { return changes_; }
  std::int32_t OffsetAt(std::int64_t utc) const { return changes_[PlaceOf(utc)].offset; }
  std::string_view ShortNameAt(std::int64_t utc) const {
    return changes_[PlaceOf(utc)].short_name;
  }
  std::int64_t LocalOf(std::int64_t utc) const { return utc + OffsetAt(utc); }
  /// The moment of a local time: of two the first; one that is skipped is read with the
  /// offset before the gap (Python's fold 0).
  std::int64_t UtcOf(std::int64_t local) const;
  /// The first moment after `utc` at which the offset may change; INT64_MAX behind the
  /// year 9999. Repeated calls walk over the changes of years behind the table too.
  std::int64_t NextChange(std::int64_t utc) const;
  /// The widest that local time is ahead of or behind UTC, in seconds.
  static constexpr std::int32_t kOffsetMax = 16 * 3600;

 private:
  std::size_t PlaceOf(std::int64_t utc) const;

  std::string name_;
  std::vector<Change> changes_;
  std::vector<std::int64_t> from_;  ///< of the changes, for the search
};

/// `+02:00`, with seconds (`+00:09:21`) only where there are some, at most 9 characters.
char* RenderOffset(std::int32_t offset, char* out);

}  // namespace rowmill
