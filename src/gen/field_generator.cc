#include "gen/field_generator.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "gen/formula.h"
#include "gen/modifiers.h"
#include "gen/record_columns.h"
#include "gen/table_text.h"
#include "gen/temporal.h"
#include "gen/values.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> NotBuilt(const Field& field, std::string what,
                                    Faults* faults) {
  faults->Add(ErrorCode::kNotBuilt,
              fmt::format("field '{}': {} is not built yet", field.name, what),
              field.pointer, field.place);
  return nullptr;
}

/// Where the country of a record's rows comes from a column, that column may be null.
std::unique_ptr<Generator> WithCountry(std::unique_ptr<Generator> made,
                                       const TypeContext& context) {
  const bool follows = made != nullptr && context.record != nullptr &&
                       !context.record->inputs().empty() && !made->inputs().empty();
  return follows ? NullWithoutCountry(std::move(made)) : std::move(made);
}

std::unique_ptr<Generator> MakeTyped(const Field& field, const TypePlugin& plugin,
                                     TypeContext context, Faults* faults) {
  context.unique = field.modifiers.unique;
  if (context.unique && !plugin.unique) {
    NotBuilt(field, fmt::format("unique: true of type '{}'", field.type), faults);
    context.unique = false;
  }
  if (context.copula != nullptr && !plugin.info.distributed) {
    faults->Add(ErrorCode::kInvalidModel,
                fmt::format("field '{}': {} does not honour 'correlate'", field.name,
                            plugin.info.name),
                field.pointer, field.place);
    context.copula = nullptr;
  }
  if (field.modifiers.distribution) {
    context.distribution = &*field.modifiers.distribution;
  }
  if (context.unique && context.distributed()) {
    faults->Add(field.Fault(
        "unique", fmt::format("field '{}': 'unique' is a permutation of all values and "
                              "cannot have a distribution or be correlated",
                              field.name)));
    context.unique = false;
  }
  return WithCountry(plugin.make(context, field.options, faults), context);
}

/// The field with the zone of `as` looked up; broken, and without `as`, after a fault.
Field WithZone(const Field& field, const TypeContext& context, Faults* faults) {
  Field resolved = field;
  Status found = ResolveZone(context.dictionaries, &*resolved.modifiers.as);
  if (found) return resolved;
  faults->Add(field.Fault(
      "as", fmt::format("as of field '{}': {}", field.name, found.error().message)));
  resolved.modifiers.as.reset();
  resolved.broken = true;
  return resolved;
}

bool NeedsZone(const Field& field) {
  const std::optional<DataType>& as = field.modifiers.as;
  return as && as->rules == nullptr && !as->zone.empty() && as->zone != "UTC";
}

/// Types with words of many languages take that of the locale, unless told another.
bool FollowsLocale(const Field& field, const TypePlugin* plugin) {
  return field.source == SourceKind::kType && plugin != nullptr &&
         FindOption(plugin->info, "language") != nullptr &&
         !field.options.Has("language");
}

/// Makes a field with a context whose draws are those of its `stream`; a stream that
/// nothing is drawn from is a fault.
template <typename Make>
std::unique_ptr<Generator> WithStream(const Field& field, const TypeContext& context,
                                      Faults* faults, Make make) {
  if (field.modifiers.stream.empty()) return make(context);
  auto asked = std::make_shared<bool>(false);
  TypeContext watched = context;
  watched.draws = context.draws.Watched(asked);
  std::unique_ptr<Generator> made = make(watched);
  if (made == nullptr || *asked) return made;
  faults->Add(field.Fault(
      "stream", fmt::format("field '{}': stream: {} changes nothing: the field draws "
                            "nothing of its own",
                            field.name, field.modifiers.stream)));
  return nullptr;
}

std::unique_ptr<Generator> MakeSource(const Field& field, const TypePlugin* plugin,
                                      const TypeContext& context, Faults* faults) {
  switch (field.source) {
    case SourceKind::kType:
      if (plugin == nullptr) {
        return NotBuilt(field, fmt::format("type '{}'", field.type), faults);
      }
      return MakeTyped(field, *plugin, context, faults);
    case SourceKind::kValues:
      if (field.modifiers.unique) {
        return NotBuilt(field, "unique: true of 'values'", faults);
      }
      return MakeValuesGenerator(field, context, faults);
    case SourceKind::kFormula:
    case SourceKind::kTemplate:
    case SourceKind::kCase:
    case SourceKind::kLink:
    case SourceKind::kRef:
    case SourceKind::kJavascript:
      break;
  }
  return NotBuilt(field, fmt::format("source '{}'", SourceName(field.source)), faults);
}

}  // namespace

std::unique_ptr<Generator> MakeLinkGenerator(const Field& field, const LinkTarget& target,
                                             const TypeContext& context, Faults* faults) {
  if (NeedsZone(field)) {
    return MakeLinkGenerator(WithZone(field, context, faults), target, context, faults);
  }
  const auto& own = target.plugin->attributes;
  std::unique_ptr<Generator> made;
  if (field.modifiers.unique) return NotBuilt(field, "unique: true of a link", faults);
  if (target.plugin->any_attribute ||
      std::find(own.begin(), own.end(), target.name) != own.end()) {
    made = target.plugin->make_attribute(target.context, target.field->options,
                                         target.name, faults);
  } else if (target.attribute != nullptr &&
             target.plugin->record != RecordFamily::kNone) {
    made =
        WithCountry(target.attribute->make(target.context, target.field->options, faults),
                    target.context);
  } else {
    std::vector<std::string> names(own.begin(), own.end());
    bool record = !own.empty() || target.plugin->record != RecordFamily::kNone;
    faults->Add(
        ErrorCode::kInvalidModel,
        record ? fmt::format("field '{}': {} has no attribute '{}'{}", field.name,
                             target.plugin->info.name, target.name,
                             Suggestion(target.name, names))
               : fmt::format("field '{}': link to '{}', whose type {} has no "
                             "attributes",
                             field.name, target.field->name, target.plugin->info.name),
        field.pointer + "/link", field.raw.place);
    return nullptr;
  }
  if (made == nullptr || field.broken) return nullptr;
  return WithStream(field, context, faults, [&](const TypeContext& watched) {
    return ApplyModifiers(std::move(made), field.modifiers, watched, field, faults);
  });
}

std::unique_ptr<Generator> MakeComputedGenerator(const Field& field,
                                                 const ExprNames& names,
                                                 const TypeContext& context,
                                                 Faults* faults) {
  if (NeedsZone(field)) {
    return MakeComputedGenerator(WithZone(field, context, faults), names, context,
                                 faults);
  }
  if (field.modifiers.unique)
    return NotBuilt(field, fmt::format("unique: true of '{}'", SourceName(field.source)),
                    faults);
  return WithStream(
      field, context, faults,
      [&](const TypeContext& watched) -> std::unique_ptr<Generator> {
        std::unique_ptr<Generator> made = MakeComputed(field, names, watched, faults);
        if (made == nullptr || field.broken) return nullptr;
        return ApplyModifiers(std::move(made), field.modifiers, watched, field, faults);
      });
}

std::unique_ptr<Generator> MakePlaceholder() {
  return MakeComposedText({}, [](std::uint64_t, TextWriter*) {});
}

std::unique_ptr<Generator> MakeFieldGenerator(const Field& field,
                                              const TypePlugin* plugin,
                                              const TypeContext& context,
                                              Faults* faults) {
  if (NeedsZone(field)) {
    return MakeFieldGenerator(WithZone(field, context, faults), plugin, context, faults);
  }
  return WithStream(field, context, faults,
                    [&](const TypeContext& watched) -> std::unique_ptr<Generator> {
                      const std::size_t before = faults->errors().size();
                      std::unique_ptr<Generator> made =
                          MakeSource(field, plugin, watched, faults);
                      const bool faulty = faults->errors().size() > before;
                      RM_CHECK(made != nullptr || faulty);
                      if (faulty || field.broken) return nullptr;
                      return ApplyModifiers(std::move(made), field.modifiers, watched,
                                            field, faults, FollowsLocale(field, plugin));
                    });
}

}  // namespace rowmill
