#include "gen/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/limits.h"
#include "base/text.h"
#include "gen/temporal.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu",
                                                   "fri", "sat", "sun"};

using Weights = std::array<double, kHoursPerWeek>;

constexpr std::array<std::string_view, 12> kMonths = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

/// `jan`, `January`, `1`; -1 when it is no month.
int PlaceOfMonth(std::string_view name) {
  constexpr std::array<std::string_view, 12> kLong = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  int number = 0;
  auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error == std::errc() && end == name.data() + name.size()) {
    return number >= 1 && number <= 12 ? number - 1 : -1;
  }
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (name == kMonths[i] || name == kLong[i]) return static_cast<int>(i);
  }
  return -1;
}

/// Place of a weekday (`mon`, `Monday`), an hour (`0`..`23`) or a month; -1 when it is
/// none.
int PlaceOf(std::string_view text, std::size_t places) {
  const std::string name = LowerAscii(Trim(text));
  if (places == 12) return PlaceOfMonth(name);
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
  ProfileReader(const Options& options, const TimeZone* zone, bool of_days,
                Faults* faults)
      : options_(options), zone_(zone), of_days_(of_days), faults_(faults) {}

  std::optional<Profile> Read() {
    const std::size_t before = faults_->errors().size();
    Profile profile;
    std::array<double, 7> days;
    std::array<double, 24> hours;
    days.fill(1);
    hours.fill(1);
    profile.months.fill(1);
    const Node& node = *options_.Raw("profile");
    if (node.is_text() && FoldedIs(node, "business_hours")) {
      profile.weekly = true;
      days = {1, 1, 1, 1, 1, 0, 0};
      for (std::size_t h = 0; h < 24; ++h) hours[h] = h >= 9 && h < 17 ? 1 : 0;
    } else if (node.is_map() && !node.members.empty()) {
      for (const auto& [key, value] : node.members) {
        if (key == "weekday") {
          profile.weekly = true;
          ReadWeights(key, value, days.data(), days.size());
        } else if (key == "hour" && of_days_) {
          Fault("profile.hour: days have no hours");
        } else if (key == "hour") {
          profile.weekly = true;
          ReadWeights(key, value, hours.data(), hours.size());
        } else if (key == "month") {
          profile.seasonal = true;
          ReadWeights(key, value, profile.months.data(), profile.months.size());
        } else if (key == "gaps") {
          ReadGaps(value, &profile.gaps);
        } else {
          Fault(fmt::format("profile has no key '{}'{}", Printable(key),
                            Suggestion(key, {"weekday", "hour", "month", "gaps"})));
        }
      }
    } else {
      Fault(
          fmt::format("profile is business_hours or a map with weekday, hour, month and "
                      "gaps, not {}",
                      node.is_scalar() ? "'" + Printable(node.ScalarText()) + "'"
                                       : "a " + std::string(node.KindName())));
    }
    if (faults_->errors().size() != before) return std::nullopt;
    for (std::size_t i = 0; i < profile.hours.size(); ++i) {
      profile.hours[i] = days[i / 24] * hours[i % 24];
    }
    return profile;
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
    std::vector<std::string_view> named(places);
    for (const auto& [key, value] : node.members) {
      const std::size_t dash = key.find('-');
      const int first = PlaceOf(std::string_view(key).substr(0, dash), places);
      const int last = dash == std::string::npos
                           ? first
                           : PlaceOf(std::string_view(key).substr(dash + 1), places);
      if (first >= 0 && last >= 0 && last < first) {
        Fault(
            fmt::format("profile.{}: '{}' does not rise; what goes on behind the end "
                        "is two keys, such as {}",
                        name, Printable(key),
                        places == 7    ? "sat-sun and mon"
                        : places == 12 ? "nov-dec and jan-feb"
                                       : "22-23 and 0-6"));
        continue;
      }
      if (first < 0 || last < 0) {
        Fault(fmt::format("profile.{0} has no {0} '{1}' ({2}, or two with a dash)", name,
                          Printable(key),
                          places == 7    ? "mon to sun"
                          : places == 12 ? "jan to dec"
                                         : "0 to 23"));
        continue;
      }
      std::optional<double> weight = ReadWeight(value);
      if (!weight) {
        Fault(
            fmt::format("profile.{}: the weight of '{}' is not a number of 0 or more: {}",
                        name, Printable(key), Printable(value.ScalarText())));
        continue;
      }
      for (int i = first; i <= last; ++i) {
        std::string_view& taken = named[static_cast<std::size_t>(i)];
        if (!taken.empty()) {
          Fault(fmt::format("profile.{}: '{}' and '{}' overlap", name, Printable(taken),
                            Printable(key)));
          break;
        }
        taken = key;
        out[i] = *weight;
      }
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

  /// `[{ from: 2024-12-24, to: 2024-12-26 }]`, both inclusive.
  void ReadGaps(const Node& node, std::vector<ProfileGap>* gaps) {
    if (!node.is_list() || node.items.empty() ||
        node.items.size() > limits::kProfileGapsMax) {
      return Fault(fmt::format("profile.gaps is a list of 1 to {} maps with from and to",
                               limits::kProfileGapsMax));
    }
    for (const Node& item : node.items) {
      const Node* from = item.is_map() ? item.Find("from") : nullptr;
      const Node* to = item.is_map() ? item.Find("to") : nullptr;
      if (from == nullptr || to == nullptr || item.members.size() != 2) {
        Fault("a gap of profile.gaps is a map with from and to");
        continue;
      }
      std::optional<MicrosUtc> begin = ReadMoment("from", *from, 0);
      std::optional<MicrosUtc> end = ReadMoment("to", *to, 1);
      if (!begin || !end) continue;
      if (*begin >= *end) {
        Fault(fmt::format("profile.gaps: from {} is above to {}",
                          Printable(from->ScalarText()), Printable(to->ScalarText())));
        continue;
      }
      gaps->push_back({*begin, *end});
    }
    Merge(gaps);
  }

  /// The moment, `more` microseconds later; a day alone is then its last moment.
  std::optional<MicrosUtc> ReadMoment(std::string_view key, const Node& node,
                                      MicrosUtc more) {
    const std::string text = node.is_scalar() ? node.ScalarText() : "";
    Result<MicrosUtc> at = ParseLocalInstant(text, zone_);
    if (!at) {
      Fault(fmt::format("profile.gaps: {} is not a date or time: '{}'", key,
                        Printable(text)));
      return std::nullopt;
    }
    const bool day = Trim(text).find(':') == std::string_view::npos;
    if (of_days_ && !day) {
      Fault(fmt::format("profile.gaps: {} of dates is a day, not '{}'", key, text));
      return std::nullopt;
    }
    if (!day || more == 0) return *at + more;
    const Result<MicrosUtc> civil = ParseInstant(Trim(text));
    const std::int64_t next = FloorDiv(*civil, kMicrosPerSecond) + kSecondsPerDay;
    return (zone_ != nullptr ? zone_->UtcOf(next) : next) * kMicrosPerSecond;
  }

  static void Merge(std::vector<ProfileGap>* gaps) {
    std::sort(gaps->begin(), gaps->end(), [](const ProfileGap& a, const ProfileGap& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    });
    std::vector<ProfileGap> merged;
    for (const ProfileGap& gap : *gaps) {
      if (!merged.empty() && gap.begin <= merged.back().end) {
        merged.back().end = std::max(merged.back().end, gap.end);
      } else {
        merged.push_back(gap);
      }
    }
    *gaps = std::move(merged);
  }

  const Options& options_;
  const TimeZone* zone_;
  bool of_days_;
  Faults* faults_;
};

}  // namespace

OptionInfo ProfileOption(bool of_days) {
  OptionInfo option{
      .name = "profile",
      .kind = OptionKind::kRaw,
      .default_text = "none",
      .doc =
          "Weights in local time of the zone: business_hours (mon to fri, 9 "
          "to 17), or { weekday: { mon-fri: 5, sat: 1 }, hour: { 8-17: 3, "
          "20: 1 }, month: { dec: 2, jan-nov: 1 }, gaps: [{ from: "
          "2024-12-24, to: 2024-12-26 }] }.",
      .example = "business_hours"};
  if (of_days) {
    option.doc =
        "Weights: business_hours (mon to fri), or { weekday: { mon-fri: 5, sat: 1 }, "
        "month: { dec: 2, jan-nov: 1 }, gaps: [{ from: 2024-12-24, to: 2024-12-26 }] }.";
  }
  return option;
}

std::optional<Profile> ReadProfile(const Options& options, const TimeZone* zone,
                                   bool of_days, Faults* faults) {
  return ProfileReader(options, zone, of_days, faults).Read();
}

}  // namespace rowmill
