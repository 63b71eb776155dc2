#include "model/native/include.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/limits.h"
#include "base/text.h"
#include "model/native/section.h"
#include "model/read_file.h"
#include "model/text/document.h"

namespace rowmill {

namespace {

namespace fs = std::filesystem;

/// True when `path` lies below `folder`; both canonical.
bool IsBelow(const fs::path& path, const fs::path& folder) {
  fs::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

std::vector<IncludedPart> IncludeLoader::Load(const Node& root, Faults* faults) {
  LoadList(root, folder_, "", nullptr, 1, faults);
  return std::move(parts_);
}

void IncludeLoader::LoadList(const Node& root, const std::string& folder,
                             const std::string& label, const Origin* origin, int depth,
                             Faults* faults) {
  const Node* include = root.is_map() ? root.Find("include") : nullptr;
  if (include == nullptr) return;
  auto add = [&](ErrorCode code, std::string message, const std::string& pointer,
                 Place place) {
    if (origin == nullptr) return faults->Add(code, std::move(message), pointer, place);
    Error inner(code, std::move(message), pointer, place);
    faults->Add(code, inner.ToString(label), origin->pointer, origin->place);
  };
  std::vector<const Node*> entries;
  if (!include->is_list()) entries.push_back(include);
  for (const Node& item : include->items) entries.push_back(&item);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Node& entry = *entries[i];
    if (faults->errors().size() >= kFaultsMax) return;
    std::string pointer =
        include->is_list() ? fmt::format("/include/{}", i) : std::string("/include");
    if (!entry.is_text() || entry.text.empty()) {
      add(ErrorCode::kInvalidModel,
          fmt::format("include takes file names, not a {}", entry.KindName()), pointer,
          entry.place);
      continue;
    }
    if (folder_.empty()) {
      add(ErrorCode::kInvalidModel,
          "a model that did not come from a file includes nothing", pointer, entry.place);
      return;
    }
    if (depth > limits::kIncludeDepthMax || parts_.size() >= limits::kIncludesMax) {
      add(ErrorCode::kTooLarge,
          fmt::format("more than {} included files, or {} within each other",
                      limits::kIncludesMax, limits::kIncludeDepthMax),
          pointer, entry.place);
      return;
    }
    Origin own{pointer, entry.place};
    LoadFile(entry.text, folder, origin != nullptr ? *origin : own, depth, faults);
  }
}

void IncludeLoader::LoadFile(const std::string& name, const std::string& folder,
                             const Origin& origin, int depth, Faults* faults) {
  auto add = [&](ErrorCode code, std::string message) {
    faults->Add(code, std::move(message), origin.pointer, origin.place);
  };
  std::error_code failure;
  fs::path base = fs::weakly_canonical(folder_, failure);
  fs::path path =
      failure ? fs::path() : fs::weakly_canonical(fs::path(folder) / name, failure);
  if (failure)
    return add(ErrorCode::kInvalidModel, fmt::format("cannot include '{}'", name));
  if (fs::path(name).is_absolute() || !IsBelow(path, base)) {
    return add(ErrorCode::kInvalidModel,
               fmt::format("include stays below the model's folder: '{}'", name));
  }
  std::string label = path.lexically_relative(base).string();
  if (done_.count(label) > 0) return;
  if (open_.count(label) > 0) {
    return add(ErrorCode::kInvalidModel, fmt::format("'{}' includes itself", label));
  }
  Result<std::string> text = ReadBoundedFile(path.string(), limits::kModelBytesMax);
  if (!text) {
    return add(text.error().code == ErrorCode::kTooLarge ? ErrorCode::kTooLarge
                                                         : ErrorCode::kInvalidModel,
               fmt::format("cannot include '{}': {}", label, text.error().message));
  }
  bytes_ += text->size();
  if (bytes_ > limits::kModelBytesMax) {
    return add(ErrorCode::kTooLarge, fmt::format("the included files have more than {}",
                                                 FormatBytes(limits::kModelBytesMax)));
  }
  Result<Node> root = ParseDocument(*text);
  if (!root) return add(root.error().code, root.error().ToString(label));
  if (!root->is_map()) {
    return add(ErrorCode::kInvalidModel, fmt::format("{}: not a map of keys", label));
  }
  open_.insert(label);
  LoadList(*root, path.parent_path().string(), label, &origin, depth + 1, faults);
  open_.erase(label);
  done_.insert(label);
  parts_.push_back(
      {label, origin.pointer, origin.place, std::move(*text), std::move(*root)});
}

}  // namespace rowmill
