// KSUIDs: seconds, then 128 random bits in base 62; they grow with the row.
// Source: github.com/segmentio/ksuid (epoch 1400000000).

#include "gen/ordered_id.h"

namespace rowmill {

namespace {

constexpr char kDigits[] =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::uint64_t kFiveDigits = 916'132'832;  // 62^5

void Write(const OrderedIdCell& cell, char* out) {
  const std::uint64_t top = cell.alone ? cell.hi >> 32 : cell.index;
  std::uint32_t words[5] = {
      static_cast<std::uint32_t>(cell.tick), static_cast<std::uint32_t>(top),
      static_cast<std::uint32_t>(cell.hi), static_cast<std::uint32_t>(cell.lo >> 32),
      static_cast<std::uint32_t>(cell.lo)};
  // Five digits a turn from the end; the top words become 0 one by one.
  for (int turn = 0; turn < 6; ++turn) {
    std::uint64_t rest = 0;
    for (std::uint32_t& word : words) {
      rest = rest << 32 | word;
      word = static_cast<std::uint32_t>(rest / kFiveDigits);
      rest %= kFiveDigits;
    }
    for (int i = 0; i < 5; ++i) {
      const int place = 26 - 5 * turn - i;
      if (place >= 0) out[place] = kDigits[rest % 62];
      rest /= 62;
    }
  }
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  std::optional<RowClock> clock =
      ReadRowClock(context, options, 1'400'000'000'000'000, 1, UINT32_MAX, faults);
  if (!clock) return nullptr;
  return MakeOrderedIdGenerator(context.draws, *clock, 27, Write);
}

}  // namespace

TypePlugin ksuid_type() {
  Info info;
  info.name = "id.ksuid";
  info.family = "keys";
  info.summary = "KSUIDs: 27 characters that hold a moment and grow with the row.";
  info.output = "string";
  info.options = RowClockOptions(4'000'000'000.0);
  info.example = "{ type: id.ksuid, start: 2024-01-01, rate: 50 }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
