#include "server/body.h"

#include <fmt/format.h>

#include "server/target.h"

namespace rowmill::server {

namespace {
constexpr std::string_view kForm = "application/x-www-form-urlencoded";
constexpr std::string_view kMultipart = "multipart/form-data";
}  // namespace

Status CheckBodyType(api::BodyKind kind, std::string_view content_type) {
  if (kind == api::BodyKind::kNone) return {};
  if (kind == api::BodyKind::kForm && !IsMediaType(content_type, kMultipart)) return {};
  return BoundaryOf(content_type).map([](const std::string&) {});
}

BodyReader::BodyReader(api::BodyKind kind, std::string_view content_type) {
  if (kind == api::BodyKind::kNone) return;
  if (const Result<std::string> boundary = BoundaryOf(content_type); boundary) {
    multipart_.emplace(*boundary, MultipartLimits());
  } else {
    form_ = IsMediaType(content_type, kForm);
  }
}

Status BodyReader::Feed(std::string_view bytes) {
  if (multipart_) return multipart_->Feed(bytes);
  if (!form_) return {};
  if (text_.size() + bytes.size() > limits::kHttpFormBytesMax) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("the form is over {} bytes", limits::kHttpFormBytesMax));
  }
  text_.append(bytes);
  return {};
}

Status BodyReader::Finish(api::Request* request) {
  if (multipart_) {
    RM_ASSIGN_OR_RETURN(request->parts, multipart_->Finish());
  } else if (form_) {
    RM_ASSIGN_OR_RETURN(request->form, ParseForm(text_));
  }
  return {};
}

}  // namespace rowmill::server
