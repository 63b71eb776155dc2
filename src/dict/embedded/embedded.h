/// The dictionaries of data/, compiled and linked into the program. Constant data,
/// thread-safe.
#pragma once

#include "dict/dictionaries.h"

namespace rowmill {

const Dictionaries& EmbeddedDictionaries();

}  // namespace rowmill
