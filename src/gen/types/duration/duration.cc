// Durations: whole numbers of a unit, or ISO 8601 texts.

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "draw/stream.h"
#include "gen/range.h"
#include "gen/temporal.h"
#include "value/duration_text.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
std::optional<std::int64_t> ReadBound(const Options& options, std::string_view name,
                                      std::int64_t fallback, TimeUnit unit,
                                      Faults* faults) {
  if (!options.Has(name)) return fallback;
  const std::string text = options.Text(name, "");
  std::optional<__int128> nanos = ParseDuration(text);
  const std::int64_t per_unit = kNanosPerSecond / UnitsPerSecond(unit);
  std::string fault;
  if (!nanos) {
    fault = "is not a duration such as 90 (seconds), 1h30m or 2d";
  } else if (*nanos > static_cast<__int128>(kDurationSecondsMax) * kNanosPerSecond) {
    fault = "is above 100 years (36500d)";
  } else if (*nanos % per_unit != 0) {
    fault = fmt::format("is no whole number of the unit {}", TimeUnitName(unit));
  }
  if (fault.empty()) return static_cast<std::int64_t>(*nanos / per_unit);
  faults->Add(options.Fault(name, fmt::format("{} {}: {}", name, fault, text)));
  return std::nullopt;
}

char* PutNumber(std::int64_t value, char* out) {
  const fmt::format_int digits(value);
  std::memcpy(out, digits.data(), digits.size());
  return out + digits.size();
}

/// `P1DT2H3M4.5S`, `PT0S`.
char* PutIso(std::int64_t units, std::int64_t per_second, char* out) {
  std::int64_t seconds = units / per_second, fraction = units % per_second;
  const std::int64_t days = seconds / kSecondsPerDay;
  seconds %= kSecondsPerDay;
  *out++ = 'P';
  if (days > 0) {
    out = PutNumber(days, out);
    *out++ = 'D';
  }
  if (days > 0 && seconds == 0 && fraction == 0) return out;
  *out++ = 'T';
  const bool short_time = seconds >= 60;
  if (seconds >= 3'600) {
    out = PutNumber(seconds / 3'600, out);
    *out++ = 'H';
  }
  if (seconds / 60 % 60 > 0) {
    out = PutNumber(seconds / 60 % 60, out);
    *out++ = 'M';
  }
  seconds %= 60;
  if (seconds == 0 && fraction == 0 && short_time) return out;
  out = PutNumber(seconds, out);
  if (fraction > 0) {
    *out++ = '.';
    for (std::int64_t digit = per_second / 10; fraction > 0; digit /= 10) {
      *out++ = static_cast<char>('0' + fraction / digit);
      fraction %= digit;
    }
  }
  *out++ = 'S';
  return out;
}

class IsoDuration final : public Generator {
 public:
  static constexpr std::uint32_t kTextBytesMax = 32;

  IsoDuration(DrawKey key, std::int64_t min, std::int64_t max, TimeUnit unit)
      : key_(key), min_(min), max_(max), per_second_(UnitsPerSecond(unit)) {
    type_ = DataType::Of(TypeId::kString);
    facts_.bytes_min = 3;  // P1D
    facts_.bytes_max = kTextBytesMax;
    facts_.plain_text = true;
    facts_.ascending = min == max;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    const std::size_t count = call.rows.size();
    out->Reset(type_);
    call.scratch->draws.Resize(count * sizeof(std::uint64_t));
    std::uint64_t* units = call.scratch->draws.as<std::uint64_t>();
    const std::uint64_t min = static_cast<std::uint64_t>(min_);
    if (min_ == max_) {
      std::fill_n(units, count, min);
    } else {
      FillBounded(key_, call.rows, static_cast<std::uint64_t>(max_ - min_) + 1, min,
                  units);
    }
    std::int32_t* offsets = out->ResizeOffsets(count);
    out->bytes().Reserve(count * kTextBytesMax);
    char* begin = out->bytes().as<char>();
    char* end = begin;
    for (std::size_t i = 0; i < count; ++i) {
      end = PutIso(static_cast<std::int64_t>(units[i]), per_second_, end);
      offsets[i + 1] = static_cast<std::int32_t>(end - begin);
    }
    out->bytes().SetSize(static_cast<std::size_t>(end - begin));
    return {};
  }

 private:
  DrawKey key_;
  std::int64_t min_;
  std::int64_t max_;
  std::int64_t per_second_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  const TimeUnit unit = ReadTimeUnit(options);
  auto min = ReadBound(options, "min", 0, unit, faults);
  auto max =
      ReadBound(options, "max", kSecondsPerDay * UnitsPerSecond(unit), unit, faults);
  if (!min || !max) return nullptr;
  if (*min > *max) {
    faults->Add(
        options.Fault(options.Has("min") ? "min" : "max",
                      fmt::format("min {} is above max {}", options.Text("min", "0"),
                                  options.Text("max", "1d"))));
    return nullptr;
  }
  const DrawKey key = context.draws.Key("value");
  if (options.Text("written", "number") == "iso") {
    return std::make_unique<IsoDuration>(key, *min, *max, unit);
  }
  return MakeRangeGenerator(DataType::Of(TypeId::kInt64), key, *min, *max);
}

}  // namespace

TypePlugin duration_type() {
  Info info;
  info.name = "duration";
  info.family = "time";
  info.summary = "Durations, uniform between two inclusive bounds.";
  info.output = "int64";
  info.options = {
      TimeUnitOption(),
      {.name = "min",
       .kind = OptionKind::kText,
       .default_text = "0",
       .doc = "Shortest: seconds, or counts with w d h m s ms us ns, as in 1h30m.",
       .example = "5m"},
      {.name = "max",
       .kind = OptionKind::kText,
       .default_text = "1d",
       .doc = "Longest, inclusive, at most 36500d.",
       .example = "1h30m"},
      {.name = "written",
       .kind = OptionKind::kChoice,
       .default_text = "number",
       .doc = "As a whole number of the unit, or as an ISO 8601 text (P1DT2H3M4S).",
       .choices = {"number", "iso"},
       .example = "iso"},
  };
  info.example = "{ type: duration, min: 5m, max: 1h30m, written: iso }";
  return {std::move(info), Make};
}

}  // namespace rowmill
