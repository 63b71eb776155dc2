/// Kinds of files: extensions with their media types, by about how common they are.
/// Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "draw/stream.h"
#include "gen/generator.h"

namespace rowmill {

struct FileKind {
  std::string extension;  ///< without the dot
  std::string mime_type;
  double weight = 1;
};

/// The option `extensions` and `of`, which say what file a field speaks of.
std::vector<OptionInfo> FileOptions(std::vector<OptionInfo> own = {});

/// The kinds that the options allow, all common ones without `extensions`. Nothing after
/// adding faults: an extension that no media type has, or named twice.
std::optional<std::vector<FileKind>> ReadFileKinds(const TypeContext& context,
                                                   const Options& options,
                                                   Faults* faults);

/// Streams of the file: fields with the same `of` and `extensions` speak of one.
DrawScope FileScope(const TypeContext& context, const Options& options);

/// Which kind a row's file has.
class FileKindDraw {
 public:
  FileKindDraw(const DrawScope& file, const std::vector<FileKind>& kinds);
  std::uint32_t Choose(std::uint64_t row) const { return table_.Choose(key_, row); }
  void Fill(RowIds rows, std::int32_t* out) const { table_.Fill(key_, rows, out); }

 private:
  DrawKey key_;
  AliasTable table_;
};

}  // namespace rowmill
