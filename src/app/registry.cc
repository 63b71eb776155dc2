#include "app/registry.h"

#include "dict/embedded/embedded.h"

namespace rowmill {

#define RM_TYPE(x) TypePlugin x##_type();
#include "app/registry/types.inc"
#undef RM_TYPE
#define RM_FORMAT(x) FormatPlugin x##_format();
#include "app/registry/formats.inc"
#undef RM_FORMAT
#define RM_SINK(x) SinkPlugin x##_sink();
#include "app/registry/sinks.inc"
#undef RM_SINK

namespace {

template <typename... Aliases>
PlannedName Planned(std::string_view name, Aliases... aliases) {
  return {name, {std::string_view(aliases)...}};
}

}  // namespace

void RegisterPlugins(Plugins* plugins) {
  plugins->set_dictionaries(&EmbeddedDictionaries());
#define RM_TYPE(x) plugins->AddType(x##_type());
#include "app/registry/types.inc"
#undef RM_TYPE
#define RM_FORMAT(x) plugins->AddFormat(x##_format());
#include "app/registry/formats.inc"
#undef RM_FORMAT
#define RM_SINK(x) plugins->AddSink(x##_sink());
#include "app/registry/sinks.inc"
#undef RM_SINK
#define RM_PLANNED_TYPE(...) plugins->AddPlannedType(Planned(__VA_ARGS__));
#define RM_PLANNED_FORMAT(...) plugins->AddPlannedFormat(Planned(__VA_ARGS__));
#include "app/registry/planned.inc"
#undef RM_PLANNED_FORMAT
#undef RM_PLANNED_TYPE
}

}  // namespace rowmill
