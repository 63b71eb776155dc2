#include "format/parquet/bit_pack.h"

#include <gtest/gtest.h>

#include <vector>

#include "format/parquet/parquet_sample_internal.h"

namespace rowmill::parquet {
namespace {

std::vector<std::uint32_t> Values(std::size_t count, int width) {
  sample::SampleDraws draws(static_cast<std::uint64_t>(width) + 1);
  std::vector<std::uint32_t> values(count);
  for (std::uint32_t& value : values) {
    value = static_cast<std::uint32_t>(draws.Next());
    if (width < 32) value &= (1u << width) - 1;
    if (draws.Chance(10)) value = width == 0 ? 0 : 0xFFFFFFFFu >> (32 - width);
  }
  return values;
}

/// Bit by bit, as the format's text says.
std::vector<std::uint8_t> PackNaive(const std::vector<std::uint32_t>& values, int width) {
  std::vector<std::uint8_t> out((values.size() * static_cast<std::size_t>(width) + 7) /
                                8);
  std::size_t at = 0;
  for (std::uint32_t value : values) {
    for (int bit = 0; bit < width; ++bit, ++at) {
      if (((value >> bit) & 1) != 0) {
        out[at / 8] |= static_cast<std::uint8_t>(1u << (at % 8));
      }
    }
  }
  return out;
}

TEST(BitPack, EveryWidthAsTheFormatSays) {
  for (int width = 0; width <= 32; ++width) {
    for (std::size_t groups : {1u, 2u, 7u, 100u}) {
      std::vector<std::uint32_t> values = Values(groups * 8, width);
      std::vector<std::uint8_t> expected = PackNaive(values, width);
      std::vector<std::uint8_t> packed(expected.size() + kPackSlack);
      PackGroups(values.data(), groups, width, packed.data());
      packed.resize(expected.size());
      EXPECT_EQ(packed, expected) << "width " << width << ", groups " << groups;
      std::vector<std::uint8_t> plain(expected.size());
      PackGroupsPlain(values.data(), groups, width, plain.data());
      EXPECT_EQ(plain, expected) << "width " << width << ", plain";
    }
  }
}

TEST(BitPack, ExampleOfTheFormat) {
  // Encodings.md: the numbers 0..7 in three bits.
  std::uint32_t values[8] = {0, 1, 2, 3, 4, 5, 6, 7};
  std::uint8_t packed[3 + kPackSlack];
  PackGroups(values, 1, 3, packed);
  EXPECT_EQ(packed[0], 0b10001000);
  EXPECT_EQ(packed[1], 0b11000110);
  EXPECT_EQ(packed[2], 0b11111010);
}

TEST(BitPack, BitWidth) {
  const std::pair<std::uint64_t, int> kCases[] = {{0, 1},
                                                  {1, 1},
                                                  {2, 1},
                                                  {3, 2},
                                                  {4, 2},
                                                  {5, 3},
                                                  {256, 8},
                                                  {257, 9},
                                                  {65'536, 16},
                                                  {65'537, 17},
                                                  {std::uint64_t{1} << 32, 32}};
  for (auto [count, width] : kCases) EXPECT_EQ(BitWidth(count), width) << count;
}

TEST(BitAppender, AnyStartAndLength) {
  std::vector<std::uint8_t> bits;
  sample::SampleDraws draws(5);
  for (int i = 0; i < 64; ++i) bits.push_back(static_cast<std::uint8_t>(draws.Next()));
  for (int round = 0; round < 300; ++round) {
    Buffer out;
    out.Append("xy");
    BitAppender appender(&out);
    std::vector<bool> expected;
    for (int piece = 0; piece < 6; ++piece) {
      std::size_t from = draws.Below(200);
      std::size_t count = draws.Below(300);
      if (piece % 3 == 2) {
        appender.AppendOnes(count);
        expected.insert(expected.end(), count, true);
        continue;
      }
      std::size_t ones = 0;
      for (std::size_t i = from; i < from + count; ++i) {
        expected.push_back(((bits[i / 8] >> (i % 8)) & 1) != 0);
        ones += expected.back() ? 1 : 0;
      }
      EXPECT_EQ(CountOnes(bits.data(), from, count), ones);
      appender.Append(bits.data(), from, count);
    }
    ASSERT_EQ(out.size(), 2 + (expected.size() + 7) / 8);
    EXPECT_EQ(out.view().substr(0, 2), "xy");
    expected.resize((out.size() - 2) * 8);  // bits behind the last one are zero
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_EQ(((out.data()[2 + i / 8] >> (i % 8)) & 1) != 0, expected[i]) << i;
    }
  }
}

}  // namespace
}  // namespace rowmill::parquet
