// HTTP request methods, as often as web servers see them.
// Source: RFC 9110 section 9, RFC 5789 (PATCH); the weights are ours, see the page.

#include "gen/weighted_texts.h"

namespace rowmill {

namespace {

constexpr WeightedText kMethods[] = {{"GET", 75}, {"POST", 16},   {"PUT", 3},
                                     {"HEAD", 2}, {"OPTIONS", 2}, {"DELETE", 1},
                                     {"PATCH", 1}};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& /*options*/,
                                Faults* faults) {
  return MakeWeightedTexts(kMethods, DataType::Of(TypeId::kString), context, faults);
}

}  // namespace

TypePlugin http_method_type() {
  Info info;
  info.name = "internet.http_method";
  info.aliases = {"http_method"};
  info.family = "internet";
  info.summary = "HTTP request methods: GET 75 %, POST 16 %, and five more.";
  info.output = "string";
  info.example = "{ type: internet.http_method }";
  return {std::move(info), Make};
}

}  // namespace rowmill
