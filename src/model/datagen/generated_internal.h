/// Fields whose values are drawn: the limits and lengths of Datagen's types as options
/// of ours. Not thread-safe.
#pragma once

#include <string>

#include "model/datagen/attributes_internal.h"
#include "model/datagen/scope_internal.h"
#include "model/datagen/types_internal.h"
#include "model/dataset.h"

namespace rowmill::datagen_model {

/// The pattern of a DATE_AS_STRING: its `pattern`, or Datagen's documented default;
/// empty means ISO instants.
std::string DatePattern(const Attributes& attributes);

/// Fills type and options of `field` from its attributes, checked against the plug-in's
/// declaration. REQUIRES: type.plugin is not empty.
void ReadGenerated(const TypeRow& type, Attributes& attributes, Scope* scope,
                   Field* field);

}  // namespace rowmill::datagen_model
