#include "gen/ordered_id.h"

#include <fmt/format.h>

#include <algorithm>

#include "draw/stream.h"
#include "gen/characters.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

class OrderedIdGenerator final : public Generator {
 public:
  OrderedIdGenerator(const DrawScope& draws, const RowClock& clock, std::size_t bytes,
                     void (*write)(const OrderedIdCell&, char*))
      : hi_(draws.Key("hi")),
        lo_(draws.Key("lo")),
        clock_(clock),
        bytes_(bytes),
        write_(write) {
    type_ = DataType::Of(TypeId::kString);
    facts_.bytes_min = facts_.bytes_max = static_cast<std::uint32_t>(bytes);
    facts_.plain_text = true;
    facts_.ascending = true;
  }
  std::optional<std::uint64_t> capacity() const override { return clock_.capacity(); }

  Status Generate(const GenerateCall& call, Column* out) const override {
    const std::size_t count = call.rows.size();
    out->Reset(type_);
    RM_RETURN_IF_ERROR(ResizeEqualTexts(count, bytes_, out));
    call.scratch->draws.Resize(count * sizeof(std::uint64_t));
    call.scratch->draws_2.Resize(count * sizeof(std::uint64_t));
    std::uint64_t* hi = call.scratch->draws.as<std::uint64_t>();
    std::uint64_t* lo = call.scratch->draws_2.as<std::uint64_t>();
    FillDraws(hi_, call.rows, hi);
    FillDraws(lo_, call.rows, lo);
    char* text = out->bytes().as<char>();
    for (std::size_t i = 0; i < count; ++i) {
      const RowClock::Reading at = clock_.At(call.rows[i]);
      write_({at.tick, at.index, clock_.alone(), hi[i], lo[i]}, text + i * bytes_);
    }
    return {};
  }

 private:
  DrawKey hi_;
  DrawKey lo_;
  RowClock clock_;
  std::size_t bytes_;
  void (*write_)(const OrderedIdCell&, char*);
};

}  // namespace

std::uint64_t RowClock::capacity() const {
  const unsigned __int128 ticks = static_cast<unsigned __int128>(last_ - start_) + 1;
  // The last row of the last tick, by the definition of At.
  const unsigned __int128 rows = (ticks * rate_ + ticks_ - 1) / ticks_;
  return static_cast<std::uint64_t>(
      std::min<unsigned __int128>(rows, limits::kRowIdMax + 1));
}

std::vector<OptionInfo> RowClockOptions(double rate_max) {
  return {{.name = "start",
           .kind = OptionKind::kInstant,
           .default_text = "now",
           .doc = "Moment of row 0.",
           .example = "2024-01-01"},
          {.name = "rate",
           .kind = OptionKind::kInt,
           .default_text = "1000",
           .doc = "Rows in every second from then on.",
           .unit = "rows",
           .min = 1,
           .max = rate_max,
           .example = "50"}};
}

std::optional<RowClock> ReadRowClock(const TypeContext& context, const Options& options,
                                     MicrosUtc epoch, std::uint64_t ticks_per_second,
                                     std::uint64_t last, Faults* faults) {
  const MicrosUtc start = options.Instant("start", context.now, context.now);
  const std::int64_t micros_per_tick =
      kMicrosPerSecond / static_cast<std::int64_t>(ticks_per_second);
  const std::int64_t tick = FloorDiv(start, micros_per_tick) - epoch / micros_per_tick;
  if (tick < 0 || static_cast<std::uint64_t>(tick) > last) {
    faults->Add(options.Fault(
        "start", fmt::format("start is outside the range of these identifiers, from {} "
                             "on for {} seconds: {}",
                             FormatInstant(epoch), last / ticks_per_second,
                             FormatInstant(start))));
    return std::nullopt;
  }
  return RowClock(static_cast<std::uint64_t>(tick), last,
                  static_cast<std::uint64_t>(options.Int("rate", 1'000)),
                  ticks_per_second);
}

std::unique_ptr<Generator> MakeOrderedIdGenerator(
    const DrawScope& draws, const RowClock& clock, std::size_t bytes,
    void (*write)(const OrderedIdCell&, char* out)) {
  return std::make_unique<OrderedIdGenerator>(draws, clock, bytes, write);
}

}  // namespace rowmill
