/// Takes the body of a request piece by piece, as its route wants it, and puts what it
/// says into the request. Knows nothing of sockets. Not thread-safe; one per request.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/facade.h"
#include "api/message.h"
#include "base/result.h"
#include "server/multipart.h"

namespace rowmill::server {

/// Whether a route takes a body of this type. `content_type` is empty when none was sent.
/// Errors: kUnsupportedMedia (415), kInvalidArgument (no boundary).
Status CheckBodyType(api::BodyKind kind, std::string_view content_type);

class BodyReader {
 public:
  /// REQUIRES: CheckBodyType was fine.
  BodyReader(api::BodyKind kind, std::string_view content_type);

  /// Errors: kInvalidArgument, kTooLarge.
  Status Feed(std::string_view bytes);
  /// Errors: kInvalidArgument.
  Status Finish(api::Request* request);

 private:
  bool form_ = false;
  std::string text_;
  std::optional<MultipartParser> multipart_;
};

}  // namespace rowmill::server
