/// Least and greatest values of a column chunk, as readers prune by them. Not
/// thread-safe; one per column writer.
///
/// NaN is left out; a least zero is written as -0.0 and a greatest one as +0.0, as the
/// format asks. Texts longer than kTextBoundBytes are shortened to a bound and marked as
/// not exact. Source: parquet.thrift, struct Statistics and union ColumnOrder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "format/parquet/parquet_types.h"

namespace rowmill::parquet {

/// Longer bounds of texts are cut.
inline constexpr std::size_t kTextBoundBytes = 64;

/// Statistics of one column chunk, values in their PLAIN form.
struct ChunkStatistics {
  bool has_bounds = false;
  std::string min;
  std::string max;
  bool min_exact = true;
  bool max_exact = true;
};

/// Bounds of fixed-width values as they are written.
class FixedBounds {
 public:
  explicit FixedBounds(ValueOrder order) : order_(order) { Restart(); }
  void Restart();
  /// Takes `count` values of the order's physical type, aligned for it.
  void Update(const void* values, std::size_t count);
  void Fill(ChunkStatistics* out) const;

 private:
  ValueOrder order_;
  std::int64_t min_ = 0;
  std::int64_t max_ = 0;
  std::uint64_t unsigned_min_ = 0;
  std::uint64_t unsigned_max_ = 0;
  double float_min_ = 0;
  double float_max_ = 0;
};

/// Bounds of texts, byte by byte.
class TextBounds {
 public:
  void Restart() { any_ = false; }
  /// REQUIRES: eight bytes from `text` on may be read, whatever its length.
  void Update(const char* text, std::size_t length) {
    std::uint64_t prefix = Prefix(text, length);
    if (any_ && prefix > min_prefix_ && prefix < max_prefix_) [[likely]]
      return;
    UpdateSlow({text, length}, prefix);
  }
  void Fill(bool utf8, ChunkStatistics* out) const;

 private:
  /// The first eight bytes as a big-endian number, zeros behind a shorter text.
  static std::uint64_t Prefix(const char* text, std::size_t length);
  void UpdateSlow(std::string_view text, std::uint64_t prefix);

  bool any_ = false;
  std::uint64_t min_prefix_ = 0;
  std::uint64_t max_prefix_ = 0;
  std::string min_;
  std::string max_;
};

/// Shortens a text to a lower bound of at most kTextBoundBytes; false = it was short.
bool ShortenMin(bool utf8, std::string* text);
/// The same for an upper bound. When there is none (all bytes 0xFF) `text` stays whole.
bool ShortenMax(bool utf8, std::string* text);

/// Least and greatest of `count` >= 1 values.
template <typename T>
void MinMax(const T* values, std::size_t count, T* least, T* greatest) {
  constexpr std::size_t kLanes = 64 / sizeof(T);
  T low[kLanes];
  T high[kLanes];
  for (std::size_t lane = 0; lane < kLanes; ++lane) low[lane] = high[lane] = values[0];
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      T value = values[i + lane];
      low[lane] = value < low[lane] ? value : low[lane];
      high[lane] = value > high[lane] ? value : high[lane];
    }
  }
  for (; i < count; ++i) {
    low[0] = values[i] < low[0] ? values[i] : low[0];
    high[0] = values[i] > high[0] ? values[i] : high[0];
  }
  *least = low[0];
  *greatest = high[0];
  for (std::size_t lane = 1; lane < kLanes; ++lane) {
    *least = low[lane] < *least ? low[lane] : *least;
    *greatest = high[lane] > *greatest ? high[lane] : *greatest;
  }
}

}  // namespace rowmill::parquet
