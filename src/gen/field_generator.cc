#include "gen/field_generator.h"

#include <fmt/format.h>

#include "base/check.h"
#include "gen/modifiers.h"
#include "gen/values.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> NotBuilt(const Field& field, std::string what,
                                    Faults* faults) {
  faults->Add(ErrorCode::kNotBuilt,
              fmt::format("field '{}': {} is not built yet", field.name, what),
              field.pointer, field.place);
  return nullptr;
}

std::unique_ptr<Generator> MakeSource(const Field& field, const TypePlugin* plugin,
                                      const TypeContext& context, Faults* faults) {
  switch (field.source) {
    case SourceKind::kType:
      if (plugin == nullptr) {
        return NotBuilt(field, fmt::format("type '{}'", field.type), faults);
      }
      return plugin->make(context, field.options, faults);
    case SourceKind::kValues:
      return MakeValuesGenerator(field, context, faults);
    case SourceKind::kFormula:
    case SourceKind::kTemplate:
    case SourceKind::kCase:
    case SourceKind::kLink:
    case SourceKind::kRef:
    case SourceKind::kJavascript:
      break;
  }
  return NotBuilt(field, fmt::format("source '{}'", SourceName(field.source)), faults);
}

}  // namespace

std::unique_ptr<Generator> MakeFieldGenerator(const Field& field,
                                              const TypePlugin* plugin,
                                              const TypeContext& context,
                                              Faults* faults) {
  const std::size_t before = faults->errors().size();
  std::unique_ptr<Generator> made = MakeSource(field, plugin, context, faults);
  if (made == nullptr) {
    RM_CHECK(faults->errors().size() > before);
    return nullptr;
  }
  return ApplyModifiers(std::move(made), field.modifiers, context, field, faults);
}

}  // namespace rowmill
