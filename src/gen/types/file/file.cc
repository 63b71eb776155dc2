// Files: extension, media type, name and path of one row agree; sizes are for themselves.

#include <fmt/format.h>

#include "draw/math.h"
#include "gen/distributed.h"
#include "gen/file_kinds.h"
#include "gen/table_text.h"
#include "gen/type_plugin.h"
#include "gen/web_words.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

constexpr std::int64_t kSizeMax = std::int64_t{1} << 50;
constexpr std::int64_t kSizeDefaultMax = std::int64_t{1} << 40;

/// A text of the row's kind, dictionary-coded.
class KindGenerator final : public Generator {
 public:
  KindGenerator(FileKindDraw draw, std::shared_ptr<const Dictionary> entries)
      : draw_(std::move(draw)), entries_(entries) {
    type_ = entries->type();
    facts_ = FactsOfEntries(std::move(entries));
  }
  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    out->set_dictionary(entries_);
    draw_.Fill(call.rows, out->ResizeValues<std::int32_t>(call.rows.size()));
    return {};
  }

 private:
  FileKindDraw draw_;
  std::shared_ptr<const Dictionary> entries_;
};

std::unique_ptr<Generator> MakeKindText(const TypeContext& context,
                                        const Options& options,
                                        std::string FileKind::*text, Faults* faults) {
  auto kinds = ReadFileKinds(context, options, faults);
  if (!kinds) return nullptr;
  auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  for (const FileKind& kind : *kinds) entries->AppendText(kind.*text);
  return std::make_unique<KindGenerator>(
      FileKindDraw(FileScope(context, options), *kinds), std::move(entries));
}
std::unique_ptr<Generator> MakeExtension(const TypeContext& context,
                                         const Options& options, Faults* faults) {
  return MakeKindText(context, options, &FileKind::extension, faults);
}
std::unique_ptr<Generator> MakeMime(const TypeContext& context, const Options& options,
                                    Faults* faults) {
  return MakeKindText(context, options, &FileKind::mime_type, faults);
}

/// `first-second_07.pdf`: one to three words, some with a number.
class FileName {
 public:
  FileName(const TypeContext& context, const Options& options,
           const std::vector<FileKind>& kinds)
      : draw_(FileScope(context, options), kinds),
        words_(WebWords(*context.dictionaries)),
        form_key_(FileScope(context, options).Key("name")) {
    auto endings = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
    for (const FileKind& kind : kinds) endings->AppendText("." + kind.extension);
    endings_ = std::move(endings);
  }

  std::size_t bytes_max() const {
    return 3 * (FactsOfEntries(words_).bytes_max + 1) + 3 +
           FactsOfEntries(endings_).bytes_max;
  }

  void operator()(std::uint64_t row, TextWriter* out) const {
    const std::uint64_t form = Draw(form_key_, row);
    const std::uint32_t count = 1 + static_cast<std::uint32_t>((form >> 32) * 3 >> 32);
    const char between = (form & 1) != 0 ? '-' : '_';
    for (std::uint32_t i = 0; i < count; ++i) {
      if (i > 0) out->Put(between);
      const std::uint64_t draw = DrawAttempt(form_key_, row, i + 1);
      out->PutEntry(*words_, (draw >> 32) * words_->length() >> 32);
    }
    if ((form >> 1 & 3) == 0) {
      out->Put(between);
      out->PutDigits((form >> 3) % 100, 2);
    }
    out->PutEntry(*endings_, draw_.Choose(row));
  }

 private:
  FileKindDraw draw_;
  std::shared_ptr<const Dictionary> words_;
  std::shared_ptr<const Dictionary> endings_;  ///< `.pdf`
  DrawKey form_key_;
};

std::unique_ptr<Generator> MakeName(const TypeContext& context, const Options& options,
                                    Faults* faults) {
  auto kinds = ReadFileKinds(context, options, faults);
  if (!kinds) return nullptr;
  const FileName name(context, options, *kinds);
  ColumnFacts facts;
  facts.bytes_min = 3;
  facts.bytes_max = static_cast<std::uint32_t>(name.bytes_max());
  facts.plain_text = true;
  return MakeComposedText(std::move(facts), name);
}

/// The root as it is written, with a separator behind it; nothing after a fault.
std::optional<std::string> ReadRoot(const Options& options, char separator,
                                    Faults* faults) {
  constexpr std::size_t kRootBytesMax = 1'024;
  std::string root = options.Text("root", separator == '/' ? "/" : "C:\\");
  bool fine = !root.empty() && root.size() <= kRootBytesMax;
  for (char c : root) fine = fine && static_cast<unsigned char>(c) >= ' ' && c != '\x7f';
  if (!fine) {
    faults->Add(options.Fault(
        "root",
        fmt::format("root has 1 to {} bytes and no control characters", kRootBytesMax)));
    return std::nullopt;
  }
  if (separator == '\\' && root.find('/') != std::string::npos) {
    faults->Add(
        options.Fault("root", "root of windows has \\ between its folders, not /"));
    return std::nullopt;
  }
  if (root.back() != separator) root += separator;
  return root;
}

std::unique_ptr<Generator> MakePath(const TypeContext& context, const Options& options,
                                    Faults* faults) {
  const char separator = options.Text("os", "unix") == "windows" ? '\\' : '/';
  auto kinds = ReadFileKinds(context, options, faults);
  std::optional<std::string> root = ReadRoot(options, separator, faults);
  if (!kinds || !root) return nullptr;
  const LengthRange depth = options.Length("depth", {1, 4});
  const FileName name(context, options, *kinds);
  auto words = WebWords(*context.dictionaries);
  const std::size_t word_bytes_max = FactsOfEntries(words).bytes_max + 1;
  ColumnFacts facts;
  facts.bytes_min = static_cast<std::uint32_t>(root->size() + 3);
  facts.bytes_max = static_cast<std::uint32_t>(
      root->size() + static_cast<std::size_t>(depth.max) * word_bytes_max +
      name.bytes_max());
  facts.plain_text = IsPlainText(*root);
  const DrawKey key = FileScope(context, options).Key("path");
  const auto span = static_cast<std::uint64_t>(depth.max - depth.min) + 1;
  return MakeComposedText(
      std::move(facts), [=, root = *root](std::uint64_t row, TextWriter* out) {
        out->Put(root);
        const std::uint64_t count =
            static_cast<std::uint64_t>(depth.min) + ((Draw(key, row) >> 32) * span >> 32);
        for (std::uint32_t i = 0; i < count; ++i) {
          const std::uint64_t draw = DrawAttempt(key, row, i + 1);
          out->PutEntry(*words, (draw >> 32) * words->length() >> 32);
          out->Put(separator);
        }
        name(row, out);
      });
}

std::unique_ptr<Generator> MakeSize(const TypeContext& context, const Options& options,
                                    Faults* faults) {
  std::int64_t min = options.Int("min", 0);
  std::int64_t max = options.Int("max", kSizeDefaultMax);
  WidenOther(options, std::int64_t{0}, kSizeMax, &min, &max);
  if (min > max) {
    faults->Add(options.Fault("min", fmt::format("min {} is above max {}", min, max)));
    return nullptr;
  }
  // Half of the files are below 48 KiB, one of a thousand is above 24 MB.
  Law law;
  law.kind = LawKind::kLogNormal;
  law.a = math::Log(48 * 1'024);
  law.b = 2;
  return MakeDistributedWhole(context, options, DataType::Of(TypeId::kInt64), Axis(),
                              {min, max, 0, kSizeMax}, faults, &law);
}

TypePlugin FileType(std::string_view name, std::string_view summary,
                    std::vector<OptionInfo> own, std::string_view example,
                    TypeMaker make) {
  return MakeTypePlugin(name, {}, "string", summary, FileOptions(std::move(own)), example,
                        make);
}

}  // namespace

TypePlugin file_name_type() {
  return FileType("file.name", "Names of files, with the extension of the row's file.",
                  {}, "{ type: file.name, extensions: [pdf, docx, xlsx] }", MakeName);
}

TypePlugin file_path_type() {
  return FileType("file.path", "Paths of files, with the name of the row's file.",
                  {{.name = "os",
                    .kind = OptionKind::kChoice,
                    .default_text = "unix",
                    .doc = "Folders with / or with \\ between them.",
                    .choices = {"unix", "windows"}},
                   {.name = "root",
                    .kind = OptionKind::kText,
                    .default_text = "/, or C:\\ on windows",
                    .doc = "What all paths begin with.",
                    .example = "/srv/share"},
                   {.name = "depth",
                    .kind = OptionKind::kLength,
                    .default_text = "1 to 4",
                    .doc = "How many folders below the root; a count or {min, max}.",
                    .unit = "folders",
                    .min = 0,
                    .max = 32}},
                  "{ type: file.path, root: /srv/share }", MakePath);
}

TypePlugin file_extension_type() {
  return FileType("file.extension", "Extensions of files, without the dot.", {},
                  "file.extension", MakeExtension);
}

TypePlugin file_mime_type_type() {
  return FileType("file.mime_type", "Media types of files, as their extension says.", {},
                  "file.mime_type", MakeMime);
}

TypePlugin file_size_type() {
  TypePlugin plugin = MakeTypePlugin(
      "file.size", {}, "int64",
      "Sizes of files: many small ones, few large ones (log-normal around 48 KiB), or by "
      "a distribution.",
      {{.name = "min",
        .kind = OptionKind::kBytes,
        .default_text = "0",
        .doc = "Smallest size, inclusive.",
        .unit = "bytes",
        .min = 0,
        .max = static_cast<double>(kSizeMax),
        .example = "1k"},
       {.name = "max",
        .kind = OptionKind::kBytes,
        .default_text = "1 TiB",
        .doc = "Largest size, inclusive.",
        .unit = "bytes",
        .min = 0,
        .max = static_cast<double>(kSizeMax),
        .example = "100M"}},
      "{ type: file.size, max: 100M }", MakeSize);
  plugin.info.distributed = true;
  return plugin;
}

}  // namespace rowmill
