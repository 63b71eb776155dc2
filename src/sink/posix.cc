#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "sink/posix_internal.h"

namespace rowmill::internal {

Error IoError(std::string_view what, std::string_view path, int error) {
  return Error(ErrorCode::kIo, fmt::format("cannot {} {}: {}", what, path,
                                           std::generic_category().message(error)));
}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

int FileDescriptor::Close() {
  if (fd_ < 0) return 0;
  int fd = fd_;
  fd_ = -1;
  return ::close(fd) == 0 ? 0 : errno;
}

Status WriteAll(int fd, std::string_view bytes, std::string_view path) {
  while (!bytes.empty()) {
    // Linux writes at most 2 GiB at a time; 1 GiB keeps every system happy.
    std::size_t piece = std::min<std::size_t>(bytes.size(), std::size_t{1} << 30);
    ssize_t written = ::write(fd, bytes.data(), piece);
    if (written < 0) {
      if (errno == EINTR) continue;
      return Fail(IoError("write", path, errno));
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace rowmill::internal
