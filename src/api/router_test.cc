#include "api/router.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace rowmill::api {
namespace {

Request Of(std::string method, const std::vector<std::string>& segments) {
  std::string path;
  for (const std::string& segment : segments) path += "/" + segment;
  Request request(std::move(method), path);
  request.segments = segments;
  return request;
}

Handler Says(std::string text) {
  return [text](const Call&) { return Response(200, "text/plain", text); };
}

Facade Sample(const std::string& name, std::vector<std::string> prefixes) {
  Facade facade;
  facade.name = name;
  facade.prefixes = std::move(prefixes);
  facade.error = [name](int status, const Request&, std::string_view detail) {
    return Response(status, "text/plain", name + ":" + std::string(detail));
  };
  return facade;
}

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    Facade first = Sample("first", {"/a"});
    Route get;
    get.path = "/a/thing";
    get.handler = Says("get");
    first.routes.push_back(get);
    Route post = get;
    post.method = "POST";
    post.handler = Says("post");
    first.routes.push_back(post);
    Route folded;
    folded.method = "POST";
    folded.path = "/a/hdfs_csv";
    folded.fold_last = true;
    folded.handler = Says("folded");
    first.routes.push_back(folded);
    Route item;
    item.path = "/a/items/{id}/parts";
    item.params = {{"id", ParamKind::kInt64, "", "", true, ParamIn::kPath},
                   {"q", ParamKind::kText, "", "", true, ParamIn::kQuery}};
    item.handler = [](const Call& call) {
      return Response(200, "text/plain",
                      std::to_string(*call.Int("id")) + *call.Text("q"));
    };
    first.routes.push_back(item);
    Route broken;
    broken.path = "/a/broken";
    broken.handler = [](const Call&) -> Response { throw std::runtime_error("secret"); };
    first.routes.push_back(broken);
    Facade second = Sample("second", {"/a/deeper", "/b"});
    std::vector<Facade> facades;
    facades.push_back(std::move(first));
    facades.push_back(std::move(second));
    router_ = std::make_unique<Router>(std::move(facades), &log_);
  }

  Response Ask(const Request& request) {
    auto found = router_->Find(request);
    if (Response* refused = std::get_if<Response>(&found)) return *refused;
    return router_->Handle(std::get<Match>(found), request);
  }

  NoLog log_;
  std::unique_ptr<Router> router_;
};

TEST_F(RouterTest, FindsByMethodAndPath) {
  EXPECT_EQ(Ask(Of("GET", {"a", "thing"})).body, "get");
  EXPECT_EQ(Ask(Of("POST", {"a", "thing"})).body, "post");
  EXPECT_EQ(Ask(Of("HEAD", {"a", "thing"})).body, "get");
}

TEST_F(RouterTest, FoldsTheLastPartWhereAsked) {
  for (const char* name : {"hdfs_csv", "HDFS-CSV", "Hdfs_Csv"}) {
    EXPECT_EQ(Ask(Of("POST", {"a", name})).body, "folded") << name;
  }
  EXPECT_EQ(Ask(Of("POST", {"A", "hdfs_csv"})).status, 404);
  EXPECT_EQ(Ask(Of("GET", {"a", "THING"})).status, 404);
}

TEST_F(RouterTest, RefusesUnknownPathsAndMethods) {
  for (const auto& segments : std::vector<std::vector<std::string>>{
           {"a"}, {"a", "thing", "x"}, {"a", "thing", ""}, {"nothing"}, {}}) {
    EXPECT_EQ(Ask(Of("GET", segments)).status, 404);
  }
  const Response refused = Ask(Of("DELETE", {"a", "thing"}));
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.headers, (NamedTexts{{"Allow", "GET, POST"}}));
}

TEST_F(RouterTest, ErrorsHaveTheShapeOfTheNearestFacade) {
  EXPECT_EQ(Ask(Of("GET", {"a", "x"})).body, "first:");
  EXPECT_EQ(Ask(Of("GET", {"a", "deeper", "x"})).body, "second:");
  EXPECT_EQ(Ask(Of("GET", {"b"})).body, "second:");
  EXPECT_EQ(Ask(Of("GET", {"bb"})).body, "first:");
}

TEST_F(RouterTest, ChecksParametersOfThePathAndTheQuery) {
  Request request = Of("GET", {"a", "items", "17", "parts"});
  request.query = {{"q", "x"}};
  EXPECT_EQ(Ask(request).body, "17x");
  request.segments[2] = "seventeen";
  request.query.clear();
  const Response refused = Ask(request);
  EXPECT_EQ(refused.status, 400);
  EXPECT_NE(refused.body.find("'id' must be a whole number"), std::string::npos);
  EXPECT_NE(refused.body.find("'q' is missing"), std::string::npos);
}

TEST_F(RouterTest, WhatAHandlerThrowsStaysInside) {
  const Response response = Ask(Of("GET", {"a", "broken"}));
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body, "first:");
}

struct Case {
  ParamKind kind;
  const char* text;
  bool good;
};

TEST(CheckCall, EveryKindHasItsRejections) {
  const std::vector<Case> cases = {
      {ParamKind::kInt32, "12", true},
      {ParamKind::kInt32, " +12 ", true},
      {ParamKind::kInt32, "-2147483648", true},
      {ParamKind::kInt32, "2147483648", false},
      {ParamKind::kInt32, "3000000000", false},
      {ParamKind::kInt32, "1.5", false},
      {ParamKind::kInt32, "abc", false},
      {ParamKind::kInt32, "+-1", false},
      {ParamKind::kInt32, "1 2", false},
      {ParamKind::kInt32, " ", false},
      {ParamKind::kInt64, "9223372036854775807", true},
      {ParamKind::kInt64, "9223372036854775808", false},
      {ParamKind::kInt64, "99999999999999999999", false},
      {ParamKind::kInt64, "0x10", false},
      {ParamKind::kInt64, "1e3", false},
      {ParamKind::kUint64, "18446744073709551615", true},
      {ParamKind::kUint64, "-1", false},
      {ParamKind::kUint64, "18446744073709551616", false},
      {ParamKind::kBool, "TRUE", true},
      {ParamKind::kBool, "off", true},
      {ParamKind::kBool, "maybe", false},
      {ParamKind::kBool, "2", false},
      {ParamKind::kUuid, "1-2-3-4-5", true},
      {ParamKind::kUuid, "not-a-uuid", false},
  };
  for (const Case& c : cases) {
    Route route;
    route.params = {{"p", c.kind}};
    Request request("GET", "/");
    request.query = {{"p", c.text}};
    const Result<Call> call = CheckCall(request, route, {});
    EXPECT_EQ(call.has_value(), c.good) << c.text;
    if (!call) {
      EXPECT_EQ(call.error().code, ErrorCode::kInvalidArgument);
    }
  }
}

TEST(CheckCall, TheFormWinsAndEmptyIsNotGiven) {
  Route route;
  route.params = {{"rows", ParamKind::kInt64},
                  {"list", ParamKind::kTexts},
                  {"only", ParamKind::kText, "", "", false, ParamIn::kQuery}};
  Request request("POST", "/");
  request.query = {{"rows", "2"}, {"rows", "3"}, {"list", "a, b"}, {"unknown", "x"}};
  request.form = {{"only", "form"}};
  EXPECT_EQ(CheckCall(request, route, {})->Int("rows"), 2);
  request.parts.emplace_back("rows", "5");
  request.parts.emplace_back("list", "c");
  const Result<Call> call = CheckCall(request, route, {});
  EXPECT_EQ(call->Int("rows"), 5);
  EXPECT_EQ(call->Texts("list"), (std::vector<std::string>{"c", "a", "b"}));
  EXPECT_FALSE(call->Has("only"));
  request.parts[0].body = "";
  EXPECT_EQ(CheckCall(request, route, {})->Int("rows"), 2);
  request.query[0].second = request.query[1].second = "";
  EXPECT_FALSE(CheckCall(request, route, {})->Has("rows"));
}

TEST(CheckCall, AnEmptyFileThatHasANameIsRefused) {
  Route route;
  route.params = {{"model", ParamKind::kUpload}};
  Request request("POST", "/");
  request.parts.emplace_back("model", "");
  EXPECT_FALSE(CheckCall(request, route, {})->Has("model"));
  request.parts[0].file_name = "";
  EXPECT_FALSE(CheckCall(request, route, {})->Has("model"));
  request.parts[0].file_name = "shop.json";
  const Result<Call> call = CheckCall(request, route, {});
  ASSERT_FALSE(call.has_value());
  EXPECT_EQ(call.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(call.error().message, "parameter 'model': the file 'shop.json' is empty");
}

TEST(CheckCall, MapsAreGatheredUnderTheirName) {
  Route route;
  route.params = {{"m", ParamKind::kMap}};
  Request request("POST", "/");
  request.query = {
      {"m[A]", "1"}, {"m", "B=2"}, {"m[", "x"}, {"mm[A]", "x"}, {"m[]", "x"}};
  const Result<Call> call = CheckCall(request, route, {});
  ASSERT_EQ(call->Raw("m").size(), 2u);
  EXPECT_EQ(call->Raw("m")[0].name, "m[A]");
}

}  // namespace
}  // namespace rowmill::api
