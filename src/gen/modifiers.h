/// Modifiers of fields: generators around generators. The order is `as`, `format`,
/// `case_style`, `prefix` and `suffix`, `null_rate`. All generators are thread-safe.
#pragma once

#include <memory>

#include "gen/generator.h"

namespace rowmill {

/// Puts the field's modifiers around its source. `as` of a `values` source was honoured
/// by the source itself. `localized`: the source follows the field's own `locale`, which
/// is a fault where neither it nor `format` does. nullptr after adding at least one
/// fault.
std::unique_ptr<Generator> ApplyModifiers(std::unique_ptr<Generator> source,
                                          const Modifiers& modifiers,
                                          const TypeContext& context, const Field& field,
                                          Faults* faults, bool localized = false);

/// The values as another type, where nothing can be lost: whole numbers when the known
/// bounds fit, decimals to a larger scale, dates and timestamps, anything scalar to
/// string. nullptr with `*reason` set when it is not possible.
std::unique_ptr<Generator> CastTo(std::unique_ptr<Generator> inner, const DataType& type,
                                  std::string* reason);

/// Dates as `yyyy-MM-dd` and timestamps as ISO local date-times (RenderLocalDateTime);
/// other types as they are. For Datagen's typed files.
std::unique_ptr<Generator> TemporalAsText(std::unique_ptr<Generator> inner);

}  // namespace rowmill
