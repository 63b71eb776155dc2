#include "server/target.h"

#include <fmt/format.h>
#include <boost/url/params_encoded_view.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/parse_query.hpp>
#include <boost/url/pct_string_view.hpp>
#include <boost/url/rfc/pchars.hpp>
#include <boost/url/segments_view.hpp>
#include <boost/url/url_view.hpp>

#include "base/text.h"

namespace rowmill::server {

namespace urls = boost::urls;

namespace {
constexpr urls::grammar::lut_chars kKept = urls::pchars + "/?%";

// Escapes what the grammar does not know, above all `{}[]"|` in queries.
std::string Escaped(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    if (kKept(c)) {
      escaped += c;
    } else {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return escaped;
}

tl::unexpected<Error> BadTarget() {
  return Fail(ErrorCode::kInvalidArgument, "the request target is not a well-formed URL");
}

// Decoded texts must be UTF-8 without NUL: they become file names, names and messages.
bool IsPlainText(const std::string& text) {
  return IsUtf8(text) && text.find('\0') == std::string::npos;
}

Result<api::NamedTexts> Decode(const urls::params_encoded_view& params) {
  urls::encoding_opts blanks;
  blanks.space_as_plus = true;
  api::NamedTexts pairs;
  for (const auto& param : params) {
    std::string name = param.key.decode(blanks);
    std::string value = param.value.decode(blanks);
    if (!IsPlainText(name) || !IsPlainText(value)) return BadTarget();
    if (!name.empty()) pairs.emplace_back(std::move(name), std::move(value));
  }
  return pairs;
}
}  // namespace

Result<Target> ParseTarget(std::string_view text) {
  const std::string escaped = Escaped(text);
  const auto url = escaped.starts_with('/') ? urls::parse_origin_form(escaped)
                                            : urls::parse_absolute_uri(escaped);
  if (!url) return BadTarget();
  Target target;
  target.authority = std::string(url->encoded_host_and_port());
  for (const auto& segment : url->encoded_segments()) {
    std::string decoded = segment.decode();
    if (!IsPlainText(decoded)) return BadTarget();
    target.path += '/';
    target.path += decoded;
    target.segments.push_back(std::move(decoded));
  }
  if (target.segments.empty()) target.path = "/";
  RM_ASSIGN_OR_RETURN(target.query, Decode(url->encoded_params()));
  return target;
}

Result<api::NamedTexts> ParseForm(std::string_view text) {
  const std::string escaped = Escaped(text);
  const auto params = urls::parse_query(escaped);
  if (!params) return BadTarget();
  return Decode(*params);
}

}  // namespace rowmill::server
