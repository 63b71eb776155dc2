#include "gen/model_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/limits.h"
#include "base/text.h"
#include "model/read_file.h"

namespace rowmill {

namespace {

namespace fs = std::filesystem;

/// The bytes of a regular file; its size is looked at first.
Result<std::string> ReadRegularFile(const std::string& path, std::size_t bytes_max) {
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
  if (bytes > bytes_max) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("it has {}, more than {}", FormatBytes(bytes),
                            FormatBytes(bytes_max)));
  }
  return ReadBoundedFile(path, bytes_max);
}

/// Names of the tables in a folder, sorted.
Result<std::vector<std::string>> TablesIn(const std::string& folder) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (status.type() == fs::file_type::not_found) {
    return Fail(ErrorCode::kNotFound, "there is no such folder");
  }
  if (error) return Fail(ErrorCode::kIo, error.message());
  if (!fs::is_directory(status)) {
    return Fail(ErrorCode::kInvalidArgument, "it is not a folder");
  }
  std::vector<std::string> names;
  for (fs::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    std::string name = at->path().filename().string();
    if (name.ends_with(".tsv") && !name.starts_with('.'))
      names.push_back(std::move(name));
  }
  if (error) return Fail(ErrorCode::kIo, error.message());
  if (names.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "it has no tables (NAME.tsv, NAME.add.tsv)");
  }
  std::sort(names.begin(), names.end());
  return names;
}

Error Named(Error error, std::string_view what, const std::string& path) {
  error.message = fmt::format("{} '{}': {}", what, Printable(path), error.message);
  return error;
}

Result<CsvTable> ReadTable(const std::string& path, const std::string& separator) {
  RM_ASSIGN_OR_RETURN(const std::string text,
                      ReadRegularFile(path, limits::kCsvFileBytesMax));
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
  if (!read) return Fail(Named(read.error(), "file", path));
  table = std::make_shared<const CsvTable>(std::move(*read));
  return table;
}

Result<std::vector<DictFile>> ModelFiles::ReadDictionaries(const std::string& folder) {
  if (!resolver_) {
    return Fail(
        ErrorCode::kForbidden,
        fmt::format("dictionaries '{}': files may not be read here", Printable(folder)));
  }
  RM_ASSIGN_OR_RETURN(const std::string resolved, resolver_(folder));
  Result<std::vector<std::string>> names = TablesIn(resolved);
  if (!names) return Fail(Named(names.error(), "dictionaries", folder));
  std::vector<DictFile> files;
  Faults faults;
  std::size_t left = limits::kDictionaryFileBytesMax;
  for (const std::string& name : *names) {
    // Each file is asked for: a link may lead out of what may be read.
    const std::string path = (fs::path(folder) / name).string();
    Result<std::string> allowed = resolver_(path);
    if (!faults.Take(allowed)) continue;
    Result<std::string> text = ReadRegularFile(*allowed, left);
    if (!text) {
      faults.Add(Named(text.error(), "file", path));
      continue;
    }
    left -= text->size();
    files.push_back({name, path, std::move(*text)});
  }
  RM_RETURN_IF_ERROR(faults.ToStatus());
  return files;
}

}  // namespace rowmill
