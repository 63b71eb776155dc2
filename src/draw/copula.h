/// Gaussian copula: draws of several fields that are correlated as told, each by itself
/// as uniform as before. Definition: docs/draws.md, section 9. Thread-safe.
#pragma once

#include <optional>
#include <vector>

#include "draw/key.h"
#include "draw/stream.h"

namespace rowmill {

/// The lower triangle L with L L^T = matrix, row by row (row i has i + 1 entries);
/// nothing when the matrix is not positive definite. REQUIRES: square and symmetric.
std::optional<std::vector<std::vector<double>>> CholeskyOf(
    const std::vector<std::vector<double>>& matrix);

/// The part of one field in its group.
class CopulaPart {
 public:
  /// `keys` are those of slot `value` of the group's fields up to and with this one;
  /// `row` this field's row of L. REQUIRES: keys.size() == row.size() >= 1.
  CopulaPart(std::vector<DrawKey> keys, std::vector<double> row)
      : keys_(std::move(keys)), row_(std::move(row)) {}
  /// The field's draws; those of the first field of a group are its own.
  void Fill(RowIds rows, std::uint64_t* draws) const;

 private:
  std::vector<DrawKey> keys_;
  std::vector<double> row_;
};

}  // namespace rowmill
