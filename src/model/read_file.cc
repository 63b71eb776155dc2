#include "model/read_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include "base/text.h"

namespace rowmill {

Result<std::string> ReadBoundedFile(const std::string& path, std::size_t bytes_max) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      nullptr, [](std::FILE* f) { return f == stdin ? 0 : std::fclose(f); });
  std::error_code ignored;
  if (path != "-" && std::filesystem::is_directory(path, ignored)) {
    return Fail(ErrorCode::kNotFound, fmt::format("is a directory: '{}'", path));
  }
  file.reset(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  if (file == nullptr) {
    int code = errno;
    bool missing = code == ENOENT || code == ENOTDIR;
    return Fail(
        missing ? ErrorCode::kNotFound : ErrorCode::kIo,
        fmt::format("{}: '{}'",
                    missing ? "no such file" : std::generic_category().message(code),
                    path));
  }
  std::string text;
  char chunk[1 << 16];
  while (std::size_t count = std::fread(chunk, 1, sizeof(chunk), file.get())) {
    text.append(chunk, count);
    if (text.size() > bytes_max) {
      return Fail(ErrorCode::kTooLarge,
                  fmt::format("'{}' has more than {}", path, FormatBytes(bytes_max)));
    }
  }
  if (std::ferror(file.get()) != 0) {
    return Fail(ErrorCode::kIo, fmt::format("cannot read '{}'", path));
  }
  return text;
}

}  // namespace rowmill
