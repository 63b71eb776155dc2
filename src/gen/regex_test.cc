// Regular expressions as makers of texts: what they match, how many there are, and that
// each mode draws them with the probabilities that are promised.

#if defined(__GNUC__) && !defined(__clang__)
// g++ 12 sees uninitialized members in its own <regex> under the address sanitizer
// (PR 105562).
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include <cmath>
#include <map>
#include <regex>
#include <set>

#include "gen/regex_automaton.h"
#include "gen/regex_walk.h"
#include "gen/testing.h"

namespace rowmill {
namespace {

using namespace testing_types;  // NOLINT

std::vector<std::string> TextsOf(const OptionTexts& options, std::size_t rows) {
  std::unique_ptr<Generator> made = MustMake({"text.regex", options});
  return made == nullptr ? std::vector<std::string>() : CellsOf(*made, RowsFrom(0, rows));
}

std::map<std::string, std::size_t> Frequencies(const OptionTexts& options,
                                               std::size_t rows) {
  std::map<std::string, std::size_t> counts;
  for (const std::string& text : TextsOf(options, rows)) ++counts[text];
  return counts;
}

TEST(Regex, TextsMatchTheExpression) {
  for (const char* text :
       {"[A-Z]{2}\\d{4}", "^(Mr|Ms|Dr)\\. [A-Z][a-z]{2,8}( (Jr|Sr))?$",
        "[^a-z]{3}\\W\\S\\D.", "\\(\\d{3}\\) \\d{3}-\\d{4}", "(a|b*?|c+){2,}",
        "[\\w.-]{1,10}@[a-z]+\\.(com|org)", "x{0}y{1,}", "(?:ab|cd)+e?", "[]a-c-]+",
        "a|b|", "#[0-9a-fA-F]{6}", "\\x41\\u0042\\t\\{\\}", "[[:upper:]_]{3}"}) {
    const std::regex expected(std::string(text) == "[]a-c-]+" ? "[\\]a-c-]+" : text);
    for (const char* uniform : {"false", "true"}) {
      SCOPED_TRACE(std::string(text) + " uniform " + uniform);
      const auto texts =
          TextsOf({{"regex", text}, {"uniform", uniform}, {"repeat", "4"}}, 500);
      ASSERT_EQ(texts.size(), 500u);
      for (const std::string& made : texts) {
        ASSERT_TRUE(std::regex_match(made, expected)) << made;
      }
    }
  }
}

std::string CountOfTexts(const std::string& text,
                         std::optional<std::uint64_t> most = std::nullopt) {
  Result<RegexNode> regex = ParseRegex(text, 10);
  EXPECT_TRUE(regex.has_value()) << text;
  Result<std::vector<RegexState>> states = CountRegex(*regex, most);
  return states ? states->back().texts.ToString() : states.error().message;
}

TEST(Regex, DoublesCountOnce) {
  EXPECT_EQ(CountOfTexts("[A-Z]{2}\\d{4}"), "6760000");
  EXPECT_EQ(CountOfTexts("(a|a|[a-b])"), "2");
  EXPECT_EQ(CountOfTexts("(a|ab)(bc|c)"), "3");
  EXPECT_EQ(CountOfTexts("a{0,2}a{0,2}"), "5");
  EXPECT_EQ(CountOfTexts("(a?){3}"), "4");
  EXPECT_EQ(CountOfTexts("(a*)*"), "101");
  EXPECT_EQ(CountOfTexts("(){5}x"), "1");
  EXPECT_EQ(CountOfTexts("[a-z]*"), "146813779479511");  // (26^11 - 1) / 25
  EXPECT_EQ(CountOfTexts("[a-z]*", 2), "703");
  EXPECT_EQ(CountOfTexts("[ab]{64}"), "about 2^64");
  EXPECT_EQ(CountOfTexts("é|[à-ü]|e"), "30");
  EXPECT_EQ(CountOfTexts("abc", 2), "no text has at most 2 characters");
}

TEST(Regex, TheAutomatonIsTheSmallest) {
  auto states = [](const char* text) {
    return CountRegex(*ParseRegex(text, 10), std::nullopt)->size();
  };
  EXPECT_EQ(states("abc|xbc|[m-p]bc"), 4u);
  EXPECT_EQ(states("(ax|bx|cx)y"), states("[a-c]xy"));
  EXPECT_EQ(states("a{0,9}"), 10u);
  // However it is spelled, the order of the texts is the same.
  const auto texts = [](const char* text) {
    return TextsOf({{"regex", text}, {"uniform", "true"}}, 300);
  };
  EXPECT_EQ(texts("(a|ab)(c|bc)x{0,3}"), texts("a(b|bb)?c(|x|xx|xxx)"));
  EXPECT_EQ(texts("a1|c1|b2"), texts("[ac]1|b2"));
}

TEST(Regex, UniformGivesEveryTextItsShare) {
  const std::size_t rows = 60'000;
  for (const OptionTexts& options :
       {OptionTexts{{"regex", "(a|ab)(bc|c)"}}, OptionTexts{{"regex", "a{0,4}b{0,4}"}},
        OptionTexts{{"regex", "[ab]*"}, {"max_length", "3"}},
        OptionTexts{{"regex", "([a-c]|[d-f]{2})"}}}) {
    OptionTexts uniform = options;
    uniform.emplace_back("uniform", "true");
    const auto counts = Frequencies(uniform, rows);
    Result<RegexNode> regex = ParseRegex(options[0].second, 10);
    std::optional<std::uint64_t> most;
    if (options.size() > 1) most = 3;
    const std::uint64_t texts = *CountRegex(*regex, most)->back().texts.AsUint64();
    EXPECT_EQ(counts.size(), texts) << options[0].second;
    const double expected = static_cast<double>(rows) / static_cast<double>(texts);
    double chi = 0;
    for (const auto& [text, count] : counts) {
      chi += std::pow(static_cast<double>(count) - expected, 2) / expected;
    }
    const double freedom = static_cast<double>(texts - 1);
    EXPECT_LT(chi, freedom + 5 * std::sqrt(2 * freedom)) << options[0].second;
  }
}

TEST(Regex, UniformDrawsLargeLanguagesByTheirCounts) {
  // 2^70 texts begin with x, 2^69 with y, 1 is empty: 2 to 1, the empty one never seen.
  const auto texts =
      TextsOf({{"regex", "(x[ab]{70}|y[ab]{69})?"}, {"uniform", "true"}}, 30'000);
  std::size_t with_x = 0, with_y = 0;
  for (const std::string& text : texts) {
    with_x += text.starts_with("x") ? 1 : 0;
    with_y += text.starts_with("y") ? 1 : 0;
  }
  EXPECT_EQ(with_x + with_y, texts.size());
  EXPECT_NEAR(static_cast<double>(with_x), 20'000, 5 * 82);
}

TEST(Regex, DefaultGivesAlternativesAndCountsTheirShare) {
  const double rows = 60'000;
  auto counts = Frequencies({{"regex", "a|[bc]|x{1,3}"}}, 60'000);
  EXPECT_EQ(counts.size(), 6u);
  for (const auto& [text, share] : std::map<std::string, double>{{"a", 1.0 / 3},
                                                                 {"b", 1.0 / 6},
                                                                 {"c", 1.0 / 6},
                                                                 {"x", 1.0 / 9},
                                                                 {"xx", 1.0 / 9},
                                                                 {"xxx", 1.0 / 9}}) {
    EXPECT_NEAR(static_cast<double>(counts[text]), rows * share,
                5 * std::sqrt(rows * share * (1 - share)))
        << text;
  }
}

TEST(Regex, MaxLengthIsKeptAndReached) {
  for (const char* text : {"[a-z]*-[0-9]+", "(foo|x|barbarbar)+", "(ab?c*){2,9}"}) {
    std::size_t longest = 0;
    for (const std::string& made :
         TextsOf({{"regex", text}, {"max_length", "9"}, {"repeat", "40"}}, 3'000)) {
      ASSERT_LE(made.size(), 9u) << text;
      ASSERT_TRUE(std::regex_match(made, std::regex(text))) << made;
      longest = std::max(longest, made.size());
    }
    EXPECT_EQ(longest, 9u) << text;
  }
}

TEST(Regex, FactsAreTight) {
  auto facts = [](const char* text) {
    return MustMake({"text.regex", {{"regex", text}}})->facts();
  };
  EXPECT_EQ(facts("[A-Z]{2}\\d{4}").bytes_min, 6u);
  EXPECT_EQ(facts("[A-Z]{2}\\d{4}").bytes_max, 6u);
  EXPECT_TRUE(facts("[A-Z]{2}\\d{4}").plain_text);
  EXPECT_TRUE(facts("(Mr|Ms) [A-Z]+").plain_text);
  EXPECT_FALSE(facts("x( |y)").plain_text);
  EXPECT_FALSE(facts("x?").plain_text);
  EXPECT_FALSE(facts("x y?").plain_text);
  EXPECT_FALSE(facts("a,b|c").plain_text);
  EXPECT_EQ(facts("(é|abc){1,4}").bytes_min, 2u);
  EXPECT_EQ(facts("(é|abc){1,4}").bytes_max, 12u);
}

TEST(Regex, DatagenDialectDrawsAlternativesAlike) {
  std::map<std::string, std::size_t> counts;
  std::unique_ptr<Generator> made =
      MustMake({"datagen.regex", {{"regex", "[v-x,A,1-2, dba,A]{1}"}}});
  for (const std::string& text : CellsOf(*made, RowsFrom(0, 40'000))) ++counts[text];
  EXPECT_EQ(counts.size(), 7u);  // v w x A 1 2 ' dba'
  EXPECT_NEAR(static_cast<double>(counts["w"]), 5'000, 5 * 67);
  EXPECT_NEAR(static_cast<double>(counts["A"]), 10'000, 5 * 87);
  EXPECT_NEAR(static_cast<double>(counts[" dba"]), 5'000, 5 * 67);
  // What is no group is copied.
  made = MustMake({"datagen.regex", {{"regex", "\\d[ab]{x}[a]]{"}}});
  EXPECT_EQ(CellsOf(*made, RowsFrom(0, 1))[0], "\\d[ab]{x}[a]]{");
}

}  // namespace
}  // namespace rowmill
