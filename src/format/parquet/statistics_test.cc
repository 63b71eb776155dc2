#include "format/parquet/statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

namespace rowmill::parquet {
namespace {

template <typename T>
ChunkStatistics BoundsOf(ValueOrder order, const std::vector<T>& values) {
  FixedBounds bounds(order);
  // In two portions, as tiles come.
  std::size_t half = values.size() / 2;
  bounds.Update(values.data(), half);
  bounds.Update(values.data() + half, values.size() - half);
  ChunkStatistics statistics;
  bounds.Fill(&statistics);
  return statistics;
}

template <typename T>
T Value(const std::string& bytes) {
  T value{};
  EXPECT_EQ(bytes.size(), sizeof(value));
  std::memcpy(&value, bytes.data(), std::min(bytes.size(), sizeof(value)));
  return value;
}

TEST(Statistics, WholeNumbersInTheirOrder) {
  std::vector<std::int64_t> longs;
  for (int i = 0; i < 100; ++i) longs.push_back((i * 37 % 101 - 50) * 1'000'000'007LL);
  ChunkStatistics statistics = BoundsOf(ValueOrder::kSigned64, longs);
  EXPECT_EQ(Value<std::int64_t>(statistics.min),
            *std::min_element(longs.begin(), longs.end()));
  EXPECT_EQ(Value<std::int64_t>(statistics.max),
            *std::max_element(longs.begin(), longs.end()));

  std::vector<std::int32_t> ints = {5, -7, 3, 3, 2'000'000'000};
  statistics = BoundsOf(ValueOrder::kSigned32, ints);
  EXPECT_EQ(Value<std::int32_t>(statistics.min), -7);
  EXPECT_EQ(Value<std::int32_t>(statistics.max), 2'000'000'000);
  statistics = BoundsOf(ValueOrder::kUnsigned32, ints);
  EXPECT_EQ(Value<std::int32_t>(statistics.min), 3);
  EXPECT_EQ(Value<std::int32_t>(statistics.max), -7);
  statistics = BoundsOf<std::uint64_t>(ValueOrder::kUnsigned64, {1, UINT64_MAX, 7});
  EXPECT_EQ(Value<std::uint64_t>(statistics.min), 1u);
  EXPECT_EQ(Value<std::uint64_t>(statistics.max), UINT64_MAX);
}

TEST(Statistics, NotANumberIsLeftOut) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> values(40, nan);
  EXPECT_FALSE(BoundsOf(ValueOrder::kDouble, values).has_bounds);
  values[3] = 2;
  values[31] = -4;
  ChunkStatistics statistics = BoundsOf(ValueOrder::kDouble, values);
  EXPECT_TRUE(statistics.has_bounds);
  EXPECT_EQ(Value<double>(statistics.min), -4);
  EXPECT_EQ(Value<double>(statistics.max), 2);
  const float infinity = std::numeric_limits<float>::infinity();
  statistics = BoundsOf<float>(ValueOrder::kFloat, {infinity, infinity});
  EXPECT_TRUE(statistics.has_bounds);
  EXPECT_EQ(Value<float>(statistics.min), infinity);
}

TEST(Statistics, ZerosHaveTheSafeSign) {
  ChunkStatistics statistics = BoundsOf<double>(ValueOrder::kDouble, {0.0, 0.0});
  EXPECT_TRUE(std::signbit(Value<double>(statistics.min)));
  statistics = BoundsOf<float>(ValueOrder::kFloat, {-0.0f, -0.0f});
  EXPECT_FALSE(std::signbit(Value<float>(statistics.max)));
}

ChunkStatistics TextBoundsOf(const std::vector<std::string>& texts, bool utf8 = true) {
  TextBounds bounds;
  for (const std::string& text : texts) {
    std::string padded = text + std::string(8, 'z');  // what may be read behind
    bounds.Update(padded.data(), text.size());
  }
  ChunkStatistics statistics;
  bounds.Fill(utf8, &statistics);
  return statistics;
}

TEST(Statistics, TextsByteByByte) {
  const struct {
    std::vector<std::string> texts;
    std::string min, max;
  } kCases[] = {
      {{"b", "a", "c"}, "a", "c"},
      {{"", "a"}, "", "a"},
      {{"abcdefghi", "abcdefghh", "abcdefgh"}, "abcdefgh", "abcdefghi"},
      {{std::string("a\0", 2), "a"}, "a", std::string("a\0", 2)},
      {{"a", std::string("a\0", 2)}, "a", std::string("a\0", 2)},
      {{"\xC3\xA9", "z", "Z"}, "Z", "\xC3\xA9"},  // bytes are unsigned
      {{"same", "same"}, "same", "same"},
  };
  for (const auto& [texts, min, max] : kCases) {
    ChunkStatistics statistics = TextBoundsOf(texts);
    EXPECT_EQ(statistics.min, min);
    EXPECT_EQ(statistics.max, max);
    EXPECT_TRUE(statistics.min_exact && statistics.max_exact);
  }
}

TEST(Statistics, LongTextsAreShortened) {
  std::string exact(kTextBoundBytes, 'm');
  ChunkStatistics statistics = TextBoundsOf({exact});
  EXPECT_EQ(statistics.min, exact);
  EXPECT_TRUE(statistics.min_exact && statistics.max_exact);

  statistics = TextBoundsOf({exact + "x"});
  EXPECT_EQ(statistics.min, exact);
  EXPECT_EQ(statistics.max, std::string(kTextBoundBytes - 1, 'm') + "n");
  EXPECT_FALSE(statistics.min_exact || statistics.max_exact);
}

TEST(Statistics, ShortenedBoundsAreWellFormedAndStillBound) {
  std::string accents;
  for (int i = 0; i < 40; ++i) accents += "\xC3\xA9";
  // A character starts at the last byte that is kept.
  std::string shifted = "a" + accents;
  std::string low = shifted;
  EXPECT_TRUE(ShortenMin(true, &low));
  EXPECT_EQ(low.size(), kTextBoundBytes - 1);
  EXPECT_LT(low, shifted);
  std::string high = shifted;
  EXPECT_TRUE(ShortenMax(true, &high));
  EXPECT_EQ(high, "b");
  // Nothing can be raised: the whole text stays.
  high = accents;
  EXPECT_FALSE(ShortenMax(true, &high));
  EXPECT_EQ(high, accents);
  high = std::string(70, '\xFF');
  EXPECT_FALSE(ShortenMax(false, &high));
  high = "\x01" + std::string(70, '\xFF');
  EXPECT_TRUE(ShortenMax(false, &high));
  EXPECT_EQ(high, "\x02");
}

}  // namespace
}  // namespace rowmill::parquet
