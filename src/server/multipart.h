/// A streaming parser of multipart/form-data bodies (RFC 7578, RFC 2046 section 5.1): fed
/// with pieces of any size, its memory is bounded by its limits. Knows nothing of
/// sockets. Not thread-safe; one per body.
///
///   RM_ASSIGN_OR_RETURN(std::string boundary, BoundaryOf(content_type));
///   MultipartParser parser(boundary, {});
///   RM_RETURN_IF_ERROR(parser.Feed(bytes));   // again and again
///   RM_ASSIGN_OR_RETURN(std::vector<api::Part> parts, parser.Finish());
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "api/message.h"
#include "base/limits.h"
#include "base/result.h"

namespace rowmill::server {

struct MultipartLimits {
  std::size_t parts_max = limits::kHttpPartsMax;
  std::size_t part_header_bytes_max = 8u << 10;
  std::size_t body_bytes_max = limits::kHttpBodyBytesMax;  ///< of all parts together
};

/// The boundary of a Content-Type. Errors: kUnsupportedMedia when the type is another,
/// kInvalidArgument when the boundary is missing or not well-formed.
Result<std::string> BoundaryOf(std::string_view content_type);

/// True when `content_type` names this media type, whatever its parameters.
bool IsMediaType(std::string_view content_type, std::string_view type);

class MultipartParser {
 public:
  MultipartParser(std::string_view boundary, MultipartLimits limits);

  /// Takes the next bytes. Errors: kInvalidArgument (form), kTooLarge (limits); after an
  /// error the parser must not be used any more.
  Status Feed(std::string_view bytes);

  /// The parts, in order. Errors: kInvalidArgument when the closing boundary is missing;
  /// a body without any byte has no parts.
  Result<std::vector<api::Part>> Finish();

 private:
  enum class State { kPreamble, kAfterBoundary, kHeaders, kBody, kEpilogue };

  Status Advance(bool* more);
  Status SkipPreamble(bool* more);
  Status AfterBoundary(bool* more);
  Status ReadHeaders(bool* more);
  Status ReadBody(bool* more);
  Status StartPart(std::string_view headers);

  const std::string delimiter_;  ///< CRLF, two hyphens, boundary
  const MultipartLimits limits_;
  State state_ = State::kPreamble;
  std::string pending_;  ///< bytes not yet understood; short but for a body being fed
  std::size_t body_bytes_ = 0;
  bool fed_ = false;
  std::vector<api::Part> parts_;
};

}  // namespace rowmill::server
