#include <fmt/format.h>

#include <numeric>

#include "run/plan.h"

namespace rowmill {

namespace {

/// A fault of a row with the field it is made for, and where that stands.
Error OfColumn(const ColumnPlan& column, const Error& fault) {
  Error error = fault;
  error.message = fmt::format("field '{}': {}", column.name, fault.message);
  error.pointer = column.pointer;
  error.place = column.place;
  return error;
}

}  // namespace

RowMaker::RowMaker(const EntityPlan* plan) : plan_(plan), columns_(plan->columns.size()) {
  for (std::size_t at : plan->output) batch_.columns.push_back(&columns_[at]);
}

Result<const Batch*> RowMaker::Make(std::span<const std::uint64_t> rows) {
  batch_.rows = rows.size();
  batch_.first_row = rows.empty() ? 0 : rows[0];
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const ColumnPlan& column = plan_->columns[i];
    inputs_.clear();
    for (std::size_t input : column.inputs) inputs_.push_back(&columns_[input]);
    columns_[i].Reset(column.generator->type());
    GenerateCall call{rows, inputs_, &scratch_};
    Status made = column.generator->Generate(call, &columns_[i]);
    if (!made) return Fail(OfColumn(column, made.error()));
  }
  return &batch_;
}

Result<const Batch*> RowMaker::MakeRange(std::uint64_t first, std::size_t count) {
  ids_.resize(count);
  std::iota(ids_.begin(), ids_.end(), first);
  return Make(ids_);
}

}  // namespace rowmill
