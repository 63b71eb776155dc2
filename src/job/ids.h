/// Random identifiers and seeds. Randomness comes from libsodium, outside the engine,
/// and is recorded with the run. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rowmill {

/// A random version-4 uuid in lower case.
std::string NewUuid();

/// A random seed of 63 bits: every client and store can hold it as a signed number.
std::uint64_t NewSeed();

/// The canonical lower-case form of a uuid. Short groups are padded, as Java reads them:
/// `1-2-3-4-5` is `00000001-0002-0003-0004-000000000005`.
/// Errors: kInvalidArgument.
Result<std::string> ParseUuid(std::string_view text);

}  // namespace rowmill
