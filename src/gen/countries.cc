#include "gen/countries.h"

#include <fmt/format.h>

#include "base/text.h"

namespace rowmill {

Countries::Countries(const Dictionaries& dictionaries)
    : table_(dictionaries.Get("countries")),
      codes_(table_.Texts("iso2")),
      names_(table_.Texts("name")) {
  DictTexts iso3 = table_.Texts("iso3");
  DictTexts aliases = table_.Texts("aliases");
  DictNumbers numeric = table_.Numbers("numeric");
  DictTexts native = table_.Texts("native");
  // Names first: a spelling that two countries have means the one that is called so.
  for (std::uint32_t i = 0; i < size(); ++i) by_name_.emplace(LowerAscii(names_[i]), i);
  for (std::uint32_t i = 0; i < size(); ++i) {
    by_name_.emplace(LowerAscii(codes_[i]), i);
    by_name_.emplace(LowerAscii(iso3[i]), i);
    // Three digits by ISO 3166-1; a number has lost its zeros.
    by_name_.emplace(fmt::format("{:03}", numeric[i]), i);
    by_name_.emplace(fmt::format("{}", numeric[i]), i);
    for (std::string_view alias : Split(aliases[i], '|')) {
      if (!alias.empty()) by_name_.emplace(LowerAscii(alias), i);
    }
  }
  for (std::uint32_t i = 0; i < size(); ++i) {
    if (!native[i].empty()) by_name_.emplace(LowerAscii(native[i]), i);
  }
}

std::optional<std::uint32_t> Countries::Find(std::string_view name) const {
  auto found = by_name_.find(LowerAscii(Trim(name)));
  if (found == by_name_.end()) return std::nullopt;
  return found->second;
}

Result<std::uint32_t> Countries::Get(std::string_view name) const {
  if (std::optional<std::uint32_t> country = Find(name)) return *country;
  std::vector<std::string> known;
  for (std::uint32_t i = 0; i < size(); ++i) known.emplace_back(names_[i]);
  return Fail(
      ErrorCode::kInvalidModel,
      fmt::format("unknown country '{}'{}", Printable(name), Suggestion(name, known)));
}

}  // namespace rowmill
