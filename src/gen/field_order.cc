#include "gen/field_order.h"

#include <algorithm>

namespace rowmill {

namespace {

/// Fields of which each reads the next and the last the first, from the one that stands
/// first in the model on. REQUIRES: every field that is not done reads another such one.
std::vector<std::size_t> CircleOf(const std::vector<std::vector<std::size_t>>& inputs,
                                  const std::vector<bool>& done) {
  const auto open = [&](std::size_t i) { return !done[i]; };
  std::size_t at = 0;
  while (!open(at)) ++at;
  std::vector<std::size_t> circle;
  auto known = [&] { return std::find(circle.begin(), circle.end(), at); };
  while (known() == circle.end()) {
    circle.push_back(at);
    at = *std::find_if(inputs[at].begin(), inputs[at].end(), open);
  }
  circle.erase(circle.begin(), known());  // what only leads to it
  std::rotate(circle.begin(), std::min_element(circle.begin(), circle.end()),
              circle.end());
  return circle;
}

}  // namespace

std::string CircleText(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += name + " -> ";
  return text + names.front();
}

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
    made.circle = CircleOf(inputs, done);
    break;
  }
  return made;
}

}  // namespace rowmill
