/// Request targets and form bodies, taken apart and decoded. Thread-safe (no state).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/message.h"
#include "base/result.h"

namespace rowmill::server {

struct Target {
  std::string authority;              ///< `host:port` of the absolute form, else empty
  std::string path;                   ///< decoded
  std::vector<std::string> segments;  ///< of the path, each decoded on its own
  api::NamedTexts query;
};

/// Reads the target of a request line: `/a/b?x=1`, or the absolute form
/// `http://host/a/b`. Characters that clients send bare although they should be escaped
/// (`{ } [ ] " |` and bytes above 127) are taken as they are.
/// Errors: kInvalidArgument.
Result<Target> ParseTarget(std::string_view target);

/// Reads `a=1&b=2` with `+` for blanks. Errors: kInvalidArgument.
Result<api::NamedTexts> ParseForm(std::string_view text);

}  // namespace rowmill::server
