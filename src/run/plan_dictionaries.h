/// The dictionaries of one plan: the program's, those of the model over them, those of
/// the command over these. Thread-safe (no state).
#pragma once

#include <memory>
#include <string>

#include "model/dataset.h"
#include "run/plan.h"

namespace rowmill {

struct PlanDictionaries {
  std::shared_ptr<const Dictionaries> tables;
  std::string hash;  ///< SHA-256 hex of all files that were put over; empty = none
};

/// `plugins` must outlive the result. All faults at once.
/// Errors: kInvalidModel (the model's folder or files), kInvalidArgument (the command's),
/// kForbidden.
Result<PlanDictionaries> ReadPlanDictionaries(const Dataset& dataset,
                                              const PlanOptions& options,
                                              const Plugins& plugins);

}  // namespace rowmill
