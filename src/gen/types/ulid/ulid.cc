// ULIDs: milliseconds, then 80 random bits; they grow with the row.
// Source: github.com/ulid/spec (Crockford's base 32).

#include "gen/ordered_id.h"

namespace rowmill {

namespace {

constexpr char kDigits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void Write(const OrderedIdCell& cell, char* out) {
  // 48 bits of time as 10 digits, then 16 + 64 bits as 16.
  for (int i = 0; i < 10; ++i) out[i] = kDigits[(cell.tick >> (45 - 5 * i)) & 31];
  const std::uint64_t top = cell.alone ? cell.hi & 0xFFFF : cell.index;
  const std::uint64_t first = (top << 24) | (cell.lo >> 40);  // 40 bits, 8 digits
  for (int i = 0; i < 8; ++i) out[10 + i] = kDigits[(first >> (35 - 5 * i)) & 31];
  for (int i = 0; i < 8; ++i) out[18 + i] = kDigits[(cell.lo >> (35 - 5 * i)) & 31];
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  std::optional<RowClock> clock =
      ReadRowClock(context, options, 0, 1'000, (std::uint64_t{1} << 48) - 1, faults);
  if (!clock) return nullptr;
  return MakeOrderedIdGenerator(context.draws, *clock, 26, Write);
}

}  // namespace

TypePlugin ulid_type() {
  Info info;
  info.name = "id.ulid";
  info.family = "keys";
  info.summary = "ULIDs: 26 characters that hold a moment and grow with the row.";
  info.output = "string";
  info.options = RowClockOptions(4'096'000);
  info.example = "{ type: id.ulid, start: 2024-01-01, rate: 50 }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
