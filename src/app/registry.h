/// The composition root's list of plug-ins: the only code that names concrete ones.
#pragma once

#include "run/plugins.h"

namespace rowmill {

/// Adds every plug-in of registry/*.inc. Called once, before anything is made from
/// `plugins`.
void RegisterPlugins(Plugins* plugins);

}  // namespace rowmill
