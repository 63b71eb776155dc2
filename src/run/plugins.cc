#include "run/plugins.h"

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
const SinkPlugin* Plugins::FindSink(std::string_view name) const {
  return FindIn(sinks_, catalog_.sinks, name);
}

}  // namespace rowmill
