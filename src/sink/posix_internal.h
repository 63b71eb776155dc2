/// POSIX calls with our errors. Private to sink/.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace rowmill::internal {

/// kIo: `cannot open out/a.csv: No space left on device`; `error` is an errno value.
Error IoError(std::string_view what, std::string_view path, int error);

/// A file descriptor that closes itself.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  FileDescriptor(const FileDescriptor&) = delete;
  ~FileDescriptor() { (void)Close(); }
  int get() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }
  /// 0 or errno.
  int Close();

 private:
  int fd_ = -1;
};

/// Writes all of `bytes`; short writes and EINTR are handled.
Status WriteAll(int fd, std::string_view bytes, std::string_view path);

}  // namespace rowmill::internal
