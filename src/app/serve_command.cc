#include "app/serve_command.h"

#include <charconv>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/limits.h"
#include "cli/console.h"
#include "server/serve.h"

namespace rowmill {

namespace {

Status ReadNumber(const std::optional<std::string>& text, std::string_view name, int max,
                  int* out) {
  if (!text) return {};
  int value = 0;
  const char* end = text->data() + text->size();
  const auto [at, error] = std::from_chars(text->data(), end, value);
  if (error != std::errc() || at != end || value < 0 || value > max) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("--{} must be 0 to {}, not '{}'", name, max, *text));
  }
  *out = value;
  return {};
}

class ServeCommand final : public cli::Command {
 public:
  ServeCommand() {
    spec_.name = "serve";
    spec_.summary = "Serve the HTTP interfaces and run what is asked for there";
    spec_.examples =
        "  rowmill serve --port 4242 --home server --auth none\n"
        "  rowmill serve --port 0 --home server --root /data --root /srv/models";
    AddOne("--port", "N", "Port to listen on; 0 = any free one (4242)", &port_);
    AddOne("--host", "ADDRESS", "Address to listen on (127.0.0.1)", &host_);
    AddOne("--home", "DIR",
           "Folder of the server's state, made when missing (rowmill-home)", &home_);
    cli::OptionSpec root;
    root.names = "--root";
    root.value = "DIR";
    root.doc =
        "Paths that clients name must lie below it or the home (working directory)";
    root.many = &roots_;
    spec_.options.push_back(std::move(root));
    AddOne("--auth", "MODE", "Who may call: none = every program of this machine (none)",
           &auth_);
    AddOne("--threads", "N", "Threads of all runs together; 0 = one per core (0)",
           &threads_);
  }

  int Run(const cli::CliContext& context) override {
    server::ServeOptions options;
    int port = options.port;
    Faults faults;
    faults.Take(ReadNumber(port_, "port", 65'535, &port));
    faults.Take(ReadNumber(threads_, "threads", limits::kThreadsMax, &options.threads));
    if (const Status status = faults.ToStatus(); !status)
      return cli::Tell(status.error());
    options.port = static_cast<std::uint16_t>(port);
    options.host = host_.value_or(options.host);
    options.home = home_.value_or(options.home);
    options.auth = auth_.value_or(options.auth);
    options.roots = roots_;
    const Result<int> code = server::Serve(options, *context.plugins);
    return code ? *code : cli::Tell(code.error());
  }

 private:
  void AddOne(std::string names, std::string value, std::string doc,
              std::optional<std::string>* target) {
    cli::OptionSpec option;
    option.names = std::move(names);
    option.value = std::move(value);
    option.doc = std::move(doc);
    option.one = target;
    spec_.options.push_back(std::move(option));
  }

  std::optional<std::string> port_, host_, home_, auth_, threads_;
  std::vector<std::string> roots_;
};

}  // namespace

std::unique_ptr<cli::Command> MakeServeCommand() {
  return std::make_unique<ServeCommand>();
}

}  // namespace rowmill
