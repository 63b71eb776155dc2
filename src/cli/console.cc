#include "cli/console.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/text.h"

namespace rowmill::cli {

namespace {

/// 0, or the errno of the first write that failed.
int WriteAll(int fd, std::string_view text) {
  while (!text.empty()) {
    ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

}  // namespace

void HoldStandardStreams() {
  for (int fd = 0; fd <= 2; ++fd) {
    if (::fcntl(fd, F_GETFD) != -1) continue;
    // The wrong direction on purpose: reading or writing here has to fail.
    int held = ::open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
    if (held >= 0 && held != fd) {
      ::dup2(held, fd);
      ::close(held);
    }
  }
}

Status WriteStdout(std::string_view text) {
  int error = WriteAll(STDOUT_FILENO, text);
  if (error == 0) return {};
  return Fail(ErrorCode::kIo,
              fmt::format("cannot write to standard output: {}", std::strerror(error)));
}

int Finish(std::string_view text) {
  Status written = WriteStdout(text);
  return written ? kExitDone : Tell(written.error());
}

void Say(std::string_view line) {
  (void)WriteAll(STDERR_FILENO, fmt::format("{}\n", line));
}

int Tell(const Error& error, std::string_view source) {
  std::vector<Error> faults = error.Flatten();
  for (const Error& fault : faults) {
    bool placed = fault.place.known() || !fault.pointer.empty();
    Say(placed ? fault.ToString(source)
               : fmt::format("error: {}", fault.ToString(source)));
    if (fault.excerpt.empty()) continue;
    for (std::string_view line : Split(fault.excerpt, '\n')) {
      Say(fmt::format("    {}", Printable(line)));
    }
  }
  if (faults.front().place.known() || faults.size() > 1) {
    Say(fmt::format("error: {} fault{}{}{}", faults.size(), faults.size() == 1 ? "" : "s",
                    source.empty() ? "" : " in ", source));
  }
  return Describe(error.code).exit_code;
}

void TellWarnings(const std::vector<Error>& warnings, std::string_view source) {
  for (const Error& warning : warnings) {
    Say(fmt::format("warning: {}", warning.ToString(source)));
  }
}

int TellUsage(std::string_view message, std::string_view command) {
  Say(fmt::format("error: {}", message));
  Say(fmt::format("try 'rowmill {}{}--help'", command, command.empty() ? "" : " "));
  return kExitUsage;
}

bool StdoutIsTerminal() { return ::isatty(STDOUT_FILENO) == 1; }
bool StderrIsTerminal() { return ::isatty(STDERR_FILENO) == 1; }

int TerminalColumns() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

}  // namespace rowmill::cli
