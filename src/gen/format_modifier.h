/// The modifier `format`: numbers, dates and times as text. Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "gen/generator.h"
#include "value/locale_forms.h"

namespace rowmill {

/// What `format` made, and what the caller has to know of it.
struct Formatted {
  std::unique_ptr<Generator> generator;
  bool uses_locale = false;
};

/// The values of `inner` as texts by gen/number_format.h or gen/time_format.h.
/// `unique`: two values must not have one text. Errors: kInvalidModel, the reason
/// without the field's name.
Result<Formatted> ApplyFormat(std::unique_ptr<Generator> inner, std::string_view format,
                              const LocaleForms& locale, bool unique);

}  // namespace rowmill
