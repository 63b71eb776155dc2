#include "value/java_date.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/text.h"

namespace rowmill {
namespace {

std::string Formatted(std::string_view pattern, std::int64_t seconds,
                      std::int32_t nanos) {
  Result<JavaDatePattern> parsed = JavaDatePattern::Parse(pattern);
  if (!parsed) return parsed.error().message;
  std::string text(parsed->bytes_max(), '\0');
  char* end = parsed->Format(seconds, nanos, text.data());
  text.resize(static_cast<std::size_t>(end - text.data()));
  EXPECT_GE(text.size(), parsed->bytes_min()) << pattern;
  return text;
}

TEST(JavaDatePattern, AgreesWithJava) {
  std::ifstream file(ROWMILL_SOURCE_DIR "/tests/golden/java_dates.tsv");
  ASSERT_TRUE(file.is_open());
  std::string line;
  int checked = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string_view> parts = Split(line, '\t');
    ASSERT_EQ(parts.size(), 3u) << line;
    std::int64_t seconds = std::stoll(std::string(parts[1]));
    std::int32_t nanos = seconds == 1'709'211'600 ? 123'456'000 : 0;
    EXPECT_EQ(Formatted(parts[0], seconds, nanos), parts[2]) << parts[0];
    ++checked;
  }
  EXPECT_GT(checked, 500);
}

TEST(JavaDatePattern, EmptyIsTheIsoInstant) {
  EXPECT_EQ(Formatted("", 0, 0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(Formatted("", 1'709'211'600, 120'000'000), "2024-02-29T13:00:00.120Z");
  EXPECT_EQ(Formatted("", 1'709'211'600, 123'456'000), "2024-02-29T13:00:00.123456Z");
}

TEST(JavaDatePattern, FaultsTellThePosition) {
  const std::pair<std::string_view, std::string_view> bad[] = {
      {"yyyy-RR", "unknown letter R at position 6"},
      {"'abc", "quote without its end at position 1"},
      {"yyyy 'x''", "quote without its end at position 6"},
      {"yyyy]", "] without [ at position 5"},
      {"{yyyy}", "reserved character at position 1"},
      {"a#", "reserved character at position 2"},
      {"MMMMMM", "too many letters at position 1"},
      {"ddd", "too many letters at position 1"},
      {"DDDD", "too many letters at position 1"},
      {"HH:mmm", "too many letters at position 4"},
      {"SSSSSSSSSS", "too many letters at position 1"},
      {"yyyyyyyyyyyyyyyyyyyy", "too many letters at position 1"},
      {"cc", "c does not come twice at position 1"},
      {"V", "V comes as VV at position 1"},
      {"OO", "O comes as O or OOOO at position 1"},
      {"aa", "too many letters at position 1"},
      {"zzzzz", "too many letters at position 1"},
      {"B", "unknown letter B at position 1"},
  };
  for (const auto& [pattern, message] : bad) {
    Result<JavaDatePattern> parsed = JavaDatePattern::Parse(pattern);
    ASSERT_FALSE(parsed.has_value()) << pattern;
    EXPECT_EQ(parsed.error().message.find(message), 0u) << parsed.error().message;
  }
}

TEST(JavaDatePattern, KnowsWhatIsPlain) {
  auto plain = [](std::string_view pattern) {
    return JavaDatePattern::Parse(pattern).value().plain();
  };
  EXPECT_TRUE(plain("yyyy-MM-dd HH:mm:ss"));
  EXPECT_TRUE(plain(""));
  EXPECT_FALSE(plain("d, M"));
  EXPECT_FALSE(plain(" d"));
  EXPECT_FALSE(plain("''d"));
  EXPECT_FALSE(plain("d é"));
}

}  // namespace
}  // namespace rowmill
