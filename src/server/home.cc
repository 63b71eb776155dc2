#include "server/home.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rowmill::server {

namespace fs = std::filesystem;

namespace {
Status MakeFolder(const std::string& path) {
  std::error_code ec;
  fs::create_directories(path, ec);
  if (ec) {
    return Fail(ErrorCode::kIo, fmt::format("cannot make '{}': {}", path, ec.message()));
  }
  return {};
}

Result<std::shared_ptr<void>> Lock(const std::string& path) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    return Fail(ErrorCode::kIo,
                fmt::format("cannot open '{}': {}", path, std::strerror(errno)));
  }
  // The lock is the kernel's: it ends with the process, however that ends.
  std::shared_ptr<void> held(nullptr, [file](void*) { close(file); });
  if (flock(file, LOCK_EX | LOCK_NB) != 0) {
    return Fail(ErrorCode::kBusy, fmt::format("another server uses '{}'", path));
  }
  return held;
}
}  // namespace

Result<Home> Home::Open(const std::string& path) {
  Home home;
  RM_RETURN_IF_ERROR(MakeFolder(path));
  std::error_code ec;
  home.path_ = fs::canonical(path, ec).string();
  if (ec) {
    return Fail(ErrorCode::kIo, fmt::format("cannot use '{}': {}", path, ec.message()));
  }
  RM_RETURN_IF_ERROR(MakeFolder(home.state()));
  if (chmod(home.state().c_str(), 0700) != 0) {
    return Fail(ErrorCode::kIo, fmt::format("cannot protect '{}': {}", home.state(),
                                            std::strerror(errno)));
  }
  RM_RETURN_IF_ERROR(MakeFolder(home.data()));
  RM_RETURN_IF_ERROR(MakeFolder(home.models()));
  RM_ASSIGN_OR_RETURN(home.lock_, Lock(home.state() + "/lock"));
  return home;
}

}  // namespace rowmill::server
