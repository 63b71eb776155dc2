// CSV by RFC 4180: UTF-8, a header line unless told, quotes where needed, one line feed
// per row. A null is an empty cell, an empty text is `""`.
#include <fmt/format.h>

#include "format/encoder.h"
#include "format/text_cells.h"
#include "format/text_format.h"

namespace rowmill {

namespace {

struct CsvOptions {
  bool header = true;
  bool quote_all = false;
  bool datagen = false;
  char delimiter = ',';
  std::string null_text;
  std::string line_end = "\n";

  static Result<CsvOptions> From(const Options& options);
};

Result<CsvOptions> CsvOptions::From(const Options& options) {
  CsvOptions csv;
  csv.header = options.Bool("header", true);
  csv.quote_all = options.Text("quote", "minimal") == "all";
  csv.datagen = options.Text("layout", "native") == "datagen";
  csv.null_text = options.Text("null", "");
  csv.line_end = options.Text("line_end", "lf") == "crlf" ? "\r\n" : "\n";
  std::string delimiter = options.Text("delimiter", ",");
  if (delimiter == "\\t" || delimiter == "tab") delimiter = "\t";
  bool usable = delimiter.size() == 1 && delimiter[0] != '"' && delimiter[0] != '\n' &&
                delimiter[0] != '\r' && delimiter[0] != '\0' &&
                static_cast<unsigned char>(delimiter[0]) < 0x80;
  if (!usable) {
    Error error = options.Fault(
        "delimiter",
        fmt::format("delimiter is one ASCII character other than a quote or line break, "
                    "not '{}'",
                    delimiter));
    error.code = ErrorCode::kInvalidArgument;
    return Fail(std::move(error));
  }
  csv.delimiter = delimiter[0];
  if (csv.null_text.find_first_of(std::string("\"\r\n") + csv.delimiter) !=
      std::string::npos) {
    Error error = options.Fault(
        "null", "the text of a null cannot hold a quote, a line break or the delimiter");
    error.code = ErrorCode::kInvalidArgument;
    return Fail(std::move(error));
  }
  return csv;
}

TextStyle StyleOf(const CsvOptions& csv) {
  TextStyle style;
  style.escape =
      csv.quote_all ? TextStyle::Escape::kCsvAll : TextStyle::Escape::kCsvMinimal;
  style.delimiter = csv.delimiter;
  style.datagen = csv.datagen;
  style.datagen_day_first = csv.datagen;
  return style;
}

/// Values that are not texts hold nothing to quote, unless the delimiter is one of their
/// own characters.
bool NeedsQuotes(const CsvOptions& csv, const DataType& type) {
  if (csv.quote_all) return true;
  static constexpr std::string_view kOwnCharacters =
      "0123456789+-.:TZeE /truefalsabcdABCDF";
  return type.id != TypeId::kString && !type.is_nested() &&
         kOwnCharacters.find(csv.delimiter) != std::string_view::npos;
}

Result<std::unique_ptr<Format>> MakeCsv(const FormatContext& context,
                                        const Options& options) {
  RM_ASSIGN_OR_RETURN(CsvOptions csv, CsvOptions::From(options));
  TextFormatParts parts;
  parts.chunk_rows = TextChunkRows(*context.schema);
  parts.extension = "csv";
  parts.row_suffix = csv.line_end;
  TextStyle style = StyleOf(csv);
  std::string separator;
  for (const FieldSchema& field : context.schema->fields) {
    if (csv.header) parts.header += separator + MinimalCsv(field.name, csv.delimiter);
    std::string quote = NeedsQuotes(csv, field.type) ? "\"" : "";
    CellFrame frame{separator + quote, quote, separator + csv.null_text};
    parts.cells.push_back(MakeCellWriter(field, style, frame));
    separator = std::string(1, csv.delimiter);
  }
  if (csv.header) parts.header += csv.line_end;
  return MakeTextFormat(std::move(parts));
}

}  // namespace

FormatPlugin csv_format() {
  FormatPlugin plugin;
  Info& info = plugin.info;
  info.name = "csv";
  info.summary = "Comma-separated values by RFC 4180, UTF-8.";
  info.output = ".csv";
  info.example = "-f csv -O quote=all";
  info.options = {
      {.name = "header",
       .kind = OptionKind::kBool,
       .default_text = "true",
       .doc = "Write the field names as first line."},
      {.name = "quote",
       .kind = OptionKind::kChoice,
       .default_text = "minimal",
       .doc = "Quote values that need it, or all.",
       .choices = {"minimal", "all"}},
      {.name = "delimiter",
       .kind = OptionKind::kText,
       .default_text = ",",
       .doc = "One ASCII character between values; `tab` for a tabulator."},
      {.name = "null",
       .kind = OptionKind::kText,
       .default_text = "empty",
       .doc = "Text of a null, never quoted."},
      {.name = "line_end",
       .kind = OptionKind::kChoice,
       .default_text = "lf",
       .doc = "What ends a line.",
       .choices = {"lf", "crlf"}},
      {.name = "layout",
       .kind = OptionKind::kChoice,
       .default_text = "native",
       .doc = "Spelling of dates, floats and bytes: this program's or Datagen's.",
       .choices = {"native", "datagen"}},
  };
  plugin.make = MakeCsv;
  return plugin;
}

}  // namespace rowmill
