#include "job/request.h"

#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace rowmill {

namespace {
using Json = nlohmann::ordered_json;

// Stored; do not rename, append only.
constexpr int kRequestVersion = 1;
constexpr std::array<std::pair<Naming, std::string_view>, 3> kNamings = {{
    {Naming::kTable, "table"},
    {Naming::kFile, "file"},
    {Naming::kDatagen, "datagen"},
}};

std::string_view NamingName(Naming naming) {
  for (const auto& [value, name] : kNamings) {
    if (value == naming) return name;
  }
  return "table";
}

Naming ParseNaming(const std::string& text) {
  for (const auto& [value, name] : kNamings) {
    if (name == text) return value;
  }
  return Naming::kTable;
}

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json ToJson(const OutputRequest& output) {
  Json options = Json::array();
  for (const auto& [name, value] : output.format_options) {
    options.push_back(Json::array({name, value}));
  }
  return Json{
      {"connector", output.connector},
      {"format", output.format},
      {"format_options", std::move(options)},
      {"compression", output.compression},
      {"sink", output.sink},
      {"folder", output.folder},
      {"file_name", output.file_name},
      {"naming", NamingName(output.naming)},
      {"rows_per_file", output.rows_per_file},
      {"file_count", output.file_count ? Json(*output.file_count) : Json(nullptr)},
      {"replace", output.existing == Existing::kReplace},
      {"delete_previous", output.delete_previous}};
}

OutputRequest OutputFrom(const Json& json) {
  OutputRequest output;
  output.connector = json.at("connector").get<std::string>();
  output.format = json.at("format").get<std::string>();
  for (const Json& option : json.at("format_options")) {
    output.format_options.emplace_back(option.at(0).get<std::string>(),
                                       option.at(1).get<std::string>());
  }
  output.compression = json.at("compression").get<std::string>();
  output.sink = json.at("sink").get<std::string>();
  output.folder = json.at("folder").get<std::string>();
  output.file_name = json.at("file_name").get<std::string>();
  output.naming = ParseNaming(json.at("naming").get<std::string>());
  output.rows_per_file = json.at("rows_per_file").get<std::uint64_t>();
  if (const Json& count = json.at("file_count"); !count.is_null()) {
    output.file_count = count.get<std::uint64_t>();
  }
  output.existing =
      json.at("replace").get<bool>() ? Existing::kReplace : Existing::kRefuse;
  output.delete_previous = json.at("delete_previous").get<bool>();
  return output;
}

GenerationRequest RequestFrom(const Json& json) {
  GenerationRequest request;
  request.model_text = json.at("model_text").get<std::string>();
  request.model_name = json.at("model_name").get<std::string>();
  request.tables = json.at("tables").get<std::vector<std::string>>();
  request.scale = json.at("scale").get<double>();
  request.from_row = json.at("from_row").get<std::uint64_t>();
  if (!json.at("rows").is_null()) request.rows = json.at("rows").get<std::uint64_t>();
  request.rows_per_batch = json.at("rows_per_batch").get<std::uint64_t>();
  request.batches = json.at("batches").get<std::uint64_t>();
  request.threads = json.at("threads").get<int>();
  request.seed = json.at("seed").get<std::uint64_t>();
  request.now = json.at("now_us").get<MicrosUtc>();
  request.temporal_as_text = json.at("temporal_as_text").get<bool>();
  for (const Json& output : json.at("outputs")) {
    request.outputs.push_back(OutputFrom(output));
  }
  return request;
}
}  // namespace

std::uint64_t GenerationRequest::RowsTotal() const {
  return rows.value_or(0) * outputs.size();
}

std::string RequestToJson(const GenerationRequest& request) {
  Json outputs = Json::array();
  for (const OutputRequest& output : request.outputs) outputs.push_back(ToJson(output));
  Json rows = request.rows ? Json(*request.rows) : Json(nullptr);
  return Dump(Json{{"v", kRequestVersion},
                   {"model_text", request.model_text},
                   {"model_name", request.model_name},
                   {"tables", request.tables},
                   {"scale", request.scale},
                   {"from_row", request.from_row},
                   {"rows", std::move(rows)},
                   {"rows_per_batch", request.rows_per_batch},
                   {"batches", request.batches},
                   {"threads", request.threads},
                   {"seed", request.seed},
                   {"now_us", request.now},
                   {"temporal_as_text", request.temporal_as_text},
                   {"outputs", std::move(outputs)}});
}

Result<GenerationRequest> RequestFromJson(const std::string& text) {
  try {
    const Json json = Json::parse(text);
    if (json.at("v").get<int>() != kRequestVersion) {
      return Fail(ErrorCode::kInternal, "stored request of another version");
    }
    return RequestFrom(json);
  } catch (const nlohmann::json::exception& e) {
    return Fail(ErrorCode::kInternal,
                fmt::format("stored request unreadable: {}", e.what()));
  }
}

std::string OutputsToJson(const std::vector<RunOutput>& outputs) {
  Json list = Json::array();
  for (const RunOutput& output : outputs) {
    list.push_back(Json{{"connector", output.connector},
                        {"entity", output.entity},
                        {"path", output.path},
                        {"rows", output.rows},
                        {"bytes", output.bytes},
                        {"hash", output.hash}});
  }
  return Dump(list);
}

Result<std::vector<RunOutput>> OutputsFromJson(const std::string& text) {
  try {
    std::vector<RunOutput> outputs;
    for (const Json& json : Json::parse(text)) {
      RunOutput output;
      output.connector = json.at("connector").get<std::string>();
      output.entity = json.at("entity").get<std::string>();
      output.path = json.at("path").get<std::string>();
      output.rows = json.at("rows").get<std::uint64_t>();
      output.bytes = json.at("bytes").get<std::uint64_t>();
      output.hash = json.at("hash").get<std::string>();
      outputs.push_back(std::move(output));
    }
    return outputs;
  } catch (const nlohmann::json::exception& e) {
    return Fail(ErrorCode::kInternal,
                fmt::format("stored outputs unreadable: {}", e.what()));
  }
}

}  // namespace rowmill
