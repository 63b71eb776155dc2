/// Recycled memory of one worker, for what a call makes on its way. Not thread-safe.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "column/column.h"

namespace rowmill {

/// A generator or program may use any of it during one call.
struct Scratch {
  Buffer draws;  ///< 64-bit draws, one per row
  Buffer draws_2;
  Buffer spare;
  std::vector<std::unique_ptr<Column>> columns;  ///< see ScratchColumn
  std::size_t columns_used = 0;
};

/// A recycled column of the worker for the time of one call: what a modifier lets its
/// inner generator write into. Given back in reverse order, by scope.
class ScratchColumn {
 public:
  explicit ScratchColumn(Scratch* scratch) : scratch_(scratch) {
    if (scratch->columns_used == scratch->columns.size()) {
      scratch->columns.push_back(std::make_unique<Column>());
    }
    column_ = scratch->columns[scratch->columns_used++].get();
  }
  ScratchColumn(const ScratchColumn&) = delete;
  ScratchColumn& operator=(const ScratchColumn&) = delete;
  ~ScratchColumn() { --scratch_->columns_used; }
  Column* get() const { return column_; }

 private:
  Scratch* scratch_;
  Column* column_;
};

}  // namespace rowmill
