/// Types that are a short list of entries with weights. Thread-safe.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "gen/generator.h"

namespace rowmill {

struct WeightedText {
  std::string_view text;
  double weight;
};

/// The same as a `values` source with these entries, converted to `type`: a dictionary
/// column. REQUIRES: entries that can be converted, the weights above 0.
std::unique_ptr<Generator> MakeWeightedTexts(std::span<const WeightedText> entries,
                                             const DataType& type,
                                             const TypeContext& context, Faults* faults);

}  // namespace rowmill
