/// The Datagen door: its calls under `/…` and `/api/v1/…`. Thread-safe once built.
#pragma once

#include "api/datagen/context.h"
#include "api/facade.h"

namespace rowmill::api::datagen {

/// All routes. The context is copied; what it points to must outlive the facade.
Facade MakeFacade(const Context& context);

}  // namespace rowmill::api::datagen
