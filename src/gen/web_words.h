/// Words that names on the web and of files are made of. Thread-safe (no state).
#pragma once

#include <memory>

#include "column/column.h"
#include "dict/dictionaries.h"

namespace rowmill {

/// English words of ASCII letters only, in lower case.
std::shared_ptr<const Dictionary> WebWords(const Dictionaries& dictionaries);

}  // namespace rowmill
