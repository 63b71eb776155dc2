#include "api/facade.h"

#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "base/text.h"
#include "job/ids.h"

namespace rowmill::api {

namespace {
template <typename T>
std::optional<T> ParseWhole(std::string_view text) {
  text = Trim(text);
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  T value{};
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<bool> ParseBool(std::string_view text) {
  const std::string word = LowerAscii(Trim(text));
  if (word == "true" || word == "on" || word == "yes" || word == "1") return true;
  if (word == "false" || word == "off" || word == "no" || word == "0") return false;
  return std::nullopt;
}

bool NameMatches(const Param& param, std::string_view given) {
  if (given == param.name) return true;
  return param.kind == ParamKind::kMap && given.size() > param.name.size() + 2 &&
         given.starts_with(param.name) && given[param.name.size()] == '[' &&
         given.back() == ']';
}

// All values given for a parameter: those of the body first, then those of the query.
struct Given {
  std::vector<RawValue> body;
  std::vector<RawValue> query;
};

Given Collect(const Request& request, const Param& param) {
  Given given;
  for (const auto& [name, value] : request.query) {
    if (NameMatches(param, name)) given.query.push_back({name, value, false, {}});
  }
  if (param.in != ParamIn::kQueryOrForm) return given;
  for (const auto& [name, value] : request.form) {
    if (NameMatches(param, name)) given.body.push_back({name, value, false, {}});
  }
  for (const Part& part : request.parts) {
    if (!NameMatches(param, part.name)) continue;
    given.body.push_back({part.name, part.body, part.file_name.has_value(),
                          part.file_name ? std::string_view(*part.file_name) : ""});
  }
  return given;
}

std::string_view FirstText(const Given& given) {
  for (const auto* list : {&given.body, &given.query}) {
    for (const RawValue& value : *list) {
      if (!value.text.empty()) return value.text;
    }
  }
  return {};
}

std::string Shown(std::string_view text) {
  constexpr std::size_t kShown = 100;
  if (text.size() <= kShown) return std::string(text);
  return std::string(text.substr(0, kShown)) + "…";
}

Error BadValue(const Param& param, std::string_view expected, std::string_view text) {
  return Error(ErrorCode::kInvalidArgument,
               fmt::format("parameter '{}' must be {}, not '{}'", param.name, expected,
                           Shown(text)));
}
/// Files that were chosen and have nothing in them; a form sends an empty one without a
/// name where none was chosen.
void CheckUploads(const Param& param, const std::vector<RawValue>& values,
                  Faults* faults) {
  if (param.kind != ParamKind::kUpload) return;
  for (const RawValue& value : values) {
    if (!value.is_file || value.file_name.empty() || !value.text.empty()) continue;
    faults->Add(ErrorCode::kInvalidArgument,
                fmt::format("parameter '{}': the file '{}' is empty", param.name,
                            Shown(Printable(value.file_name))));
  }
}
}  // namespace

const Call::Value* Call::Find(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? nullptr : &found->second;
}

std::optional<std::string> Call::Text(std::string_view name) const {
  const Value* value = Find(name);
  return value ? std::optional(value->text) : std::nullopt;
}

std::optional<std::int64_t> Call::Int(std::string_view name) const {
  const Value* value = Find(name);
  return value ? std::optional(value->integer) : std::nullopt;
}

std::optional<std::uint64_t> Call::Uint(std::string_view name) const {
  const Value* value = Find(name);
  return value ? std::optional(value->natural) : std::nullopt;
}

std::optional<bool> Call::Bool(std::string_view name) const {
  const Value* value = Find(name);
  return value ? std::optional(value->boolean) : std::nullopt;
}

std::vector<std::string> Call::Texts(std::string_view name) const {
  const Value* value = Find(name);
  return value ? value->texts : std::vector<std::string>();
}

std::vector<RawValue> Call::Raw(std::string_view name) const {
  const Value* value = Find(name);
  return value ? value->raw : std::vector<RawValue>();
}

Result<Call> CheckCall(const Request& request, const Route& route,
                       const std::map<std::string, std::string>& path_params) {
  Call call(&request, &route);
  Faults faults;
  for (const Param& param : route.params) {
    Given given;
    if (param.in == ParamIn::kPath) {
      const auto found = path_params.find(std::string(param.name));
      if (found != path_params.end()) {
        given.query.push_back({param.name, found->second, false, {}});
      }
    } else {
      given = Collect(request, param);
    }
    Call::Value value;
    value.raw = given.body;
    value.raw.insert(value.raw.end(), given.query.begin(), given.query.end());
    CheckUploads(param, value.raw, &faults);
    std::erase_if(value.raw, [](const RawValue& raw) { return raw.text.empty(); });
    const std::string_view text = FirstText(given);
    if (value.raw.empty()) {
      if (param.required) {
        faults.Add(ErrorCode::kInvalidArgument,
                   fmt::format("parameter '{}' is missing", param.name));
      }
      continue;
    }
    value.text = std::string(text);
    switch (param.kind) {
      case ParamKind::kText:
      case ParamKind::kMap:
      case ParamKind::kUpload:
        break;
      case ParamKind::kInt32:
      case ParamKind::kInt64: {
        std::optional<std::int64_t> number = ParseWhole<std::int64_t>(text);
        if (param.kind == ParamKind::kInt32 && number &&
            *number != static_cast<std::int32_t>(*number)) {
          number.reset();
        }
        if (!number) faults.Add(BadValue(param, "a whole number", text));
        value.integer = number.value_or(0);
        break;
      }
      case ParamKind::kUint64: {
        const auto number = ParseWhole<std::uint64_t>(text);
        if (!number) faults.Add(BadValue(param, "a whole number of 0 or more", text));
        value.natural = number.value_or(0);
        break;
      }
      case ParamKind::kBool: {
        const auto truth = ParseBool(text);
        if (!truth) faults.Add(BadValue(param, "true or false", text));
        value.boolean = truth.value_or(false);
        break;
      }
      case ParamKind::kUuid: {
        Result<std::string> uuid = ParseUuid(Trim(text));
        if (!uuid) faults.Add(BadValue(param, "a uuid", text));
        if (uuid) value.text = std::move(*uuid);
        break;
      }
      case ParamKind::kTexts:
        for (const RawValue& raw : value.raw) {
          for (std::string_view item : Split(raw.text, ',')) {
            if (!Trim(item).empty()) value.texts.emplace_back(Trim(item));
          }
        }
        break;
    }
    call.values_.emplace(param.name, std::move(value));
  }
  RM_RETURN_IF_ERROR(faults.ToStatus());
  return call;
}

}  // namespace rowmill::api
