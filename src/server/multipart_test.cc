#include "server/multipart.h"

#include <gtest/gtest.h>

namespace rowmill::server {
namespace {

std::string Body(std::string_view boundary,
                 const std::vector<std::pair<std::string, std::string>>& parts) {
  std::string text;
  for (const auto& [headers, body] : parts) {
    text += "--" + std::string(boundary) + "\r\n" + headers + "\r\n\r\n" + body + "\r\n";
  }
  return text + "--" + std::string(boundary) + "--\r\n";
}

constexpr const char* kField = "Content-Disposition: form-data; name=\"a\"";

Result<std::vector<api::Part>> Parse(std::string_view text, std::size_t step,
                                     MultipartLimits limits = {}) {
  MultipartParser parser("XX", limits);
  for (std::size_t at = 0; at < text.size(); at += step) {
    RM_RETURN_IF_ERROR(parser.Feed(text.substr(at, step)));
  }
  return parser.Finish();
}

// Every test of good bodies runs with pieces of all these sizes.
const std::vector<std::size_t> kSteps = {1, 2, 3, 7, 64, 1u << 20};

TEST(Multipart, ReadsPartsWhateverThePieces) {
  const std::string text =
      "preamble to ignore\r\n" +
      Body("XX",
           {{kField, "1"},
            {"content-disposition:form-data;filename=\"m.json\"; name=model_file\r\n"
             "Content-Type: application/json",
             "{\r\n--XY\r\n--X\r\n}"},
            {"Content-Disposition: form-data; name=\"empty\"; filename=\"\"", ""}}) +
      "epilogue";
  for (std::size_t step : kSteps) {
    const auto parts = Parse(text, step);
    ASSERT_TRUE(parts.has_value()) << step << ": " << parts.error().message;
    ASSERT_EQ(parts->size(), 3u);
    EXPECT_EQ((*parts)[0].name, "a");
    EXPECT_EQ((*parts)[0].body, "1");
    EXPECT_FALSE((*parts)[0].file_name.has_value());
    EXPECT_EQ((*parts)[1].name, "model_file");
    EXPECT_EQ((*parts)[1].file_name, "m.json");
    EXPECT_EQ((*parts)[1].content_type, "application/json");
    EXPECT_EQ((*parts)[1].body, "{\r\n--XY\r\n--X\r\n}");
    EXPECT_EQ((*parts)[2].file_name, "");
    EXPECT_EQ((*parts)[2].body, "");
  }
}

TEST(Multipart, KeepsAnyByte) {
  std::string all;
  for (int i = 0; i < 512; ++i) all += static_cast<char>(i);
  for (std::size_t step : kSteps) {
    const auto parts = Parse(Body("XX", {{kField, all}}), step);
    ASSERT_TRUE(parts.has_value());
    EXPECT_EQ((*parts)[0].body, all);
  }
}

TEST(Multipart, NoBytesAndNoPartsAreNoParameters) {
  EXPECT_TRUE(Parse("", 1)->empty());
  EXPECT_TRUE(Parse("--XX--", 1)->empty());
  EXPECT_TRUE(Parse("--XX--\r\n", 4)->empty());
}

TEST(Multipart, NamesWithQuotesBackslashesAndPadding) {
  const auto parts = Parse(
      Body("XX", {{R"(Content-Disposition: form-data; name="a\"b;c"; filename="C:\x\y")",
                   "1"}}),
      5);
  ASSERT_TRUE(parts.has_value());
  EXPECT_EQ((*parts)[0].name, "a\"b;c");
  EXPECT_EQ((*parts)[0].file_name, "C:\\x\\y");
  EXPECT_TRUE(Parse("--XX \t\r\n" + std::string(kField) + "\r\n\r\n1\r\n--XX--", 1));
}

TEST(Multipart, RefusesWhatIsMalformed) {
  const std::vector<std::string> bodies = {
      "no boundary at all",
      "--XX",
      "--XX\r\n",
      "--XX\r\n" + std::string(kField) + "\r\n\r\nbody without an end",
      "--XX\r\n" + std::string(kField) + "\r\n\r\nbody\r\n--XX",
      "--XX\r\n" + std::string(kField) + "\r\n\r\nbody\r\n--XX\r\n",
      "--XX\r\nContent-Type: text/plain\r\n\r\n1\r\n--XX--",
      "--XX\r\nContent-Disposition: form-data\r\n\r\n1\r\n--XX--",
      "--XX\r\nContent-Disposition: form-data; name=\"open\r\n\r\n1\r\n--XX--",
      "--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--XX--",
      "--XX\r\nno colon here\r\n\r\n1\r\n--XX--",
      "--XXtrailing\r\n" + std::string(kField) + "\r\n\r\n1\r\n--XX--",
      "--XX\n" + std::string(kField) + "\n\n1\n--XX--",
      "--XX\r\n\r\n\r\n1\r\n--XX--",
  };
  for (const std::string& body : bodies) {
    for (std::size_t step : kSteps) {
      const auto parts = Parse(body, step);
      ASSERT_FALSE(parts.has_value()) << body << " by " << step;
      EXPECT_EQ(parts.error().code, ErrorCode::kInvalidArgument);
    }
  }
}

TEST(Multipart, IsBounded) {
  MultipartLimits limits;
  limits.parts_max = 3;
  limits.part_header_bytes_max = 100;
  limits.body_bytes_max = 10;
  const std::string endless_header =
      "--XX\r\nContent-Disposition: form-data; name=\"" + std::string(10'000, 'n');
  const std::string endless_padding = "--XX" + std::string(10'000, ' ');
  for (const std::string& text :
       {Body("XX", {{kField, ""}, {kField, ""}, {kField, ""}, {kField, ""}}),
        Body("XX", {{kField, "12345"}, {kField, "123456"}}), endless_header}) {
    for (std::size_t step : kSteps) {
      EXPECT_EQ(Parse(text, step, limits).error().code, ErrorCode::kTooLarge);
    }
  }
  EXPECT_FALSE(Parse(endless_padding, 7, limits).has_value());
  EXPECT_TRUE(Parse(Body("XX", {{kField, "12345"}, {kField, "12345"}}), 1, limits));
}

TEST(Multipart, ReadsTheBoundary) {
  EXPECT_EQ(BoundaryOf("multipart/form-data; boundary=abc").value(), "abc");
  EXPECT_EQ(BoundaryOf("Multipart/Form-Data;charset=utf-8; BOUNDARY=\"a b?\"").value(),
            "a b?");
  for (const char* type :
       {"multipart/form-data", "multipart/form-data; boundary=",
        "multipart/form-data; boundary", "multipart/form-data; boundary=\"a\r\nb\"",
        "multipart/form-data; boundary=\"a \""}) {
    EXPECT_EQ(BoundaryOf(type).error().code, ErrorCode::kInvalidArgument) << type;
  }
  EXPECT_FALSE(BoundaryOf("multipart/form-data; boundary=" + std::string(71, 'a')));
  for (const char* type : {"", "text/plain", "multipart/mixed; boundary=a",
                           "application/x-www-form-urlencoded", "multipart/form-datax"}) {
    EXPECT_EQ(BoundaryOf(type).error().code, ErrorCode::kUnsupportedMedia) << type;
  }
}

}  // namespace
}  // namespace rowmill::server
