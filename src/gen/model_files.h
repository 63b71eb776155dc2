/// The files that fields of a model name, read while it is planned, each once.
/// Not thread-safe; one per plan. What it answers is shared and never changes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "dict/merge.h"
#include "gen/csv_table.h"

namespace rowmill {

/// The path to open for a path as a model has it. Errors: kForbidden.
using FileResolver = std::function<Result<std::string>(std::string_view path)>;

/// Relative paths start at `folder` (empty: the working directory); any file may be read.
FileResolver LocalFiles(std::string folder);

class ModelFiles {
 public:
  /// Without a resolver no file may be read.
  explicit ModelFiles(FileResolver resolver) : resolver_(std::move(resolver)) {}

  /// Errors: kForbidden, kNotFound, kIo, kTooLarge (limits::kCsvFileBytesMax), and what
  /// CsvTable::Parse answers; the message begins with the path.
  Result<std::shared_ptr<const CsvTable>> Csv(const std::string& path,
                                              const std::string& separator);

  /// The tables `*.tsv` of a folder, by name; other files are left alone.
  /// Errors: kForbidden, kNotFound, kIo, kTooLarge (limits::kDictionaryFileBytesMax in
  /// all), kInvalidArgument (no folder, or no table in it).
  Result<std::vector<DictFile>> ReadDictionaries(const std::string& folder);

 private:
  FileResolver resolver_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const CsvTable>> tables_;
};

}  // namespace rowmill
