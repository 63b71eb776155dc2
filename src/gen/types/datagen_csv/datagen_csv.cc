// Datagen's CSV: values of rows drawn from a file, filtered by `column=value`.

#include <fmt/format.h>

#include "base/text.h"
#include "gen/csv_column.h"

namespace rowmill {

namespace {

/// The values of `column`, or of another column of the same row.
std::unique_ptr<Generator> MakeColumn(const TypeContext& context, const Options& options,
                                      std::string column, Faults* faults) {
  const std::size_t before = faults->errors().size();
  CsvRequest request;
  request.file = options.Text("file", "");
  request.column = std::move(column);
  request.separator = ReadSeparator(options, faults);
  request.ignore_case = true;
  request.where_option = "filters";
  std::string record;
  for (const std::string& filter : options.TextList("filters")) {
    const std::size_t equals = filter.find('=');
    record += fmt::format("{}\n", filter);
    if (equals == std::string::npos || equals == 0) {
      faults->Add(options.Fault(
          "filters", fmt::format("filter is not column=value: '{}'", Printable(filter))));
      continue;
    }
    request.where.emplace_back(Trim(std::string_view(filter).substr(0, equals)),
                               Trim(std::string_view(filter).substr(equals + 1)));
  }
  if (faults->errors().size() != before) return nullptr;
  // In Datagen every CSV field is a record of its own, which LINK reads other columns of.
  request.label = fmt::format("{}\n{}", context.field, record);
  return MakeCsvColumn(context, options, request, faults);
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  return MakeColumn(context, options, options.Text("column", ""), faults);
}

std::unique_ptr<Generator> MakeAttribute(const TypeContext& context,
                                         const Options& options,
                                         std::string_view attribute, Faults* faults) {
  return MakeColumn(context, options, std::string(attribute), faults);
}

}  // namespace

TypePlugin datagen_csv_type() {
  Info info;
  info.name = "datagen.csv";
  info.family = "datagen";
  info.summary = "Datagen's CSV: values of rows drawn from a file.";
  info.output = "string";
  info.options = CsvOptions();
  info.options.push_back({.name = "filters",
                          .kind = OptionKind::kTextList,
                          .default_text = "all rows",
                          .doc = "Only rows that fit all of these column=value, letter "
                                 "case ignored.",
                          .example = "[department=HR]"});
  info.example =
      "{ type: datagen.csv, file: people.csv, column: name, "
      "filters: [department=HR] }";
  return {.info = std::move(info),
          .make = Make,
          .make_attribute = MakeAttribute,
          .any_attribute = true};
}

}  // namespace rowmill
