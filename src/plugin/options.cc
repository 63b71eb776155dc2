#include "plugin/options.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/text.h"

namespace rowmill {

namespace {

Status Bad(std::string message) {
  return Fail(ErrorCode::kInvalidModel, std::move(message));
}

std::string Wanted(const OptionInfo& option, const Node& node) {
  return fmt::format("{} takes a {}, not {}", option.name, OptionKindName(option.kind),
                     node.is_scalar() ? fmt::format("'{}'", node.ScalarText())
                                      : std::string(node.KindName()));
}

std::string BoundText(double bound) {
  if (bound == std::floor(bound) && std::abs(bound) < 1e18) {
    return fmt::format("{}", static_cast<std::int64_t>(bound));
  }
  return fmt::format("{}", bound);
}

Status CheckBounds(const OptionInfo& option, double value, std::string_view shown) {
  if (value < option.min) {
    return Bad(
        fmt::format("{} is below {}: {}", option.name, BoundText(option.min), shown));
  }
  if (value > option.max) {
    return Bad(
        fmt::format("{} is above {}: {}", option.name, BoundText(option.max), shown));
  }
  return {};
}

/// A whole number from a number or a numeric text (with `_` and suffixes).
Result<std::int64_t> ReadInt(const Node& node) {
  if (node.kind == NodeKind::kInt) return node.integer;
  if (node.kind == NodeKind::kDouble && node.number == std::floor(node.number) &&
      std::abs(node.number) < 9.2e18) {
    return static_cast<std::int64_t>(node.number);
  }
  if (node.is_text()) {
    std::string_view text = Trim(node.text);
    bool negative = !text.empty() && text[0] == '-';
    if (text == "-9223372036854775808") return INT64_MIN;
    RM_ASSIGN_OR_RETURN(std::int64_t value, ParseCount(negative ? text.substr(1) : text));
    return negative ? -value : value;
  }
  return Fail(ErrorCode::kInvalidModel, "not a whole number");
}

Result<double> ReadNumber(const Node& node) {
  if (node.kind == NodeKind::kInt) return static_cast<double>(node.integer);
  if (node.kind == NodeKind::kUInt) return static_cast<double>(node.unsigned_int);
  if (node.kind == NodeKind::kDouble && std::isfinite(node.number)) return node.number;
  if (node.is_text()) {
    std::string text;
    for (char c : Trim(node.text)) {
      if (c != '_') text += c;
    }
    double value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size() && !text.empty() &&
        std::isfinite(value)) {
      return value;
    }
  }
  return Fail(ErrorCode::kInvalidModel, "not a finite number");
}

Result<std::uint64_t> ReadUInt64(const Node& node) {
  if (node.kind == NodeKind::kUInt) return node.unsigned_int;
  if (node.is_text()) {
    std::string_view text = Trim(node.text);
    std::uint64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size()) return value;
  }
  RM_ASSIGN_OR_RETURN(std::int64_t value, ReadInt(node));
  if (value < 0) return Fail(ErrorCode::kInvalidModel, "negative");
  return static_cast<std::uint64_t>(value);
}

Result<bool> ReadBool(const Node& node) {
  if (node.kind == NodeKind::kBool) return node.boolean;
  if (node.is_text()) {
    if (EqualsIgnoreCase(node.text, "true")) return true;
    if (EqualsIgnoreCase(node.text, "false")) return false;
  }
  return Fail(ErrorCode::kInvalidModel, "not true or false");
}

/// An exact decimal: optional sign, digits, optional point and digits.
bool IsDecimalText(std::string_view text) {
  std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  std::size_t digits = 0;
  bool point = false;
  for (; at < text.size(); ++at) {
    if (text[at] >= '0' && text[at] <= '9') {
      ++digits;
    } else if (text[at] == '.' && !point) {
      point = true;
    } else {
      return false;
    }
  }
  return digits > 0;
}

}  // namespace

Result<std::int64_t> ParseByteCount(std::string_view text) {
  std::string_view number = Trim(text);
  std::int64_t unit = 1;
  auto strip = [&](std::string_view suffix, std::int64_t factor) {
    if (unit != 1 || number.size() <= suffix.size()) return;
    if (EqualsIgnoreCase(number.substr(number.size() - suffix.size()), suffix)) {
      number.remove_suffix(suffix.size());
      unit = factor;
    }
  };
  strip("KiB", std::int64_t{1} << 10);
  strip("MiB", std::int64_t{1} << 20);
  strip("GiB", std::int64_t{1} << 30);
  strip("TiB", std::int64_t{1} << 40);
  strip("kB", 1'000);
  strip("MB", 1'000'000);
  strip("GB", 1'000'000'000);
  strip("TB", 1'000'000'000'000);
  RM_ASSIGN_OR_RETURN(std::int64_t count, ParseCount(Trim(number)));
  if (count > INT64_MAX / unit) {
    return Fail(ErrorCode::kInvalidArgument, fmt::format("too many bytes: '{}'", text));
  }
  return count * unit;
}

const Options::Value* Options::Get(std::string_view name) const {
  auto found = values_.find(std::string(name));
  return found == values_.end() ? nullptr : &found->second;
}

bool Options::Bool(std::string_view name, bool fallback) const {
  const Value* value = Get(name);
  return value != nullptr ? value->boolean : fallback;
}

std::int64_t Options::Int(std::string_view name, std::int64_t fallback) const {
  const Value* value = Get(name);
  return value != nullptr ? value->integer : fallback;
}

std::uint64_t Options::UInt64(std::string_view name, std::uint64_t fallback) const {
  const Value* value = Get(name);
  return value != nullptr ? value->unsigned_int : fallback;
}

double Options::Number(std::string_view name, double fallback) const {
  const Value* value = Get(name);
  return value != nullptr ? value->number : fallback;
}

std::string Options::Text(std::string_view name, std::string_view fallback) const {
  const Value* value = Get(name);
  return value != nullptr ? value->text : std::string(fallback);
}

LengthRange Options::Length(std::string_view name, LengthRange fallback) const {
  const Value* value = Get(name);
  return value != nullptr ? LengthRange{value->integer, value->integer_max} : fallback;
}

MicrosUtc Options::Instant(std::string_view name, MicrosUtc now,
                           MicrosUtc fallback) const {
  const Value* value = Get(name);
  if (value == nullptr) return fallback;
  return value->is_now ? now : value->integer;
}

std::vector<std::string> Options::TextList(std::string_view name) const {
  const Value* value = Get(name);
  return value != nullptr ? value->list : std::vector<std::string>();
}

const Node* Options::Raw(std::string_view name) const {
  const Value* value = Get(name);
  return value != nullptr ? &value->node : nullptr;
}

Error Options::Fault(std::string_view name, std::string message) const {
  if (name.empty()) {
    return Error(ErrorCode::kInvalidModel, std::move(message), pointer_, place_);
  }
  const Value* value = Get(name);
  Place place =
      value != nullptr && value->node.place.known() ? value->node.place : place_;
  return Error(ErrorCode::kInvalidModel, std::move(message), pointer_ + PointerStep(name),
               place);
}

Status Options::Read(const OptionInfo& option, const Node& node, Value* out) const {
  out->node = node;
  auto wrong = [&] { return Bad(Wanted(option, node)); };
  switch (option.kind) {
    case OptionKind::kBool: {
      auto value = ReadBool(node);
      if (!value) return wrong();
      out->boolean = *value;
      return {};
    }
    case OptionKind::kInt:
    case OptionKind::kBytes: {
      Result<std::int64_t> value = option.kind == OptionKind::kBytes && node.is_text()
                                       ? ParseByteCount(node.text)
                                       : ReadInt(node);
      if (!value) return wrong();
      out->integer = *value;
      return CheckBounds(option, static_cast<double>(*value), node.ScalarText());
    }
    case OptionKind::kUInt64: {
      auto value = ReadUInt64(node);
      if (!value) return wrong();
      out->unsigned_int = *value;
      return CheckBounds(option, static_cast<double>(*value), node.ScalarText());
    }
    case OptionKind::kNumber: {
      auto value = ReadNumber(node);
      if (!value) return wrong();
      out->number = *value;
      return CheckBounds(option, *value, node.ScalarText());
    }
    case OptionKind::kDecimal: {
      std::string text;
      for (char c : node.ScalarText()) {
        if (c != '_') text += c;
      }
      if (!node.is_scalar() || !IsDecimalText(text)) return wrong();
      out->text = text;
      return {};
    }
    case OptionKind::kText:
      if (!node.is_scalar() || node.is_null()) return wrong();
      out->text = node.ScalarText();
      return {};
    case OptionKind::kChoice: {
      std::vector<std::string> names(option.choices.begin(), option.choices.end());
      for (const std::string& choice : names) {
        if (node.is_scalar() && EqualsIgnoreCase(choice, node.ScalarText())) {
          out->text = choice;
          return {};
        }
      }
      return Bad(fmt::format("{} is one of {}, not '{}'{}", option.name,
                             fmt::join(names, ", "), node.ScalarText(),
                             Suggestion(node.ScalarText(), names)));
    }
    case OptionKind::kInstant: {
      if (!node.is_scalar()) return wrong();
      if (node.ScalarText() == "now") {
        out->is_now = true;
        return {};
      }
      auto value = ParseInstant(node.ScalarText());
      if (!value) return Bad(fmt::format("{}: {}", option.name, value.error().message));
      out->integer = *value;
      return {};
    }
    case OptionKind::kLength: {
      if (node.is_scalar()) {
        auto value = ReadInt(node);
        if (!value) return wrong();
        out->integer = out->integer_max = *value;
        return CheckBounds(option, static_cast<double>(*value), node.ScalarText());
      }
      if (!node.is_map()) return wrong();
      out->integer = option.min > 0 ? static_cast<std::int64_t>(option.min) : 0;
      bool has_max = false;
      for (const auto& [key, member] : node.members) {
        if (key != "min" && key != "max") {
          return Bad(fmt::format("{} has no '{}': it is a count or {{ min, max }}",
                                 option.name, Printable(key)));
        }
        auto value = ReadInt(member);
        if (!value) {
          return Bad(fmt::format("{} of {} takes a whole number, not '{}'", key,
                                 option.name, member.ScalarText()));
        }
        RM_RETURN_IF_ERROR(
            CheckBounds(option, static_cast<double>(*value), member.ScalarText()));
        (key == "min" ? out->integer : out->integer_max) = *value;
        has_max = has_max || key == "max";
      }
      if (!has_max) {
        return Bad(fmt::format("{} needs max beside min", option.name));
      }
      if (out->integer > out->integer_max) {
        return Bad(fmt::format("{}: min {} is above max {}", option.name, out->integer,
                               out->integer_max));
      }
      return {};
    }
    case OptionKind::kTextList:
      if (node.is_list()) {
        for (const Node& item : node.items) {
          if (!item.is_scalar() || item.is_null()) return wrong();
          out->list.push_back(item.ScalarText());
        }
      } else if (node.is_scalar() && !node.is_null()) {
        out->list.push_back(node.ScalarText());
      } else {
        return wrong();
      }
      if (out->list.empty()) {
        return Bad(fmt::format("{} is an empty list (leave it out for the default)",
                               option.name));
      }
      return {};
    case OptionKind::kItem:
      if (!node.is_map() && !node.is_text()) return wrong();
      return {};
    case OptionKind::kFields:
      if (!node.is_map()) return wrong();
      if (node.members.empty()) {
        return Bad(
            fmt::format("{} is an empty map: it needs at least one field", option.name));
      }
      return {};
    case OptionKind::kRaw:
      return {};
  }
  return {};
}

Status Options::Set(const Info& info, std::string_view name, Node value) {
  const OptionInfo* option = FindOption(info, name);
  if (option == nullptr) {
    return Bad(fmt::format("{} has no option '{}'{}", info.name, name,
                           Suggestion(name, OptionNames(info))));
  }
  Value read;
  RM_RETURN_IF_ERROR(Read(*option, value, &read));
  std::string canonical(option->name);
  values_[canonical] = std::move(read);
  for (auto& [given_name, node] : given_) {
    if (given_name == canonical) {
      node = std::move(value);
      return {};
    }
  }
  given_.emplace_back(std::move(canonical), std::move(value));
  return {};
}

Options ParseOptions(const Info& info, const Node& map, std::string pointer,
                     Faults* faults) {
  Options options;
  options.pointer_ = std::move(pointer);
  options.place_ = map.place;
  for (std::size_t i = 0; map.is_map() && i < map.members.size(); ++i) {
    const auto& [name, node] = map.members[i];
    std::string at = options.pointer_ + PointerStep(name);
    const OptionInfo* option = FindOption(info, name);
    if (option == nullptr) {
      faults->Add(ErrorCode::kInvalidModel,
                  fmt::format("{} has no option '{}'{}", info.name, name,
                              Suggestion(name, OptionNames(info))),
                  at, map.KeyPlace(i));
      continue;
    }
    if (options.Has(option->name)) {
      faults->Add(ErrorCode::kInvalidModel,
                  fmt::format("'{}' and another spelling of it are both given", name), at,
                  map.KeyPlace(i));
      continue;
    }
    Status set = options.Set(info, option->name, node);
    if (!set) {
      Error error = set.error();
      error.pointer = at;
      error.place = node.place;
      faults->Add(std::move(error));
    }
  }
  for (const OptionInfo& option : info.options) {
    if (option.required && !options.Has(option.name)) {
      bool given = false;
      for (std::size_t i = 0; map.is_map() && i < map.members.size(); ++i) {
        given = given || FindOption(info, map.members[i].first) == &option;
      }
      if (!given) {
        faults->Add(options.Fault(
            "", fmt::format("{} needs the option '{}'", info.name, option.name)));
      }
    }
  }
  return options;
}

}  // namespace rowmill
