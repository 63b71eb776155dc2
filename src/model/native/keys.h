/// The keys of the native language, each list in the order they are written and
/// documented. `planned` keys are known and answered "not built yet". Constant data.
#pragma once

#include <array>
#include <string_view>

namespace rowmill::keys {

using Name = std::string_view;

inline constexpr std::array kDataset = {
    Name("rowmill"), Name("recipe"),    Name("name"),         Name("seed"),
    Name("locale"),  Name("now"),       Name("dictionaries"), Name("vars"),
    Name("include"), Name("x-datagen"), Name("definitions"),  Name("entities")};
inline constexpr std::array kDatasetPlanned = {Name("outputs")};
/// What an included file may hold.
inline constexpr std::array kIncluded = {Name("rowmill"), Name("vars"), Name("include"),
                                         Name("definitions"), Name("entities")};

inline constexpr std::array kEntity = {
    Name("description"), Name("rows"),        Name("fixed"),     Name("locale"),
    Name("countries"),   Name("primary_key"), Name("correlate"), Name("fields")};
inline constexpr std::array kEntityPlanned = {Name("per"),     Name("count"),
                                              Name("unique"),  Name("check"),
                                              Name("defects"), Name("defect_column")};

inline constexpr std::array kSource = {Name("type"),     Name("values"), Name("formula"),
                                       Name("template"), Name("link"),   Name("use")};
inline constexpr std::array kSourcePlanned = {Name("case"), Name("ref"),
                                              Name("javascript")};

inline constexpr std::array kModifier = {
    Name("as"),          Name("distribution"), Name("null_rate"), Name("hidden"),
    Name("stream"),      Name("prefix"),       Name("suffix"),    Name("case_style"),
    Name("description"), Name("tags"),         Name("pii"),       Name("unique"),
    Name("format"),      Name("locale")};
/// `min` and `max` cut the values of any source; types have options of these names.
inline constexpr std::array kModifierPlanned = {Name("null_when"), Name("min"),
                                                Name("max"), Name("default")};
/// Of records, references, files and time, known beside the sources of later versions.
inline constexpr std::array kFieldPlanned = {
    Name("of"),       Name("country"), Name("countries"), Name("weight"), Name("column"),
    Name("distinct"), Name("cover"),   Name("depth_max"), Name("datagen")};

/// Beside `values` that name a file.
inline constexpr std::array kValuesFile = {Name("column"), Name("weight"),
                                           Name("separator")};
inline constexpr std::array kChoice = {Name("value"), Name("weight")};
inline constexpr std::array kXDatagen = {Name("model_name"), Name("table_names"),
                                         Name("options")};
inline constexpr std::array kCaseStyles = {Name("lower"), Name("upper"), Name("title")};

template <std::size_t kCount>
constexpr bool Has(const std::array<Name, kCount>& list, Name name) {
  for (Name known : list) {
    if (known == name) return true;
  }
  return false;
}

}  // namespace rowmill::keys
