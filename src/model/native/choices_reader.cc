#include <fmt/format.h>

#include <cmath>

#include "base/limits.h"
#include "base/text.h"
#include "model/native/field_reader.h"
#include "model/native/keys.h"
#include "model/text/document.h"

namespace rowmill {

namespace {

class ChoicesReader {
 public:
  ChoicesReader(const Section& section, const std::optional<DataType>& as)
      : section_(section), as_(as), pointer_(section.PointerOf("values")) {}

  std::vector<Choice> Read(const Node& values) {
    if (values.is_list()) {
      ReadList(values);
    } else if (values.is_map()) {
      ReadMap(values);
    }
    if (sound_) CheckWeights(values);
    return std::move(choices_);
  }

 private:
  void Fault(std::string message, std::string pointer, Place place) {
    sound_ = false;
    section_.faults()->Add(ErrorCode::kInvalidModel, std::move(message),
                           std::move(pointer), place);
  }

  void ReadList(const Node& list) {
    for (std::size_t i = 0; i < list.items.size() && !section_.full(); ++i) {
      const Node& item = list.items[i];
      std::string pointer = fmt::format("{}/{}", pointer_, i);
      if (item.is_map()) {
        ReadPair(item, pointer);
      } else {
        AddValue(item, 1, pointer);
      }
    }
  }

  /// `{ value: x, weight: 2 }`
  void ReadPair(const Node& item, const std::string& pointer) {
    Section pair(item, pointer, section_.faults());
    pair.CheckKeys("an entry of values", keys::kChoice, {});
    const Node* value = pair.Get("value");
    if (value == nullptr) {
      return Fault("an entry of values needs a 'value'", pointer, item.place);
    }
    const Node* weight = pair.Get("weight");
    double number = 1;
    if (weight != nullptr && !ReadWeight(*weight, pair.PointerOf("weight"), &number)) {
      return;
    }
    AddValue(*value, number, pair.PointerOf("value"));
  }

  void ReadMap(const Node& map) {
    std::vector<std::string_view> names;
    names.reserve(map.members.size());
    for (const auto& member : map.members) names.push_back(member.first);
    std::vector<Node> nodes = ChoicesOfKeys(names, as_.has_value());
    for (std::size_t i = 0; i < nodes.size() && !section_.full(); ++i) {
      std::string pointer = pointer_ + PointerStep(names[i]);
      double weight = 1;
      if (!ReadWeight(map.members[i].second, pointer, &weight)) continue;
      nodes[i].place = map.KeyPlace(i);
      AddValue(nodes[i], weight, pointer);
    }
  }

  bool ReadWeight(const Node& node, const std::string& pointer, double* weight) {
    std::optional<double> number = FiniteNumber(node);
    if (number && *number >= 0) {
      *weight = *number;
      return true;
    }
    Fault(fmt::format("a weight is a finite number from 0 on, not {}", Shown(node)),
          pointer, node.place);
    return false;
  }

  void AddValue(const Node& node, double weight, const std::string& pointer) {
    if (node.is_null()) {
      return Fault("a value is null; use 'null_rate'", pointer, node.place);
    }
    if (!node.is_scalar()) {
      return Fault(
          fmt::format("a value is a text, number or boolean, not {}", Shown(node)),
          pointer, node.place);
    }
    Node value = node;
    // Text output is what was written: 007 stays 007 in every syntax.
    if (as_ && as_->is_text_layout() && !value.is_text()) {
      value = Node::Text(node.ScalarText());
      value.place = node.place;
    }
    choices_.push_back({std::move(value), weight});
  }

  void CheckWeights(const Node& values) {
    double sum = 0;
    for (const Choice& choice : choices_) sum += choice.weight;
    if (choices_.empty()) {
      Fault("values is empty", pointer_, values.place);
    } else if (choices_.size() > limits::kValuesMax) {
      section_.faults()->Add(ErrorCode::kTooLarge,
                             fmt::format("values has {} entries, more than {}",
                                         choices_.size(), limits::kValuesMax),
                             pointer_, values.place);
    } else if (sum == 0) {
      Fault("all weights are 0", pointer_, values.place);
    } else if (!std::isfinite(sum)) {
      Fault("the sum of the weights is not finite", pointer_, values.place);
    }
  }

  const Section& section_;
  const std::optional<DataType>& as_;
  std::string pointer_;
  std::vector<Choice> choices_;
  bool sound_ = true;
};

/// Keys of values that are in a file go with nothing else.
void CheckValuesKeys(const Section& section, bool file) {
  std::vector<std::string_view> known = {"values"};
  known.insert(known.end(), keys::kModifier.begin(), keys::kModifier.end());
  for (std::string_view key : keys::kValuesFile) known.push_back(key);
  std::vector<std::string_view> planned(keys::kModifierPlanned.begin(),
                                        keys::kModifierPlanned.end());
  planned.insert(planned.end(), keys::kFieldPlanned.begin(), keys::kFieldPlanned.end());
  section.CheckKeys("a field with values", known, planned);
  for (std::string_view key : keys::kValuesFile) {
    if (!file && section.Get(key) != nullptr) {
      section.KeyFault(key, fmt::format("{} is for values from a file", key));
    }
  }
}

ValuesFile ReadFile(const Section& section, const Node& values) {
  ValuesFile file;
  file.path = values.text;
  if (file.path.empty()) section.Fault("values", "the name of the file is empty");
  auto read = [&](std::string_view key, std::string* text) {
    const std::optional<std::string> given = section.Text(key);
    if (!given) return;
    *text = *given;
    if (text->empty()) section.Fault(key, fmt::format("{} is empty", key));
  };
  read("column", &file.column);
  read("weight", &file.weight);
  read("separator", &file.separator);
  return file;
}

}  // namespace

std::vector<Node> ChoicesOfKeys(const std::vector<std::string_view>& keys, bool has_as) {
  std::vector<Node> nodes;
  nodes.reserve(keys.size());
  bool numbers = !has_as, booleans = !has_as;
  for (std::size_t i = 0; i < keys.size() && (numbers || booleans); ++i) {
    nodes.push_back(ResolvePlainScalar(keys[i]));
    numbers = numbers && nodes.back().is_number();
    booleans = booleans && nodes.back().kind == NodeKind::kBool;
  }
  if (numbers || booleans) return nodes;
  nodes.clear();
  for (std::string_view key : keys) nodes.push_back(Node::Text(std::string(key)));
  return nodes;
}

void ReadChoices(const Section& section, Field* field) {
  const Node& values = *section.Get("values");
  const bool file = values.is_text();
  CheckValuesKeys(section, file);
  if (file) {
    field->values_file = ReadFile(section, values);
  } else if (values.is_scalar()) {
    section.Fault("values", fmt::format("values takes a list, a map of weights or the "
                                        "name of a file, not {}",
                                        Shown(values)));
  } else {
    field->choices = ChoicesReader(section, field->modifiers.as).Read(values);
  }
}

}  // namespace rowmill
