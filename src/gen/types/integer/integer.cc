// Whole numbers of 8 to 64 bits, uniform between two inclusive bounds.

#include <fmt/format.h>

#include <algorithm>

#include "gen/distributed.h"
#include "gen/range.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

DataType IntegerType(int bits, bool is_unsigned) {
  switch (bits) {
    case 8:
      return DataType::Of(is_unsigned ? TypeId::kUInt8 : TypeId::kInt8);
    case 16:
      return DataType::Of(is_unsigned ? TypeId::kUInt16 : TypeId::kInt16);
    case 32:
      return DataType::Of(is_unsigned ? TypeId::kUInt32 : TypeId::kInt32);
    default:
      return DataType::Of(is_unsigned ? TypeId::kUInt64 : TypeId::kInt64);
  }
}

struct Bounds {
  __int128 lowest;
  __int128 highest;
};

Bounds BoundsOf(int bits, bool is_unsigned) {
  if (is_unsigned) return {0, (static_cast<__int128>(1) << bits) - 1};
  __int128 half = static_cast<__int128>(1) << (bits - 1);
  return {-half, half - 1};
}

/// The option's whole number, checked against the width.
__int128 ReadBound(const Options& options, std::string_view name, __int128 fallback,
                   const DataType& type, const Bounds& bounds, Faults* faults) {
  if (!options.Has(name)) return fallback;
  std::string text = options.Text(name, "");
  Result<__int128> value = ParseUnits(text, 0);
  if (!value) {
    faults->Add(options.Fault(name, fmt::format("{}: {}", name, value.error().message)));
    return fallback;
  }
  if (*value < bounds.lowest || *value > bounds.highest) {
    faults->Add(options.Fault(name, fmt::format("{} is outside the range of {}: {}", name,
                                                type.ToString(), text)));
    return fallback;
  }
  return *value;
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  const int bits = std::stoi(options.Text("bits", "64"));
  const bool is_unsigned = options.Bool("unsigned", false);
  DataType type = IntegerType(bits, is_unsigned);
  const Bounds bounds = BoundsOf(bits, is_unsigned);
  const __int128 widest = std::min<__int128>(INT32_MAX, bounds.highest);

  const std::size_t before = faults->errors().size();
  __int128 max = ReadBound(options, "max", widest, type, bounds, faults);
  __int128 min = ReadBound(options, "min", 0, type, bounds, faults);
  if (faults->errors().size() != before) return nullptr;
  if (context.distribution != nullptr) {
    WidenOther(options, bounds.lowest, bounds.highest, &min, &max);
  }
  if (min > max) {
    bool given = options.Has("min");
    faults->Add(options.Fault(
        given ? "min" : "max",
        fmt::format(
            "min {} is above max {}{}", given ? options.Text("min", "") : "0",
            fmt::format("{}", static_cast<std::int64_t>(max)),
            options.Has("max") && given ? "" : " (the default of the other bound)")));
    return nullptr;
  }
  if (context.distributed()) {
    return MakeDistributedWhole(context, options, std::move(type), Axis{},
                                {min, max, bounds.lowest, bounds.highest}, faults);
  }
  return MakeRangeOf(std::move(type), context, options, "max", min, max, faults);
}

}  // namespace

TypePlugin integer_type() {
  Info info;
  info.name = "integer";
  info.aliases = {"int"};
  info.family = "numbers";
  info.summary =
      "Whole numbers: uniform between two inclusive bounds, or by a distribution.";
  info.output = "int64";
  info.distributed = true;
  info.options = {
      {.name = "bits",
       .kind = OptionKind::kChoice,
       .default_text = "64",
       .doc = "Width of the column.",
       .choices = {"8", "16", "32", "64"},
       .example = "32"},
      {.name = "unsigned",
       .kind = OptionKind::kBool,
       .default_text = "false",
       .doc = "Whether the column has no sign: 0 .. 2^bits - 1.",
       .example = "true"},
      {.name = "min",
       .kind = OptionKind::kDecimal,
       .default_text = "0",
       .doc = "Smallest value, inclusive.",
       .example = "1"},
      {.name = "max",
       .kind = OptionKind::kDecimal,
       .default_text = "2147483647, or the largest of a narrower width",
       .doc = "Largest value, inclusive.",
       .example = "100"},
  };
  info.example = "{ type: integer, min: 1, max: 100 }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
