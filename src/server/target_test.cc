#include "server/target.h"

#include <gtest/gtest.h>

#include "server/access.h"
#include "server/stderr_log.h"

namespace rowmill::server {
namespace {

using Pairs = api::NamedTexts;

TEST(Target, IsTakenApartAndDecoded) {
  const Target target =
      ParseTarget("/api/v1/datagen/csv?rows=3&a=b+c%20%2B&empty=&flag").value();
  EXPECT_EQ(target.path, "/api/v1/datagen/csv");
  EXPECT_EQ(target.segments, (std::vector<std::string>{"api", "v1", "datagen", "csv"}));
  EXPECT_EQ(target.query,
            (Pairs{{"rows", "3"}, {"a", "b c +"}, {"empty", ""}, {"flag", ""}}));
  EXPECT_EQ(ParseTarget("http://localhost:4242/health/status?x=1").value().path,
            "/health/status");
  EXPECT_EQ(ParseTarget("/").value().path, "/");
}

TEST(Target, KeepsSlashesOfAPartInThatPart) {
  const Target target = ParseTarget("/a%2Fb/c/").value();
  EXPECT_EQ(target.segments, (std::vector<std::string>{"a/b", "c", ""}));
}

TEST(Target, TakesCharactersThatClientsForgetToEscape) {
  const Target target =
      ParseTarget("/x?extraProperties[K]=v&j={\"a\":\"b|c\"}&u=\xC3\xA9").value();
  EXPECT_EQ(
      target.query,
      (Pairs{{"extraProperties[K]", "v"}, {"j", "{\"a\":\"b|c\"}"}, {"u", "\xC3\xA9"}}));
}

TEST(Target, RefusesWhatIsMalformed) {
  for (const char* text : {"", "*", "x", "/%", "/%zz", "/a?b=%g0", "/%00", "/a?b=%00",
                           "/%ff", "/a?b=%c3%28", "://x"}) {
    EXPECT_FALSE(ParseTarget(text).has_value()) << text;
  }
}

TEST(Form, IsRead) {
  EXPECT_EQ(ParseForm("a=1&b=x+y&a=2").value(),
            (Pairs{{"a", "1"}, {"b", "x y"}, {"a", "2"}}));
  EXPECT_TRUE(ParseForm("").value().empty());
  EXPECT_FALSE(ParseForm("a=%zz").has_value());
  EXPECT_FALSE(ParseForm("a=%00").has_value());
}

TEST(Access, OnlyThisMachineAndNoForeignPages) {
  for (const char* host :
       {"127.0.0.1:4242", "localhost", "LOCALHOST:1", "[::1]:4242", "127.1.2.3"}) {
    EXPECT_TRUE(CheckOpenAccess(host, "").has_value()) << host;
  }
  for (const char* host : {"", "evil.example", "127.0.0.1.evil.example", "10.0.0.1:4242",
                           "127.0.0.1@evil.example", "[::2]", "[::1", "127.0.0.999"}) {
    EXPECT_EQ(CheckOpenAccess(host, "").error().code, ErrorCode::kForbidden) << host;
  }
  EXPECT_TRUE(CheckOpenAccess("localhost:4242", "http://localhost:4242"));
  for (const char* origin :
       {"http://evil.example", "null", "http://localhost:9", "https://localhost:4242"}) {
    EXPECT_FALSE(CheckOpenAccess("localhost:4242", origin).has_value()) << origin;
  }
  EXPECT_TRUE(IsLoopbackName("::1"));
  EXPECT_TRUE(IsLoopbackName("[::1]"));
  EXPECT_FALSE(IsLoopbackName("0.0.0.0"));
}

TEST(Log, AMessageCannotForgeALine) {
  EXPECT_EQ(OneLine("a\nb\r\nc\x1b[31m\td"), "a b  c [31m d");
}

}  // namespace
}  // namespace rowmill::server
