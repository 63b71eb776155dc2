// MongoDB's ObjectIds: seconds, five bytes of the field, a counter within the second.
// Source: mongodb.com/docs/manual/reference/bson-types, ObjectId.

#include "draw/stream.h"
#include "gen/characters.h"
#include "gen/ordered_id.h"
#include "value/hex.h"

namespace rowmill {

namespace {

constexpr std::size_t kTextBytes = 24;

class ObjectIdGenerator final : public Generator {
 public:
  ObjectIdGenerator(const DrawScope& draws, const RowClock& clock)
      : clock_(clock), process_(Draw(draws.Key("process"), 0) >> 24) {
    type_ = DataType::Of(TypeId::kString);
    facts_.bytes_min = facts_.bytes_max = kTextBytes;
    facts_.plain_text = true;
    facts_.ascending = true;
  }
  std::optional<std::uint64_t> capacity() const override { return clock_.capacity(); }

  Status Generate(const GenerateCall& call, Column* out) const override {
    const std::size_t count = call.rows.size();
    out->Reset(type_);
    RM_RETURN_IF_ERROR(ResizeEqualTexts(count, kTextBytes, out));
    char* text = out->bytes().as<char>();
    for (std::size_t i = 0; i < count; ++i, text += kTextBytes) {
      const RowClock::Reading at = clock_.At(call.rows[i]);
      PutHex<4>(at.tick, text);
      PutHex<5>(process_, text + 8);
      PutHex<3>(at.index, text + 18);
    }
    return {};
  }

 private:
  RowClock clock_;
  std::uint64_t process_;  ///< 40 bits, the same for every row of the field
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  std::optional<RowClock> clock =
      ReadRowClock(context, options, 0, 1, UINT32_MAX, faults);
  if (!clock) return nullptr;
  return std::make_unique<ObjectIdGenerator>(context.draws, *clock);
}

}  // namespace

TypePlugin objectid_type() {
  Info info;
  info.name = "id.objectid";
  info.family = "keys";
  info.summary = "MongoDB's ObjectIds: 24 hex digits that hold a moment and grow.";
  info.output = "string";
  info.options = RowClockOptions(16'777'216);
  info.example = "{ type: id.objectid, start: 2024-01-01, rate: 50 }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
