/// What the planner calls for every field: its source, with its modifiers around it.
#pragma once

#include <memory>

#include "expr/compile.h"
#include "gen/generator.h"

namespace rowmill {

/// Empty texts, in the place of a child that has faults: its parent may be tried with
/// them for faults of its own, since no type minds a text.
std::unique_ptr<Generator> MakePlaceholder();

/// Makes the field's generator. `plugin` is the type's (kType), nullptr when this build
/// has it not. nullptr after adding at least one fault: kNotBuilt for sources and types
/// that are not built yet, kInvalidModel else, each with pointer and place. Of a broken
/// field the source is tried, for its faults. The result is thread-safe.
std::unique_ptr<Generator> MakeFieldGenerator(const Field& field,
                                              const TypePlugin* plugin,
                                              const TypeContext& context, Faults* faults);

/// What a `link` field points at.
struct LinkTarget {
  const Field* field = nullptr;
  const TypePlugin* plugin = nullptr;     ///< of that field
  const TypePlugin* attribute = nullptr;  ///< the family's type of that name, if any
  TypeContext context;                    ///< of that field: its draws, its record
  std::string name;                       ///< of the attribute
};

/// Makes the column of an attribute of the record that `target.field` draws, with the
/// modifiers of `field` around it. nullptr after adding at least one fault.
std::unique_ptr<Generator> MakeLinkGenerator(const Field& field, const LinkTarget& target,
                                             const TypeContext& context, Faults* faults);

/// Makes the column of a `formula` or `template`, with the field's modifiers around it.
/// nullptr after adding at least one fault.
std::unique_ptr<Generator> MakeComputedGenerator(const Field& field,
                                                 const ExprNames& names,
                                                 const TypeContext& context,
                                                 Faults* faults);

}  // namespace rowmill
