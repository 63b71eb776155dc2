#include "gen/model_files.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/limits.h"
#include "base/text.h"
#include "model/read_file.h"

namespace rowmill {

namespace {

namespace fs = std::filesystem;

/// The bytes of a regular file; its size is looked at first.
Result<std::string> ReadRegularFile(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    return Fail(ErrorCode::kNotFound, "there is no such file");
  }
  if (error) return Fail(ErrorCode::kIo, error.message());
  if (!fs::is_regular_file(status)) {
    return Fail(ErrorCode::kInvalidArgument, "it is not a regular file");
  }
  const std::uintmax_t bytes = fs::file_size(path, error);
  if (error) return Fail(ErrorCode::kIo, error.message());
  if (bytes > limits::kCsvFileBytesMax) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("it has {}, more than {}", FormatBytes(bytes),
                            FormatBytes(limits::kCsvFileBytesMax)));
  }
  return ReadBoundedFile(path, limits::kCsvFileBytesMax);
}

Result<CsvTable> ReadTable(const std::string& path, const std::string& separator) {
  RM_ASSIGN_OR_RETURN(const std::string text, ReadRegularFile(path));
  return CsvTable::Parse(text, separator);
}

}  // namespace

FileResolver LocalFiles(std::string folder) {
  return [folder = std::move(folder)](std::string_view path) -> Result<std::string> {
    return (fs::path(folder) / fs::path(path)).string();
  };
}

Result<std::shared_ptr<const CsvTable>> ModelFiles::Csv(const std::string& path,
                                                        const std::string& separator) {
  if (!resolver_) {
    return Fail(ErrorCode::kForbidden,
                fmt::format("file '{}': files may not be read here", Printable(path)));
  }
  RM_ASSIGN_OR_RETURN(const std::string resolved, resolver_(path));
  std::shared_ptr<const CsvTable>& table = tables_[{resolved, separator}];
  if (table != nullptr) return table;
  Result<CsvTable> read = ReadTable(resolved, separator);
  if (!read) {
    Error error = read.error();
    error.message = fmt::format("file '{}': {}", Printable(path), error.message);
    return Fail(std::move(error));
  }
  table = std::make_shared<const CsvTable>(std::move(*read));
  return table;
}

}  // namespace rowmill
