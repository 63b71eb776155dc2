/// Identifiers that hold a moment and grow with the row: row 0 is made at `start`, and
/// `rate` rows follow in every second. A pure function of the row, so that parts of a run
/// fit together and no two rows are alike. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "gen/generator.h"

namespace rowmill {

/// Which tick of a clock a row falls into, and the how manyth of the tick's rows it is.
class RowClock {
 public:
  struct Reading {
    std::uint64_t tick;
    std::uint64_t index;
  };
  /// REQUIRES: rate >= 1, ticks_per_second 1 or 1000, start <= last.
  RowClock(std::uint64_t start, std::uint64_t last, std::uint64_t rate,
           std::uint64_t ticks_per_second)
      : start_(start), last_(last), rate_(rate), ticks_(ticks_per_second) {}

  Reading At(std::uint64_t row) const {
    const std::uint64_t second = row / rate_, rest = row % rate_;
    const std::uint64_t tick = rest * ticks_ / rate_;
    // The first row of this tick lies at the next whole row behind its start.
    const std::uint64_t first = (tick * rate_ + ticks_ - 1) / ticks_;
    return {start_ + second * ticks_ + tick, rest - first};
  }
  /// Rows until the clock would pass its last tick.
  std::uint64_t capacity() const;
  std::uint64_t start() const { return start_; }
  std::uint64_t last() const { return last_; }
  /// True when no two rows share a tick.
  bool alone() const { return rate_ <= ticks_; }

 private:
  std::uint64_t start_;
  std::uint64_t last_;
  std::uint64_t rate_;
  std::uint64_t ticks_;
};

/// Options `start` and `rate`; `rate_max` rows per second.
std::vector<OptionInfo> RowClockOptions(double rate_max);

/// Reads them. Ticks count from `epoch` and end with `last`; nothing after adding a
/// fault.
std::optional<RowClock> ReadRowClock(const TypeContext& context, const Options& options,
                                     MicrosUtc epoch, std::uint64_t ticks_per_second,
                                     std::uint64_t last, Faults* faults);

/// What an identifier is written from.
struct OrderedIdCell {
  std::uint64_t tick;
  std::uint64_t index;  ///< among the rows of the tick
  bool alone;           ///< RowClock::alone: the index may be left out
  std::uint64_t hi;     ///< draws of slots `hi` and `lo`
  std::uint64_t lo;
};

/// Texts of `bytes` characters, all plain; `write` writes one.
std::unique_ptr<Generator> MakeOrderedIdGenerator(
    const DrawScope& draws, const RowClock& clock, std::size_t bytes,
    void (*write)(const OrderedIdCell&, char* out));

}  // namespace rowmill
