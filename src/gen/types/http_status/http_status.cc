// HTTP status codes, as often as web servers answer them.
// Source: RFC 9110 section 15, RFC 6585 (429); the weights are ours, see the page.

#include <vector>

#include "gen/weighted_texts.h"

namespace rowmill {

namespace {

/// Per thousand answers.
constexpr WeightedText kStatuses[] = {
    {"200", 780}, {"201", 15},  {"202", 3},   {"204", 20}, {"206", 12},  {"301", 15},
    {"302", 25},  {"303", 2},   {"304", 60},  {"307", 2},  {"308", 2},   {"400", 8},
    {"401", 7},   {"403", 7},   {"404", 25},  {"405", 1},  {"406", 0.5}, {"409", 1},
    {"410", 1},   {"413", 0.5}, {"415", 0.5}, {"422", 2},  {"429", 2.5}, {"500", 4},
    {"501", 0.2}, {"502", 1.5}, {"503", 1.8}, {"504", 0.5}};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  const std::string wanted = options.Text("class", "");
  std::vector<WeightedText> chosen;
  for (const WeightedText& status : kStatuses) {
    if (wanted.empty() || wanted[0] == status.text[0]) chosen.push_back(status);
  }
  return MakeWeightedTexts(chosen, DataType::Of(TypeId::kInt32), context, faults);
}

}  // namespace

TypePlugin http_status_type() {
  Info info;
  info.name = "internet.http_status";
  info.aliases = {"http_status"};
  info.family = "internet";
  info.summary = "HTTP status codes: 200 in 78 % of the rows, and 27 more.";
  info.output = "int32";
  info.options = {{.name = "class",
                   .kind = OptionKind::kChoice,
                   .default_text = "all",
                   .doc = "Only codes of this class.",
                   .choices = {"2xx", "3xx", "4xx", "5xx"},
                   .example = "4xx"}};
  info.example = "{ type: internet.http_status }";
  return {std::move(info), Make};
}

}  // namespace rowmill
