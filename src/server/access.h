/// Who may call while nobody has to log in: programs of this machine, but not web pages
/// that happen to be open on it. Thread-safe (no state).
#pragma once

#include <string_view>

#include "base/result.h"

namespace rowmill::server {

/// True for `127.0.0.0/8`, `::1` and `localhost`, with or without brackets.
bool IsLoopbackName(std::string_view host);

/// The host of `host:port` or `[v6]:port`, without port and brackets.
std::string_view HostOf(std::string_view authority);

/// Checks the headers of a request to an open server: `Host` must name this machine's
/// loopback (else a page could reach it by a name of its own that points here), and
/// `Origin`, which browsers send, must be the server itself.
/// Errors: kForbidden.
Status CheckOpenAccess(std::string_view host, std::string_view origin);

}  // namespace rowmill::server
