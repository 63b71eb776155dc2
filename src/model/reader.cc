#include <fmt/format.h>

#include <filesystem>

#include "base/check.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "model/datagen/datagen.h"
#include "model/dataset.h"
#include "model/native/native.h"
#include "model/read_file.h"
#include "model/text/document.h"

namespace rowmill {

namespace {

/// True when a key `Fields`, in any spelling Datagen takes, stands somewhere in the tree.
bool HasFieldsSection(const Node& node) {
  for (const auto& [key, value] : node.members) {
    if (EqualsIgnoreCase(key, "fields") || HasFieldsSection(value)) return true;
  }
  for (const Node& item : node.items) {
    if (HasFieldsSection(item)) return true;
  }
  return false;
}

bool IsDatagen(const Node& root, std::string_view text) {
  std::size_t first = text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  bool json = first != std::string_view::npos && text[first] == '{';
  return json && root.is_map() && root.Find("rowmill") == nullptr &&
         root.Find("entities") == nullptr && HasFieldsSection(root);
}

}  // namespace

namespace {

Result<Dataset> ReadAnyLanguage(std::string_view text, const ReadOptions& options) {
  RM_CHECK(options.catalog != nullptr);
  RM_ASSIGN_OR_RETURN(Node root, ParseDocument(text));
  bool datagen = options.language == ModelLanguage::kDatagen ||
                 (options.language == ModelLanguage::kAuto && IsDatagen(root, text));
  if (!datagen) return ReadNative(root, text, options);
  RM_ASSIGN_OR_RETURN(Dataset dataset, ReadDatagen(root, text, options));
  if (dataset.hash.empty()) dataset.hash = Sha256Hex(text);
  Faults faults;
  CheckNames(dataset, &faults);
  RM_RETURN_IF_ERROR(faults.ToStatus());
  return dataset;
}

}  // namespace

Result<Dataset> ReadModel(std::string_view text, const ReadOptions& options) {
  RM_ASSIGN_OR_RETURN(Dataset dataset, ReadAnyLanguage(text, options));
  dataset.folder = options.folder;
  return dataset;
}

Result<Dataset> ReadModelFile(const std::string& path, ReadOptions options) {
  RM_ASSIGN_OR_RETURN(std::string text, ReadBoundedFile(path, limits::kModelBytesMax));
  std::filesystem::path file(path);
  if (path != "-") {
    if (options.name.empty()) options.name = file.stem().string();
    if (options.file.empty()) options.file = file.filename().string();
    if (options.folder.empty()) {
      options.folder = file.has_parent_path() ? file.parent_path().string() : ".";
    }
  }
  return ReadModel(text, options);
}

}  // namespace rowmill
