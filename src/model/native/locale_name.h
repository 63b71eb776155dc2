/// The form of locale names: `en-US`, `fr`, `zh-Hant-TW`. Thread-safe (no state).
#pragma once

#include <string>

#include "model/native/section.h"

namespace rowmill {

/// Adds a fault to `section` when its `locale` is given and has not the form of BCP 47:
/// a language of two or three letters, then parts of letters and digits.
void CheckLocale(const Section& section, const std::string& locale);

}  // namespace rowmill
