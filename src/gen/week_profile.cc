#include "gen/week_profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "base/limits.h"
#include "draw/stream.h"
#include "gen/modifiers.h"
#include "gen/profile.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

/// The units of one hour of the week inside the range: a first, shorter piece, then whole
/// hours a week apart, of which the last may be cut.
struct Slot {
  std::int64_t first = 0;   ///< first unit
  std::uint64_t head = 0;   ///< units of the first piece
  std::int64_t second = 0;  ///< first unit of the second piece
  std::uint64_t units = 0;  ///< in all
};

class WeekProfileGenerator final : public Generator {
 public:
  WeekProfileGenerator(DataType type, const TypeContext& context, std::int64_t min,
                       std::int64_t end, std::vector<Slot> slots,
                       const std::vector<double>& weights)
      : slot_key_(context.draws.Key("profile")),
        key_(context.draws.Key("value")),
        slots_(std::move(slots)),
        table_(weights),
        hour_(3'600 * UnitsPerSecond(type.unit)) {
    type_ = std::move(type);
    facts_.min = min;
    facts_.max = end - 1;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    std::int64_t* values = out->ResizeValues<std::int64_t>(call.rows.size());
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      const std::uint64_t row = call.rows[i];
      const Slot& slot = slots_[table_.Choose(slot_key_, row)];
      const std::uint64_t unit = Bounded(key_, row, slot.units);
      if (unit < slot.head) {
        values[i] = slot.first + static_cast<std::int64_t>(unit);
      } else {
        const std::uint64_t rest = unit - slot.head;
        const std::uint64_t hour = static_cast<std::uint64_t>(hour_);
        values[i] = slot.second + static_cast<std::int64_t>(
                                      rest / hour * (hour * kHoursPerWeek) + rest % hour);
      }
    }
    return {};
  }

 private:
  DrawKey slot_key_;
  DrawKey key_;
  std::vector<Slot> slots_;
  AliasTable table_;
  std::int64_t hour_;
};

/// The slot of hour `place` of the week (Monday 0 o'clock is 0).
Slot MakeSlot(int place, std::int64_t min, std::int64_t end, std::int64_t hour) {
  // 1970-01-01 was a Thursday.
  constexpr int kShift = 3 * 24;
  const std::int64_t first_hour = FloorDiv(min, hour);
  const std::int64_t weeks = FloorDiv(first_hour + kShift, kHoursPerWeek);
  std::int64_t at = weeks * kHoursPerWeek - kShift + place;
  if (at < first_hour) at += kHoursPerWeek;
  Slot slot;
  for (; at * hour < end; at += kHoursPerWeek) {
    const std::int64_t begin = std::max(at * hour, min);
    const std::uint64_t units =
        static_cast<std::uint64_t>(std::min((at + 1) * hour, end) - begin);
    if (slot.units == 0) {
      slot.first = begin;
      slot.head = units;
      slot.second = (at + kHoursPerWeek) * hour;
      slot.units = units;
      continue;
    }
    // From the second piece on only the last can be cut: count them at once.
    const std::int64_t left = end - at * hour;
    const std::int64_t week = hour * kHoursPerWeek;
    slot.units +=
        static_cast<std::uint64_t>(left / week * hour + std::min(left % week, hour));
    break;
  }
  return slot;
}

/// A stretch of the range in which the offset of local time and the month's weight stay
/// the same, in units.
struct Stretch {
  std::int64_t begin = 0;
  std::int64_t end = 0;     ///< exclusive
  std::int64_t offset = 0;  ///< of local time
  double weight = 1;
};

/// Cuts the range where gaps, changes of the zone and months do.
class Cutter {
 public:
  Cutter(const Profile& profile, const DataType& type)
      : profile_(profile),
        zone_(type.rules.get()),
        per_second_(UnitsPerSecond(type.unit)) {}

  std::vector<Stretch> Cut(std::int64_t min, std::int64_t end) {
    std::int64_t begin = min;
    for (const ProfileGap& gap : profile_.gaps) {
      const std::int64_t from = UnitsAt(gap.begin, min, end);
      const std::int64_t to = UnitsAt(gap.end, min, end);
      if (begin < from) CutFree(begin, from);
      begin = std::max(begin, to);
    }
    if (begin < end) CutFree(begin, end);
    return std::move(stretches_);
  }

 private:
  /// The first unit at or after the moment, within [min, end].
  std::int64_t UnitsAt(MicrosUtc at, std::int64_t min, std::int64_t end) const {
    const __int128 scaled = static_cast<__int128>(at) * per_second_;
    __int128 units = scaled / kMicrosPerSecond;
    if (scaled % kMicrosPerSecond > 0) ++units;
    return static_cast<std::int64_t>(
        std::clamp<__int128>(units, static_cast<__int128>(min), end));
  }

  void CutFree(std::int64_t begin, std::int64_t end) {
    if (zone_ == nullptr && !profile_.seasonal) {
      stretches_.push_back({begin, end, 0, 1});
      return;
    }
    while (begin < end && stretches_.size() <= limits::kProfilePiecesMax) {
      const std::int64_t utc = FloorDiv(begin, per_second_);
      const std::int64_t offset = zone_ != nullptr ? zone_->OffsetAt(utc) : 0;
      std::int64_t next = zone_ != nullptr ? zone_->NextChange(utc) : INT64_MAX;
      double weight = 1;
      if (profile_.seasonal) {
        const CivilDate date = CivilFromDays(FloorDiv(utc + offset, kSecondsPerDay));
        weight = profile_.months[date.month - 1];
        const std::int64_t month =
            DaysFromCivil(date.year + (date.month == 12 ? 1 : 0), date.month % 12 + 1, 1);
        next = std::min(next, month * kSecondsPerDay - offset);
      }
      const __int128 units = static_cast<__int128>(next) * per_second_;
      const std::int64_t stop = units < end ? static_cast<std::int64_t>(units) : end;
      if (weight > 0) stretches_.push_back({begin, stop, offset * per_second_, weight});
      begin = stop;
    }
  }

  const Profile& profile_;
  const TimeZone* zone_;
  std::int64_t per_second_;
  std::vector<Stretch> stretches_;
};

/// The pieces that rows choose from, and their weights.
struct Pieces {
  std::vector<Slot> slots;
  std::vector<double> weights;
  double sum = 0;
  bool too_many = false;

  void Add(const Slot& slot, double weight) {
    weight *= static_cast<double>(slot.units);
    if (!(weight > 0)) return;
    slots.push_back(slot);
    weights.push_back(weight);
    sum += weight;
  }
};

Pieces MakePieces(const Profile& profile, const DataType& type, std::int64_t min,
                  std::int64_t end) {
  const std::int64_t hour = 3'600 * UnitsPerSecond(type.unit);
  Pieces pieces;
  const std::vector<Stretch> stretches = Cutter(profile, type).Cut(min, end);
  pieces.too_many = stretches.size() > limits::kProfilePiecesMax;
  for (const Stretch& stretch : stretches) {
    if (!profile.weekly) {
      const std::uint64_t units = static_cast<std::uint64_t>(stretch.end - stretch.begin);
      pieces.Add({stretch.begin, units, 0, units}, stretch.weight);
      continue;
    }
    for (int i = 0; i < kHoursPerWeek; ++i) {
      Slot slot =
          MakeSlot(i, stretch.begin + stretch.offset, stretch.end + stretch.offset, hour);
      slot.first -= stretch.offset;
      slot.second -= stretch.offset;
      pieces.Add(slot, profile.hours[static_cast<std::size_t>(i)] * stretch.weight);
    }
    if (pieces.slots.size() > limits::kProfilePiecesMax) break;
  }
  return pieces;
}

}  // namespace

namespace {

std::unique_ptr<Generator> MakeProfile(const TypeContext& context, const Options& options,
                                       DataType type, std::int64_t min, std::int64_t end,
                                       bool of_days, Faults* faults) {
  if (context.unique) {
    faults->Add(options.Fault("profile", "unique is not built for a profile"));
    return nullptr;
  }
  std::optional<Profile> profile =
      ReadProfile(options, type.rules.get(), of_days, faults);
  if (!profile) return nullptr;
  Pieces pieces = MakePieces(*profile, type, min, end);
  if (pieces.too_many || pieces.slots.size() > limits::kProfilePiecesMax) {
    faults->Add(options.Fault(
        "profile", fmt::format("profile: the range from min to max has more than {} "
                               "pieces of months, zone changes and hours; shorten it",
                               limits::kProfilePiecesMax)));
    return nullptr;
  }
  if (pieces.slots.empty() || !std::isfinite(pieces.sum)) {
    faults->Add(options.Fault(
        "profile", fmt::format("profile: no {} from min to max has a weight above 0",
                               of_days ? "day" : "moment")));
    return nullptr;
  }
  return std::make_unique<WeekProfileGenerator>(std::move(type), context, min, end,
                                                std::move(pieces.slots), pieces.weights);
}

}  // namespace

std::unique_ptr<Generator> MakeWeekProfile(const TypeContext& context,
                                           const Options& options, DataType type,
                                           std::int64_t min, std::int64_t end,
                                           Faults* faults) {
  return MakeProfile(context, options, std::move(type), min, end, false, faults);
}

std::unique_ptr<Generator> MakeDayProfile(const TypeContext& context,
                                          const Options& options, std::int64_t first,
                                          std::int64_t last, Faults* faults) {
  std::unique_ptr<Generator> moments =
      MakeProfile(context, options, DataType::Timestamp(TimeUnit::kSecond, ""),
                  first * kSecondsPerDay, (last + 1) * kSecondsPerDay, true, faults);
  if (moments == nullptr) return nullptr;
  std::string reason;
  std::unique_ptr<Generator> days =
      CastTo(std::move(moments), DataType::Of(TypeId::kDate), &reason);
  RM_CHECK(days != nullptr);
  return days;
}

}  // namespace rowmill
