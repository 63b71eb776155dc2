#include "server/serve.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <thread>

#include <fmt/format.h>
#include <sys/resource.h>

#include "api/datagen/routes.h"
#include "api/router.h"
#include "base/clock.h"
#include "job/executor.h"
#include "job/path_policy.h"
#include "job/store/sqlite/sqlite_store.h"
#include "server/access.h"
#include "server/home.h"
#include "server/http_server.h"
#include "server/stderr_log.h"

namespace rowmill::server {

namespace {
Status CheckAuth(const ServeOptions& options) {
  if (options.auth != "none") {
    return Fail(ErrorCode::kNotBuilt,
                fmt::format("--auth {} is not built yet, only none is", options.auth));
  }
  if (!IsLoopbackName(options.host)) {
    return Fail(
        ErrorCode::kInvalidArgument,
        fmt::format("--auth none needs a loopback address, not --host {}", options.host));
  }
  return {};
}

Result<PathPolicy> MakePolicy(const ServeOptions& options, const Home& home, Log* log) {
  std::vector<std::string> roots = options.roots;
  if (roots.empty()) {
    std::error_code ec;
    const std::filesystem::path here = std::filesystem::current_path(ec);
    if (ec || here == here.root_path()) {
      log->Write(LogLevel::kWarning, "",
                 "the working directory is not made a root; use --root");
    } else {
      roots.push_back(here.string());
    }
  }
  for (const std::string& root : options.roots) {
    if (!std::filesystem::is_directory(root)) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("--root {} is not a directory", root));
    }
  }
  roots.push_back(home.path());
  return PathPolicy::Make(roots, {home.state()});
}

// A connection is a file descriptor; the soft limit is often 1024.
void RaiseFileLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

std::string ListeningLine(const std::string& host, std::uint16_t port) {
  const bool v6 = host.find(':') != std::string::npos;
  return fmt::format("listening on http://{}{}{}:{}\n", v6 ? "[" : "", host,
                     v6 ? "]" : "", port);
}
}  // namespace

Result<int> Serve(const ServeOptions& options, const Plugins& plugins) {
  RM_RETURN_IF_ERROR(CheckAuth(options));
  const SystemClock clock;
  StderrLog log(&clock);
  std::signal(SIGPIPE, SIG_IGN);
  RaiseFileLimit();

  RM_ASSIGN_OR_RETURN(const Home home, Home::Open(options.home));
  RM_ASSIGN_OR_RETURN(const PathPolicy paths, MakePolicy(options, home, &log));
  RM_ASSIGN_OR_RETURN(const std::unique_ptr<Store> store,
                      OpenSqliteStore(home.store_file()));
  const int cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  ExecutorOptions executor_options;
  executor_options.threads = options.threads > 0 ? options.threads : cores;
  Executor executor({store.get(), &plugins, &clock, &paths, &log}, executor_options);

  api::datagen::Context context;
  context.store = store.get();
  context.executor = &executor;
  context.plugins = &plugins;
  context.clock = &clock;
  context.paths = &paths;
  context.log = &log;
  context.data_folder = home.data();
  context.models_folder = home.models();
  std::vector<api::Facade> facades;
  facades.push_back(api::datagen::MakeFacade(context));
  const api::Router router(std::move(facades), &log);

  HttpOptions http;
  http.host = options.host == "localhost" ? "127.0.0.1" : options.host;
  http.port = options.port;
  http.io_threads = std::clamp(cores / 2, 1, 4);
  // More than cores: a model of megabytes being read must not hold up small calls.
  http.handler_threads = std::clamp(4 * cores, 8, 32);
  RM_ASSIGN_OR_RETURN(const std::unique_ptr<HttpServer> server,
                      HttpServer::Listen(http, &router, &clock, &log));

  RM_ASSIGN_OR_RETURN(const std::uint64_t recovered, store->RecoverRuns(clock.Now()));
  if (recovered > 0) {
    log.Write(LogLevel::kInfo, "",
              fmt::format("{} runs were at work when the last server ended", recovered));
  }
  log.Write(LogLevel::kWarning, "",
            "--auth none: every program on this machine can use this server");
  executor.Start();
  const std::string line = ListeningLine(http.host, server->port());
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fflush(stdout);
  server->Run();
  executor.Stop();
  log.Write(LogLevel::kInfo, "", "stopped");
  return 0;
}

}  // namespace rowmill::server
