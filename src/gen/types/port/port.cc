// Port numbers of TCP and UDP.
// Source: RFC 6335 section 6: system, user and dynamic ports.

#include <fmt/format.h>

#include "gen/range.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  std::int64_t min = options.Int("min", 1), max = options.Int("max", 65'535);
  if (options.Has("range")) {
    const std::string range = options.Text("range", "");
    const std::size_t before = faults->errors().size();
    for (std::string_view name : {"min", "max"}) {
      if (options.Has(name)) {
        faults->Add(options.Fault(
            name, fmt::format("{} cannot stand beside range: {}", name, range)));
      }
    }
    if (faults->errors().size() != before) return nullptr;
    min = range == "well_known" ? 1 : range == "registered" ? 1'024 : 49'152;
    max = range == "well_known" ? 1'023 : range == "registered" ? 49'151 : 65'535;
  }
  if (min > max) {
    faults->Add(options.Fault(options.Has("min") ? "min" : "max",
                              fmt::format("min {} is above max {}", min, max)));
    return nullptr;
  }
  return MakeRangeOf(DataType::Of(TypeId::kInt32), context, options, "max", min, max,
                     faults);
}

OptionInfo Bound(std::string_view name, std::string_view fallback, std::string_view doc,
                 std::string_view example) {
  return {.name = name,
          .kind = OptionKind::kInt,
          .default_text = fallback,
          .doc = doc,
          .min = 0,
          .max = 65'535,
          .example = example};
}

}  // namespace

TypePlugin port_type() {
  Info info;
  info.name = "internet.port";
  info.aliases = {"port"};
  info.family = "internet";
  info.summary = "Port numbers, uniform between two inclusive bounds.";
  info.output = "int32";
  info.options = {
      Bound("min", "1", "Smallest, inclusive.", "1024"),
      Bound("max", "65535", "Largest, inclusive.", "9999"),
      {.name = "range",
       .kind = OptionKind::kChoice,
       .default_text = "none",
       .doc = "well_known (1 to 1023), registered (1024 to 49151) or dynamic (49152 to "
              "65535), instead of bounds.",
       .choices = {"well_known", "registered", "dynamic"},
       .example = "dynamic"},
  };
  info.example = "{ type: internet.port, range: registered }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
