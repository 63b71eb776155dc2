#include "column/render.h"

#include <gtest/gtest.h>

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include "base/clock.h"

namespace rowmill {
namespace {

template <typename Put>
std::string Text(Put put) {
  char text[96];
  std::memset(text, '#', sizeof(text));
  char* end = put(text);
  return std::string(text, end);
}

std::string Signed(std::int64_t v) {
  return Text([&](char* out) { return RenderSigned(v, out); });
}
std::string Unsigned(std::uint64_t v) {
  return Text([&](char* out) { return RenderUnsigned(v, out); });
}
std::string Decimal(std::int64_t v, int scale) {
  return Text([&](char* out) { return RenderDecimal(v, scale, out); });
}
std::string Double(double v) {
  return Text([&](char* out) { return RenderDouble(v, out); });
}
std::string JavaFloat(float v) {
  return Text([&](char* out) { return RenderJavaFloat(v, out); });
}
std::string Date(std::int32_t v) {
  return Text([&](char* out) { return RenderDate(v, out); });
}
std::string Stamp(std::int64_t v, TimeUnit unit) {
  return Text([&](char* out) { return RenderTimestamp(v, unit, ' ', out); });
}
std::string Local(std::int64_t v, TimeUnit unit) {
  return Text([&](char* out) { return RenderLocalDateTime(v, unit, out); });
}

TEST(Render, IntegersOfEveryLength) {
  std::uint64_t power = 1;
  for (int digits = 1; digits <= 20; ++digits) {
    for (std::uint64_t v : {power - 1, power, power + 1, power * 2 + power / 3}) {
      EXPECT_EQ(Unsigned(v), std::to_string(v));
      EXPECT_EQ(Signed(static_cast<std::int64_t>(v)),
                std::to_string(static_cast<std::int64_t>(v)));
      EXPECT_EQ(Signed(-static_cast<std::int64_t>(v / 2)),
                std::to_string(-static_cast<std::int64_t>(v / 2)));
    }
    if (digits < 20) power *= 10;
  }
  EXPECT_EQ(Signed(INT64_MIN), "-9223372036854775808");
  EXPECT_EQ(Unsigned(UINT64_MAX), "18446744073709551615");
}

TEST(Render, Decimals) {
  EXPECT_EQ(Decimal(0, 2), "0.00");
  EXPECT_EQ(Decimal(5, 2), "0.05");
  EXPECT_EQ(Decimal(-1250, 2), "-12.50");
  EXPECT_EQ(Decimal(-5, 3), "-0.005");
  EXPECT_EQ(Decimal(42, 0), "42");
  EXPECT_EQ(Decimal(123'456'789'012'345'678, 18), "0.123456789012345678");
  EXPECT_EQ(Decimal(INT64_MIN, 18), "-9.223372036854775808");
}

TEST(Render, DoublesReadBackAndAreShortest) {
  EXPECT_EQ(Double(0), "0.0");
  EXPECT_EQ(Double(-0.0), "-0.0");
  EXPECT_EQ(Double(0.1), "0.1");
  EXPECT_EQ(Double(5), "5.0");
  EXPECT_EQ(Double(1e15), "1000000000000000.0");
  EXPECT_EQ(Double(1e16), "1e+16");
  EXPECT_EQ(Double(1.5e21), "1.5e+21");
  EXPECT_EQ(Double(1e-4), "0.0001");
  EXPECT_EQ(Double(1e-5), "1e-05");
  EXPECT_EQ(Double(-1.25e-7), "-1.25e-07");
  EXPECT_EQ(Double(1e100), "1e+100");
  EXPECT_EQ(Double(5e-324), "5e-324");
  EXPECT_EQ(Double(std::numeric_limits<double>::max()), "1.7976931348623157e+308");
  std::uint64_t bits = 1;
  for (int i = 0; i < 20'000; ++i) {
    bits = bits * 6364136223846793005ull + 1442695040888963407ull;
    double value;
    std::memcpy(&value, &bits, 8);
    if (!std::isfinite(value)) continue;
    std::string text = Double(value);
    double back = 0;
    std::from_chars(text.data(), text.data() + text.size(), back);
    ASSERT_EQ(std::memcmp(&back, &value, 8), 0) << text;
    char shortest[64];
    auto end =
        std::to_chars(shortest, shortest + 64, value, std::chars_format::scientific);
    auto digits = [](std::string_view t) {
      int count = 0;
      bool leading = true;
      for (char c : t.substr(0, t.find('e'))) {
        if (c < '0' || c > '9') continue;
        leading = leading && c == '0';
        if (!leading) ++count;
      }
      return count;
    };
    std::string_view best(shortest, static_cast<std::size_t>(end.ptr - shortest));
    if (text.find('e') != std::string::npos) {
      ASSERT_EQ(digits(text), digits(best)) << text;
    }
  }
}

TEST(Render, JavaFloats) {
  EXPECT_EQ(JavaFloat(1), "1.0");
  EXPECT_EQ(JavaFloat(0.001f), "0.001");
  EXPECT_EQ(JavaFloat(0.00099f), "9.9E-4");
  EXPECT_EQ(JavaFloat(9999999), "9999999.0");
  EXPECT_EQ(JavaFloat(1e7f), "1.0E7");
  EXPECT_EQ(JavaFloat(1.234567e9f), "1.234567E9");
  EXPECT_EQ(JavaFloat(-3.4028235e38f), "-3.4028235E38");
  EXPECT_EQ(JavaFloat(0), "0.0");
}

TEST(Render, DatesAgreeWithTheCalendar) {
  EXPECT_EQ(Date(0), "1970-01-01");
  EXPECT_EQ(Date(-1), "1969-12-31");
  EXPECT_EQ(Date(19'782), "2024-02-29");
  EXPECT_EQ(Date(2'932'896), "9999-12-31");
  EXPECT_EQ(Date(2'932'897), "+10000-01-01");
  EXPECT_EQ(Date(-719'528), "0000-01-01");
  for (std::int32_t day = -800'000; day < 2'900'000; day += 37) {
    CivilDate d = CivilFromDays(day);
    if (d.year < 0) continue;
    char wanted[32];
    std::snprintf(wanted, sizeof(wanted), "%04d-%02u-%02u", d.year, d.month, d.day);
    ASSERT_EQ(Date(day), wanted);
  }
  EXPECT_EQ(Text([](char* out) { return RenderDateDayFirst(19'782, out); }),
            "29/02/2024");
}

TEST(Render, Timestamps) {
  EXPECT_EQ(Stamp(0, TimeUnit::kSecond), "1970-01-01 00:00:00");
  EXPECT_EQ(Stamp(-1, TimeUnit::kSecond), "1969-12-31 23:59:59");
  EXPECT_EQ(Stamp(-1, TimeUnit::kMilli), "1969-12-31 23:59:59.999");
  EXPECT_EQ(Stamp(1'500, TimeUnit::kMilli), "1970-01-01 00:00:01.500");
  EXPECT_EQ(Stamp(1'000, TimeUnit::kMilli), "1970-01-01 00:00:01");
  EXPECT_EQ(Stamp(1, TimeUnit::kMicro), "1970-01-01 00:00:00.000001");
  EXPECT_EQ(Stamp(1'735'689'600'000'000'001, TimeUnit::kNano),
            "2025-01-01 00:00:00.000000001");
  EXPECT_EQ(Local(0, TimeUnit::kSecond), "1970-01-01T00:00");
  EXPECT_EQ(Local(61, TimeUnit::kSecond), "1970-01-01T00:01:01");
  EXPECT_EQ(Local(500'000, TimeUnit::kMicro), "1970-01-01T00:00:00.500");
  EXPECT_EQ(Local(60'000'001, TimeUnit::kMicro), "1970-01-01T00:01:00.000001");
}

TEST(Render, Hex) {
  const std::uint8_t bytes[] = {0x00, 0x7F, 0xAB};
  EXPECT_EQ(Text([&](char* out) { return RenderHex(bytes, 3, false, out); }), "007fab");
  EXPECT_EQ(Text([&](char* out) { return RenderHex(bytes, 3, true, out); }), "007FAB");
}

}  // namespace
}  // namespace rowmill
