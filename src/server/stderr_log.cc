#include "server/stderr_log.h"

#include <cstdio>
#include <string>

#include <fmt/format.h>

namespace rowmill::server {

namespace {
std::string_view LevelName(LogLevel level) {
  switch (level) {
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kError:
      return "error";
  }
  return "error";
}
}  // namespace

std::string OneLine(std::string_view text) {
  std::string line(text);
  for (char& c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) c = ' ';
  }
  return line;
}

void StderrLog::Write(LogLevel level, std::string_view id, std::string_view text) {
  const std::string line =
      fmt::format("{} {} {} {}\n", FormatInstant(clock_->Now()), LevelName(level),
                  id.empty() ? "-" : id, OneLine(text));
  // One call per line, so that lines of several threads do not mix.
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace rowmill::server
