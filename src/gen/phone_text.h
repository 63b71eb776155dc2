/// Phone numbers of a record's country by its numbering plan. Thread-safe.
#pragma once

#include <memory>

#include "gen/class_pattern.h"
#include "gen/record_columns.h"

namespace rowmill {

enum class PhoneForm : std::uint8_t {
  kE164,   ///< `+33612345678`
  kSpace,  ///< `+33 612345678`
};

/// A generator of numbers of `kind` (`mobile`, `fixed`); a country without that kind has
/// any. `slot` names the streams, so that two numbers of one record can differ.
std::unique_ptr<Generator> MakePhones(const TypeContext& context, std::string_view kind,
                                      PhoneForm form, std::string_view slot);

/// The option `form` of phone types, and its value.
OptionInfo PhoneFormOption();
PhoneForm ReadPhoneForm(const Options& options);

}  // namespace rowmill
