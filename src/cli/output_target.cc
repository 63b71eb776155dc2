#include "cli/output_target.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <array>

#include "base/text.h"
#include "sink/direct.h"

namespace rowmill::cli {

namespace {

struct CodecSuffix {
  std::string_view suffix;
  std::string_view codec;
  Codec::Kind kind;
};
constexpr std::array<CodecSuffix, 3> kCodecSuffixes = {{
    {".gz", "gzip", Codec::Kind::kGzip},
    {".zst", "zstd", Codec::Kind::kZstd},
    {".lz4", "lz4", Codec::Kind::kLz4},
}};

/// A file name taken apart: `orders.csv.gz` -> `orders`, `.csv`, `.gz`.
struct NameParts {
  std::string stem;
  std::string extension;  ///< as written
  const CodecSuffix* codec = nullptr;
  std::string codec_extension;  ///< as written
  std::string format;           ///< canonical name; empty = no known extension
};

bool IsExtensionOf(std::string_view extension, const Info& info) {
  for (std::string_view known : Split(info.output, ' ')) {
    if (!known.empty() && known == extension) return true;
  }
  std::string_view bare = extension.substr(1);
  if (bare == info.name) return true;
  for (std::string_view alias : info.aliases) {
    if (bare == alias) return true;
  }
  return false;
}

/// Cuts the extension off `name`; a leading dot is not one.
std::string CutExtension(std::string* name) {
  std::size_t dot = name->rfind('.');
  if (dot == std::string::npos || dot == 0) return "";
  std::string extension = name->substr(dot);
  name->resize(dot);
  return extension;
}

NameParts TakeApart(std::string name, const Plugins& plugins) {
  NameParts parts;
  parts.extension = CutExtension(&name);
  for (const CodecSuffix& suffix : kCodecSuffixes) {
    if (LowerAscii(parts.extension) != suffix.suffix) continue;
    parts.codec = &suffix;
    parts.codec_extension = parts.extension;
    parts.extension = CutExtension(&name);
  }
  parts.stem = std::move(name);
  std::string folded = LowerAscii(parts.extension);
  if (folded.size() < 2) return parts;
  for (const FormatPlugin& format : plugins.formats()) {
    if (IsExtensionOf(folded, format.info)) parts.format = std::string(format.info.name);
  }
  if (!parts.format.empty()) return parts;
  if (const PlannedName* planned =
          plugins.catalog().formats.FindPlanned(folded.substr(1))) {
    parts.format = std::string(planned->name);
  }
  return parts;
}

bool IsFolder(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool IsRegularFile(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

/// Standard output under its other names; opening them anew would start a redirected
/// file again at its beginning.
bool IsStandardOutput(const std::string& path) {
  return path == "-" || path == "/dev/stdout" || path == "/dev/fd/1" ||
         path == "/proc/self/fd/1";
}

Status CheckCodec(const NameParts& parts, const FormatPlugin& format,
                  const std::string& path, OutputTarget* target) {
  bool none = target->compression == "none";
  if (parts.codec == nullptr) {
    if (target->compression.empty() || none || format.compresses_itself) return {};
    RM_ASSIGN_OR_RETURN(Codec codec, ParseCodec(target->compression));
    for (const CodecSuffix& suffix : kCodecSuffixes) {
      if (codec.kind != suffix.kind) continue;
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("--compression {} packs the whole file: call it '{}{}'",
                              target->compression, path, suffix.suffix));
    }
    return {};
  }
  if (format.compresses_itself) {
    return Fail(
        ErrorCode::kInvalidArgument,
        fmt::format("'{}': {} compresses inside the file; leave out '{}' and use "
                    "--compression {}",
                    path, format.info.name, parts.codec_extension, parts.codec->codec));
  }
  if (target->compression.empty()) {
    target->compression = std::string(parts.codec->codec);
    return {};
  }
  RM_ASSIGN_OR_RETURN(Codec codec, ParseCodec(target->compression));
  if (codec.kind == parts.codec->kind) return {};
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("--compression {} and the extension of '{}' contradict each "
                          "other",
                          target->compression, path));
}

Result<OutputTarget> ResolveFile(const std::string& path, const NameParts& parts,
                                 const OutputWish& wish, const Plugins& plugins,
                                 OutputTarget target) {
  RM_ASSIGN_OR_RETURN(const FormatPlugin* format, plugins.GetFormat(parts.format));
  if (wish.format && target.format != format->info.name) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("-f {} and the extension of '{}' contradict each other",
                            *wish.format, path));
  }
  target.kind = OutputTarget::Kind::kFile;
  target.format = std::string(format->info.name);
  RM_RETURN_IF_ERROR(CheckCodec(parts, *format, path, &target));
  std::size_t slash = path.rfind('/');
  target.path = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  if (!IsFolder(target.path)) {
    return Fail(ErrorCode::kIo, fmt::format("cannot write '{}': there is no folder '{}'",
                                            path, target.path));
  }
  target.file_stem = parts.stem;
  std::string suffix =
      wish.parts > 1 ? fmt::format("-{}-of-{}", wish.part, wish.parts) : "";
  target.file_name = parts.stem + suffix + parts.extension + parts.codec_extension;
  return target;
}

}  // namespace

Result<OutputTarget> ResolveOutput(const OutputWish& wish, const Plugins& plugins) {
  OutputTarget target;
  target.compression = wish.compression.value_or("");
  if (!target.compression.empty()) RM_RETURN_IF_ERROR(ParseCodec(target.compression));
  RM_ASSIGN_OR_RETURN(const FormatPlugin* format,
                      plugins.GetFormat(wish.format.value_or("csv")));
  target.format = std::string(format->info.name);

  std::string path = wish.output.value_or("-");
  if (path.empty()) return Fail(ErrorCode::kInvalidArgument, "-o: the name is empty");
  if (IsStandardOutput(path) || IsDirectTarget(path)) {
    target.path = IsStandardOutput(path) ? "-" : path;
    return target;
  }
  if (!path.ends_with('/') && !IsFolder(path)) {
    std::size_t slash = path.rfind('/');
    NameParts parts =
        TakeApart(slash == std::string::npos ? path : path.substr(slash + 1), plugins);
    if (parts.format.empty() && parts.codec != nullptr) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("-o {}: the name says no format; call it '{}.{}{}'", path,
                              parts.stem, target.format, parts.codec_extension));
    }
    if (!parts.format.empty()) {
      return ResolveFile(path, parts, wish, plugins, std::move(target));
    }
  }
  if (IsRegularFile(path)) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("-o {}: this is a file, and without a known extension (.csv, "
                            ".json, …) a folder is meant",
                            path));
  }
  target.kind = OutputTarget::Kind::kFolder;
  target.path = path;
  return target;
}

}  // namespace rowmill::cli
