/// All plug-ins of a build, made by `app` from the registries and handed down.
/// Thread-safe once built; must outlive everything made from it.
#pragma once

#include <deque>
#include <string_view>

#include "format/encoder.h"
#include "gen/generator.h"
#include "plugin/catalog.h"
#include "sink/sink.h"

namespace rowmill {

class Plugins {
 public:
  Plugins() = default;
  Plugins(const Plugins&) = delete;
  Plugins& operator=(const Plugins&) = delete;

  void AddType(TypePlugin plugin);
  void AddFormat(FormatPlugin plugin);
  void AddSink(SinkPlugin plugin);
  /// Names the specification knows and this build has not; see InfoList::AddPlanned.
  void AddPlannedType(PlannedName name) { catalog_.types.AddPlanned(std::move(name)); }
  void AddPlannedFormat(PlannedName name) {
    catalog_.formats.AddPlanned(std::move(name));
  }

  /// `dictionaries` must outlive the plug-ins.
  void set_dictionaries(const Dictionaries* dictionaries) {
    dictionaries_ = dictionaries;
  }
  /// Empty until they are set.
  const Dictionaries& dictionaries() const {
    return dictionaries_ == nullptr ? no_dictionaries_ : *dictionaries_;
  }

  const Catalog& catalog() const { return catalog_; }
  /// By canonical name or alias; nullptr when unknown.
  const TypePlugin* FindType(std::string_view name) const;
  const FormatPlugin* FindFormat(std::string_view name) const;
  const SinkPlugin* FindSink(std::string_view name) const;
  /// FindFormat, or why not. Errors: kNotBuilt, kInvalidArgument (nobody knows it).
  Result<const FormatPlugin*> GetFormat(std::string_view name) const;
  const std::deque<TypePlugin>& types() const { return types_; }
  const std::deque<FormatPlugin>& formats() const { return formats_; }
  const std::deque<SinkPlugin>& sinks() const { return sinks_; }

 private:
  std::deque<TypePlugin> types_;
  std::deque<FormatPlugin> formats_;
  std::deque<SinkPlugin> sinks_;
  Catalog catalog_;
  const Dictionaries* dictionaries_ = nullptr;
  Dictionaries no_dictionaries_;
};

}  // namespace rowmill
