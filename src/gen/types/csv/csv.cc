// Values of rows drawn from a CSV file.

#include <fmt/format.h>

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
  request.label = options.Text("of", "");
  if (const Node* where = options.Raw("where")) {
    if (!where->is_map() || where->members.empty()) {
      faults->Add(options.Fault("where", "where is a map of columns and values"));
    } else {
      for (const auto& [name, value] : where->members) {
        request.where.emplace_back(name, value.ScalarText());
        if (!value.is_scalar()) {
          faults->Add(
              options.Fault("where", fmt::format("where: '{}' takes one value, not a {}",
                                                 name, value.KindName())));
        }
      }
    }
  }
  if (faults->errors().size() != before) return nullptr;
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

TypePlugin csv_type() {
  Info info;
  info.name = "csv";
  info.family = "outside";
  info.summary = "Values of rows drawn from a CSV file.";
  info.output = "string";
  info.options = CsvOptions();
  info.options.push_back({.name = "where",
                          .kind = OptionKind::kRaw,
                          .default_text = "all rows",
                          .doc = "Only rows that have all of these values.",
                          .example = "{ country: FR }"});
  info.options.push_back({.name = "of",
                          .kind = OptionKind::kText,
                          .default_text = "one record per file",
                          .doc = "Label of the record: fields with the same file and "
                                 "label take the same row.",
                          .example = "manager"});
  info.example = "{ type: csv, file: people.csv, column: department }";
  return {.info = std::move(info),
          .make = Make,
          .make_attribute = MakeAttribute,
          .any_attribute = true};
}

}  // namespace rowmill
