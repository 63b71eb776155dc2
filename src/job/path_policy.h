/// Which paths of the server's machine a client may name: those below an allowed root
/// and not in the state folder, after `..` and links are resolved. Thread-safe.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rowmill {

class PathPolicy {
 public:
  /// `roots` are what may be read and written, `denied` what may not even there; all are
  /// made canonical (a root that does not exist yet is kept by its resolved name).
  /// Errors: kInvalidArgument when a path cannot be resolved.
  static Result<PathPolicy> Make(const std::vector<std::string>& roots,
                                 const std::vector<std::string>& denied);

  /// The canonical form of `path` (its last parts need not exist); relative paths start
  /// at the working directory.
  /// Errors: kForbidden when it is not below a root or is denied; kInvalidArgument.
  Result<std::filesystem::path> Resolve(std::string_view path) const;

  const std::vector<std::filesystem::path>& roots() const { return roots_; }

 private:
  std::vector<std::filesystem::path> roots_;
  std::vector<std::filesystem::path> denied_;
};

/// `name` as one part of a path: letters, digits, `.`, `_`, `-`, blank and non-ASCII
/// UTF-8 stay, all else becomes `_`, a leading dot too; empty becomes `_`.
std::string SafeFileName(std::string_view name);

}  // namespace rowmill
