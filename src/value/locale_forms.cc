#include "value/locale_forms.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/text.h"

namespace rowmill {

namespace {

template <std::size_t kCount>
void ReadNames(std::string_view cell, std::array<std::string_view, kCount>* out) {
  const std::vector<std::string_view> names = Split(cell, '|');
  RM_CHECK(names.size() == kCount);
  std::copy(names.begin(), names.end(), out->begin());
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

/// `12,34,567.8`: runs of digits and the marks between them.
void ReadSample(std::string_view sample, LocaleForms* forms) {
  std::vector<std::size_t> digits;
  std::vector<std::string_view> marks;
  for (std::size_t at = 0; at < sample.size();) {
    const bool digit = IsDigit(sample[at]);
    std::size_t end = at;
    while (end < sample.size() && IsDigit(sample[end]) == digit) ++end;
    if (digit) {
      digits.push_back(end - at);
    } else {
      marks.push_back(sample.substr(at, end - at));
    }
    at = end;
  }
  RM_CHECK(digits.size() >= 4 && marks.size() + 1 == digits.size());
  forms->decimal = marks.back();
  forms->group = marks[marks.size() - 2];
  forms->group_last = static_cast<int>(digits[digits.size() - 2]);
  forms->group_other = static_cast<int>(digits[digits.size() - 3]);
}

/// The row of `locale_forms`, if there is such a locale.
std::optional<std::uint32_t> FormOf(const DictTable& locales, std::string_view name) {
  for (std::string_view key : locales.keys()) {
    if (!EqualsIgnoreCase(key, name)) continue;
    return static_cast<std::uint32_t>(locales.Numbers("form")[locales.Slice(key)->first]);
  }
  return std::nullopt;
}

}  // namespace

Result<LocaleForms> FindLocale(const Dictionaries& dictionaries, std::string_view name) {
  const DictTable& locales = dictionaries.Get("locales");
  const std::optional<std::uint32_t> form = FormOf(locales, name);
  if (!form) {
    std::vector<std::string> known(locales.keys().begin(), locales.keys().end());
    return Fail(ErrorCode::kInvalidModel,
                fmt::format("no locale is called '{}'{}", Printable(name),
                            Suggestion(name, known)));
  }
  const DictTable& table = dictionaries.Get("locale_forms");
  auto text = [&](std::string_view column) { return table.Texts(column)[*form]; };
  LocaleForms forms;
  ReadSample(text("number"), &forms);
  forms.group_least = table.Numbers("grouping_least")[*form];
  ReadNames(text("months"), &forms.months);
  ReadNames(text("months_short"), &forms.months_short);
  ReadNames(text("days"), &forms.days);
  ReadNames(text("days_short"), &forms.days_short);
  forms.half_days = {text("am"), text("pm")};
  forms.date = text("date");
  forms.time = text("time");
  forms.date_time = text("date_time");
  return forms;
}

}  // namespace rowmill
