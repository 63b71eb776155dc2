/// What the parts of the Datagen reader share: where faults and warnings go, and reading
/// of scalars. One per model; not thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "plugin/node.h"

namespace rowmill::datagen_model {

struct Scope {
  const Catalog* catalog = nullptr;
  Faults faults;
  std::vector<Error> warnings;

  void Fault(std::string message, std::string pointer, Place place) {
    faults.Add(ErrorCode::kInvalidModel, std::move(message), std::move(pointer), place);
  }
  void Warn(std::string message, std::string pointer, Place place) {
    warnings.emplace_back(ErrorCode::kInvalidModel, std::move(message),
                          std::move(pointer), place);
  }
};

/// `'12'` of a scalar, `a list` of anything else: the last part of a message.
std::string Shown(const Node& node);

/// A whole number given as number or text; `3.0` counts. Errors: kInvalidModel, the
/// message says `not a whole number` or `out of range`.
Result<std::int64_t> WholeNumber(const Node& node);
/// A finite number given as number or text. Errors: kInvalidModel.
Result<double> FiniteNumber(const Node& node);
/// `true` or `false` in any letter case, as boolean or text. Errors: kInvalidModel.
Result<bool> TrueOrFalse(const Node& node);

/// Lower case without `_`, `-` and blanks: how section and type names are compared.
std::string FoldWords(std::string_view name);

}  // namespace rowmill::datagen_model
