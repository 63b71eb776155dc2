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

/// What the table of media types says of extensions: it may be the user's.
class MediaTypes {
 public:
  explicit MediaTypes(const TypeContext& context)
      : table_(context.dictionaries->Get("mime_types")) {
    const DictTexts extensions = table_.Texts("extensions");
    const DictTexts names = table_.Texts("type");
    for (std::uint32_t i = 0; i < table_.rows(); ++i) {
      for (std::string_view extension : Split(extensions[i], ' ')) {
        if (!extension.empty()) types_[extension].push_back(names[i]);
      }
    }
  }

  /// The kind of an extension; nothing when no media type has it. Of several types that
  /// have it, that which is common, else the first.
  std::optional<FileKind> Find(std::string_view extension) const {
    auto found = types_.find(extension);
    if (found == types_.end()) return std::nullopt;
    const std::vector<std::string_view>& types = found->second;
    FileKind kind{std::string(extension), std::string(types[0]), 1};
    for (const CommonKind& common : kCommon) {
      if (extension != common.extension) continue;
      kind.weight = common.weight;
      const bool known =
          std::find(types.begin(), types.end(), common.mime_type) != types.end();
      if (known) kind.mime_type = common.mime_type;
    }
    return kind;
  }

  /// The common kinds, or all where a table of the user's has none of them.
  std::vector<FileKind> Usual() const {
    std::vector<FileKind> kinds;
    for (const CommonKind& common : kCommon) {
      if (auto kind = Find(common.extension)) kinds.push_back(std::move(*kind));
    }
    if (!kinds.empty()) return kinds;
    for (const auto& entry : types_) kinds.push_back(*Find(entry.first));
    return kinds;
  }

 private:
  const DictTable& table_;
  std::map<std::string_view, std::vector<std::string_view>> types_;
};

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
  const std::size_t before = faults->errors().size();
  auto fault = [&](std::string message) {
    faults->Add(options.Fault("extensions", std::move(message)));
  };
  const MediaTypes types(context);
  std::vector<FileKind> kinds;
  if (!options.Has("extensions")) {
    kinds = types.Usual();
    if (kinds.empty()) fault("the dictionary 'mime_types' has no extensions");
    if (kinds.empty()) return std::nullopt;
    return kinds;
  }
  for (const std::string& written : options.TextList("extensions")) {
    const std::string extension =
        LowerAscii(written.starts_with('.') ? written.substr(1) : written);
    const bool twice = std::any_of(kinds.begin(), kinds.end(), [&](const FileKind& kind) {
      return kind.extension == extension;
    });
    std::optional<FileKind> kind = types.Find(extension);
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
