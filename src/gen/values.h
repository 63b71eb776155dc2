/// The generator of `values` sources: a weighted choice of literals, as a dictionary
/// column.
#pragma once

#include <memory>

#include "gen/generator.h"

namespace rowmill {

/// Makes the choice, of the field's entries or those of its file. Entries are converted
/// to `modifiers.as`, else to the type that fits all of them (gen/scalar.h); equal
/// entries are one with the sum of their weights, those of weight 0 are left out; null
/// entries give nulls. nullptr after adding at least one fault, each with the value and
/// its place.
std::unique_ptr<Generator> MakeValuesGenerator(const Field& field,
                                               const TypeContext& context,
                                               Faults* faults);

}  // namespace rowmill
