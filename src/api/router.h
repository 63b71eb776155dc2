/// Finds the route of a request, checks its parameters and calls its handler. One router
/// serves all facades. Thread-safe once built.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/facade.h"
#include "job/log.h"

namespace rowmill::api {

/// The route of a request and the parts of its path that stand in braces.
struct Match {
  const Facade* facade = nullptr;
  const Route* route = nullptr;
  std::map<std::string, std::string> path_params;
};

class Router {
 public:
  /// The first facade answers for paths that belong to none. REQUIRES: not empty.
  Router(std::vector<Facade> facades, Log* log);

  /// By method, `request.path` and `request.segments`; the body need not be there yet, so
  /// that the server can refuse before reading it. GET routes answer HEAD too.
  /// The answer is a match, or the error to send: 404, or 405 with `Allow`.
  std::variant<Match, Response> Find(const Request& request) const;

  /// Checks the parameters (400) and calls the handler; what it throws is logged and
  /// becomes 500. REQUIRES: `match` came from Find of this router.
  Response Handle(const Match& match, const Request& request) const;

  /// An error body in the shape of the facade that the path belongs to.
  Response Refuse(int status, const Request& request, std::string_view detail) const;

  const std::vector<Facade>& facades() const { return facades_; }

 private:
  struct Entry {
    const Facade* facade;
    const Route* route;
    std::vector<std::string> segments;  ///< of the template; the last folded if asked
  };
  const Facade& FacadeOf(std::string_view path) const;

  const std::vector<Facade> facades_;
  Log* const log_;
  std::vector<Entry> entries_;
};

}  // namespace rowmill::api
