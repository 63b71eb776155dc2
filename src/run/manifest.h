/// The manifest of a run: what was made, of what, as JSON. Written last, so that a reader
/// who finds it finds everything it names. The same run gives the same bytes.
#pragma once

#include <string>

#include "run/run.h"

namespace rowmill {

/// `_orders.rowmill.json`, `_orders-1-of-4.rowmill.json`.
std::string ManifestName(const RunRequest& request);

/// The text, ending in a line feed.
std::string ManifestText(const RunRequest& request, const RunReport& report);

}  // namespace rowmill
