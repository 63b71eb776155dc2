/// The server's log on standard error: one line per message, `time level id text`.
/// Thread-safe.
#pragma once

#include <string_view>

#include "base/clock.h"
#include "job/log.h"

namespace rowmill::server {

class StderrLog final : public Log {
 public:
  explicit StderrLog(const Clock* clock) : clock_(clock) {}
  void Write(LogLevel level, std::string_view id, std::string_view text) override;

 private:
  const Clock* clock_;
};

/// `text` on one line: line ends and other control characters become blanks, so that no
/// client can forge a line.
std::string OneLine(std::string_view text);

}  // namespace rowmill::server
