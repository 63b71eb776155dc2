/// Countries by any of their names: what filters, `countries:` and country columns are
/// read with. Immutable, thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dict/dictionaries.h"

namespace rowmill {

class Countries {
 public:
  /// Reads the table `countries`; `dictionaries` must outlive it.
  explicit Countries(const Dictionaries& dictionaries);

  /// The row of the table: by name, other spellings, ISO codes; letter case and accents
  /// of the spelling as in the table, case ignored for ASCII.
  std::optional<std::uint32_t> Find(std::string_view name) const;
  /// Find, or what is wrong with the nearest name. Errors: kInvalidModel.
  Result<std::uint32_t> Get(std::string_view name) const;

  std::uint32_t size() const { return table_.rows(); }
  /// ISO 3166-1 alpha-2.
  std::string_view code(std::uint32_t country) const { return codes_[country]; }
  std::string_view name(std::uint32_t country) const { return names_[country]; }
  const DictTable& table() const { return table_; }

 private:
  const DictTable& table_;
  DictTexts codes_;
  DictTexts names_;
  std::map<std::string, std::uint32_t, std::less<>> by_name_;
};

}  // namespace rowmill
