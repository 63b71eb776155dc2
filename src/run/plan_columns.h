/// The columns of an entity beside each other: which reads which, in which order they are
/// made, and what does not fit. No state, thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "run/plan.h"

namespace rowmill {

struct ColumnOrder {
  std::vector<std::vector<std::size_t>> inputs;  ///< by column: the columns it reads
  std::vector<std::size_t> order;                ///< each behind those it reads
};

/// Whether the model has a field of that name which could not be read.
bool IsUnreadField(const Entity& entity, const std::string& name);

/// All faults of columns that read others (names, types, circles, countries), and of
/// those that have no value for some of the rows [0, rows). `columns` are those of
/// entity.fields; one without a generator has a fault that is told already, and what
/// rests on it is left out. The order is of use only without faults.
/// Errors: kInvalidModel, with the places of the fields.
ColumnOrder CheckColumns(const Entity& entity, const std::vector<ColumnPlan>& columns,
                         std::optional<std::uint64_t> rows, const Plugins& plugins,
                         Faults* faults);

/// Puts columns behind those they read, else in the model's order; hidden ones that
/// nobody reads are left out.
void PutColumns(const ColumnOrder& order, std::vector<ColumnPlan> columns,
                EntityPlan* plan);

}  // namespace rowmill
