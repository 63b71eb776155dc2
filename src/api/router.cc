#include "api/router.h"

#include <exception>
#include <set>

#include <fmt/format.h>

#include "base/check.h"
#include "base/text.h"
#include "plugin/catalog.h"

namespace rowmill::api {

namespace {
bool IsParameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// `/a/b` -> a, b.
std::vector<std::string> TemplateSegments(const Route& route) {
  RM_CHECK(route.path.starts_with('/'));
  std::vector<std::string> segments;
  for (std::string_view part : Split(std::string_view(route.path).substr(1), '/')) {
    segments.emplace_back(part);
  }
  if (route.fold_last) segments.back() = FoldName(segments.back());
  return segments;
}

bool MatchSegments(const std::vector<std::string>& pattern, const Route& route,
                   const std::vector<std::string>& given,
                   std::map<std::string, std::string>* path_params) {
  if (pattern.size() != given.size()) return false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::string& want = pattern[i];
    if (IsParameter(want)) {
      (*path_params)[want.substr(1, want.size() - 2)] = given[i];
    } else if (route.fold_last && i + 1 == pattern.size()) {
      if (FoldName(given[i]) != want) return false;
    } else if (given[i] != want) {
      return false;
    }
  }
  return true;
}
}  // namespace

Router::Router(std::vector<Facade> facades, Log* log)
    : facades_(std::move(facades)), log_(log) {
  RM_CHECK(!facades_.empty());
  for (const Facade& facade : facades_) {
    for (const Route& route : facade.routes) {
      entries_.push_back({&facade, &route, TemplateSegments(route)});
    }
  }
}

std::variant<Match, Response> Router::Find(const Request& request) const {
  std::set<std::string> allowed;
  for (const Entry& entry : entries_) {
    Match match;
    match.facade = entry.facade;
    match.route = entry.route;
    if (!MatchSegments(entry.segments, *entry.route, request.segments,
                       &match.path_params)) {
      continue;
    }
    const std::string& method = entry.route->method;
    if (method == request.method || (method == "GET" && request.method == "HEAD")) {
      return match;
    }
    allowed.insert(method);
  }
  if (allowed.empty()) return Refuse(404, request, "");
  std::string list;
  for (const std::string& method : allowed) {
    if (!list.empty()) list += ", ";
    list += method;
  }
  Response refused = Refuse(405, request, "");
  refused.headers.emplace_back("Allow", list);
  return refused;
}

Response Router::Handle(const Match& match, const Request& request) const {
  try {
    const Result<Call> call = CheckCall(request, *match.route, match.path_params);
    if (!call) {
      std::string detail;
      for (const Error& fault : call.error().Flatten()) {
        if (!detail.empty()) detail += "; ";
        detail += fault.message;
      }
      log_->Write(LogLevel::kInfo, request.id, fmt::format("400: {}", detail));
      return match.facade->error(400, request, detail);
    }
    return match.route->handler(*call);
  } catch (const std::exception& e) {
    log_->Write(LogLevel::kError, request.id,
                fmt::format("{} {}: {}", request.method, match.route->path, e.what()));
    return match.facade->error(500, request, "");
  }
}

Response Router::Refuse(int status, const Request& request,
                        std::string_view detail) const {
  return FacadeOf(request.path).error(status, request, detail);
}

const Facade& Router::FacadeOf(std::string_view path) const {
  const Facade* best = &facades_.front();
  std::size_t longest = 0;
  for (const Facade& facade : facades_) {
    for (const std::string& prefix : facade.prefixes) {
      const bool whole = path.size() == prefix.size() ||
                         (path.size() > prefix.size() && path[prefix.size()] == '/');
      if (whole && path.starts_with(prefix) && prefix.size() > longest) {
        best = &facade;
        longest = prefix.size();
      }
    }
  }
  return *best;
}

}  // namespace rowmill::api
