#include "sink/direct.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "sink/posix_internal.h"

namespace rowmill {

namespace {

class DirectFile final : public ByteFile {
 public:
  DirectFile(internal::FileDescriptor fd, std::string path)
      : fd_(std::move(fd)), path_(std::move(path)) {}

  Status Write(std::string_view bytes) override {
    return internal::WriteAll(fd_.get(), bytes, path_);
  }
  Status Finish() override {
    int error = fd_.Close();
    if (error != 0) return Fail(internal::IoError("close", path_, error));
    return {};
  }
  void Abort() override { (void)fd_.Close(); }

 private:
  internal::FileDescriptor fd_;
  std::string path_;
};

}  // namespace

Result<std::unique_ptr<ByteFile>> OpenDirect(const std::string& path) {
  bool standard_output = path == "-";
  std::string shown = standard_output ? "standard output" : path;
  int fd =
      standard_output ? ::dup(STDOUT_FILENO) : ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0) return Fail(internal::IoError("open", shown, errno));
  return std::make_unique<DirectFile>(internal::FileDescriptor(fd), std::move(shown));
}

bool IsDirectTarget(const std::string& path) {
  if (path == "-") return true;
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) return false;
  return !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

}  // namespace rowmill
