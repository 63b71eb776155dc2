#include "gen/field_order.h"

#include <algorithm>

namespace rowmill {

FieldOrder OrderFields(const std::vector<std::vector<std::size_t>>& inputs) {
  const std::size_t count = inputs.size();
  FieldOrder made;
  std::vector<bool> done(count);
  while (made.order.size() < count) {
    const std::size_t before = made.order.size();
    for (std::size_t i = 0; i < count; ++i) {
      bool ready = !done[i] && std::all_of(inputs[i].begin(), inputs[i].end(),
                                           [&](std::size_t in) { return done[in]; });
      if (!ready) continue;
      done[i] = true;
      made.order.push_back(i);
    }
    if (made.order.size() > before) continue;
    for (std::size_t i = 0; i < count; ++i) {
      if (!done[i]) made.circle.push_back(i);
    }
    break;
  }
  return made;
}

}  // namespace rowmill
