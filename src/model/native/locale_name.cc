#include "model/native/locale_name.h"

#include <fmt/format.h>

#include "base/text.h"

namespace rowmill {

namespace {

bool IsLocale(std::string_view locale) {
  bool first = true;
  for (std::string_view part : Split(locale, '-')) {
    if (part.size() < 2 || part.size() > (first ? 3 : 8)) return false;
    for (char c : part) {
      bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (first || c < '0' || c > '9')) return false;
    }
    first = false;
  }
  return true;
}

}  // namespace

void CheckLocale(const Section& section, const std::string& locale) {
  if (section.Get("locale") == nullptr || IsLocale(locale)) return;
  section.Fault("locale", fmt::format("locale is a name such as en-US, not {}",
                                      Shown(*section.Get("locale"))));
}

}  // namespace rowmill
