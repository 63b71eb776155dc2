#include "job/path_policy.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace rowmill {

namespace fs = std::filesystem;

namespace {
Result<fs::path> Canonical(std::string_view text) {
  if (text.empty()) return Fail(ErrorCode::kInvalidArgument, "empty path");
  if (text.find('\0') != std::string_view::npos || text.size() > 4096) {
    return Fail(ErrorCode::kInvalidArgument, "not a path");
  }
  std::error_code ec;
  const fs::path absolute = fs::absolute(fs::path(std::string(text)), ec);
  if (!ec) {
    fs::path resolved = fs::weakly_canonical(absolute, ec);
    if (!ec) {
      // `a/` and `a` are the same folder.
      if (!resolved.has_filename() && resolved.has_relative_path()) {
        resolved = resolved.parent_path();
      }
      return resolved;
    }
  }
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("cannot resolve path '{}': {}", text, ec.message()));
}

bool IsBelow(const fs::path& path, const fs::path& root) {
  const auto [at_root, at_path] =
      std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  return at_root == root.end();
}

bool MayStand(unsigned char c) {
  return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '-' || c == ' ';
}
}  // namespace

Result<PathPolicy> PathPolicy::Make(const std::vector<std::string>& roots,
                                    const std::vector<std::string>& denied) {
  PathPolicy policy;
  for (const std::string& root : roots) {
    RM_ASSIGN_OR_RETURN(fs::path path, Canonical(root));
    policy.roots_.push_back(std::move(path));
  }
  for (const std::string& folder : denied) {
    RM_ASSIGN_OR_RETURN(fs::path path, Canonical(folder));
    policy.denied_.push_back(std::move(path));
  }
  return policy;
}

Result<fs::path> PathPolicy::Resolve(std::string_view text) const {
  RM_ASSIGN_OR_RETURN(fs::path path, Canonical(text));
  const auto below = [&](const fs::path& root) { return IsBelow(path, root); };
  if (std::none_of(roots_.begin(), roots_.end(), below)) {
    return Fail(ErrorCode::kForbidden,
                fmt::format("path '{}' is not below an allowed root", text));
  }
  if (std::any_of(denied_.begin(), denied_.end(), below)) {
    return Fail(ErrorCode::kForbidden,
                fmt::format("path '{}' belongs to the server's own state", text));
  }
  return path;
}

std::string SafeFileName(std::string_view name) {
  constexpr std::size_t kBytesMax = 128;
  std::string safe(name.substr(0, kBytesMax));
  if (name.size() > kBytesMax) {
    // Not in the middle of a character.
    for (int i = 0; i < 3 && !IsUtf8(safe); ++i) safe.pop_back();
  }
  for (char& c : safe) {
    if (!MayStand(static_cast<unsigned char>(c))) c = '_';
  }
  if (safe.empty()) return "_";
  if (safe.front() == '.') safe.front() = '_';
  return safe;
}

}  // namespace rowmill
