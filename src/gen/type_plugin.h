/// Plug-ins of types from the few things that differ between the members of a family.
/// Thread-safe (no state).
#pragma once

#include <string_view>
#include <vector>

#include "gen/record.h"

namespace rowmill {

/// What TypePlugin::make is.
using TypeMaker = std::unique_ptr<Generator> (*)(const TypeContext& context,
                                                 const Options& options, Faults* faults);

/// The family is the first word of the name: `finance` of `finance.iban`.
TypePlugin MakeTypePlugin(std::string_view name, std::vector<std::string_view> aliases,
                          std::string_view output, std::string_view summary,
                          std::vector<OptionInfo> options, std::string_view example,
                          TypeMaker make);

/// The same for a type of records: with RecordOptions before its own; the example is set
/// by the caller.
TypePlugin MakeRecordPlugin(RecordFamily record, std::string_view name,
                            std::vector<std::string_view> aliases,
                            std::string_view output, std::string_view summary,
                            std::vector<OptionInfo> options, TypeMaker make);

/// The option `spelling` of names: native or in ASCII.
OptionInfo SpellingOption();

}  // namespace rowmill
