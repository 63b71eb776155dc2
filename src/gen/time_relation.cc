#include "gen/time_relation.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "column/render.h"
#include "draw/stream.h"
#include "value/duration_text.h"

namespace rowmill {

namespace {

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;

/// Units of the type in a day, and in a second (a date has days as units).
std::int64_t UnitsPerDay(const DataType& type) {
  return type.id == TypeId::kDate ? 1 : kSecondsPerDay * UnitsPerSecond(type.unit);
}

/// What one field means for the other: the last unit at or before it and the first at or
/// after it.
struct Edge {
  __int128 last = 0;
  __int128 first = 0;
};

/// Reads a cell of the other column in units of the own type.
class EdgeReader {
 public:
  EdgeReader(const DataType& own, const Column& other) : own_(own), other_(other) {
    values_ = other.dictionary() ? other.dictionary().get() : &other;
  }

  Edge Read(std::size_t row) const {
    if (other_.dictionary()) row = static_cast<std::size_t>(other_.index(row));
    const DataType& type = values_->type();
    if (type.id == TypeId::kDate) return OfDay(values_->values<std::int32_t>()[row]);
    const std::int64_t value = values_->values<std::int64_t>()[row];
    const std::int64_t per_second = UnitsPerSecond(type.unit);
    if (own_.id == TypeId::kDate) {
      std::int64_t seconds = FloorDiv(value, per_second);
      if (type.rules != nullptr) seconds = type.rules->LocalOf(seconds);
      const std::int64_t day = FloorDiv(seconds, kSecondsPerDay);
      return {day, day};
    }
    const std::int64_t own = UnitsPerSecond(own_.unit);
    if (own >= per_second) {
      const __int128 units = static_cast<__int128>(value) * (own / per_second);
      return {units, units};
    }
    return {FloorDiv(value, per_second / own), CeilDiv(value, per_second / own)};
  }

 private:
  Edge OfDay(std::int64_t day) const {
    if (own_.id == TypeId::kDate) return {day, day};
    const __int128 per_second = UnitsPerSecond(own_.unit);
    return {Midnight(day + 1) * per_second - 1, Midnight(day) * per_second};
  }
  std::int64_t Midnight(std::int64_t day) const {
    const std::int64_t seconds = day * kSecondsPerDay;
    return own_.rules != nullptr ? own_.rules->UtcOf(seconds) : seconds;
  }

  const DataType& own_;
  const Column& other_;
  const Column* values_;
};

struct Relation {
  std::string after;
  std::string before;
  std::int64_t within = -1;  ///< units; -1 = not given
};

class RelatedGenerator final : public Generator {
 public:
  RelatedGenerator(DataType type, DrawKey key, Relation relation, RelationBounds bounds)
      : key_(key), relation_(std::move(relation)), bounds_(bounds) {
    type_ = std::move(type);
    facts_.nullable = true;
    if (CutsMin()) facts_.min = bounds_.range.min;
    if (CutsMax()) facts_.max = bounds_.range.max;
  }

  std::vector<std::string> inputs() const override {
    std::vector<std::string> names;
    if (!relation_.after.empty()) names.push_back(relation_.after);
    if (!relation_.before.empty()) names.push_back(relation_.before);
    return names;
  }

  Status CheckInputs(std::span<const Generator* const> inputs) const override {
    const std::vector<std::string> names = this->inputs();
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const TypeId id = inputs[i]->type().id;
      if (id != TypeId::kDate && id != TypeId::kTimestamp) {
        const char* option = i == 0 && !relation_.after.empty() ? "after" : "before";
        return Fail({ErrorCode::kInvalidModel,
                     fmt::format("{} is a field of dates or timestamps, and '{}' is {}",
                                 option, names[i], inputs[i]->type().ToString()),
                     PointerStep(option)});
      }
    }
    return {};
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    if (type_.id == TypeId::kDate) {
      std::int32_t* values = out->ResizeValues<std::int32_t>(call.rows.size());
      return Fill(call, values, out);
    }
    std::int64_t* values = out->ResizeValues<std::int64_t>(call.rows.size());
    return Fill(call, values, out);
  }

 private:
  /// Defaults bound only the side that nothing else does.
  bool CutsMin() const {
    return bounds_.min_given || (relation_.after.empty() && relation_.within < 0);
  }
  bool CutsMax() const {
    return bounds_.max_given || (relation_.before.empty() && relation_.within < 0);
  }

  template <typename T>
  Status Fill(const GenerateCall& call, T* values, Column* out) const {
    const bool after = !relation_.after.empty();
    const bool before = !relation_.before.empty();
    const Column* first = call.inputs[0];
    const Column* last = call.inputs[after && before ? 1 : 0];
    const EdgeReader lower(type_, *first), upper(type_, *last);
    std::uint8_t* validity = nullptr;
    if (first->has_nulls() || last->has_nulls()) validity = out->MakeValidity();
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      if (!first->IsValid(i) || !last->IsValid(i)) {
        values[i] = static_cast<T>(bounds_.range.min);  // within the facts
        validity[i / 8] = static_cast<std::uint8_t>(validity[i / 8] & ~(1u << (i % 8)));
        continue;
      }
      __int128 min = CutsMin() ? bounds_.range.min : INT64_MIN;
      __int128 max = CutsMax() ? bounds_.range.max : INT64_MAX;
      if (after) Narrow(lower.Read(i).last + 1, +1, &min, &max);
      if (before) Narrow(upper.Read(i).first - 1, -1, &min, &max);
      if (min > max) return Empty(call.rows[i]);
      const std::uint64_t span =
          static_cast<std::uint64_t>(max) - static_cast<std::uint64_t>(min) + 1;
      values[i] = static_cast<T>(static_cast<std::uint64_t>(min) +
                                 (span == 1 ? 0 : Bounded(key_, call.rows[i], span)));
    }
    return {};
  }

  /// The nearest unit on the allowed side, and `within` from there on.
  void Narrow(__int128 nearest, int side, __int128* min, __int128* max) const {
    const bool bounded = relation_.within >= 0;
    const __int128 farthest =
        nearest + side * (static_cast<__int128>(relation_.within) - 1);
    if (side > 0) {
      *min = std::max(*min, nearest);
      if (bounded) *max = std::min(*max, farthest);
    } else {
      *max = std::min(*max, nearest);
      if (bounded) *min = std::max(*min, farthest);
    }
  }

  Status Empty(std::uint64_t row) const {
    return Fail(ErrorCode::kInvalidModel,
                fmt::format("row {}: no {} is{}{}{}{}{}", row,
                            type_.id == TypeId::kDate ? "day" : "moment",
                            relation_.after.empty() ? "" : " after " + relation_.after,
                            relation_.before.empty() ? "" : " before " + relation_.before,
                            relation_.within < 0 ? "" : " within the given time",
                            CutsMin() || CutsMax() ? " and from min to max" : "",
                            " (give another range or a larger within)"));
  }

  DrawKey key_;
  Relation relation_;
  RelationBounds bounds_;
};

/// Name of a field of the row; nothing when it is not given or after a fault.
std::string ReadField(const TypeContext& context, const Options& options,
                      std::string_view name, Faults* faults) {
  if (!options.Has(name)) return {};
  const std::string field = options.Text(name, "");
  if (field.empty()) {
    faults->Add(options.Fault(name, fmt::format("{} is empty", name)));
  } else if (field == context.field) {
    faults->Add(
        options.Fault(name, fmt::format("{}: '{}' is the field itself", name, field)));
  } else if (field.find('.') != std::string::npos) {
    Error fault = options.Fault(
        name,
        fmt::format("{}: '{}', a field inside a struct or of another entity, is not "
                    "built yet",
                    name, field));
    fault.code = ErrorCode::kNotBuilt;
    faults->Add(std::move(fault));
  }
  return field;
}

std::int64_t ReadWithin(const Options& options, const DataType& type, Faults* faults) {
  if (!options.Has("within")) return -1;
  const std::string text = options.Text("within", "");
  const std::optional<__int128> nanos = ParseDuration(text);
  const __int128 per_unit =
      static_cast<__int128>(kSecondsPerDay) * kNanosPerSecond / UnitsPerDay(type);
  std::string fault;
  if (!nanos || *nanos <= 0) {
    fault = "is not a duration above 0 such as 30d or 1h30m";
  } else if (*nanos > static_cast<__int128>(kDurationSecondsMax) * kNanosPerSecond) {
    fault = "is above 100 years (36500d)";
  } else if (*nanos % per_unit != 0) {
    fault = fmt::format("is no whole number of {}",
                        type.id == TypeId::kDate ? "days" : TimeUnitName(type.unit));
  }
  if (fault.empty()) return static_cast<std::int64_t>(*nanos / per_unit);
  faults->Add(options.Fault("within", fmt::format("within {}: {}", fault, text)));
  return -1;
}

}  // namespace

std::vector<OptionInfo> RelationOptions() {
  return {{.name = "after",
           .kind = OptionKind::kText,
           .default_text = "none",
           .doc = "Field of the row, a date or timestamp, that every value lies after.",
           .example = "ordered_at"},
          {.name = "before",
           .kind = OptionKind::kText,
           .default_text = "none",
           .doc = "Field of the row that every value lies before.",
           .example = "due_on"},
          {.name = "within",
           .kind = OptionKind::kText,
           .default_text = "none",
           .doc = "How far from `after` or `before` at most.",
           .example = "30d"}};
}

bool HasRelation(const Options& options) {
  return options.Has("after") || options.Has("before") || options.Has("within");
}

std::unique_ptr<Generator> MakeRelated(const TypeContext& context, const Options& options,
                                       DataType type, const RelationBounds& bounds,
                                       Faults* faults) {
  const std::size_t before = faults->errors().size();
  Relation relation;
  relation.after = ReadField(context, options, "after", faults);
  relation.before = ReadField(context, options, "before", faults);
  relation.within = ReadWithin(options, type, faults);
  if (relation.after.empty() && relation.before.empty()) {
    faults->Add(options.Fault("within", "within needs after or before"));
  } else if (relation.after == relation.before) {
    faults->Add(options.Fault("before", fmt::format("nothing is both after and before "
                                                    "'{}'",
                                                    relation.after)));
  }
  const std::string_view option = options.Has("after") ? "after" : "before";
  if (context.unique || context.distributed()) {
    faults->Add(options.Fault(
        option,
        fmt::format("{} cannot stand with unique, distribution or correlate", option)));
  }
  if (options.Has("profile")) {
    faults->Add(options.Fault("profile", fmt::format("profile and {} cannot stand "
                                                     "together",
                                                     option)));
  }
  if (faults->errors().size() != before) return nullptr;
  return std::make_unique<RelatedGenerator>(std::move(type), context.draws.Key("value"),
                                            std::move(relation), bounds);
}

}  // namespace rowmill
