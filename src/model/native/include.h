/// `include`: reads the files a model names, relative to the file that names them, below
/// the model's folder, without cycles. Not thread-safe; one per document.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/dataset.h"
#include "plugin/node.h"

namespace rowmill {

/// An included file.
struct IncludedPart {
  std::string label;    ///< its path below the model's folder, for messages
  std::string pointer;  ///< of the entry in the model that brought it in
  Place place;
  std::string text;
  Node root;  ///< a map
};

class IncludeLoader {
 public:
  /// `file` is the model's own name in the folder; empty = unknown.
  IncludeLoader(std::string folder, const std::string& file)
      : folder_(std::move(folder)) {
    if (!file.empty()) open_.insert(file);
  }

  /// All files that `root` includes, directly or not, each once, those a file includes
  /// before itself. Faults have the place of the entry in the model's own text.
  std::vector<IncludedPart> Load(const Node& root, Faults* faults);

 private:
  /// Where the outermost `include` entry stands: faults are told there.
  struct Origin {
    std::string pointer;
    Place place;
  };
  void LoadList(const Node& root, const std::string& folder, const std::string& label,
                const Origin* origin, int depth, Faults* faults);
  void LoadFile(const std::string& path, const std::string& folder, const Origin& origin,
                int depth, Faults* faults);

  std::string folder_;
  std::set<std::string> open_;  ///< being read: meeting one again is a cycle
  std::set<std::string> done_;
  std::size_t bytes_ = 0;  ///< of all files
  std::vector<IncludedPart> parts_;
};

}  // namespace rowmill
