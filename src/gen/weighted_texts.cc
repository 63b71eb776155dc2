#include "gen/weighted_texts.h"

#include "gen/values.h"

namespace rowmill {

std::unique_ptr<Generator> MakeWeightedTexts(std::span<const WeightedText> entries,
                                             const DataType& type,
                                             const TypeContext& context, Faults* faults) {
  Field field;
  field.name = context.field;
  field.source = SourceKind::kValues;
  field.modifiers.as = type;
  for (const WeightedText& entry : entries) {
    field.choices.push_back({Node::Text(std::string(entry.text)), entry.weight});
  }
  return MakeValuesGenerator(field, context, faults);
}

}  // namespace rowmill
