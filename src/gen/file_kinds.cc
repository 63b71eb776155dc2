#include "gen/file_kinds.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"

namespace rowmill {

namespace {

struct CommonKind {
  const char* extension;
  const char* mime_type;
  double weight;
};

/// What offices and web sites keep; weights are our own guess.
constexpr CommonKind kCommon[] = {
    {"pdf", "application/pdf", 14},
    {"jpg", "image/jpeg", 14},
    {"png", "image/png", 10},
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     9},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 7},
    {"txt", "text/plain", 6},
    {"csv", "text/csv", 5},
    {"html", "text/html", 4},
    {"json", "application/json", 4},
    {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
     3},
    {"zip", "application/zip", 3},
    {"xml", "application/xml", 3},
    {"log", "text/plain", 3},
    {"mp4", "video/mp4", 3},
    {"mp3", "audio/mpeg", 3},
    {"gif", "image/gif", 2},
    {"svg", "image/svg+xml", 2},
    {"md", "text/markdown", 2},
    {"doc", "application/msword", 1},
    {"xls", "application/vnd.ms-excel", 1},
    {"webp", "image/webp", 1},
    {"mov", "video/quicktime", 1},
    {"gz", "application/gzip", 1},
    {"yaml", "text/yaml", 1},
    {"wav", "audio/wav", 0.5},
    {"eml", "message/rfc822", 0.5},
    {"odt", "application/vnd.oasis.opendocument.text", 0.5},
    {"rtf", "application/rtf", 0.5},
};

/// Extension -> first media type of the table that has it.
std::map<std::string, std::string, std::less<>> MimeTypes(const DictTable& table) {
  std::map<std::string, std::string, std::less<>> types;
  const DictTexts extensions = table.Texts("extensions");
  const DictTexts names = table.Texts("type");
  for (std::uint32_t i = 0; i < table.rows(); ++i) {
    for (std::string_view extension : Split(extensions[i], ' ')) {
      types.emplace(extension, names[i]);
    }
  }
  return types;
}

/// Nothing when no media type has the extension.
std::optional<FileKind> FindKind(const TypeContext& context,
                                 const std::string& extension) {
  for (const CommonKind& kind : kCommon) {
    if (extension == kind.extension)
      return FileKind{extension, kind.mime_type, kind.weight};
  }
  const auto types = MimeTypes(context.dictionaries->Get("mime_types"));
  auto found = types.find(extension);
  if (found == types.end()) return std::nullopt;
  return FileKind{extension, found->second, 1};
}

std::vector<double> WeightsOf(const std::vector<FileKind>& kinds) {
  std::vector<double> weights;
  for (const FileKind& kind : kinds) weights.push_back(kind.weight);
  return weights;
}

}  // namespace

std::vector<OptionInfo> FileOptions(std::vector<OptionInfo> own) {
  std::vector<OptionInfo> options = {
      {.name = "of",
       .kind = OptionKind::kText,
       .default_text = "one file per row",
       .doc = "Label of the file: fields with the same label and extensions speak of the "
              "same one.",
       .example = "backup"},
      {.name = "extensions",
       .kind = OptionKind::kTextList,
       .default_text = "28 common ones",
       .doc = "Only files with one of these extensions; common ones are as frequent as "
              "among all.",
       .example = "[pdf, docx]"}};
  for (OptionInfo& option : own) options.push_back(std::move(option));
  return options;
}

std::optional<std::vector<FileKind>> ReadFileKinds(const TypeContext& context,
                                                   const Options& options,
                                                   Faults* faults) {
  std::vector<FileKind> kinds;
  if (!options.Has("extensions")) {
    for (const CommonKind& kind : kCommon) {
      kinds.push_back({kind.extension, kind.mime_type, kind.weight});
    }
    return kinds;
  }
  const std::size_t before = faults->errors().size();
  auto fault = [&](std::string message) {
    faults->Add(options.Fault("extensions", std::move(message)));
  };
  for (const std::string& written : options.TextList("extensions")) {
    const std::string extension =
        LowerAscii(written.starts_with('.') ? written.substr(1) : written);
    const bool twice = std::any_of(kinds.begin(), kinds.end(), [&](const FileKind& kind) {
      return kind.extension == extension;
    });
    std::optional<FileKind> kind = FindKind(context, extension);
    if (twice) fault(fmt::format("extension '{}' stands twice", Printable(written)));
    if (!kind) fault(fmt::format("unknown extension '{}'", Printable(written)));
    if (kind && !twice) kinds.push_back(std::move(*kind));
  }
  if (faults->errors().size() == before && kinds.empty()) fault("extensions is empty");
  if (faults->errors().size() != before) return std::nullopt;
  return kinds;
}

DrawScope FileScope(const TypeContext& context, const Options& options) {
  return context.Record("file:" + options.Text("of", ""));
}

FileKindDraw::FileKindDraw(const DrawScope& file, const std::vector<FileKind>& kinds)
    : key_(file.Key("kind")), table_(WeightsOf(kinds)) {}

}  // namespace rowmill
