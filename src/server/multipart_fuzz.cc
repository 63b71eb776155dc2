// Feeds hostile bodies in pieces of every size: same parts, or an error, whatever the
// pieces; never more memory than the limits.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "server/multipart.h"

namespace rowmill::server {
namespace {
Result<std::vector<api::Part>> Parse(std::string_view text, std::size_t step) {
  MultipartLimits limits;
  limits.parts_max = 16;
  limits.part_header_bytes_max = 512;
  limits.body_bytes_max = 4096;
  MultipartParser parser("XX", limits);
  for (std::size_t at = 0; at < text.size(); at += step) {
    RM_RETURN_IF_ERROR(parser.Feed(text.substr(at, step)));
  }
  return parser.Finish();
}
}  // namespace
}  // namespace rowmill::server

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rowmill::server;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(BoundaryOf(text));
  const auto whole = Parse(text, text.size() + 1);
  const auto bytes = Parse(text, 1);
  RM_CHECK(whole.has_value() == bytes.has_value());
  if (!whole) return 0;
  RM_CHECK(whole->size() == bytes->size());
  for (std::size_t i = 0; i < whole->size(); ++i) {
    RM_CHECK((*whole)[i].name == (*bytes)[i].name);
    RM_CHECK((*whole)[i].body == (*bytes)[i].body);
  }
  return 0;
}
