/// Where the server's own messages go. Whoever composes the server gives the writer;
/// implementations are thread-safe.
#pragma once

#include <string_view>

namespace rowmill {

enum class LogLevel { kInfo, kWarning, kError };

class Log {
 public:
  virtual ~Log() = default;
  /// `id` is that of a request or run, or empty. `text` may be of several lines; the
  /// writer makes it one.
  virtual void Write(LogLevel level, std::string_view id, std::string_view text) = 0;
};

/// Drops everything.
class NoLog final : public Log {
 public:
  void Write(LogLevel, std::string_view, std::string_view) override {}
};

}  // namespace rowmill
