#include "gen/types/timestamp/week_profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "draw/stream.h"
#include "gen/numbers.h"

namespace rowmill {

namespace {

constexpr int kHoursPerWeek = 168;
constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu",
                                                   "fri", "sat", "sun"};

using Weights = std::array<double, kHoursPerWeek>;

/// Place of a weekday (`mon`, `Monday`) or an hour (`0`..`23`); -1 when it is neither.
int PlaceOf(std::string_view text, std::size_t places) {
  const std::string name = LowerAscii(Trim(text));
  if (places == 24) {
    int hour = -1;
    auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), hour);
    const bool whole = error == std::errc() && end == name.data() + name.size();
    return whole && hour >= 0 && hour < 24 ? hour : -1;
  }
  constexpr std::array<std::string_view, 7> kLong = {
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  for (std::size_t i = 0; i < places; ++i) {
    if (name == kDays[i] || name == kLong[i]) return static_cast<int>(i);
  }
  return -1;
}

class ProfileReader {
 public:
  ProfileReader(const Options& options, Faults* faults)
      : options_(options), faults_(faults) {}

  std::optional<Weights> Read() {
    const std::size_t before = faults_->errors().size();
    std::array<double, 7> days;
    std::array<double, 24> hours;
    days.fill(1);
    hours.fill(1);
    const Node& node = *options_.Raw("profile");
    if (node.is_text() && FoldedIs(node, "business_hours")) {
      days = {1, 1, 1, 1, 1, 0, 0};
      for (std::size_t h = 0; h < 24; ++h) hours[h] = h >= 9 && h < 17 ? 1 : 0;
    } else if (node.is_map() && !node.members.empty()) {
      for (const auto& [key, value] : node.members) {
        if (key == "weekday") {
          ReadWeights(key, value, days.data(), days.size());
        } else if (key == "hour") {
          ReadWeights(key, value, hours.data(), hours.size());
        } else {
          Fault(fmt::format("profile has no key '{}'{}", Printable(key),
                            Suggestion(key, {"weekday", "hour"})));
        }
      }
    } else {
      Fault(
          fmt::format("profile is business_hours or a map with weekday and hour, not {}",
                      node.is_scalar() ? "'" + Printable(node.ScalarText()) + "'"
                                       : "a " + std::string(node.KindName())));
    }
    if (faults_->errors().size() != before) return std::nullopt;
    Weights weights;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      weights[i] = days[i / 24] * hours[i % 24];
    }
    return weights;
  }

 private:
  static bool FoldedIs(const Node& node, std::string_view name) {
    return EqualsIgnoreCase(Trim(node.text), name);
  }
  void Fault(std::string message) {
    faults_->Add(options_.Fault("profile", std::move(message)));
  }

  /// `{ mon: 2, tue-fri: 5 }`: what is not named has no weight.
  void ReadWeights(const std::string& name, const Node& node, double* out,
                   std::size_t places) {
    if (!node.is_map() || node.members.empty()) {
      return Fault(fmt::format("profile.{} is a map of weights", name));
    }
    std::fill_n(out, places, 0);
    for (const auto& [key, value] : node.members) {
      const std::size_t dash = key.find('-');
      const int first = PlaceOf(std::string_view(key).substr(0, dash), places);
      const int last = dash == std::string::npos
                           ? first
                           : PlaceOf(std::string_view(key).substr(dash + 1), places);
      if (first < 0 || last < first) {
        Fault(fmt::format("profile.{0} has no {0} '{1}' ({2}, or two with a dash)", name,
                          Printable(key), places == 7 ? "mon to sun" : "0 to 23"));
        continue;
      }
      std::optional<double> weight = ReadWeight(value);
      if (!weight) {
        Fault(
            fmt::format("profile.{}: the weight of '{}' is not a number of 0 or more: {}",
                        name, Printable(key), Printable(value.ScalarText())));
        continue;
      }
      for (int i = first; i <= last; ++i) out[i] = *weight;
    }
  }

  static std::optional<double> ReadWeight(const Node& node) {
    if (!node.is_scalar()) return std::nullopt;
    const std::string text = node.ScalarText();
    double value = -1;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !(value >= 0) ||
        value > 1e15) {
      return std::nullopt;
    }
    return value;
  }

  const Options& options_;
  Faults* faults_;
};

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

}  // namespace

std::unique_ptr<Generator> MakeWeekProfile(const TypeContext& context,
                                           const Options& options, DataType type,
                                           std::int64_t min, std::int64_t end,
                                           Faults* faults) {
  if (context.unique) {
    faults->Add(options.Fault("profile", "unique is not built for moments of a profile"));
    return nullptr;
  }
  std::optional<Weights> weights = ProfileReader(options, faults).Read();
  if (!weights) return nullptr;
  const std::int64_t hour = 3'600 * UnitsPerSecond(type.unit);
  std::vector<Slot> slots;
  std::vector<double> sums;
  double sum = 0;
  for (int i = 0; i < kHoursPerWeek; ++i) {
    const Slot slot = MakeSlot(i, min, end, hour);
    const double weight =
        (*weights)[static_cast<std::size_t>(i)] * static_cast<double>(slot.units);
    if (!(weight > 0)) continue;
    slots.push_back(slot);
    sums.push_back(weight);
    sum += weight;
  }
  if (slots.empty() || !std::isfinite(sum)) {
    faults->Add(options.Fault("profile",
                              "profile: no moment from min to max has a weight above 0"));
    return nullptr;
  }
  return std::make_unique<WeekProfileGenerator>(std::move(type), context, min, end,
                                                std::move(slots), sums);
}

}  // namespace rowmill
