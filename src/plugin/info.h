/// What a plug-in says about itself: its name, options and documentation. The only source
/// for parsing, validation, error texts, JSON Schema, OpenAPI, `--help`, reference pages.
/// Constant data, thread-safe.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace rowmill {

/// What kind of value an option takes, and so how a model's value is read and checked.
enum class OptionKind : std::uint8_t {
  kBool,      ///< true, false (also as text)
  kInt,       ///< int64 whole number; text such as `1_000` or `1.5M` is read too
  kUInt64,    ///< whole number 0 .. 2^64-1
  kNumber,    ///< finite double; whole numbers and numeric text accepted
  kDecimal,   ///< exact decimal text: `12.50`; kept as text
  kText,      ///< any text (numbers and booleans are taken by their text)
  kChoice,    ///< one of `choices`, letter case ignored
  kInstant,   ///< date or time; microseconds UTC. `now` is the run's frozen moment
  kBytes,     ///< count of bytes: `1048576`, `64k`, `1M`, `64KiB`
  kLength,    ///< a count, or `{min: , max: }` (either may be left out)
  kTextList,  ///< list of texts, or one text
  kRaw,       ///< any tree; the plug-in reads it itself
  kItem,      ///< the field that items are made by: rows of their own
  kFields,    ///< name -> field, of the same row
};

/// One option of a plug-in.
struct OptionInfo {
  std::string_view name = {};
  OptionKind kind = OptionKind::kText;
  std::string_view default_text = {};  ///< shown, not parsed; empty = none
  std::string_view doc = {};           ///< one sentence
  std::string_view unit = {};          ///< `bytes`, `characters`, `rows`; empty = none
  double min = std::numeric_limits<double>::lowest();  ///< bounds, inclusive, of numbers
  double max = std::numeric_limits<double>::max();     ///< and of counts
  std::vector<std::string_view> choices = {};          ///< kChoice
  std::vector<std::string_view> aliases = {};          ///< other accepted spellings
  bool required = false;
  std::string_view example = {};
};

/// How far a plug-in is proven, printed in the README.
enum class Tier : std::uint8_t {
  kTested,    ///< against an independent program in the tests
  kFaked,     ///< against a fake peer in the tests
  kUntested,  ///< not run against anything but itself
};

/// One row per plug-in: field type, format or sink.
struct Info {
  std::string_view name;                  ///< canonical: `integer`, `text.pattern`, `csv`
  std::vector<std::string_view> aliases;  ///< other accepted names: `pattern`
  std::string_view family;                ///< `numbers`, `text`, … ; empty for formats
  std::string_view summary;               ///< one sentence
  std::vector<OptionInfo> options;
  std::string_view output;  ///< types: logical type as text; formats: `.csv`
  bool deterministic = true;
  bool distributed = false;  ///< types: honours `distribution` and `correlate`
  Tier tier = Tier::kTested;
  std::string_view example;  ///< a field or option text for the docs page
};

/// A name that the specification knows and this build does not: it is answered with
/// "not built yet" instead of "unknown".
struct PlannedName {
  std::string_view name;
  std::vector<std::string_view> aliases;
};

/// `TestedName`: `tested`, `faked`, `untested`.
std::string_view TierName(Tier tier);
/// `whole number`, `number`, `text`, … for messages and docs.
std::string_view OptionKindName(OptionKind kind);
/// The option of that name or alias; nullptr when there is none.
const OptionInfo* FindOption(const Info& info, std::string_view name);
/// Names of all options, for suggestions.
std::vector<std::string> OptionNames(const Info& info);

}  // namespace rowmill
