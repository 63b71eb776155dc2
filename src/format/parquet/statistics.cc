#include "format/parquet/statistics.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace rowmill::parquet {

namespace {

static_assert(std::endian::native == std::endian::little,
              "values are written as they lie in memory");

template <typename T>
std::string PlainBytes(T value) {
  return std::string(reinterpret_cast<const char*>(&value), sizeof(value));
}

template <typename T, typename Wide>
void Widen(const void* values, std::size_t count, Wide* least, Wide* greatest) {
  T low;
  T high;
  MinMax(static_cast<const T*>(values), count, &low, &high);
  *least = std::min<Wide>(*least, low);
  *greatest = std::max<Wide>(*greatest, high);
}

/// As MinMax, but every comparison with NaN is false, and so NaN is left out.
template <typename T>
void WidenFloats(const void* values, std::size_t count, double* least, double* greatest) {
  constexpr std::size_t kLanes = 8;
  const T* in = static_cast<const T*>(values);
  T low[kLanes];
  T high[kLanes];
  std::fill_n(low, kLanes, std::numeric_limits<T>::infinity());
  std::fill_n(high, kLanes, -std::numeric_limits<T>::infinity());
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      T value = in[i + lane];
      low[lane] = value < low[lane] ? value : low[lane];
      high[lane] = value > high[lane] ? value : high[lane];
    }
  }
  for (; i < count; ++i) {
    low[0] = in[i] < low[0] ? in[i] : low[0];
    high[0] = in[i] > high[0] ? in[i] : high[0];
  }
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    *least = low[lane] < *least ? low[lane] : *least;
    *greatest = high[lane] > *greatest ? high[lane] : *greatest;
  }
}

/// The longest prefix of at most `bytes` bytes that does not cut a character.
std::size_t CharacterCut(const std::string& text, std::size_t bytes) {
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return bytes;
}

}  // namespace

void FixedBounds::Restart() {
  min_ = std::numeric_limits<std::int64_t>::max();
  max_ = std::numeric_limits<std::int64_t>::min();
  unsigned_min_ = std::numeric_limits<std::uint64_t>::max();
  unsigned_max_ = 0;
  float_min_ = std::numeric_limits<double>::infinity();
  float_max_ = -std::numeric_limits<double>::infinity();
}

void FixedBounds::Update(const void* values, std::size_t count) {
  if (count == 0) return;
  switch (order_) {
    case ValueOrder::kSigned32:
      return Widen<std::int32_t>(values, count, &min_, &max_);
    case ValueOrder::kSigned64:
      return Widen<std::int64_t>(values, count, &min_, &max_);
    case ValueOrder::kUnsigned32:
      return Widen<std::uint32_t>(values, count, &unsigned_min_, &unsigned_max_);
    case ValueOrder::kUnsigned64:
      return Widen<std::uint64_t>(values, count, &unsigned_min_, &unsigned_max_);
    case ValueOrder::kFloat:
      return WidenFloats<float>(values, count, &float_min_, &float_max_);
    case ValueOrder::kDouble:
      return WidenFloats<double>(values, count, &float_min_, &float_max_);
    case ValueOrder::kBool:
    case ValueOrder::kBytes:
      RM_CHECK(false);
  }
}

void FixedBounds::Fill(ChunkStatistics* out) const {
  switch (order_) {
    case ValueOrder::kSigned32:
      out->min = PlainBytes(static_cast<std::int32_t>(min_));
      out->max = PlainBytes(static_cast<std::int32_t>(max_));
      out->has_bounds = min_ <= max_;
      return;
    case ValueOrder::kSigned64:
      out->min = PlainBytes(min_);
      out->max = PlainBytes(max_);
      out->has_bounds = min_ <= max_;
      return;
    case ValueOrder::kUnsigned32:
      out->min = PlainBytes(static_cast<std::uint32_t>(unsigned_min_));
      out->max = PlainBytes(static_cast<std::uint32_t>(unsigned_max_));
      out->has_bounds = unsigned_min_ <= unsigned_max_;
      return;
    case ValueOrder::kUnsigned64:
      out->min = PlainBytes(unsigned_min_);
      out->max = PlainBytes(unsigned_max_);
      out->has_bounds = unsigned_min_ <= unsigned_max_;
      return;
    case ValueOrder::kFloat:
    case ValueOrder::kDouble: {
      double low = float_min_ == 0 ? -0.0 : float_min_;
      double high = float_max_ == 0 ? 0.0 : float_max_;
      bool wide = order_ == ValueOrder::kDouble;
      out->min = wide ? PlainBytes(low) : PlainBytes(static_cast<float>(low));
      out->max = wide ? PlainBytes(high) : PlainBytes(static_cast<float>(high));
      out->has_bounds = float_min_ <= float_max_;
      return;
    }
    case ValueOrder::kBool:
    case ValueOrder::kBytes:
      RM_CHECK(false);
  }
}

std::uint64_t TextBounds::Prefix(const char* text, std::size_t length) {
  if (length == 0) return 0;
  std::uint64_t word;
  std::memcpy(&word, text, sizeof(word));
  word = __builtin_bswap64(word);
  std::size_t unused = length >= 8 ? 0 : 8 - length;
  return word & (~std::uint64_t{0} << (8 * unused));
}

void TextBounds::UpdateSlow(std::string_view text, std::uint64_t prefix) {
  // string_view compares bytes as unsigned, which is the format's order.
  if (!any_ || (prefix <= min_prefix_ && text < std::string_view(min_))) {
    min_.assign(text);
    min_prefix_ = prefix;
  }
  if (!any_ || (prefix >= max_prefix_ && text > std::string_view(max_))) {
    max_.assign(text);
    max_prefix_ = prefix;
  }
  any_ = true;
}

void TextBounds::Fill(bool utf8, ChunkStatistics* out) const {
  out->has_bounds = any_;
  if (!any_) return;
  out->min = min_;
  out->max = max_;
  out->min_exact = !ShortenMin(utf8, &out->min);
  out->max_exact = !ShortenMax(utf8, &out->max);
}

bool ShortenMin(bool utf8, std::string* text) {
  if (text->size() <= kTextBoundBytes) return false;
  text->resize(utf8 ? CharacterCut(*text, kTextBoundBytes) : kTextBoundBytes);
  return true;
}

bool ShortenMax(bool utf8, std::string* text) {
  if (text->size() <= kTextBoundBytes) return false;
  std::size_t cut = utf8 ? CharacterCut(*text, kTextBoundBytes) : kTextBoundBytes;
  // The last byte that can grow does, and what follows is dropped. In UTF-8 only ASCII
  // characters are raised, so that the bound stays well-formed.
  for (; cut > 0; --cut) {
    auto byte = static_cast<unsigned char>((*text)[cut - 1]);
    if (byte == 0xFF || (utf8 && byte >= 0x7F)) continue;
    text->resize(cut);
    text->back() = static_cast<char>(byte + 1);
    return true;
  }
  return false;
}

}  // namespace rowmill::parquet
