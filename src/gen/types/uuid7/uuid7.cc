// UUIDs, version 7: milliseconds, then random bits; they grow with the row.
// Source: RFC 9562 section 5.7; 6.2 method 1 where a millisecond has several rows.

#include "gen/ordered_id.h"
#include "value/hex.h"

namespace rowmill {

namespace {

void Write(const OrderedIdCell& cell, char* out) {
  const std::uint64_t behind = cell.alone ? cell.hi & 0xFFF : cell.index;
  const std::uint64_t hi = (cell.tick << 16) | 0x7000 | behind;
  PutUuid(hi, (cell.lo >> 2) | (std::uint64_t{2} << 62), out);
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  std::optional<RowClock> clock =
      ReadRowClock(context, options, 0, 1'000, (std::uint64_t{1} << 48) - 1, faults);
  if (!clock) return nullptr;
  return MakeOrderedIdGenerator(context.draws, *clock, 36, Write);
}

}  // namespace

TypePlugin uuid7_type() {
  Info info;
  info.name = "id.uuid7";
  info.family = "keys";
  info.summary =
      "UUIDs, version 7, in lower case: they hold a moment and grow with the row.";
  info.output = "string";
  info.options = RowClockOptions(4'096'000);
  info.example = "{ type: id.uuid7, start: 2024-01-01, rate: 50 }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
