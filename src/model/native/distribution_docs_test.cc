// The table of distributions in docs/model.md is what the program knows of them.
// ROWMILL_UPDATE_GOLDEN=1 rewrites it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "model/distribution.h"

namespace rowmill {
namespace {

std::string BoundsOf(const ParameterInfo& parameter) {
  std::string text;
  if (parameter.min > std::numeric_limits<double>::lowest()) {
    text = fmt::format("{} {}", parameter.above_min ? "above" : "from", parameter.min);
  }
  if (parameter.max < 1e299) {
    text += fmt::format("{}to {}", text.empty() ? "" : " ", parameter.max);
  }
  return text;
}

std::string TableOfDistributions() {
  std::string table =
      "| distribution | parameters | meaning | example |\n|---|---|---|---|\n";
  for (const DistributionInfo& info : AllDistributions()) {
    std::string parameters;
    for (const ParameterInfo& parameter : info.parameters) {
      std::string facts = BoundsOf(parameter);
      if (parameter.default_text.empty()) {
        facts += facts.empty() ? "required" : ", required";
      } else {
        facts += (facts.empty() ? "default " : ", default ") +
                 std::string(parameter.default_text);
      }
      parameters += fmt::format("{}`{}` ({})", parameters.empty() ? "" : ", ",
                                parameter.name, facts);
    }
    table += fmt::format("| `{}` | {} | {} | `{}` |\n", info.name, parameters, info.doc,
                         info.example);
  }
  return table;
}

TEST(DistributionDocs, TableIsThatOfTheProgram) {
  const std::string path = ROWMILL_SOURCE_DIR "/docs/model.md";
  std::ifstream file(path, std::ios::binary);
  std::stringstream stream;
  stream << file.rdbuf();
  std::string text = stream.str();
  const std::string begin = "<!-- table: distributions -->\n",
                    end = "<!-- end of table -->";
  const std::size_t from = text.find(begin);
  ASSERT_NE(from, std::string::npos);
  const std::size_t start = from + begin.size(), stop = text.find(end, start);
  ASSERT_NE(stop, std::string::npos);
  if (std::getenv("ROWMILL_UPDATE_GOLDEN") != nullptr) {
    text.replace(start, stop - start, TableOfDistributions());
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(text.substr(start, stop - start), TableOfDistributions())
      << "ROWMILL_UPDATE_GOLDEN=1 model_tests rewrites it";
}

TEST(DistributionDocs, NamesAndParametersAreSound) {
  std::set<std::string_view> names;
  for (const DistributionInfo& info : AllDistributions()) {
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
    EXPECT_EQ(info.body == DistributionBody::kParameters, !info.parameters.empty());
    for (const ParameterInfo& parameter : info.parameters) {
      EXPECT_FALSE(parameter.doc.empty()) << info.name;
      EXPECT_LT(parameter.min, parameter.max) << info.name << " " << parameter.name;
    }
  }
}

}  // namespace
}  // namespace rowmill
