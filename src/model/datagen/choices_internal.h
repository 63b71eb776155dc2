/// `possible_values` and `possible_values_weighted` of a field. Not thread-safe.
#pragma once

#include <string>
#include <vector>

#include "model/datagen/scope_internal.h"
#include "model/datagen/types_internal.h"
#include "model/dataset.h"
#include "plugin/node.h"

namespace rowmill::datagen_model {

struct ChoicesRequest {
  std::string field;    ///< its name, for messages
  std::string pointer;  ///< of the field
  const TypeRow* type = nullptr;
  std::string date_pattern;        ///< DATE_AS_STRING: the field's own
  const Node* values = nullptr;    ///< possible_values; nullptr = not given
  const Node* weighted = nullptr;  ///< possible_values_weighted; nullptr = not given
};

/// The output type of the values of a type that reads them.
DataType ChoiceType(Kind kind);

/// The choices in the order given, plain ones first: a value listed n times weighs n, a
/// weighted entry replaces a plain one of the same value. Values are converted to what
/// ChoiceType reads (dates as ISO texts). Faults and warnings go to `scope`.
std::vector<Choice> ReadChoices(const ChoicesRequest& request, Scope* scope);

}  // namespace rowmill::datagen_model
