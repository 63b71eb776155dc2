#include "cli/moved_paths.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/text.h"

namespace rowmill::cli {

namespace {

namespace fs = std::filesystem;

/// The folder with its links resolved; empty stands for the working directory.
fs::path Canonical(const std::string& folder) {
  std::error_code failure;
  const fs::path start = folder.empty() ? fs::path(".") : fs::path(folder);
  fs::path path = fs::weakly_canonical(fs::absolute(start, failure), failure);
  return failure ? start : path;
}

class PathMover {
 public:
  PathMover(const Catalog& catalog, fs::path from, fs::path to)
      : catalog_(catalog), from_(std::move(from)), to_(std::move(to)) {}

  void Move(Field* field) {
    const Info* info = catalog_.types.Find(field->type);
    if (info != nullptr && field->options.Has("file")) {
      Node moved = Node::Text(Moved(field->options.Text("file", "")));
      // A text stays one: what was read is taken again.
      (void)field->options.Set(*info, "file", std::move(moved));
    }
    if (field->values_file) field->values_file->path = Moved(field->values_file->path);
    for (Field& child : field->children) Move(&child);
  }

  std::string Moved(const std::string& path) const {
    if (path.empty() || fs::path(path).is_absolute()) return path;
    return (from_ / path).lexically_normal().lexically_relative(to_).generic_string();
  }

 private:
  const Catalog& catalog_;
  fs::path from_;
  fs::path to_;
};

}  // namespace

std::vector<Error> MovePaths(const Catalog& catalog, const std::string& folder,
                             Dataset* dataset) {
  const fs::path from = Canonical(dataset->folder), to = Canonical(folder);
  if (from == to) return {};
  PathMover mover(catalog, from, to);
  for (Entity& entity : dataset->entities) {
    for (Field& field : entity.fields) mover.Move(&field);
  }
  if (dataset->dictionaries.empty()) return {};
  const std::string tables = mover.Moved(dataset->dictionaries);
  if (!tables.starts_with("..")) {
    dataset->dictionaries = tables;
    return {};
  }
  return {Error(ErrorCode::kInvalidModel,
                fmt::format("dictionaries '{}' do not lie below '{}', as they must: copy "
                            "them there",
                            Printable(dataset->dictionaries), Printable(folder)),
                "/dictionaries", dataset->dictionaries_place)};
}

}  // namespace rowmill::cli
