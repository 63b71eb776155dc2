#include "model/datagen/generated_internal.h"

#include <fmt/format.h>

#include <cstdint>
#include <limits>

#include "base/limits.h"
#include "base/text.h"
#include "model/datagen/dates_internal.h"

namespace rowmill::datagen_model {

namespace {

constexpr std::int64_t kInt32Min = INT32_MIN;
constexpr std::int64_t kInt32Max = INT32_MAX;
/// Datagen's defaults of LONG: the largest value itself is never drawn.
constexpr std::int64_t kLongMin = INT64_MIN;
constexpr std::int64_t kLongMax = INT64_MAX - 1;
constexpr std::int64_t kBlobLength = 1'000'000;
constexpr double kFloatLow = -2147483648.0;
constexpr double kFloatHigh = 2147483648.0;

/// One limit of a date type as read.
struct DateLimit {
  std::string attribute;  ///< which of the two names it was given by
  std::optional<std::int64_t> seconds;
};

class GeneratedReader {
 public:
  GeneratedReader(const TypeRow& type, Attributes& attributes)
      : type_(type), attributes_(attributes), options_(Node::Map()) {
    options_.place = attributes.node().place;
  }

  Node ReadOptions() {
    switch (type_.kind) {
      case Kind::kInteger:
        ReadInteger();
        break;
      case Kind::kLong:
        ReadLong();
        break;
      case Kind::kFloat:
        ReadFloat();
        break;
      case Kind::kIncrementInteger:
        ReadIncrement(32, kInt32Min, kInt32Max);
        break;
      case Kind::kIncrementLong:
        ReadIncrement(64, INT64_MIN, INT64_MAX);
        break;
      case Kind::kTimestamp:
        ReadTimestamp();
        break;
      case Kind::kString:
      case Kind::kStringAz:
      case Kind::kBytes:
      case Kind::kHashMd5:
        ReadLength(std::nullopt);
        break;
      case Kind::kBlob:
        ReadLength(kBlobLength);
        break;
      case Kind::kCsv:
        // Options check the values, and say what is missing.
        Copy("file", "file");
        Copy("column", "field");
        Copy("separator", "separator");
        CopyCsvFilters();
        break;
      case Kind::kStringRegex:
        // The option checks it, and says when it is missing.
        if (const Node* regex = attributes_.Find("regex")) Set("regex", *regex, "regex");
        break;
      case Kind::kBirthdate:
        ReadDates(&DayText);
        break;
      case Kind::kDate:
      case Kind::kDateAsString:
        ReadMoments();
        break;
      case Kind::kCity:
      case Kind::kName:
      case Kind::kEmail:
      case Kind::kPhone:
        ReadFilters();
        break;
      default:
        break;  // no options
    }
    return std::move(options_);
  }

 private:
  void Set(std::string_view option, Node value, std::string_view attribute) {
    const Node* given = attributes_.Find(attribute);
    value.place = given != nullptr ? given->place : options_.place;
    options_.Add(std::string(option), std::move(value));
  }
  void SetInt(std::string_view option, std::int64_t value, std::string_view attribute) {
    Set(option, Node::Int(value), attribute);
  }

  void Copy(std::string_view option, std::string_view attribute) {
    if (const Node* value = attributes_.Find(attribute)) Set(option, *value, attribute);
  }

  /// Without entries they are no filters.
  void CopyCsvFilters() {
    const Node* filters = attributes_.Find("filters");
    if (filters != nullptr && filters->is_list() && filters->items.empty()) return;
    Copy("filters", "filters");
  }

  /// A fault when both limits are read and out of order.
  void CheckOrder(std::int64_t min, std::int64_t max) {
    if (min <= max) return;
    bool both = attributes_.Find("min") != nullptr && attributes_.Find("max") != nullptr;
    attributes_.Fault(attributes_.Find("min") != nullptr ? "min" : "max",
                      fmt::format("min is above max{}: {} > {}",
                                  both ? "" : " (one of them by default)", min, max));
  }

  /// Names of countries; which of them exist is for the type to say.
  void ReadFilters() {
    const Node* filters = attributes_.Find("filters");
    if (filters == nullptr) return;
    Node names = Node::List();
    for (const Node& item : filters->is_list() ? filters->items : std::vector{*filters}) {
      if (!item.is_scalar() || item.is_null()) {
        attributes_.Fault(
            "filters",
            fmt::format("filters holds names of countries, not {}", Shown(item)));
        return;
      }
      if (Trim(item.ScalarText()).empty()) continue;
      names.items.push_back(Node::Text(item.ScalarText()));
      names.items.back().place = item.place;
    }
    if (!names.items.empty()) Set("filters", std::move(names), "filters");
  }

  void ReadInteger() {
    SetInt("bits", 32, "");
    auto min = attributes_.Int("min", kInt32Min, kInt32Max);
    auto max = attributes_.Int("max", kInt32Min, kInt32Max);
    if (Unreadable("min", min) || Unreadable("max", max)) return;
    std::int64_t highest = max.value_or(kInt32Max);
    std::int64_t lowest = min.value_or(highest < 0 ? kInt32Min : 0);
    CheckOrder(lowest, highest);
    SetInt("min", lowest, "min");
    SetInt("max", highest, "max");
  }

  void ReadLong() {
    SetInt("bits", 64, "");
    auto min = attributes_.Int("min", INT64_MIN, INT64_MAX);
    auto max = attributes_.Int("max", INT64_MIN, INT64_MAX);
    if (Unreadable("min", min) || Unreadable("max", max)) return;
    CheckOrder(min.value_or(kLongMin), max.value_or(kLongMax));
    SetInt("min", min.value_or(kLongMin), "min");
    SetInt("max", max.value_or(kLongMax), "max");
  }

  template <typename T>
  bool Unreadable(std::string_view name, const std::optional<T>& value) const {
    return attributes_.Find(name) != nullptr && !value.has_value();
  }

  /// A limit of FLOAT, which must be a float32 itself.
  std::optional<double> FloatLimit(std::string_view name) {
    const Node* value = attributes_.Find(name);
    if (value == nullptr) return std::nullopt;
    auto number = FiniteNumber(*value);
    constexpr double kMost = std::numeric_limits<float>::max();
    if (!number) {
      attributes_.Fault(
          name, fmt::format("{} is {}: {}", name, number.error().message, Shown(*value)));
      return std::nullopt;
    }
    if (*number < -kMost || *number > kMost) {
      attributes_.Fault(
          name, fmt::format("{} is out of range of a float: {}", name, Shown(*value)));
      return std::nullopt;
    }
    return *number;
  }

  /// Min is included, max is not.
  void ReadFloat() {
    auto min = FloatLimit("min");
    auto max = FloatLimit("max");
    if (Unreadable("min", min) || Unreadable("max", max)) return;
    double highest = max.value_or(min ? kFloatHigh : 1.0);
    double lowest = min.value_or(highest <= 0 ? kFloatLow : 0.0);
    if (lowest >= highest) {
      attributes_.Fault(
          min ? "min" : "max",
          fmt::format("min is not below max, which is never drawn: {} >= {}", lowest,
                      highest));
    }
    Set("min", NumberNode(lowest), "min");
    Set("max", NumberNode(highest), "max");
  }

  /// A whole limit stays one, so that it reads as it was written.
  static Node NumberNode(double value) {
    auto whole = static_cast<std::int64_t>(value);
    constexpr double kExact = 9007199254740992.0;
    if (value > -kExact && value < kExact && static_cast<double>(whole) == value) {
      return Node::Int(whole);
    }
    return Node::Number(value);
  }

  void ReadIncrement(std::int64_t bits, std::int64_t least, std::int64_t most) {
    SetInt("bits", bits, "");
    // The first value is min + 1, which must exist.
    if (auto min = attributes_.Int("min", least, most - 1)) SetInt("min", *min, "min");
  }

  void ReadTimestamp() {
    auto min = attributes_.Int("min", INT64_MIN, INT64_MAX);
    auto max = attributes_.Int("max", INT64_MIN, INT64_MAX);
    if (min && max) CheckOrder(*min, *max);
    if (min) SetInt("min", *min, "min");
    if (max) SetInt("max", *max, "max");
  }

  /// Below 1 means the default, as in Datagen.
  void ReadLength(std::optional<std::int64_t> fallback) {
    auto length = attributes_.Int("length", INT64_MIN, limits::kTextBytesMax);
    if (length && *length >= 1) {
      SetInt("length", *length, "length");
    } else if (fallback) {
      SetInt("length", *fallback, "length");
    }
  }

  /// `min_date` or its other name `min`.
  DateLimit ReadLimit(std::string_view name, std::string_view other, Edge edge,
                      const std::string& pattern) {
    DateLimit limit;
    const Node* value = attributes_.Find(name);
    limit.attribute = name;
    if (attributes_.Find(other) != nullptr) {
      if (value == nullptr) {
        value = attributes_.Find(other);
        limit.attribute = other;
      } else {
        attributes_.Warn(other, fmt::format("{} is not used beside {}", other, name));
      }
    }
    if (value == nullptr) return limit;
    auto parts =
        value->is_scalar()
            ? ReadDate(value->ScalarText(), pattern)
            : Result<DateParts>(Fail(ErrorCode::kInvalidArgument,
                                     fmt::format("not a date: {}", Shown(*value))));
    if (!parts) {
      attributes_.Fault(limit.attribute,
                        fmt::format("{} is {}", limit.attribute, parts.error().message));
      return limit;
    }
    auto seconds = SecondsOf(*parts, edge);
    if (!seconds) {
      attributes_.Fault(limit.attribute,
                        fmt::format("{} {}: {}", limit.attribute, seconds.error().message,
                                    Shown(*value)));
      return limit;
    }
    if (type_.kind == Kind::kBirthdate && parts->hour.has_value()) {
      attributes_.Warn(limit.attribute, fmt::format("{}: only the day is used: {}",
                                                    limit.attribute, Shown(*value)));
    }
    limit.seconds = *seconds;
    return limit;
  }

  void ReadDates(std::string (*write)(std::int64_t), const std::string& pattern = {}) {
    DateLimit min = ReadLimit("min_date", "min", Edge::kLower, pattern);
    DateLimit max = ReadLimit("max_date", "max", Edge::kUpper, pattern);
    if (min.seconds && max.seconds && *min.seconds > *max.seconds) {
      attributes_.Fault(
          min.attribute,
          fmt::format("{} is after {}: {} > {}", min.attribute, max.attribute,
                      write(*min.seconds), write(*max.seconds)));
      return;
    }
    if (min.seconds) Set("min", Node::Text(write(*min.seconds)), min.attribute);
    if (max.seconds) Set("max", Node::Text(write(*max.seconds)), max.attribute);
  }

  void ReadMoments() {
    std::string pattern;
    if (type_.kind == Kind::kDateAsString) {
      pattern = DatePattern(attributes_);
      const Node* given = attributes_.Find("pattern");
      if (given != nullptr && !given->is_scalar()) {
        attributes_.Fault("pattern",
                          fmt::format("pattern takes a text, not {}", Shown(*given)));
      } else if (given != nullptr) {
        Set("pattern", Node::Text(pattern), "pattern");
      }
    }
    if (!attributes_.Bool("use_now", false)) return ReadDates(&InstantText, pattern);
    Set("use_now", Node::Bool(true), "use_now");
    for (std::string_view name : {"min", "max", "min_date", "max_date"}) {
      if (attributes_.Find(name) != nullptr) {
        attributes_.Warn(name, fmt::format("{} is not used beside use_now", name));
      }
    }
  }

  const TypeRow& type_;
  Attributes& attributes_;
  Node options_;
};

}  // namespace

std::string DatePattern(const Attributes& attributes) {
  const Node* pattern = attributes.Find("pattern");
  if (pattern == nullptr || !pattern->is_scalar()) return "yyyy-MM-dd HH:mm:ss";
  return pattern->ScalarText();
}

void ReadGenerated(const TypeRow& type, Attributes& attributes, Scope* scope,
                   Field* field) {
  const Info* info = scope->catalog->types.Find(type.plugin);
  if (info == nullptr) {
    attributes.NotBuilt("type", fmt::format("type {} is not built yet", type.name));
    return;
  }
  Node options = GeneratedReader(type, attributes).ReadOptions();
  field->source = SourceKind::kType;
  field->type = info->name;
  Faults faults;
  field->options = ParseOptions(*info, options, attributes.pointer(), &faults);
  for (Error error : faults.errors()) {
    error.message = fmt::format("field '{}': {}", field->name, error.message);
    scope->faults.Add(std::move(error));
  }
}

}  // namespace rowmill::datagen_model
