// Targets and forms: whatever comes, decoded texts are UTF-8 without NUL, and parameters
// are checked without a crash.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "api/facade.h"
#include "base/check.h"
#include "base/text.h"
#include "server/target.h"

namespace {
using rowmill::api::Param;
using rowmill::api::ParamKind;

rowmill::api::Route AllKinds() {
  rowmill::api::Route route;
  route.params = {
      {"a", ParamKind::kText},   {"b", ParamKind::kInt32}, {"c", ParamKind::kInt64},
      {"d", ParamKind::kUint64}, {"e", ParamKind::kBool},  {"f", ParamKind::kUuid},
      {"g", ParamKind::kTexts},  {"h", ParamKind::kMap},   {"i", ParamKind::kUpload}};
  return route;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const rowmill::api::Route route = AllKinds();
  rowmill::api::Request request;
  if (auto target = rowmill::server::ParseTarget(text); target) {
    for (const auto& [name, value] : target->query) {
      RM_CHECK(rowmill::IsUtf8(name) && rowmill::IsUtf8(value));
      RM_CHECK(value.find('\0') == std::string::npos);
    }
    request.query = target->query;
  }
  if (auto form = rowmill::server::ParseForm(text); form) request.form = *form;
  static_cast<void>(rowmill::api::CheckCall(request, route, {}));
  return 0;
}
