/// What the planner calls for every field: its source, with its modifiers around it.
#pragma once

#include <memory>

#include "gen/generator.h"

namespace rowmill {

/// Makes the field's generator. `plugin` is the type's (kType), nullptr when this build
/// has it not. nullptr after adding at least one fault: kNotBuilt for sources and types
/// that are not built yet, kInvalidModel else, each with pointer and place.
/// The result is thread-safe.
std::unique_ptr<Generator> MakeFieldGenerator(const Field& field,
                                              const TypePlugin* plugin,
                                              const TypeContext& context, Faults* faults);

}  // namespace rowmill
