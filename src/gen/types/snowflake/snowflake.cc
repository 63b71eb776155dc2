// Snowflake ids: 41 bits of milliseconds, 10 of the worker, 12 of a counter.
// Source: Twitter's announcement of Snowflake (2010) and its epoch.

#include <fmt/format.h>

#include "gen/ordered_id.h"

namespace rowmill {

namespace {

constexpr MicrosUtc kTwitterEpoch = 1'288'834'974'657'000;
constexpr std::uint64_t kLastTick = (std::uint64_t{1} << 41) - 1;

class SnowflakeGenerator final : public Generator {
 public:
  SnowflakeGenerator(const RowClock& clock, std::uint64_t worker)
      : clock_(clock), worker_(worker << 12) {
    type_ = DataType::Of(TypeId::kInt64);
    facts_.min = static_cast<std::int64_t>(clock.start() << 22);
    facts_.max = static_cast<std::int64_t>((clock.last() << 22) | 0x3FFFFF);
    facts_.ascending = true;
  }
  std::optional<std::uint64_t> capacity() const override { return clock_.capacity(); }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    std::uint64_t* ids = out->ResizeValues<std::uint64_t>(call.rows.size());
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      const RowClock::Reading at = clock_.At(call.rows[i]);
      ids[i] = (at.tick << 22) | worker_ | at.index;
    }
    return {};
  }

 private:
  RowClock clock_;
  std::uint64_t worker_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  const MicrosUtc epoch = options.Instant("epoch", context.now, kTwitterEpoch);
  std::optional<RowClock> clock =
      ReadRowClock(context, options, epoch, 1'000, kLastTick, faults);
  if (!clock) return nullptr;
  return std::make_unique<SnowflakeGenerator>(
      *clock, static_cast<std::uint64_t>(options.Int("worker", 0)));
}

}  // namespace

TypePlugin snowflake_type() {
  Info info;
  info.name = "id.snowflake";
  info.family = "keys";
  info.summary = "Snowflake ids: whole numbers that hold a moment and grow with the row.";
  info.output = "int64";
  info.options = RowClockOptions(4'096'000);
  info.options.push_back({.name = "epoch",
                          .kind = OptionKind::kInstant,
                          .default_text = "2010-11-04T01:42:54.657Z",
                          .doc = "Moment that milliseconds count from.",
                          .example = "2015-01-01"});
  info.options.push_back({.name = "worker",
                          .kind = OptionKind::kInt,
                          .default_text = "0",
                          .doc = "Number of the machine, the 10 bits behind the moment.",
                          .min = 0,
                          .max = 1'023,
                          .example = "17"});
  info.example = "{ type: id.snowflake, start: 2024-01-01, worker: 17 }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
