#include "job/request.h"

#include <gtest/gtest.h>

#include "job/ids.h"
#include "job/sample_run.h"

namespace rowmill {
namespace {

TEST(Request, IsReadBackAsWritten) {
  GenerationRequest request = SampleRun().request;
  request.tables = {"a", "b"};
  request.scale = 0.1;
  request.from_row = 3;
  request.temporal_as_text = true;
  request.outputs[0].compression = "zstd:3";
  request.outputs[0].existing = Existing::kRefuse;
  for (const bool sized : {true, false}) {
    if (!sized) {
      request.rows.reset();
      request.outputs[0].file_count.reset();
    }
    const GenerationRequest read = RequestFromJson(RequestToJson(request)).value();
    EXPECT_EQ(RequestToJson(read), RequestToJson(request));
    EXPECT_EQ(read.rows, request.rows);
    EXPECT_EQ(read.seed, request.seed);
    EXPECT_EQ(read.tables, request.tables);
    EXPECT_EQ(read.scale, 0.1);
    EXPECT_EQ(read.outputs[0].naming, Naming::kDatagen);
    EXPECT_EQ(read.outputs[0].existing, Existing::kRefuse);
    EXPECT_EQ(read.outputs[0].file_count, request.outputs[0].file_count);
    EXPECT_EQ(read.outputs[0].format_options, request.outputs[0].format_options);
  }
}

TEST(Request, RefusesWhatItDidNotWrite) {
  for (const char* text : {"", "{", "[]", "{}", R"({"v":2})", R"({"v":1})", "null"}) {
    EXPECT_EQ(RequestFromJson(text).error().code, ErrorCode::kInternal) << text;
  }
  for (const char* text : {"", "{", "[{}]", "[1]"}) {
    EXPECT_EQ(OutputsFromJson(text).error().code, ErrorCode::kInternal) << text;
  }
}

TEST(Request, TotalsCountEveryOutput) {
  GenerationRequest request = SampleRun().request;
  EXPECT_EQ(request.RowsTotal(), 60u);
  request.outputs.push_back(request.outputs[0]);
  EXPECT_EQ(request.RowsTotal(), 120u);
  request.rows.reset();
  EXPECT_EQ(request.RowsTotal(), 0u);
}

TEST(Ids, UuidsAreRandomAndOfVersion4) {
  const std::string a = NewUuid();
  EXPECT_EQ(a.size(), 36u);
  EXPECT_EQ(a[14], '4');
  EXPECT_NE(std::string("89ab").find(a[19]), std::string::npos);
  EXPECT_EQ(ParseUuid(a).value(), a);
  EXPECT_NE(a, NewUuid());
  EXPECT_NE(NewSeed(), NewSeed());
}

TEST(Ids, UuidsAreReadAsJavaReadsThem) {
  EXPECT_EQ(ParseUuid("1-2-3-4-5").value(), "00000001-0002-0003-0004-000000000005");
  EXPECT_EQ(ParseUuid("ABCDEF12-0000-0000-0000-00000000000F").value(),
            "abcdef12-0000-0000-0000-00000000000f");
  for (const char* text :
       {"", "not-a-uuid", "1-2-3-4", "1-2-3-4-5-6", "1-2--4-5", "123456789-2-3-4-5",
        "1-2-3-4-1234567890abc", "g-2-3-4-5", " 1-2-3-4-5"}) {
    EXPECT_FALSE(ParseUuid(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace rowmill
