#include "cli/watch.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "base/text.h"
#include "cli/console.h"
#include "cli/table.h"

namespace rowmill::cli {

namespace {

constexpr int kTickMs = 100;
/// How long a run that writes to a pipe may take to answer an interrupt.
constexpr int kDirectGraceMs = 400;
constexpr std::string_view kClearLine = "\r\x1b[K";

using SteadyClock = std::chrono::steady_clock;

double SecondsSince(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

void WriteStderr(std::string_view text) {
  [[maybe_unused]] ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

std::uint64_t PerSecond(std::uint64_t count, double seconds) {
  return seconds <= 0 ? count
                      : static_cast<std::uint64_t>(static_cast<double>(count) / seconds);
}

std::string FormatDuration(std::uint64_t seconds) {
  if (seconds >= 3600) {
    return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

}  // namespace

struct RunWatch::State {
  RunControl* control = nullptr;
  WatchOptions options;
  sigset_t signals{};
  sigset_t previous{};
  int signal_fd = -1;
  int stop_fd = -1;
  SteadyClock::time_point start = SteadyClock::now();
  int interrupts = 0;
  SteadyClock::time_point interrupted_at;
  bool bar_shown = false;
  std::thread thread;

  void Loop();
  void OnSignal();
  void DrawBar();
};

void RunWatch::State::OnSignal() {
  signalfd_siginfo info{};
  if (::read(signal_fd, &info, sizeof info) != sizeof info) return;
  control->cancel.store(true);
  interrupted_at = SteadyClock::now();
  // The second one says that the first was not answered.
  if (++interrupts > 1) ::_exit(kExitInterrupted);
}

void RunWatch::State::DrawBar() {
  const Progress& progress = control->progress;
  // The first ticks would only flicker: most runs are over by then.
  double seconds = SecondsSince(start);
  if (seconds < 0.3) return;
  WriteStderr(
      fmt::format("{}{}", kClearLine,
                  ProgressLine(progress.rows.load(), progress.rows_total.load(),
                               progress.bytes.load(), seconds, TerminalColumns())));
  bar_shown = true;
}

void RunWatch::State::Loop() {
  bool ticking = options.bar;
  while (true) {
    pollfd fds[2] = {{signal_fd, POLLIN, 0}, {stop_fd, POLLIN, 0}};
    bool ticks = ticking || (interrupts > 0 && options.direct);
    int ready = ::poll(fds, 2, ticks ? kTickMs : -1);
    if (ready < 0) continue;
    if ((fds[1].revents & POLLIN) != 0) return;
    if ((fds[0].revents & POLLIN) != 0) OnSignal();
    if (interrupts > 0 && options.direct &&
        SecondsSince(interrupted_at) * 1000 > kDirectGraceMs) {
      ::_exit(kExitInterrupted);
    }
    if (ticking) DrawBar();
  }
}

Result<std::unique_ptr<RunWatch>> RunWatch::Start(RunControl* control,
                                                  const WatchOptions& options) {
  auto state = std::make_unique<State>();
  state->control = control;
  state->options = options;
  sigemptyset(&state->signals);
  sigaddset(&state->signals, SIGINT);
  sigaddset(&state->signals, SIGTERM);
  state->signal_fd = ::signalfd(-1, &state->signals, SFD_CLOEXEC | SFD_NONBLOCK);
  state->stop_fd = ::eventfd(0, EFD_CLOEXEC);
  if (state->signal_fd < 0 || state->stop_fd < 0) {
    if (state->signal_fd >= 0) ::close(state->signal_fd);
    if (state->stop_fd >= 0) ::close(state->stop_fd);
    return Fail(ErrorCode::kInternal, "cannot watch the run: no more file descriptors");
  }
  ::pthread_sigmask(SIG_BLOCK, &state->signals, &state->previous);
  State* watched = state.get();
  try {
    state->thread = std::thread([watched] { watched->Loop(); });
  } catch (const std::system_error& error) {
    ::pthread_sigmask(SIG_SETMASK, &state->previous, nullptr);
    ::close(state->signal_fd);
    ::close(state->stop_fd);
    return Fail(ErrorCode::kInternal,
                fmt::format("cannot watch the run: {}", error.what()));
  }
  return std::unique_ptr<RunWatch>(new RunWatch(std::move(state)));
}

RunWatch::RunWatch(std::unique_ptr<State> state) : state_(std::move(state)) {}

RunWatch::~RunWatch() {
  std::uint64_t one = 1;
  [[maybe_unused]] ssize_t written = ::write(state_->stop_fd, &one, sizeof one);
  state_->thread.join();
  if (state_->bar_shown) WriteStderr(kClearLine);
  // An interrupt that came too late for the run must not kill the summary.
  signalfd_siginfo info{};
  while (::read(state_->signal_fd, &info, sizeof info) == sizeof info) {
  }
  ::pthread_sigmask(SIG_SETMASK, &state_->previous, nullptr);
  ::close(state_->signal_fd);
  ::close(state_->stop_fd);
}

std::string ProgressLine(std::uint64_t rows, std::uint64_t rows_total,
                         std::uint64_t bytes, double seconds, int columns) {
  constexpr int kBarWidth = 20;
  std::string line;
  double part =
      rows_total == 0
          ? 0
          : std::min(1.0, static_cast<double>(rows) / static_cast<double>(rows_total));
  if (rows_total > 0) {
    int filled = static_cast<int>(part * kBarWidth);
    line =
        fmt::format("[{}{}] {:3}%  ", std::string(static_cast<std::size_t>(filled), '#'),
                    std::string(static_cast<std::size_t>(kBarWidth - filled), '.'),
                    static_cast<int>(part * 100));
  }
  line += fmt::format("{} rows  {} rows/s  {}/s", GroupDigits(rows),
                      GroupDigits(PerSecond(rows, seconds)),
                      FormatBytes(PerSecond(bytes, seconds)));
  if (rows_total > 0 && rows > 0) {
    double left = seconds * (1 - part) / part;
    line +=
        fmt::format("  ETA {}", FormatDuration(static_cast<std::uint64_t>(left + 0.5)));
  }
  return OneLine(line, static_cast<std::size_t>(std::max(columns - 1, 10)));
}

std::string SummaryLine(const RunReport& report, double seconds) {
  std::string files = report.files.empty()
                          ? ""
                          : fmt::format(", {} file{}", report.files.size(),
                                        report.files.size() == 1 ? "" : "s");
  return fmt::format("{} row{}, {}{} in {:.2f} s ({} rows/s, {}/s)",
                     GroupDigits(report.rows), report.rows == 1 ? "" : "s",
                     FormatBytes(report.bytes), files, seconds,
                     GroupDigits(PerSecond(report.rows, seconds)),
                     FormatBytes(PerSecond(report.bytes, seconds)));
}

}  // namespace rowmill::cli
