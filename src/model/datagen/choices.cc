#include "model/datagen/choices_internal.h"

#include <fmt/format.h>

#include <limits>
#include <map>
#include <optional>
#include <set>

#include "base/limits.h"
#include "base/text.h"
#include "model/datagen/dates_internal.h"

namespace rowmill::datagen_model {

namespace {

constexpr std::string_view kPlain = "possible_values";
constexpr std::string_view kWeighted = "possible_values_weighted";

Result<Node> Bad(std::string message) {
  return Fail(ErrorCode::kInvalidModel, std::move(message));
}

Result<Node> WholeValue(const Node& value, std::int64_t least, std::int64_t most) {
  RM_ASSIGN_OR_RETURN(std::int64_t number, WholeNumber(value));
  if (number < least || number > most) return Bad("out of range");
  return Node::Int(number);
}

Result<Node> FloatValue(const Node& value) {
  RM_ASSIGN_OR_RETURN(double number, FiniteNumber(value));
  if (number > std::numeric_limits<float>::max() ||
      number < std::numeric_limits<float>::lowest()) {
    return Bad("out of range");
  }
  if (auto whole = WholeNumber(value)) return Node::Int(*whole);
  return Node::Number(number);
}

Result<Node> DateValue(const Node& value, bool day_only) {
  RM_ASSIGN_OR_RETURN(DateParts parts, ReadDate(value.ScalarText(), ""));
  if (day_only && parts.hour.has_value()) return Bad("not a day: it has a time");
  if (parts.nanos != 0) return Bad("it has fractions of a second");
  RM_ASSIGN_OR_RETURN(std::int64_t seconds, SecondsOf(parts, Edge::kLower));
  return Node::Text(day_only ? DayText(seconds) : InstantText(seconds));
}

/// The text stays; it is only checked, and only if the pattern can be read at all.
Result<Node> PatternValue(const Node& value, const std::string& pattern) {
  std::string text = value.ScalarText();
  if (!pattern.empty()) {
    auto parts = ReadInPattern(pattern, text);
    if (!parts && parts.error().code != ErrorCode::kNotBuilt)
      return Bad(parts.error().message);
  }
  return Node::Text(std::move(text));
}

class ChoiceReader {
 public:
  ChoiceReader(const ChoicesRequest& request, Scope* scope)
      : request_(request), scope_(scope) {}

  std::vector<Choice> Read() {
    if (request_.values != nullptr) ReadPlain(*request_.values);
    if (request_.weighted != nullptr) ReadWeighted(*request_.weighted);
    CheckSum();
    return std::move(choices_);
  }

 private:
  std::string At(std::string_view attribute) const {
    return request_.pointer + PointerStep(attribute);
  }

  void Fault(std::string_view attribute, std::string message, std::string pointer,
             Place place) {
    bad_ = true;
    scope_->Fault(fmt::format("field '{}': {}: {}", request_.field, attribute, message),
                  std::move(pointer), place);
  }

  bool CheckCount(std::string_view attribute, std::size_t count, Place place) {
    if (count <= limits::kValuesMax) return true;
    bad_ = true;
    scope_->faults.Add(ErrorCode::kTooLarge,
                       fmt::format("field '{}': {} has more than {} entries: {}",
                                   request_.field, attribute, limits::kValuesMax, count),
                       At(attribute), place);
    return false;
  }

  void ReadPlain(const Node& list) {
    if (!list.is_list()) {
      return Fault(kPlain, fmt::format("takes a list, not {}", Shown(list)), At(kPlain),
                   list.place);
    }
    if (!CheckCount(kPlain, list.items.size(), list.place)) return;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      const Node& item = list.items[i];
      std::string at = fmt::format("{}/{}", At(kPlain), i);
      auto value = Convert(item, kPlain, at);
      if (!value) continue;
      auto [known, added] = index_.emplace(value->ScalarText(), choices_.size());
      if (added) {
        choices_.push_back(Choice{std::move(*value), 1});
      } else {
        choices_[known->second].weight += 1;
      }
    }
  }

  void ReadWeighted(const Node& map) {
    if (!map.is_map()) {
      return Fault(kWeighted,
                   fmt::format("takes an object of value and weight, not {}", Shown(map)),
                   At(kWeighted), map.place);
    }
    if (!CheckCount(kWeighted, map.members.size(), map.place)) return;
    for (std::size_t i = 0; i < map.members.size(); ++i) {
      const auto& [text, weight_node] = map.members[i];
      Node key = Node::Text(text);
      key.place = map.KeyPlace(i);
      std::string at = At(kWeighted) + PointerStep(text);
      auto value = Convert(key, kWeighted, at);
      auto weight = Weight(text, weight_node, at);
      if (!value || !weight) continue;
      AddWeighted(std::move(*value), *weight);
    }
  }

  /// Replaces plain entries; weights of one value in two spellings add up.
  void AddWeighted(Node value, double weight) {
    auto [known, added] = index_.emplace(value.ScalarText(), choices_.size());
    if (added) {
      weighted_.insert(choices_.size());
      choices_.push_back(Choice{std::move(value), weight});
      return;
    }
    Choice& choice = choices_[known->second];
    bool first = weighted_.insert(known->second).second;
    choice.weight = first ? weight : choice.weight + weight;
  }

  std::optional<double> Weight(const std::string& value, const Node& node,
                               const std::string& at) {
    auto weight = FiniteNumber(node);
    if (!weight) {
      Fault(kWeighted,
            fmt::format("weight of '{}' is {}: {}", value, weight.error().message,
                        Shown(node)),
            at, node.place);
      return std::nullopt;
    }
    if (*weight < 0) {
      Fault(kWeighted, fmt::format("weight of '{}' is negative: {}", value, Shown(node)),
            at, node.place);
      return std::nullopt;
    }
    return *weight;
  }

  std::optional<Node> Convert(const Node& value, std::string_view attribute,
                              const std::string& at) {
    if (!value.is_scalar() || value.is_null()) {
      Fault(attribute, fmt::format("a value is {}", Shown(value)), at, value.place);
      return std::nullopt;
    }
    auto converted = ConvertScalar(value, attribute, at);
    if (!converted) {
      Fault(attribute,
            fmt::format("bad {} value {}: {}", request_.type->name, Shown(value),
                        converted.error().message),
            at, value.place);
      return std::nullopt;
    }
    converted->place = value.place;
    return std::move(*converted);
  }

  Result<Node> ConvertScalar(const Node& value, std::string_view attribute,
                             const std::string& at) {
    switch (request_.type->kind) {
      case Kind::kInteger:
        return WholeValue(value, INT32_MIN, INT32_MAX);
      case Kind::kLong:
      case Kind::kTimestamp:
        return WholeValue(value, INT64_MIN, INT64_MAX);
      case Kind::kFloat:
        return FloatValue(value);
      case Kind::kBoolean:
        return BooleanValue(value, attribute, at);
      case Kind::kBirthdate:
        return DateValue(value, true);
      case Kind::kDate:
        return DateValue(value, false);
      case Kind::kDateAsString:
        return PatternValue(value, request_.date_pattern);
      default:
        return Node::Text(value.ScalarText());
    }
  }

  /// Datagen's rule: `true` is true, everything else is false.
  Node BooleanValue(const Node& value, std::string_view attribute,
                    const std::string& at) {
    auto truth = TrueOrFalse(value);
    if (!truth) {
      scope_->Warn(fmt::format("field '{}': {}: value is taken as false: {}",
                               request_.field, attribute, Shown(value)),
                   at, value.place);
    }
    return Node::Bool(truth.value_or(false));
  }

  void CheckSum() {
    double sum = 0;
    for (const Choice& choice : choices_) sum += choice.weight;
    if (bad_) return;
    const Node& node =
        request_.weighted != nullptr ? *request_.weighted : *request_.values;
    if (!(sum > 0)) {
      Fault(kWeighted, "all weights are 0", At(kWeighted), node.place);
    } else if (sum > std::numeric_limits<double>::max()) {
      Fault(kWeighted, "the sum of the weights is too large", At(kWeighted), node.place);
    }
  }

  const ChoicesRequest& request_;
  Scope* scope_;
  bool bad_ = false;
  std::vector<Choice> choices_;
  std::map<std::string, std::size_t> index_;  ///< value text -> place in choices_
  std::set<std::size_t> weighted_;            ///< places whose weight was given
};

}  // namespace

DataType ChoiceType(Kind kind) {
  switch (kind) {
    case Kind::kInteger:
      return DataType::Of(TypeId::kInt32);
    case Kind::kLong:
    case Kind::kTimestamp:
      return DataType::Of(TypeId::kInt64);
    case Kind::kFloat:
      return DataType::Of(TypeId::kFloat);
    case Kind::kBoolean:
      return DataType::Of(TypeId::kBool);
    case Kind::kBytes:
    case Kind::kBlob:
    case Kind::kHashMd5:
      return DataType::Of(TypeId::kBytes);
    case Kind::kBirthdate:
      return DataType::Of(TypeId::kDate);
    case Kind::kDate:
      return DataType::Timestamp(TimeUnit::kSecond, "UTC");  // as datagen.date
    default:
      return DataType::Of(TypeId::kString);
  }
}

std::vector<Choice> ReadChoices(const ChoicesRequest& request, Scope* scope) {
  return ChoiceReader(request, scope).Read();
}

}  // namespace rowmill::datagen_model
