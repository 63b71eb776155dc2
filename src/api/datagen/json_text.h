/// Small texts of JSON in the layouts Datagen's clients know. Thread-safe (no state).
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"

namespace rowmill::api::datagen {

/// `text` as a JSON string with its quotes; what is not UTF-8 becomes U+FFFD.
std::string Quoted(std::string_view text);

/// `{ "commandUuid": "…" , "error": "…" }`, the answer of a generation call.
std::string CommandAnswer(std::string_view uuid, std::string_view error);

/// `2026-11-22T02:04:24.016+00:00`, the time in framework errors.
std::string FrameworkTime(MicrosUtc time);

/// `[<h>h ][<m>m ][<s>s ]<ms>ms`: seconds only when more than 1000 ms are left after
/// hours and minutes, so one second is `1000ms`.
std::string DurationText(std::int64_t millis);

}  // namespace rowmill::api::datagen
