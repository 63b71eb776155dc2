#include "api/datagen/mapping.h"

#include <array>
#include <filesystem>

#include <fmt/format.h>

#include "base/text.h"

namespace rowmill::api::datagen {

namespace fs = std::filesystem;

namespace {
const DatagenSettings& SettingsOf(const Dataset& dataset) {
  static const DatagenSettings none;
  return dataset.datagen ? *dataset.datagen : none;
}

// Any letter case of `true` is true, all else false; empty counts as not set.
bool BoolOption(const DatagenSettings& settings, std::string_view key, bool fallback) {
  const std::string* text = settings.FindOption(key);
  if (text == nullptr || Trim(*text).empty()) return fallback;
  return EqualsIgnoreCase(Trim(*text), "true");
}

std::string TextOption(const DatagenSettings& settings, std::string_view key,
                       std::string_view fallback) {
  const std::string* text = settings.FindOption(key);
  if (text == nullptr || Trim(*text).empty()) return std::string(fallback);
  return LowerAscii(Trim(*text));
}

std::string TableName(const DatagenSettings& settings, std::string_view key,
                      const std::string& model_name) {
  const std::string* text = settings.FindTableName(key);
  if (text == nullptr) return {};
  constexpr std::string_view kPlaceholder = "MODEL_NAME";
  const std::string safe = SafeFileName(model_name);
  std::string value = *text;
  for (std::size_t at = value.find(kPlaceholder); at != std::string::npos;
       at = value.find(kPlaceholder, at + safe.size())) {
    value.replace(at, kPlaceholder.size(), safe);
  }
  return value;
}

Status MapTarget(const DatagenSettings& settings, const std::string& model_name,
                 const Context& context, OutputRequest* output) {
  std::string folder = TableName(settings, "LOCAL_FILE_PATH", model_name);
  if (folder.empty()) {
    folder = (fs::path(context.data_folder) / SafeFileName(model_name)).string();
  }
  std::string name = TableName(settings, "LOCAL_FILE_NAME", model_name);
  if (name.empty()) name = SafeFileName(model_name);
  // Path and name are simply put together, so the name may lead into a sub-folder.
  const std::string full = folder + "/" + name;
  const std::size_t slash = full.rfind('/');
  output->file_name = full.substr(slash + 1);
  if (output->file_name.empty() || output->file_name == "." ||
      output->file_name == "..") {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("LOCAL_FILE_NAME '{}' is not the name of a file", name));
  }
  if (output->file_name.find('\0') != std::string::npos) {
    return Fail(ErrorCode::kInvalidArgument, "LOCAL_FILE_NAME holds a NUL character");
  }
  RM_ASSIGN_OR_RETURN(const fs::path resolved,
                      context.paths->Resolve(full.substr(0, slash + 1)));
  output->folder = resolved.string();
  return {};
}

struct ParquetOption {
  std::string_view key;
  std::string_view option;  // of the format plug-in
};
constexpr std::array<ParquetOption, 4> kParquetOptions = {{
    {"PARQUET_PAGE_SIZE", "page_size"},
    {"PARQUET_ROW_GROUP_SIZE", "row_group_size"},
    {"PARQUET_DICTIONARY_PAGE_SIZE", "dictionary_page_size"},
    {"PARQUET_DICTIONARY_ENCODING", "dictionary"},
}};

void MapParquet(const DatagenSettings& settings, const Info& format,
                OutputRequest* output, Faults* faults) {
  for (const ParquetOption& row : kParquetOptions) {
    const std::string* text = settings.FindOption(row.key);
    if (text == nullptr || Trim(*text).empty()) continue;
    const OptionInfo* option = FindOption(format, row.option);
    if (option == nullptr) {
      faults->Add(ErrorCode::kNotBuilt,
                  fmt::format("option {} is not built yet", row.key));
      continue;
    }
    std::string value(Trim(*text));
    if (option->kind == OptionKind::kBool) {
      value = EqualsIgnoreCase(value, "true") ? "true" : "false";
    }
    output->format_options.emplace_back(option->name, value);
  }
}

void MapFormat(const DatagenSettings& settings, const Info& format, OutputRequest* output,
               Faults* faults) {
  if (output->format == "csv") {
    output->format_options = {
        {"header", BoolOption(settings, "CSV_HEADER", true) ? "true" : "false"},
        {"quote", TextOption(settings, "CSV_QUOTE", "all")},
        {"layout", "datagen"}};
  } else if (output->format == "json") {
    output->format_options = {{"values", TextOption(settings, "JSON_VALUES", "strings")},
                              {"layout", "datagen"}};
  } else if (output->format == "parquet") {
    MapParquet(settings, format, output, faults);
  }
}
}  // namespace

Result<OutputRequest> MapOutput(const Connector& connector, const Dataset& dataset,
                                const std::string& model_name, CommandSize size,
                                const Context& context) {
  const DatagenSettings& settings = SettingsOf(dataset);
  Faults faults;
  OutputRequest output;
  output.connector = std::string(connector.constant);
  output.format = std::string(connector.format);
  output.sink = std::string(connector.sink);
  // Datagen's models have one entity; native ones may have several, each with its files.
  output.naming = dataset.entities.size() > 1 ? Naming::kTable : Naming::kDatagen;
  output.existing = Existing::kReplace;
  output.delete_previous = BoolOption(settings, "DELETE_PREVIOUS", false);
  if (BoolOption(settings, "ONE_FILE_PER_ITERATION", true)) {
    output.rows_per_file = size.rows;
    output.file_count = size.batches;
  }
  MapFormat(settings, context.plugins->FindFormat(connector.format)->info, &output,
            &faults);
  faults.Take(MapTarget(settings, model_name, context, &output));
  RM_RETURN_IF_ERROR(faults.ToStatus());
  return output;
}

}  // namespace rowmill::api::datagen
