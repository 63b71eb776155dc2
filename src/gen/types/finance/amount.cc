// Amounts of money in a currency's smallest units: many small ones, few large ones.

#include <fmt/format.h>

#include "base/text.h"
#include "draw/math.h"
#include "gen/decimal_option.h"
#include "gen/distributed.h"
#include "gen/type_plugin.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

constexpr int kPrecision = 15;
/// Without bounds: 1.00 to 10,000.00 of a currency with two digits.
constexpr std::int64_t kUnitsMin = 100;
constexpr std::int64_t kUnitsMax = 1'000'000;

/// The digits behind the point that the currency has; nothing after a fault.
std::optional<int> DigitsOf(const TypeContext& context, const Options& options,
                            Faults* faults) {
  if (!options.Has("currency")) return 2;
  const std::string wanted = UpperAscii(options.Text("currency", ""));
  const DictTable& table = context.dictionaries->Get("currencies");
  const DictTexts codes = table.Texts("code");
  std::vector<std::string> known;
  for (std::uint32_t i = 0; i < table.rows(); ++i) {
    if (codes[i] == wanted) return table.Numbers("digits")[i];
    known.emplace_back(codes[i]);
  }
  faults->Add(options.Fault(
      "currency",
      fmt::format("unknown currency '{}'{}", Printable(options.Text("currency", "")),
                  Suggestion(wanted, known))));
  return std::nullopt;
}

/// Log-normal with its middle two fifths of the way from min to max, by factors, and both
/// far out in its ends.
Law AmountLaw(std::int64_t min, std::int64_t max) {
  const double low = math::Log(static_cast<double>(std::max<std::int64_t>(min, 1)));
  const double width = math::Log(static_cast<double>(max)) - low;
  Law law;
  law.kind = LawKind::kLogNormal;
  law.a = low + 0.4 * width;
  law.b = width > 0 ? width / 8 : 1;  // one value: any spread gives it
  return law;
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  const std::optional<int> digits = DigitsOf(context, options, faults);
  if (!digits) return nullptr;
  DataType type = DataType::Decimal(kPrecision, *digits);
  const std::int64_t limit = PowerOfTen(kPrecision) - 1;
  std::optional<std::int64_t> min = ReadUnits(options, "min", type, kUnitsMin, faults);
  std::optional<std::int64_t> max = ReadUnits(options, "max", type, kUnitsMax, faults);
  if (!min || !max) return nullptr;
  const bool own_law = context.distribution == nullptr;
  WidenOther(options, own_law ? std::min<std::int64_t>(*max / 100, kUnitsMin) : -limit,
             own_law ? std::min(*min, limit / 100) * 100 : limit, &*min, &*max);
  if (*min > *max) {
    faults->Add(options.Fault(
        "min", fmt::format("min {} is above max {}", options.Text("min", "(the default)"),
                           options.Text("max", "(the default)"))));
    return nullptr;
  }
  if (own_law && (*min < 0 || *max < 1)) {
    const std::string_view option = *min < 0 ? "min" : "max";
    faults->Add(options.Fault(
        option, fmt::format("{} {}: amounts of 0 and below need a distribution", option,
                            options.Text(option, ""))));
    return nullptr;
  }
  Axis axis;
  axis.factor = static_cast<double>(PowerOfTen(*digits));
  const Law law = own_law ? AmountLaw(*min, *max) : Law();
  return MakeDistributedWhole(context, options, std::move(type), axis,
                              {*min, *max, -limit, limit}, faults, &law);
}

}  // namespace

TypePlugin finance_amount_type() {
  TypePlugin plugin = MakeTypePlugin(
      "finance.amount", {}, "decimal(15,2)",
      "Amounts of money: many small ones, few large ones (log-normal), or by a "
      "distribution.",
      {{.name = "currency",
        .kind = OptionKind::kText,
        .default_text = "any with two digits",
        .doc = "ISO 4217 code; it says how many digits stand behind the point.",
        .example = "JPY"},
       {.name = "min",
        .kind = OptionKind::kDecimal,
        .default_text = "1.00",
        .doc = "Smallest amount, inclusive; the default is 100 of the smallest units, or "
               "less where max says so.",
        .example = "0.50"},
       {.name = "max",
        .kind = OptionKind::kDecimal,
        .default_text = "10000.00",
        .doc = "Largest amount, inclusive; the default is 1,000,000 of the smallest "
               "units, or more where min says so.",
        .example = "2500"}},
      "{ type: finance.amount, currency: EUR, min: 5, max: 2500 }", Make);
  plugin.info.distributed = true;
  return plugin;
}

}  // namespace rowmill
