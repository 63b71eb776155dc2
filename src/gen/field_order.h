/// The order in which fields that read each other are made. No state, thread-safe.
#pragma once

#include <cstddef>
#include <vector>

namespace rowmill {

struct FieldOrder {
  std::vector<std::size_t> order;   ///< every field behind those it reads
  std::vector<std::size_t> circle;  ///< fields that wait for each other; then no order
};

/// `inputs[i]`: the fields that field i reads. Otherwise their own order is kept.
FieldOrder OrderFields(const std::vector<std::vector<std::size_t>>& inputs);

}  // namespace rowmill
