#include "server/multipart.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"

namespace rowmill::server {

namespace {
constexpr std::size_t kBoundaryBytesMax = 70;  // RFC 2046 section 5.1.1
constexpr std::size_t kPaddingBytesMax = 64;   // blanks behind a boundary

tl::unexpected<Error> Malformed(std::string_view why) {
  return Fail(ErrorCode::kInvalidArgument, fmt::format("multipart body: {}", why));
}

bool IsBoundaryChar(char c) {
  const bool alnum =
      (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return alnum || std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
}

// Reads `; name=value; name="quoted"` and answers the value of `wanted`.
std::optional<std::string> HeaderParameter(std::string_view header,
                                           std::string_view wanted) {
  std::size_t at = header.find(';');
  while (at != std::string_view::npos && at < header.size()) {
    ++at;
    const std::size_t equals = header.find('=', at);
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view name = Trim(header.substr(at, equals - at));
    at = equals + 1;
    std::string value;
    if (at < header.size() && header[at] == '"') {
      ++at;
      while (at < header.size() && header[at] != '"') {
        // Only these two are escaped: paths of Windows come with single backslashes.
        if (header[at] == '\\' && at + 1 < header.size() &&
            (header[at + 1] == '"' || header[at + 1] == '\\')) {
          ++at;
        }
        value += header[at++];
      }
      if (at == header.size()) return std::nullopt;
      at = header.find(';', at);
    } else {
      const std::size_t end = std::min(header.find(';', at), header.size());
      value = std::string(Trim(header.substr(at, end - at)));
      at = end;
    }
    if (EqualsIgnoreCase(name, wanted)) return value;
  }
  return std::nullopt;
}
}  // namespace

bool IsMediaType(std::string_view content_type, std::string_view type) {
  return EqualsIgnoreCase(Trim(content_type.substr(0, content_type.find(';'))), type);
}

Result<std::string> BoundaryOf(std::string_view content_type) {
  if (!IsMediaType(content_type, "multipart/form-data")) {
    return Fail(ErrorCode::kUnsupportedMedia, "the body must be multipart/form-data");
  }
  const std::optional<std::string> boundary = HeaderParameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > kBoundaryBytesMax ||
      boundary->back() == ' ' ||
      !std::all_of(boundary->begin(), boundary->end(), IsBoundaryChar)) {
    return Malformed("the boundary is missing or not well-formed");
  }
  return *boundary;
}

MultipartParser::MultipartParser(std::string_view boundary, MultipartLimits limits)
    : delimiter_(fmt::format("\r\n--{}", boundary)), limits_(limits), pending_("\r\n") {}

Status MultipartParser::Feed(std::string_view bytes) {
  if (bytes.empty()) return {};
  fed_ = true;
  pending_.append(bytes);
  bool more = true;
  while (more) RM_RETURN_IF_ERROR(Advance(&more));
  return {};
}

Status MultipartParser::Advance(bool* more) {
  switch (state_) {
    case State::kPreamble:
      return SkipPreamble(more);
    case State::kAfterBoundary:
      return AfterBoundary(more);
    case State::kHeaders:
      return ReadHeaders(more);
    case State::kBody:
      return ReadBody(more);
    case State::kEpilogue:
      pending_.clear();
      *more = false;
      return {};
  }
  return {};
}

Status MultipartParser::SkipPreamble(bool* more) {
  const std::size_t found = pending_.find(delimiter_);
  if (found == std::string::npos) {
    const std::size_t keep = std::min(pending_.size(), delimiter_.size() - 1);
    pending_.erase(0, pending_.size() - keep);
    *more = false;
    return {};
  }
  pending_.erase(0, found + delimiter_.size());
  state_ = State::kAfterBoundary;
  return {};
}

Status MultipartParser::AfterBoundary(bool* more) {
  if (pending_.size() < 2) {
    *more = false;
    return {};
  }
  if (pending_.starts_with("--")) {
    state_ = State::kEpilogue;
    return {};
  }
  const std::size_t end = pending_.find("\r\n");
  const std::size_t blanks = pending_.find_first_not_of(" \t");
  const bool open = end == std::string::npos;
  const bool only_blanks =
      open ? blanks == std::string::npos || pending_[blanks] == '\r' : blanks == end;
  // Without a line end, its first byte may be there already.
  const std::size_t padding = open ? pending_.size() - 1 : end;
  if (!only_blanks || padding > kPaddingBytesMax) {
    return Malformed("text behind a boundary");
  }
  if (open) {
    *more = false;
    return {};
  }
  // The line end stays: it also ends an empty block of headers.
  pending_.erase(0, end);
  state_ = State::kHeaders;
  return {};
}

Status MultipartParser::ReadHeaders(bool* more) {
  const std::size_t end = pending_.find("\r\n\r\n");
  // Without an end, its first three bytes may be there already.
  const std::size_t size =
      end != std::string::npos ? end : std::max<std::size_t>(3, pending_.size()) - 3;
  if (size > limits_.part_header_bytes_max) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("multipart body: headers of a part are over {} bytes",
                            limits_.part_header_bytes_max));
  }
  if (end == std::string::npos) {
    *more = false;
    return {};
  }
  const std::string headers = pending_.substr(0, end);
  pending_.erase(0, end + 4);
  RM_RETURN_IF_ERROR(StartPart(headers));
  state_ = State::kBody;
  return {};
}

Status MultipartParser::StartPart(std::string_view headers) {
  if (parts_.size() == limits_.parts_max) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("multipart body: over {} parts", limits_.parts_max));
  }
  api::Part part;
  std::optional<std::string> name;
  while (!headers.empty()) {
    const std::size_t end = std::min(headers.find("\r\n"), headers.size());
    const std::string_view line = headers.substr(0, end);
    headers.remove_prefix(std::min(end + 2, headers.size()));
    const std::size_t colon = line.find(':');
    if (line.empty()) continue;
    if (colon == std::string_view::npos) return Malformed("a header without a colon");
    const std::string_view value = Trim(line.substr(colon + 1));
    if (EqualsIgnoreCase(line.substr(0, colon), "content-disposition")) {
      if (!IsMediaType(value, "form-data")) {
        return Malformed("a part whose disposition is not form-data");
      }
      name = HeaderParameter(value, "name");
      part.file_name = HeaderParameter(value, "filename");
    } else if (EqualsIgnoreCase(line.substr(0, colon), "content-type")) {
      part.content_type = std::string(value);
    }
  }
  if (!name) return Malformed("a part without a name");
  part.name = std::move(*name);
  parts_.push_back(std::move(part));
  return {};
}

Status MultipartParser::ReadBody(bool* more) {
  const std::size_t found = pending_.find(delimiter_);
  const bool ends = found != std::string::npos;
  const std::size_t hold = std::min(pending_.size(), delimiter_.size() - 1);
  const std::size_t size = ends ? found : pending_.size() - hold;
  const std::string_view bytes = std::string_view(pending_).substr(0, size);
  body_bytes_ += bytes.size();
  if (body_bytes_ > limits_.body_bytes_max) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("multipart body: over {} bytes", limits_.body_bytes_max));
  }
  parts_.back().body.append(bytes);
  if (ends) {
    pending_.erase(0, found + delimiter_.size());
    state_ = State::kAfterBoundary;
    return {};
  }
  pending_.erase(0, size);
  *more = false;
  return {};
}

Result<std::vector<api::Part>> MultipartParser::Finish() {
  if (!fed_) return std::vector<api::Part>();
  if (state_ != State::kEpilogue) return Malformed("the closing boundary is missing");
  return std::move(parts_);
}

}  // namespace rowmill::server
