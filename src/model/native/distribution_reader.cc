// Reads and writes distributions and correlations (model/distribution.h).
#include <fmt/format.h>

#include <cmath>

#include "base/limits.h"
#include "base/text.h"
#include "model/distribution.h"
#include "model/native/section.h"
#include "model/text/document.h"

namespace rowmill {

namespace {

constexpr std::size_t kPartsMax = 100;

/// `30d`, `1.5h`, `-2w`: microseconds. Nothing when it is no duration.
std::optional<double> ParseDuration(std::string_view text) {
  struct Unit {
    std::string_view name;
    double micros;
  };
  constexpr Unit kUnits[] = {{"us", 1},    {"ms", 1e3},  {"s", 1e6},     {"m", 6e7},
                             {"min", 6e7}, {"h", 3.6e9}, {"d", 8.64e10}, {"w", 6.048e11}};
  std::size_t end = text.size();
  while (end > 0 && text[end - 1] >= 'a' && text[end - 1] <= 'z') --end;
  if (end == 0 || end == text.size()) return std::nullopt;
  std::optional<double> number =
      FiniteNumber(Node::Text(std::string(Trim(text.substr(0, end)))));
  for (const Unit& unit : kUnits) {
    if (number && unit.name == text.substr(end)) return *number * unit.micros;
  }
  return std::nullopt;
}

std::optional<AxisValue> ParseAxisValue(const Node& node) {
  AxisValue value;
  value.node = node;
  if (std::optional<double> number = FiniteNumber(node)) {
    value.number = *number;
    return value;
  }
  if (!node.is_text()) return std::nullopt;
  if (node.text == "now") {
    value.kind = AxisValue::Kind::kNow;
    return value;
  }
  if (Result<MicrosUtc> instant = ParseInstant(node.text)) {
    value.kind = AxisValue::Kind::kInstant;
    value.instant = *instant;
    return value;
  }
  std::optional<double> micros = ParseDuration(node.text);
  if (!micros) return std::nullopt;
  value.kind = AxisValue::Kind::kDuration;
  value.number = *micros;
  return value;
}

std::string_view WantedOf(ParameterKind kind) {
  switch (kind) {
    case ParameterKind::kNumber:
      return "a finite number";
    case ParameterKind::kPosition:
      return "a finite number or a date";
    case ParameterKind::kSpread:
      return "a finite number or a duration such as 30d";
  }
  return "";
}

bool FitsKind(const AxisValue& value, ParameterKind kind) {
  using Kind = AxisValue::Kind;
  if (value.kind == Kind::kNumber) return true;
  if (value.kind == Kind::kDuration) return kind == ParameterKind::kSpread;
  return kind == ParameterKind::kPosition;
}

class DistributionReader {
 public:
  explicit DistributionReader(Faults* faults) : faults_(faults) {}

  std::optional<Distribution> Read(const Node& node, const Node& beside,
                                   const std::string& pointer, bool in_mixture) {
    const std::size_t before = faults_->errors().size();
    Distribution made;
    made.pointer = pointer;
    made.place = node.place;
    std::string name;
    const Node* body = nullptr;
    if (node.is_text()) {
      name = node.text;
    } else if (node.is_map() && node.members.size() == 1) {
      name = node.members[0].first;
      body = &node.members[0].second;
      made.pointer += PointerStep(name);
      made.place = node.KeyPlace(0);
    } else {
      Fault(fmt::format("distribution is a name or a map of one, such as "
                        "{{ normal: {{ mean: 100, sd: 15 }} }}, not {}",
                        node.is_map() && !node.members.empty() ? "a map of several"
                                                               : Shown(node)),
            pointer, node.place);
      return std::nullopt;
    }
    made.info = FindDistribution(name);
    if (made.info == nullptr) {
      Fault(fmt::format("no distribution is called '{}'{}", Printable(name),
                        Suggestion(LowerAscii(name), DistributionNames())),
            made.pointer, made.place);
      return std::nullopt;
    }
    const bool series = made.info->name == "walk" || made.info->name == "season";
    if (in_mixture && (series || made.info->body == DistributionBody::kParts)) {
      Fault(fmt::format("a mixture cannot hold a {}", made.info->name), made.pointer,
            made.place);
    }
    ReadBody(body, beside, &made);
    if (faults_->errors().size() != before) return std::nullopt;
    return made;
  }

 private:
  void Fault(std::string message, const std::string& pointer, Place place) {
    faults_->Add(ErrorCode::kInvalidModel, std::move(message), pointer, place);
  }

  void ReadBody(const Node* body, const Node& beside, Distribution* made) {
    switch (made->info->body) {
      case DistributionBody::kParameters:
        return ReadParameters(body, beside, made);
      case DistributionBody::kWeights:
        return ReadWeights(body, made);
      case DistributionBody::kPoints:
        return ReadPoints(body, made);
      case DistributionBody::kParts:
        return ReadParts(body, made);
    }
  }

  void ReadParameters(const Node* body, const Node& beside, Distribution* made) {
    const DistributionInfo& info = *made->info;
    std::vector<std::string> names;
    for (const ParameterInfo& parameter : info.parameters) {
      names.emplace_back(parameter.name);
    }
    auto read = [&](std::string_view name, const Node& node, const std::string& pointer,
                    Place place) {
      for (const ParameterInfo& parameter : info.parameters) {
        if (parameter.name == name) return ReadScalar(parameter, node, pointer, made);
      }
      Fault(fmt::format("{} has no parameter '{}'{}", info.name, Printable(name),
                        Suggestion(name, names)),
            pointer, place);
    };
    for (std::size_t i = 0; i < beside.members.size(); ++i) {
      const auto& [name, node] = beside.members[i];
      std::string parent = made->pointer.substr(0, made->pointer.rfind('/'));
      read(name, node, parent + PointerStep(name), beside.KeyPlace(i));
    }
    if (body != nullptr && body->is_map()) {
      for (std::size_t i = 0; i < body->members.size(); ++i) {
        const auto& [name, node] = body->members[i];
        read(name, node, made->pointer + PointerStep(name), body->KeyPlace(i));
      }
    } else if (body != nullptr && body->is_list()) {
      for (std::size_t i = 0; i < body->items.size(); ++i) {
        const std::string at = fmt::format("{}/{}", made->pointer, i);
        if (i >= names.size()) {
          Fault(fmt::format("{} takes at most {} parameters ({}), not {}", info.name,
                            names.size(), fmt::join(names, ", "), body->items.size()),
                at, body->items[i].place);
          break;
        }
        read(names[i], body->items[i], at, body->items[i].place);
      }
    } else if (body != nullptr && !body->is_null()) {
      read(names[0], *body, made->pointer, body->place);
    }
    for (const ParameterInfo& parameter : info.parameters) {
      if (!parameter.default_text.empty() || tried_.count(std::string(parameter.name)))
        continue;
      Fault(fmt::format("{} needs '{}': {}", info.name, parameter.name, info.example),
            made->pointer, made->place);
    }
  }

  void ReadScalar(const ParameterInfo& parameter, const Node& node,
                  const std::string& pointer, Distribution* made) {
    tried_.emplace(std::string(parameter.name), true);
    const std::string title = fmt::format("{} of {}", parameter.name, made->info->name);
    std::optional<AxisValue> value = ParseAxisValue(node);
    if (!value || !FitsKind(*value, parameter.kind)) {
      return Fault(
          fmt::format("{} is {}, not {}", title, WantedOf(parameter.kind), Shown(node)),
          pointer, node.place);
    }
    const bool is_number = value->kind == AxisValue::Kind::kNumber ||
                           value->kind == AxisValue::Kind::kDuration;
    const double number = value->number;
    if (is_number &&
        (number < parameter.min || (parameter.above_min && number == parameter.min))) {
      return Fault(fmt::format("{} must be {} {}, not {}", title,
                               parameter.above_min ? "above" : "at least", parameter.min,
                               Shown(node)),
                   pointer, node.place);
    }
    if (value->kind == AxisValue::Kind::kNumber && number > parameter.max) {
      return Fault(
          fmt::format("{} must be at most {}, not {}", title, parameter.max, Shown(node)),
          pointer, node.place);
    }
    if (parameter.whole && number != std::floor(number)) {
      return Fault(fmt::format("{} is a whole number, not {}", title, Shown(node)),
                   pointer, node.place);
    }
    made->values[std::string(parameter.name)] = std::move(*value);
  }

  void NeedsBody(const Distribution& made) {
    Fault(fmt::format("{} is written as {}", made.info->name, made.info->example),
          made.pointer, made.place);
  }

  std::optional<double> ReadWeight(const Node& node, const std::string& pointer) {
    std::optional<double> weight = FiniteNumber(node);
    if (weight && *weight >= 0) return weight;
    Fault(fmt::format("a weight is a finite number from 0 on, not {}", Shown(node)),
          pointer, node.place);
    return std::nullopt;
  }

  void CheckWeights(const Distribution& made) {
    double sum = 0;
    for (double weight : made.weights) sum += weight;
    if (sum == 0) {
      Fault(fmt::format("all weights of {} are 0", made.info->name), made.pointer,
            made.place);
    } else if (!std::isfinite(sum)) {
      Fault(fmt::format("the sum of the weights of {} is not finite", made.info->name),
            made.pointer, made.place);
    }
  }

  void ReadWeights(const Node* body, Distribution* made) {
    if (body == nullptr || !body->is_map() || body->members.empty() ||
        body->members.size() > limits::kValuesMax) {
      return NeedsBody(*made);
    }
    bool sound = true;
    for (std::size_t i = 0; i < body->members.size(); ++i) {
      const auto& [key, node] = body->members[i];
      const std::string pointer = made->pointer + PointerStep(key);
      Node scalar = ResolvePlainScalar(key);
      scalar.place = body->KeyPlace(i);
      std::optional<AxisValue> point = ParseAxisValue(scalar);
      if (!point || !FitsKind(*point, ParameterKind::kPosition)) {
        Fault(fmt::format("a key of {} is a finite number or a date, not '{}'",
                          made->info->name, Printable(key)),
              pointer, body->KeyPlace(i));
        sound = false;
        continue;
      }
      std::optional<double> weight = ReadWeight(node, pointer);
      sound = sound && weight.has_value();
      made->points.push_back(std::move(*point));
      made->weights.push_back(weight.value_or(0));
    }
    if (sound) CheckWeights(*made);
    if (sound && made->info->name == "histogram" && made->points.size() < 2) {
      Fault("histogram needs at least two keys", made->pointer, made->place);
    }
  }

  void ReadPoints(const Node* body, Distribution* made) {
    if (body == nullptr || !body->is_list()) return NeedsBody(*made);
    if (body->items.size() < 2 || body->items.size() > limits::kValuesMax) {
      return Fault(fmt::format("quantiles takes 2 to {} values, not {}",
                               limits::kValuesMax, body->items.size()),
                   made->pointer, made->place);
    }
    for (std::size_t i = 0; i < body->items.size(); ++i) {
      const Node& node = body->items[i];
      std::optional<AxisValue> point = ParseAxisValue(node);
      if (point && FitsKind(*point, ParameterKind::kPosition)) {
        made->points.push_back(std::move(*point));
        continue;
      }
      Fault(fmt::format("a quantile is a finite number or a date, not {}", Shown(node)),
            fmt::format("{}/{}", made->pointer, i), node.place);
    }
  }

  void ReadParts(const Node* body, Distribution* made) {
    if (body == nullptr || !body->is_list()) return NeedsBody(*made);
    if (body->items.empty() || body->items.size() > kPartsMax) {
      return Fault(fmt::format("mixture takes 1 to {} parts, not {}", kPartsMax,
                               body->items.size()),
                   made->pointer, made->place);
    }
    const std::size_t before = faults_->errors().size();
    for (std::size_t i = 0; i < body->items.size(); ++i) {
      const Node& item = body->items[i];
      const std::string pointer = fmt::format("{}/{}", made->pointer, i);
      if (!item.is_map()) {
        Fault(fmt::format(
                  "a part of a mixture is {{ weight: 1, distribution: ... }}, not {}",
                  Shown(item)),
              pointer, item.place);
        continue;
      }
      Section part(item, pointer, faults_);
      constexpr std::string_view kKeys[] = {"weight", "distribution"};
      part.CheckKeys("a part of a mixture", kKeys, {});
      const Node* weight = part.Get("weight");
      std::optional<double> number =
          weight == nullptr ? 1 : ReadWeight(*weight, part.PointerOf("weight"));
      const Node* inner = part.Get("distribution");
      if (inner == nullptr) {
        Fault("a part of a mixture needs a 'distribution'", pointer, item.place);
        continue;
      }
      std::optional<Distribution> read = DistributionReader(faults_).Read(
          *inner, Node::Map(), part.PointerOf("distribution"), true);
      if (!read || !number) continue;
      made->parts.push_back(std::move(*read));
      made->weights.push_back(*number);
    }
    if (faults_->errors().size() == before) CheckWeights(*made);
  }

  Faults* faults_;
  std::map<std::string, bool> tried_;
};

}  // namespace

std::optional<Distribution> ReadDistribution(const Node& node, const Node& beside,
                                             const std::string& pointer, Faults* faults) {
  return DistributionReader(faults).Read(node, beside, pointer, false);
}

Node WriteDistribution(const Distribution& distribution) {
  const DistributionInfo& info = *distribution.info;
  Node body = Node::Map();
  if (info.body == DistributionBody::kWeights) {
    for (std::size_t i = 0; i < distribution.points.size(); ++i) {
      body.Add(distribution.points[i].node.ScalarText(),
               Node::Number(distribution.weights[i]));
    }
  } else if (info.body == DistributionBody::kPoints) {
    body = Node::List();
    for (const AxisValue& point : distribution.points) body.items.push_back(point.node);
  } else if (info.body == DistributionBody::kParts) {
    body = Node::List();
    for (std::size_t i = 0; i < distribution.parts.size(); ++i) {
      Node part = Node::Map();
      part.Add("weight", Node::Number(distribution.weights[i]));
      part.Add("distribution", WriteDistribution(distribution.parts[i]));
      body.items.push_back(std::move(part));
    }
  } else {
    if (distribution.values.empty()) return Node::Text(std::string(info.name));
    for (const ParameterInfo& parameter : info.parameters) {
      const AxisValue* value = distribution.Find(parameter.name);
      if (value != nullptr) body.Add(std::string(parameter.name), value->node);
    }
  }
  Node map = Node::Map();
  map.Add(std::string(info.name), std::move(body));
  return map;
}

}  // namespace rowmill
