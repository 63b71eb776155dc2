#include "run/manifest.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "run/file_names.h"

namespace rowmill {

std::string ManifestName(const RunRequest& request) {
  std::string name = request.manifest_name.empty() ? FileStem(request.plan->dataset)
                                                   : request.manifest_name;
  return fmt::format("_{}{}.rowmill.json", name, PartSuffix(request));
}

std::string ManifestText(const RunRequest& request, const RunReport& report) {
  using Json = nlohmann::ordered_json;
  const Plan& plan = *request.plan;
  Json root;
  root["rowmill"] = ROWMILL_VERSION;
  root["recipe"] = kRecipeVersion;
  root["model"] = {{"name", plan.dataset}, {"sha256", plan.model_hash}};
  if (!plan.dictionaries_hash.empty()) {
    root["dictionaries"] = {{"sha256", plan.dictionaries_hash}};
  }
  root["seed"] = plan.seed;
  root["now"] = FormatInstant(plan.now);
  root["format"] = request.format;
  root["compression"] = request.compression;
  root["part"] = request.part;
  root["parts"] = request.parts;
  root["rows"] = report.rows;
  root["bytes"] = report.bytes;
  root["files"] = Json::array();
  for (const OutputFile& file : report.files) {
    root["files"].push_back({{"entity", file.entity},
                             {"name", file.name},
                             {"first_row", file.first_row},
                             {"rows", file.rows},
                             {"bytes", file.bytes},
                             {"hash", file.hash}});
  }
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace rowmill
