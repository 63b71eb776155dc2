#include "run/plugins.h"

#include <fmt/format.h>

#include "base/text.h"

namespace rowmill {

namespace {
template <typename Plugin>
const Plugin* FindIn(const std::deque<Plugin>& plugins, const InfoList& list,
                     std::string_view name) {
  const Info* info = list.Find(name);
  for (const Plugin& plugin : plugins) {
    if (&plugin.info == info) return &plugin;
  }
  return nullptr;
}
}  // namespace

void Plugins::AddType(TypePlugin plugin) {
  types_.push_back(std::move(plugin));
  catalog_.types.Add(&types_.back().info);
}

void Plugins::AddFormat(FormatPlugin plugin) {
  formats_.push_back(std::move(plugin));
  catalog_.formats.Add(&formats_.back().info);
}

void Plugins::AddSink(SinkPlugin plugin) {
  sinks_.push_back(std::move(plugin));
  catalog_.sinks.Add(&sinks_.back().info);
}

const TypePlugin* Plugins::FindType(std::string_view name) const {
  return FindIn(types_, catalog_.types, name);
}
const FormatPlugin* Plugins::FindFormat(std::string_view name) const {
  return FindIn(formats_, catalog_.formats, name);
}
Result<const FormatPlugin*> Plugins::GetFormat(std::string_view name) const {
  if (const FormatPlugin* format = FindFormat(name)) return format;
  const InfoList& list = catalog_.formats;
  if (const PlannedName* planned = list.FindPlanned(name)) {
    return Fail(ErrorCode::kNotBuilt,
                fmt::format("format '{}' is not built yet", planned->name));
  }
  std::string hint = Suggestion(name, list.Names());
  if (hint.empty()) {
    std::vector<std::string_view> built;
    for (const Info* info : list.all()) built.push_back(info->name);
    hint = fmt::format("; there are {}", fmt::join(built, ", "));
  }
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("unknown format '{}'{}", Printable(name), hint));
}

const SinkPlugin* Plugins::FindSink(std::string_view name) const {
  return FindIn(sinks_, catalog_.sinks, name);
}

}  // namespace rowmill
