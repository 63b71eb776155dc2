/// HTTP/1.1 over TCP for a router: the only place that knows sockets (Boost.Beast is
/// included by http_server.cc alone). Requests are read and answered on I/O threads,
/// handlers run on threads of their own. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "api/router.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/result.h"
#include "job/log.h"

namespace rowmill::server {

struct HttpOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 4242;  ///< 0 = any free one
  int io_threads = 1;
  int handler_threads = 2;
  int connections_max = limits::kHttpConnectionsMax;
  std::size_t body_bytes_max = limits::kHttpBodyBytesMax;
  std::chrono::milliseconds idle_timeout{limits::kHttpIdleMs};
  std::chrono::milliseconds header_timeout{limits::kHttpHeaderMs};
  std::chrono::milliseconds body_timeout{limits::kHttpBodyMs};
  std::chrono::milliseconds write_timeout{limits::kHttpWriteMs};
  std::chrono::milliseconds drain_timeout{limits::kHttpDrainMs};
};

class HttpServer {
 public:
  /// Binds and listens. `router`, `clock` and `log` must outlive the server.
  /// Errors: kInvalidArgument (host), kIo (port taken, not allowed).
  static Result<std::unique_ptr<HttpServer>> Listen(HttpOptions options,
                                                    const api::Router* router,
                                                    const Clock* clock, Log* log);
  virtual ~HttpServer() = default;

  /// The port it listens on.
  virtual std::uint16_t port() const = 0;
  /// Serves until SIGTERM, SIGINT or Stop; then finishes the requests under way, at most
  /// for the drain timeout, and returns.
  virtual void Run() = 0;
  /// Begins to stop; returns at once.
  virtual void Stop() = 0;
};

}  // namespace rowmill::server
