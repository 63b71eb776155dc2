/// `rowmill serve`: composes store, executor, facades and HTTP server and runs until it
/// is told to stop. Registered as a subcommand by `app`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "run/plugins.h"

namespace rowmill::server {

struct ServeOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 4242;  ///< 0 = any free one; the line on standard output tells it
  /// Holds `state/` (job store, closed to clients), `data/` (files of models that name no
  /// folder) and `models/` (models that may be named without a path). Made when missing.
  std::string home = "rowmill-home";
  /// Paths that clients may name lie below one of these or below `home`; none given = the
  /// working directory.
  std::vector<std::string> roots;
  std::string auth = "none";  ///< only `none` is built; needs a loopback `host`
  int threads = 0;            ///< for all runs together; 0 = as many as cores
};

/// Serves until SIGTERM or SIGINT. Prints `listening on http://HOST:PORT` on standard
/// output when ready. Answers the exit code.
/// Errors: kInvalidArgument, kNotBuilt (authentication), kBusy (another server uses this
/// home), kIo, kUnsupported (store of a newer version).
Result<int> Serve(const ServeOptions& options, const Plugins& plugins);

}  // namespace rowmill::server
