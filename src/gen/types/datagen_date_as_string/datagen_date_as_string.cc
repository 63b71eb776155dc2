// Datagen's DATE_AS_STRING: a moment written by a Java date pattern.

#include <fmt/format.h>

#include "base/text.h"
#include "draw/stream.h"
#include "gen/range.h"
#include "gen/temporal.h"
#include "value/java_date.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

constexpr std::size_t kPatternBytesMax = 1'024;

class DateAsString final : public Generator {
 public:
  DateAsString(DrawKey key, JavaDatePattern pattern, UnitRange seconds,
               std::int32_t nanos)
      : key_(key),
        pattern_(std::move(pattern)),
        min_(static_cast<std::uint64_t>(seconds.min)),
        span_(static_cast<std::uint64_t>(seconds.max - seconds.min) + 1),
        nanos_(nanos) {
    type_ = DataType::Of(TypeId::kString);
    facts_.bytes_min = static_cast<std::uint32_t>(pattern_.bytes_min());
    facts_.bytes_max = static_cast<std::uint32_t>(pattern_.bytes_max());
    facts_.plain_text = pattern_.plain();
    facts_.ascending = span_ == 1;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    const std::size_t count = call.rows.size();
    out->Reset(type_);
    call.scratch->draws.Resize(count * sizeof(std::uint64_t));
    std::uint64_t* seconds = call.scratch->draws.as<std::uint64_t>();
    if (span_ == 1) {
      std::fill_n(seconds, count, min_);
    } else {
      FillBounded(key_, call.rows, span_, min_, seconds);
    }
    std::int32_t* offsets = out->ResizeOffsets(count);
    out->bytes().Reserve(count * pattern_.bytes_max());
    char* begin = out->bytes().as<char>();
    char* end = begin;
    for (std::size_t i = 0; i < count; ++i) {
      end = pattern_.Format(static_cast<std::int64_t>(seconds[i]), nanos_, end);
      offsets[i + 1] = static_cast<std::int32_t>(end - begin);
    }
    out->bytes().SetSize(static_cast<std::size_t>(end - begin));
    return {};
  }

 private:
  DrawKey key_;
  JavaDatePattern pattern_;
  std::uint64_t min_;
  std::uint64_t span_;
  std::int32_t nanos_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  const std::size_t before = faults->errors().size();
  const std::string text = options.Text("pattern", "yyyy-MM-dd HH:mm:ss");
  Result<JavaDatePattern> pattern = JavaDatePattern::Parse(text);
  if (text.size() > kPatternBytesMax || !IsUtf8(text)) {
    faults->Add(
        options.Fault("pattern", fmt::format("pattern is not UTF-8 or has more than "
                                             "{} bytes",
                                             kPatternBytesMax)));
  } else if (!pattern) {
    faults->Add(options.Fault("pattern", "pattern: " + pattern.error().message));
  }
  std::optional<UnitRange> seconds =
      ReadSeconds(context, options, kDatagenSeconds, faults);
  if (faults->errors().size() != before) return nullptr;
  std::int32_t nanos = 0;
  if (options.Bool("use_now", false)) {
    std::int64_t now = FloorDiv(context.now, kMicrosPerSecond);
    seconds = UnitRange{now, now};
    nanos = static_cast<std::int32_t>((context.now - now * kMicrosPerSecond) * 1'000);
  }
  return std::make_unique<DateAsString>(context.draws.Key("value"), std::move(*pattern),
                                        *seconds, nanos);
}

}  // namespace

TypePlugin datagen_date_as_string_type() {
  Info info;
  info.name = "datagen.date_as_string";
  info.family = "datagen";
  info.summary = "Datagen's DATE_AS_STRING: moments written by a Java date pattern.";
  info.output = "string";
  info.options = {
      {.name = "pattern",
       .kind = OptionKind::kText,
       .default_text = "yyyy-MM-dd HH:mm:ss",
       .doc = "Pattern of java.time.format.DateTimeFormatter, English names, UTC; the "
              "empty pattern is the ISO instant.",
       .example = "'EEE, d MMM yyyy'"},
  };
  const std::vector<OptionInfo> bounds = DatagenSecondsOptions();
  info.options.insert(info.options.end(), bounds.begin(), bounds.end());
  info.example =
      "{ type: datagen.date_as_string, pattern: dd/MM/yyyy, min: 2020-01-01, "
      "max: 2024-12-31 }";
  return {std::move(info), Make};
}

}  // namespace rowmill
