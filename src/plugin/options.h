/// Option values of one plug-in, read from a document and checked against its `Info`.
/// Values; thread-safe to read.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "plugin/info.h"
#include "plugin/node.h"

namespace rowmill {

/// A count or a range of counts, both inclusive.
struct LengthRange {
  std::int64_t min = 0;
  std::int64_t max = 0;
};

/// The checked options of one use of a plug-in (a field, an output). Getters answer the
/// given value, else the fallback; names must be canonical ones of the Info.
///
///   Options options = ParseOptions(info, node, "/entities/a/fields/b", &faults);
///   std::int64_t min = options.Int("min", 0);
///   if (min > max) faults->Add(options.Fault("min", "min is above max"));
class Options {
 public:
  bool Has(std::string_view name) const { return values_.count(std::string(name)) > 0; }
  bool Bool(std::string_view name, bool fallback) const;
  std::int64_t Int(std::string_view name, std::int64_t fallback) const;
  std::uint64_t UInt64(std::string_view name, std::uint64_t fallback) const;
  double Number(std::string_view name, double fallback) const;
  std::string Text(std::string_view name, std::string_view fallback) const;
  LengthRange Length(std::string_view name, LengthRange fallback) const;
  /// `now` stands for the text `now`. Microseconds UTC.
  MicrosUtc Instant(std::string_view name, MicrosUtc now, MicrosUtc fallback) const;
  std::vector<std::string> TextList(std::string_view name) const;
  /// The node as written; nullptr when not given.
  const Node* Raw(std::string_view name) const;

  /// A fault of option `name` (or of the whole, when empty), with its pointer and place.
  Error Fault(std::string_view name, std::string message) const;

  const std::string& pointer() const { return pointer_; }
  Place place() const { return place_; }
  /// Given options in the order of the text: canonical name and node. For writing back.
  const std::vector<std::pair<std::string, Node>>& given() const { return given_; }

  /// Sets an option by canonical name, checked like a parsed one.
  Status Set(const Info& info, std::string_view name, Node value);

 private:
  friend Options ParseOptions(const Info&, const Node&, std::string, Faults*);

  struct Value {
    bool boolean = false;
    bool is_now = false;
    std::int64_t integer = 0;      ///< kInt, kBytes, kInstant; kLength: min
    std::int64_t integer_max = 0;  ///< kLength: max
    std::uint64_t unsigned_int = 0;
    double number = 0;
    std::string text;
    std::vector<std::string> list;
    Node node;
  };
  Status Read(const OptionInfo& option, const Node& node, Value* out) const;
  const Value* Get(std::string_view name) const;

  std::string pointer_;
  Place place_;
  std::map<std::string, Value> values_;
  std::vector<std::pair<std::string, Node>> given_;
};

/// Reads the members of `map` as options of `info`. Unknown names are faults with the
/// nearest known name; missing required options are faults. `pointer` is the JSON
/// pointer of `map`. Errors go to `faults` with code kInvalidModel.
/// REQUIRES: map.is_map() or map.is_null().
Options ParseOptions(const Info& info, const Node& map, std::string pointer,
                     Faults* faults);

/// Reads a count of bytes: `1048576`, `64k` (1000), `64KiB` (1024), `1M`, `1MiB`.
Result<std::int64_t> ParseByteCount(std::string_view text);

}  // namespace rowmill
