#include "api/datagen/model_choice.h"

#include <filesystem>
#include <fstream>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "base/limits.h"
#include "base/text.h"

namespace rowmill::api::datagen {

namespace fs = std::filesystem;

namespace {
bool LooksLikeJson(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return Trim(text).starts_with('{');
}

tl::unexpected<Error> BadModel(ErrorCode code, std::string_view reason) {
  return Fail(code, fmt::format("{}: {}", kBadModelText, reason));
}

std::string UnnamedModel(const Context& context) {
  return fmt::format("__UNNAMED-{}", context.clock->Now() / 1000);
}

Result<ModelChoice> ReadAllowed(const fs::path& path) {
  std::error_code ec;
  const std::uintmax_t size = fs::file_size(path, ec);
  if (ec || size > limits::kModelBytesMax) {
    return BadModel(ErrorCode::kTooLarge,
                    fmt::format("model file '{}' is over {} bytes", path.string(),
                                limits::kModelBytesMax));
  }
  std::ifstream in(path, std::ios::binary);
  ModelChoice choice;
  choice.text.resize(static_cast<std::size_t>(size));
  in.read(choice.text.data(), static_cast<std::streamsize>(size));
  if (!in) {
    return BadModel(ErrorCode::kIo, fmt::format("cannot read '{}'", path.string()));
  }
  choice.name = path.stem().string();
  return choice;
}

// The first of `path` and `path.json` that is a file a client may read. Errors:
// kForbidden.
Result<std::optional<fs::path>> FindFile(const std::string& path,
                                         const PathPolicy& paths) {
  for (const char* suffix : {"", ".json"}) {
    RM_ASSIGN_OR_RETURN(const fs::path resolved, paths.Resolve(path + suffix));
    std::error_code ec;
    if (fs::is_regular_file(resolved, ec)) return resolved;
  }
  return std::nullopt;
}

Result<ModelChoice> ReadNamed(const std::string& name, const Context& context) {
  const bool is_path = name.find('/') != std::string::npos;
  Result<std::optional<fs::path>> found = FindFile(name, *context.paths);
  if (is_path && !found) {
    return BadModel(found.error().code, found.error().message);
  }
  if (found && *found) return ReadAllowed(**found);
  if (!is_path && !name.starts_with('.')) {
    const Result<std::optional<fs::path>> in_folder =
        FindFile((fs::path(context.models_folder) / name).string(), *context.paths);
    if (in_folder && *in_folder) return ReadAllowed(**in_folder);
  }
  return BadModel(ErrorCode::kNotFound, fmt::format("there is no model '{}'", name));
}
}  // namespace

Result<ModelChoice> ChooseModel(const Call& call, Family family, const Context& context) {
  std::optional<RawValue> upload;
  std::optional<RawValue> name;
  for (std::string_view parameter : {"model_file", "model"}) {
    for (const RawValue& value : call.Raw(parameter)) {
      const bool is_upload = value.is_file || LooksLikeJson(value.text);
      std::optional<RawValue>& kept = is_upload ? upload : name;
      if (!kept) kept = value;
    }
  }
  if (upload && name) (family == Family::kV1 ? upload : name).reset();
  if (upload) {
    return ModelChoice{std::string(upload->text), UnnamedModel(context),
                       fs::path(upload->file_name).stem().string()};
  }
  if (name) return ReadNamed(std::string(Trim(name->text)), context);
  if (family == Family::kLegacy) {
    return ModelChoice{std::string(ExampleModel()), "example", ""};
  }
  return Fail(ErrorCode::kInvalidArgument, std::string(kNoModelText));
}

std::string_view ExampleModel() {
  return R"({
  "model_name": "example",
  "Fields": [
    { "name": "id", "type": "INCREMENT_INTEGER" },
    { "name": "uuid", "type": "UUID" },
    { "name": "tier", "type": "STRING",
      "possible_values_weighted": { "BASIC": 70, "PLUS": 25, "GOLD": 5 } },
    { "name": "score", "type": "INTEGER", "min": 0, "max": 100 },
    { "name": "rate", "type": "FLOAT", "min": 0, "max": 1 },
    { "name": "active", "type": "BOOLEAN" },
    { "name": "birthdate", "type": "BIRTHDATE" },
    { "name": "address", "type": "IP" }
  ]
})";
}

}  // namespace rowmill::api::datagen
