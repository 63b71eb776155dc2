/// The order in which fields that read each other are made. No state, thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rowmill {

struct FieldOrder {
  std::vector<std::size_t> order;  ///< every field behind those it reads
  /// Fields of which each reads the next and the last the first; then no order.
  std::vector<std::size_t> circle;
};

/// `inputs[i]`: the fields that field i reads. Otherwise their own order is kept.
FieldOrder OrderFields(const std::vector<std::vector<std::size_t>>& inputs);

/// `a -> b -> a`: names of a circle as people read it.
std::string CircleText(const std::vector<std::string>& names);

}  // namespace rowmill
