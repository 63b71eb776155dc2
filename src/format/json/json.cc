// JSON lines: one object per row, UTF-8, escapes by RFC 8259.
#include <fmt/format.h>

#include "format/encoder.h"
#include "format/text_cells.h"
#include "format/text_format.h"

namespace rowmill {

namespace {

Result<std::unique_ptr<Format>> MakeJson(const FormatContext& context,
                                         const Options& options) {
  bool datagen = options.Text("layout", "native") == "datagen";
  bool strings = options.Text("values", "typed") == "strings";
  TextStyle style;
  style.escape = TextStyle::Escape::kJson;
  style.time_separator = 'T';
  style.datagen = datagen;
  style.datagen_local_time = datagen;
  style.json_strings = strings;
  TextFormatParts parts;
  parts.chunk_rows = TextChunkRows(*context.schema);
  parts.extension = "json";
  parts.row_suffix = datagen ? " }\n" : "}\n";
  std::string open = datagen ? "{ " : "{";
  for (const FieldSchema& field : context.schema->fields) {
    std::string key =
        fmt::format("{}\"{}\"{}", open, EscapedJson(field.name), datagen ? " : " : ":");
    bool quoted = IsQuotedInJson(field.type) || (strings && !field.type.is_nested());
    std::string quote = quoted ? "\"" : "";
    CellFrame frame{key + quote, quote, key + "null"};
    parts.cells.push_back(MakeCellWriter(field, style, frame));
    open = datagen ? ", " : ",";
  }
  return MakeTextFormat(std::move(parts));
}

}  // namespace

FormatPlugin json_format() {
  FormatPlugin plugin;
  Info& info = plugin.info;
  info.name = "json";
  info.aliases = {"jsonl", "ndjson"};
  info.summary = "JSON lines: one object per row, UTF-8.";
  info.output = ".json";
  info.example = "-f json -O values=strings";
  info.options = {
      {.name = "values",
       .kind = OptionKind::kChoice,
       .default_text = "typed",
       .doc = "Numbers and booleans bare, or every value as a string.",
       .choices = {"typed", "strings"}},
      {.name = "layout",
       .kind = OptionKind::kChoice,
       .default_text = "native",
       .doc = "Blanks and the spelling of dates, floats and bytes: this program's or "
              "Datagen's.",
       .choices = {"native", "datagen"}},
  };
  plugin.make = MakeJson;
  return plugin;
}

}  // namespace rowmill
