#include "server/access.h"

#include <array>
#include <charconv>

#include "base/text.h"

namespace rowmill::server {

namespace {
bool IsLoopbackV4(std::string_view host) {
  const auto parts = Split(host, '.');
  if (parts.size() != 4 || parts[0] != "127") return false;
  for (std::string_view part : parts) {
    int value = -1;
    const auto [end, error] =
        std::from_chars(part.data(), part.data() + part.size(), value);
    if (error != std::errc() || end != part.data() + part.size()) return false;
    if (value < 0 || value > 255) return false;
  }
  return true;
}
}  // namespace

std::string_view HostOf(std::string_view authority) {
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    if (end == std::string_view::npos) return {};
    return authority.substr(1, end - 1);
  }
  return authority.substr(0, authority.rfind(':'));
}

bool IsLoopbackName(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']'))
    host = host.substr(1, host.size() - 2);
  return host == "::1" || EqualsIgnoreCase(host, "localhost") || IsLoopbackV4(host);
}

Status CheckOpenAccess(std::string_view host, std::string_view origin) {
  if (!IsLoopbackName(HostOf(host))) {
    return Fail(ErrorCode::kForbidden, "the Host header does not name this machine");
  }
  if (!origin.empty() && origin != std::string("http://") + std::string(host)) {
    return Fail(ErrorCode::kForbidden, "calls from pages of other origins are refused");
  }
  return {};
}

}  // namespace rowmill::server
