#include "dict/time_zones.h"

#include <fmt/format.h>

#include "base/check.h"
#include "base/text.h"

namespace rowmill {

namespace {

/// To the nearest whole minute: ISO 8601 and RFC 3339 write no seconds of an offset, and
/// what is written must be the moment. Only local mean times of before zones, most of
/// them before 1930, have any.
std::int32_t WholeMinutes(std::int32_t offset) {
  const std::int32_t half = offset < 0 ? -30 : 30;
  return (offset + half) / 60 * 60;
}

std::vector<TimeZone::Change> ChangesOf(const Dictionaries& dictionaries,
                                        std::string_view rules) {
  const DictTable& table = dictionaries.Get("zone_changes");
  const std::optional<DictSlice> slice = table.Slice(rules);
  RM_CHECK(slice);
  const DictNumbers days = table.Numbers("day"), seconds = table.Numbers("second");
  const DictNumbers offsets = table.Numbers("offset");
  const DictTexts names = table.Texts("short");
  std::vector<TimeZone::Change> changes;
  for (std::uint32_t row = slice->first; row < slice->first + slice->count; ++row) {
    changes.push_back({std::int64_t{days[row]} * 86'400 + seconds[row],
                       WholeMinutes(offsets[row]), std::string(names[row])});
  }
  return changes;
}

}  // namespace

Result<std::shared_ptr<const TimeZone>> FindTimeZone(const Dictionaries& dictionaries,
                                                     std::string_view name) {
  const std::string_view wanted = Trim(name);
  if (EqualsIgnoreCase(wanted, "UTC")) return std::shared_ptr<const TimeZone>();
  const DictTable& zones = dictionaries.Get("zones");
  const DictTexts names = zones.Texts("name");
  for (std::uint32_t row = 0; row < zones.rows(); ++row) {
    if (!EqualsIgnoreCase(names[row], wanted)) continue;
    return std::make_shared<const TimeZone>(
        std::string(names[row]), ChangesOf(dictionaries, zones.Texts("rules")[row]));
  }
  std::vector<std::string> known;
  for (std::uint32_t row = 0; row < zones.rows(); ++row) known.emplace_back(names[row]);
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("no time zone is called '{}'{} (IANA names such as "
                          "Europe/Paris)",
                          Printable(wanted), Suggestion(wanted, known)));
}

}  // namespace rowmill
