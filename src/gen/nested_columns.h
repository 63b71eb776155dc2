/// Structs and lists as generators, for the types that write them as columns or as text.
/// Thread-safe.
#pragma once

#include <memory>

#include "gen/items.h"
#include "gen/type_plugin.h"

namespace rowmill {

/// A struct of the children with role `fields`: those that are not hidden, made in the
/// order they read each other; what they read else is the struct's own input.
/// nullptr after adding a fault.
std::unique_ptr<Generator> MakeStructGenerator(const TypeContext& context,
                                               const Options& options, Faults* faults);

/// A list by the options `items`, `length` and `distinct`. nullptr after adding a fault.
std::unique_ptr<Generator> MakeListGenerator(const TypeContext& context,
                                             const Options& options, Faults* faults);

/// Length of lists and maps when it is not given.
inline constexpr LengthRange kItemsDefault{0, 5};

/// The options that hold fields.
OptionInfo ItemsOption(bool required);
OptionInfo FieldsOption(bool required);

/// A plug-in of the family `nesting`.
TypePlugin MakeNestingPlugin(std::string_view name, std::string_view output,
                             std::string_view summary, std::vector<OptionInfo> options,
                             std::string_view example, TypeMaker make);

}  // namespace rowmill
