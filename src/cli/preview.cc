#include "cli/preview.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "base/text.h"
#include "cli/table.h"
#include "column/cell_text.h"
#include "run/file_names.h"
#include "run/manifest.h"

namespace rowmill::cli {

namespace {

/// Files a dry run lists by name before it says how many more there are.
constexpr std::size_t kFilesShown = 10;

bool IsNumber(const DataType& type) {
  return type.is_integer() || type.id == TypeId::kFloat || type.id == TypeId::kDouble ||
         type.id == TypeId::kDecimal;
}

Table EmptyTable(const Schema& schema, std::size_t cell_width) {
  std::vector<std::string> names;
  std::vector<std::string> types;
  for (const FieldSchema& field : schema.fields) {
    names.push_back(field.name);
    types.push_back(field.type.ToString());
  }
  Table table(names);
  table.set_cell_width_max(cell_width);
  table.AddHeader(types);
  for (std::size_t i = 0; i < schema.fields.size(); ++i) {
    if (IsNumber(schema.fields[i].type)) table.AlignRight(i);
  }
  return table;
}

Status AddRows(RowMaker* maker, RowRange range, Table* table) {
  for (std::uint64_t done = 0; done < range.count;) {
    std::size_t rows = static_cast<std::size_t>(
        std::min<std::uint64_t>(limits::kTileRows, range.count - done));
    RM_ASSIGN_OR_RETURN(const Batch* batch, maker->MakeRange(range.first + done, rows));
    for (std::size_t row = 0; row < rows; ++row) {
      std::vector<std::string> cells;
      for (const Column* column : batch->columns) cells.push_back(CellText(*column, row));
      table->Add(std::move(cells));
    }
    done += rows;
  }
  return {};
}

bool Exists(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0;
}

std::string Rows(std::uint64_t count) {
  return fmt::format("{} row{}", GroupDigits(count), count == 1 ? "" : "s");
}

std::string Extension(const RunRequest& request) {
  const FormatPlugin* format = request.plugins->FindFormat(request.format);
  std::string extension(Split(format->info.output, ' ').front().substr(1));
  if (format->compresses_itself || request.compression.empty()) return extension;
  Result<Codec> codec = ParseCodec(request.compression);
  if (!codec) return extension;
  switch (codec->kind) {
    case Codec::Kind::kGzip:
      return extension + ".gz";
    case Codec::Kind::kZstd:
      return extension + ".zst";
    case Codec::Kind::kLz4:
      return extension + ".lz4";
    default:
      return extension;
  }
}

std::string FileList(const std::vector<FilePlan>& files, const OutputTarget& target) {
  Table table({"file", "rows", ""});
  table.AlignRight(1);
  table.set_cell_width_max(120);
  std::string folder = target.path.ends_with('/') ? target.path : target.path + "/";
  for (std::size_t i = 0; i < std::min(files.size(), kFilesShown); ++i) {
    std::string path = target.path == "." ? files[i].name : folder + files[i].name;
    table.Add({path, GroupDigits(files[i].rows), Exists(path) ? "exists" : ""});
  }
  std::string text = table.ToString();
  if (files.size() > kFilesShown) {
    text += fmt::format("… and {} more\n", files.size() - kFilesShown);
  }
  return text;
}

std::string EntityText(const EntityPlan& entity, const RowRange& range) {
  std::string text = fmt::format("{}: {}", entity.name, Rows(range.count));
  if (range.first > 0) text += fmt::format(" from row {}", GroupDigits(range.first));
  text += "\n";
  Table table({"column", "type", "source", ""});
  for (const ColumnPlan& column : entity.columns) {
    std::string notes = column.hidden ? "hidden" : "";
    if (column.generator->facts().nullable) {
      notes += notes.empty() ? "nullable" : ", nullable";
    }
    table.Add({column.name, column.generator->type().ToString(), column.logical, notes});
  }
  return text + table.ToString() + "\n";
}

}  // namespace

Result<std::string> SampleText(const RunRequest& request, std::uint64_t rows,
                               std::size_t cell_width) {
  std::string text;
  for (const EntityPlan& entity : request.plan->entities) {
    RunRequest one = request;
    if (!one.rows && !entity.rows) one.rows = rows;
    RM_ASSIGN_OR_RETURN(RowRange range, RangeOf(entity, one));
    const std::uint64_t all = range.first + range.count;
    range.count = std::min(range.count, rows);
    Table table = EmptyTable(entity.schema, cell_width);
    RowMaker maker(&entity);
    RM_RETURN_IF_ERROR(AddRows(&maker, range, &table));
    if (!text.empty()) text += "\n";
    if (request.plan->entities.size() > 1) text += entity.name + "\n";
    text += table.ToString();
    text += range.count < all
                ? fmt::format("({} of {})\n", GroupDigits(range.count), Rows(all))
                : fmt::format("({})\n", Rows(range.count));
  }
  return text;
}

Result<std::string> ExampleRows(const Info& type, const Plugins& plugins) {
  constexpr std::uint64_t kRows = 10;
  constexpr std::size_t kCellWidth = 100;  // there is one column
  const ReadOptions options = ReadOptionsFor(plugins);
  RM_ASSIGN_OR_RETURN(
      Dataset dataset,
      ReadModel(fmt::format("rowmill: 1\nentities: {{ example: {{ rows: {}, fields:\n"
                            "  {{ value: {} }} }} }}\n",
                            kRows, type.example),
                options));
  RunRequest request;
  request.plugins = &plugins;
  RM_ASSIGN_OR_RETURN(request.plan, MakePlan(dataset, plugins, PlanOptions()));
  return SampleText(request, kRows, kCellWidth);
}

Result<std::string> DryRunText(const RunRequest& request, const OutputTarget& target) {
  const Plan& plan = *request.plan;
  std::string text = fmt::format(
      "model   {}\nseed    {}\nnow     {}\nformat  {}{}\n\n", plan.dataset, plan.seed,
      FormatInstant(plan.now), request.format,
      request.compression.empty() ? "" : fmt::format(", {}", request.compression));
  std::vector<FilePlan> files;
  std::uint64_t rows = 0;
  Faults faults;
  for (std::size_t i = 0; i < plan.entities.size(); ++i) {
    Result<RowRange> range = RangeOf(plan.entities[i], request);
    if (!faults.Take(range)) continue;
    text += EntityText(plan.entities[i], *range);
    rows += range->count;
    Result<std::vector<FilePlan>> more =
        PlanFiles(request, i, *range, Extension(request));
    if (faults.Take(more)) files.insert(files.end(), more->begin(), more->end());
  }
  RM_RETURN_IF_ERROR(faults.ToStatus());
  if (target.kind == OutputTarget::Kind::kDirect) {
    text += fmt::format("{} to {}\n", Rows(rows),
                        target.path == "-" ? "standard output" : target.path);
  } else {
    text += FileList(files, target);
    text += fmt::format("{} in {} file{}", Rows(rows), files.size(),
                        files.size() == 1 ? "" : "s");
    if (request.manifest) {
      const std::string name = ManifestName(request);
      const bool exists = Exists(target.path.ends_with('/') ? target.path + name
                                                            : target.path + "/" + name);
      text += fmt::format(", manifest {}{}", name, exists ? " (exists)" : "");
    }
    text += "\n";
  }
  return text + "Nothing was written.\n";
}

}  // namespace rowmill::cli
