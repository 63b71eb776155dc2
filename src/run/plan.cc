#include "run/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>

#include "base/text.h"
#include "draw/copula.h"
#include "gen/field_generator.h"
#include "gen/field_order.h"
#include "gen/formula.h"
#include "gen/modifiers.h"
#include "gen/record.h"
#include "run/plan_columns.h"
#include "run/plan_dictionaries.h"
#include "value/locale_forms.h"

namespace rowmill {

namespace {

bool IsTemporal(const DataType& type) {
  return type.id == TypeId::kDate || type.id == TypeId::kTime ||
         type.id == TypeId::kTimestamp;
}

/// A tile's bytes are bounded, and so are the int32 offsets of its texts.
constexpr std::uint64_t kTileBytesMax = 16u << 20;

std::size_t TileRows(const EntityPlan& plan) {
  Schema all;
  for (const ColumnPlan& column : plan.columns) {
    all.fields.push_back(
        {column.name, column.generator->type(), column.generator->facts()});
  }
  return static_cast<std::size_t>(RowsWithin(all, limits::kTileRows, kTileBytesMax));
}

/// Makes one dataset's plan; holds what all entities share.
class Planner {
 public:
  Planner(const Dataset& dataset, const Plugins& plugins, const PlanOptions& options)
      : dataset_(dataset),
        plugins_(plugins),
        options_(options),
        dictionaries_(&plugins.dictionaries()),
        files_(options.files) {}

  Result<std::shared_ptr<const Plan>> Make() {
    auto plan = std::make_shared<Plan>();
    plan->dataset = dataset_.name;
    plan->model_hash = dataset_.hash;
    plan->seed = options_.seed.value_or(dataset_.seed.value_or(0));
    plan->now = options_.now.value_or(dataset_.now.value_or(kDefaultNow));
    seed_ = plan->seed;
    now_ = plan->now;
    RM_RETURN_IF_ERROR(CheckOptions());
    ReadDictionaries(plan.get());
    CheckLocales();
    for (const Entity& entity : dataset_.entities) {
      if (!Wanted(entity.name)) continue;
      plan->entities.push_back(PlanEntity(entity));
    }
    RM_RETURN_IF_ERROR(faults_.ToStatus());
    plan->warnings = std::move(warnings_);
    if (plan->entities.empty()) {
      return Fail(ErrorCode::kInvalidModel, "the model has no entities");
    }
    return plan;
  }

  void CheckFields(Faults* faults) {
    // Tables of the model's own are read when it is planned: types may rest on them.
    if (!dataset_.dictionaries.empty()) return;
    seed_ = dataset_.seed.value_or(0);
    now_ = dataset_.now.value_or(kDefaultNow);
    CheckLocales();
    for (const Entity& entity : dataset_.entities) {
      EntityPlan plan;
      if (entity.rows.given()) {
        Result<std::uint64_t> rows = EvaluateRowCount(entity.rows, dataset_);
        if (rows) plan.rows = *rows;  // else the reader has told it
      }
      PlanColumns(entity, &plan);
    }
    for (const Error& fault : faults_.errors()) {
      // No file is opened for a model that is refused anyway.
      if (fault.code != ErrorCode::kForbidden) faults->Add(fault);
    }
  }

 private:
  /// Where a field stands: the rows it is drawn for, and the fields around it.
  struct Scope {
    const Entity* entity = nullptr;
    /// The entity in keys: its name, or that of items, which are rows of their own.
    std::string rows;
    std::string prefix;  ///< of fields' names in keys: the structs they stand in
    const std::vector<Field>* fields = nullptr;
    const Scope* around = nullptr;   ///< whose rows are the same
    const Scope* outside = nullptr;  ///< of items: where their list stands
    /// By label; of all fields with the same rows.
    std::shared_ptr<const std::map<std::string, std::shared_ptr<const RecordContext>>>
        records;
  };
  /// Between names in keys; no name can hold it.
  static constexpr char kKeySeparator = '\x1f';

  void ReadDictionaries(Plan* plan) {
    if (dataset_.dictionaries.empty() && options_.dictionaries.empty()) return;
    Result<PlanDictionaries> read = ReadPlanDictionaries(dataset_, options_, plugins_);
    if (!faults_.Take(read)) return;
    plan->dictionaries = read->tables;
    plan->dictionaries_hash = read->hash;
    dictionaries_ = read->tables.get();
  }

  Status CheckOptions() const {
    if (!(options_.scale > 0) || !std::isfinite(options_.scale)) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("scale must be above 0: {}", options_.scale));
    }
    Faults faults;
    std::vector<std::string> names;
    for (const Entity& entity : dataset_.entities) names.push_back(entity.name);
    for (const std::string& table : options_.tables) {
      if (dataset_.FindEntity(table) == nullptr) {
        faults.Add(
            ErrorCode::kInvalidArgument,
            fmt::format("no entity is called '{}'{}", table, Suggestion(table, names)));
      }
    }
    return faults.ToStatus();
  }

  void CheckLocale(const std::string& locale, const Located& around) {
    if (locale.empty()) return;
    Result<LocaleForms> found = FindLocale(plugins_.dictionaries(), locale);
    if (!found) faults_.Add(around.Fault("locale", found.error().message));
  }

  void CheckLocales(const std::vector<Field>& fields) {
    for (const Field& field : fields) {
      CheckLocale(field.modifiers.locale, field);
      CheckLocales(field.children);
    }
  }

  /// Faults of locales that are not known: of the dataset, its entities and fields.
  void CheckLocales() {
    CheckLocale(dataset_.locale, {"", dataset_.locale_place, {}});
    for (const Entity& entity : dataset_.entities) {
      CheckLocale(entity.locale, entity);
      CheckLocales(entity.fields);
    }
  }

  bool Wanted(const std::string& entity) const {
    return options_.tables.empty() ||
           std::find(options_.tables.begin(), options_.tables.end(), entity) !=
               options_.tables.end();
  }

  EntityPlan PlanEntity(const Entity& entity) {
    EntityPlan plan;
    plan.name = entity.name;
    plan.schema.name = entity.name;
    PlanSize(entity, &plan);
    PlanColumns(entity, &plan);
    return plan;
  }

  /// Columns in their order, when all can be made; else whatever is wrong with any.
  void PlanColumns(const Entity& entity, EntityPlan* plan) {
    const std::size_t faults_before = faults_.errors().size();
    const Scope scope = EntityScope(entity);
    std::vector<ColumnPlan> columns;
    PlanCorrelations(entity);
    for (const Field& field : entity.fields) {
      columns.push_back(PlanField(scope, field));
    }
    PlanComputed(scope, entity, &columns);
    const ColumnOrder order =
        CheckColumns(entity, columns, plan->rows, plugins_, &faults_);
    const bool whole = std::none_of(columns.begin(), columns.end(),
                                    [](const auto& c) { return c.generator == nullptr; });
    if (!whole || faults_.errors().size() != faults_before) return;
    PutColumns(order, std::move(columns), plan);
    plan->tile_rows = TileRows(*plan);
    if (plan->output.empty()) {
      faults_.Add(ErrorCode::kInvalidModel,
                  fmt::format("entity '{}' has no field that is written", entity.name),
                  entity.pointer, entity.place);
    }
  }

  void PlanSize(const Entity& entity, EntityPlan* plan) {
    if (!entity.rows.given()) return;
    Result<std::uint64_t> rows = EvaluateRowCount(entity.rows, dataset_);
    if (!rows) {
      Error error = rows.error();
      if (error.pointer.empty()) error.pointer = entity.pointer + "/rows";
      if (!error.place.known()) error.place = entity.rows.place;
      faults_.Add(std::move(error));
      return;
    }
    double scaled = static_cast<double>(*rows);
    if (!entity.fixed && options_.scale != 1) {
      scaled = std::floor(scaled * options_.scale + 0.5);
      // A table that has rows keeps at least one, or every reference to it would break.
      if (*rows > 0) scaled = std::max(scaled, 1.0);
      *rows = static_cast<std::uint64_t>(std::min(scaled, 0x1.0p63));
    }
    if (*rows > limits::kRowIdMax) {
      faults_.Add(ErrorCode::kInvalidModel,
                  fmt::format("entity '{}' has more than 2^56 rows", entity.name),
                  entity.pointer + "/rows", entity.rows.place);
      return;
    }
    plan->rows = *rows;
  }

  /// The parts of the entity's fields in its groups.
  void PlanCorrelations(const Entity& entity) {
    copulas_.clear();
    for (const Correlation& group : entity.correlate) {
      for (const std::string& name : group.fields) CheckCorrelated(entity, name, group);
      if (group.matrix.size() != group.fields.size()) continue;  // the reader told why
      const auto lower = CholeskyOf(group.matrix);
      if (!lower) continue;
      std::vector<DrawKey> keys;
      for (std::size_t i = 0; i < group.fields.size(); ++i) {
        const std::string& name = group.fields[i];
        keys.push_back(DrawScope::Column(seed_, entity.name, name).Key("value"));
        copulas_[name] = std::make_shared<CopulaPart>(keys, (*lower)[i]);
      }
    }
  }

  void CheckCorrelated(const Entity& entity, const std::string& name,
                       const Correlation& group) {
    auto fault = [&](std::string message) {
      faults_.Add(ErrorCode::kInvalidModel, std::move(message), group.pointer,
                  group.place);
    };
    for (const Field& field : entity.fields) {
      if (field.name != name) continue;
      if (field.source != SourceKind::kType) {
        fault(fmt::format("field '{}' cannot be correlated: '{}' does not honour it",
                          name, SourceName(field.source)));
      } else if (!field.modifiers.stream.empty()) {
        fault(fmt::format("field '{}' cannot have both 'stream' and 'correlate'", name));
      }
      return;
    }
    // A name that no field has is told by the reader.
  }

  /// The type of a field, when it has one and this build knows it.
  const TypePlugin* TypeOf(const Field& field) const {
    return field.source == SourceKind::kType ? plugins_.FindType(field.type) : nullptr;
  }

  /// Copies `fields` and those of the structs among them: all that have the same rows.
  static void CollectFields(const std::vector<Field>& fields, std::vector<Field>* out) {
    for (const Field& field : fields) {
      std::vector<Field> members;
      for (const Field& child : field.children) {
        if (!child.item) members.push_back(child);
      }
      out->push_back(field);
      CollectFields(members, out);
    }
  }

  Scope EntityScope(const Entity& entity) {
    Scope scope;
    scope.entity = &entity;
    scope.rows = entity.name;
    scope.fields = &entity.fields;
    MakeScopeRecords(&scope);
    return scope;
  }

  /// The items of `field` that `child` makes.
  Scope ItemScope(const Scope& around, const Field& field, const Field& child) {
    Scope scope;
    scope.entity = around.entity;
    // Lists with one stream share their items, as they share their lengths.
    const std::string& stream = field.modifiers.stream;
    scope.rows = around.rows + kKeySeparator +
                 (stream.empty() ? around.prefix + field.name : kKeySeparator + stream);
    item_fields_.push_back({child});
    scope.fields = &item_fields_.back();
    scope.outside = &around;
    MakeScopeRecords(&scope);
    return scope;
  }

  static Scope StructScope(const Scope& around, const Field& field) {
    Scope scope = around;
    scope.prefix = around.prefix + field.name + kKeySeparator;
    scope.fields = &field.children;
    scope.around = &around;
    return scope;
  }

  void MakeScopeRecords(Scope* scope) {
    Entity rows;
    rows.name = scope->rows;
    static_cast<Located&>(rows) = *scope->entity;
    rows.countries = scope->entity->countries;
    rows.unread = scope->entity->unread;
    CollectFields(*scope->fields, &rows.fields);
    std::vector<RecordField> found;
    for (const Field& field : rows.fields) {
      const TypePlugin* plugin = TypeOf(field);
      if (plugin != nullptr && plugin->record != RecordFamily::kNone &&
          field.source_read) {
        found.push_back({&field, plugin->record, plugin->record_table});
      }
    }
    using Records = std::map<std::string, std::shared_ptr<const RecordContext>>;
    scope->records = std::make_shared<const Records>(
        MakeRecords(rows, found, seed_, *dictionaries_, &faults_, &shared_));
  }

  /// What the type of `field` is made with; also for links to the field.
  TypeContext ContextOf(const Scope& scope, const Field& field) const {
    const std::string& stream = field.modifiers.stream;
    TypeContext context;
    context.draws = stream.empty()
                        ? DrawScope::Column(seed_, scope.rows, scope.prefix + field.name)
                        : DrawScope::Shared(seed_, scope.rows, stream);
    context.now = now_;
    const std::string& locale = scope.entity->locale;
    context.locale = !field.modifiers.locale.empty() ? field.modifiers.locale
                     : !locale.empty()               ? locale
                                                     : dataset_.locale;
    context.own_locale = !field.modifiers.locale.empty();
    context.warnings = &warnings_;
    context.field = field.name;
    context.seed = seed_;
    context.entity = scope.rows;
    context.files = &files_;
    context.shared = &shared_;
    context.dictionaries = dictionaries_;
    if (scope.fields == &scope.entity->fields) {
      if (auto found = copulas_.find(field.name); found != copulas_.end()) {
        context.copula = found->second;
      }
    }
    const TypePlugin* plugin = TypeOf(field);
    if (plugin != nullptr && plugin->record != RecordFamily::kNone) {
      context.record = scope.records->at(RecordLabel(field));
    }
    return context;
  }

  /// The field `name`, which `field` would be linked to, draws no record, or is none of
  /// its row.
  void RefuseLink(const Scope& scope, const Field& field, const std::string& name,
                  bool known, const std::string& suggestion) {
    ErrorCode code = ErrorCode::kInvalidModel;
    std::string message =
        fmt::format("field '{}': link to '{}', which ", field.name, name);
    const Scope* inner = &scope;
    while (inner->around != nullptr) inner = inner->around;
    if (known) {
      message += "draws no record";
    } else if (StandsAround(inner->outside, name)) {
      code = ErrorCode::kNotBuilt;
      message +=
          "stands outside of the list: items are rows of their own, and reading "
          "the row around them is not built yet";
    } else {
      message += fmt::format("is no field of '{}'{}", scope.entity->name, suggestion);
    }
    faults_.Add(code, std::move(message), field.pointer + "/link", field.raw.place);
  }

  static bool StandsAround(const Scope* scope, const std::string& name) {
    for (; scope != nullptr;
         scope = scope->around != nullptr ? scope->around : scope->outside) {
      for (const Field& other : *scope->fields) {
        if (other.name == name) return true;
      }
    }
    return false;
  }

  std::unique_ptr<Generator> MakeLink(const Scope& scope, const Field& field) {
    const std::string text = field.raw.ScalarText();
    const std::size_t point = text.rfind('.');
    const std::string name = text.substr(0, point);
    LinkTarget target;
    target.name = text.substr(point + 1);
    std::vector<std::string> names;
    const Scope* found = nullptr;
    for (const Scope* at = &scope; at != nullptr && found == nullptr; at = at->around) {
      for (const Field& other : *at->fields) {
        names.push_back(other.name);
        if (other.name != name) continue;
        target.field = &other;
        found = at;
      }
    }
    if (target.field != nullptr && target.field->broken) return nullptr;
    if (target.field == nullptr && IsUnreadField(*scope.entity, name)) return nullptr;
    target.plugin = target.field != nullptr ? TypeOf(*target.field) : nullptr;
    if (target.plugin == nullptr) {
      RefuseLink(scope, field, name, target.field != nullptr, Suggestion(name, names));
      return nullptr;
    }
    target.context = ContextOf(*found, *target.field);
    target.attribute =
        plugins_.FindType(fmt::format("{}.{}", target.plugin->info.family, target.name));
    // What a company has goes by that name, whatever the family of the field's own type.
    if (target.attribute == nullptr && target.plugin->record == RecordFamily::kCompany) {
      target.attribute = plugins_.FindType(fmt::format("company.{}", target.name));
    }
    return MakeLinkGenerator(field, target, ContextOf(scope, field), &faults_);
  }

  /// nullptr after adding a fault, or for a field that has some already: of that, what
  /// was read is tried all the same, for the faults it has besides.
  std::unique_ptr<Generator> MakeField(const Scope& scope, const Field& field) {
    if (field.source == SourceKind::kLink && field.source_read) {
      std::unique_ptr<Generator> made = MakeLink(scope, field);
      return field.broken ? nullptr : std::move(made);
    }
    std::vector<ChildField> children;
    bool whole = !field.broken;
    for (const Field& child : field.children) {
      const Scope inner =
          child.item ? ItemScope(scope, field, child) : StructScope(scope, field);
      // An item's scope holds a copy of the field.
      std::unique_ptr<Generator> made =
          MakeField(inner, child.item ? inner.fields->front() : child);
      whole = whole && made != nullptr;
      if (made == nullptr) made = MakePlaceholder();
      children.push_back(
          {child.role, child.name, child.modifiers.hidden, std::move(made)});
    }
    if (!field.source_read) return nullptr;
    TypeContext context = ContextOf(scope, field);
    context.children = std::move(children);
    std::unique_ptr<Generator> made =
        MakeFieldGenerator(field, TypeOf(field), context, &faults_);
    return whole ? std::move(made) : nullptr;
  }

  ColumnPlan PlanField(const Scope& scope, const Field& field) {
    ColumnPlan column;
    column.name = field.name;
    column.hidden = field.modifiers.hidden;
    column.pointer = field.pointer;
    column.place = field.place;
    column.logical = field.source == SourceKind::kType
                         ? field.type
                         : std::string(SourceName(field.source));
    // What is computed from others is made when they are there.
    if (!IsComputed(field)) {
      column.generator = AsAsked(MakeField(scope, field));
    }
    return column;
  }

  static bool IsComputed(const Field& field) {
    return field.source == SourceKind::kFormula || field.source == SourceKind::kTemplate;
  }

  /// Makes the entity's formulas and templates, each behind the columns it reads: their
  /// types decide what it is.
  void PlanComputed(const Scope& scope, const Entity& entity,
                    std::vector<ColumnPlan>* columns) {
    std::map<std::string, std::size_t> by_name;
    ExprNames names;
    for (std::size_t i = 0; i < entity.fields.size(); ++i) {
      by_name.emplace(entity.fields[i].name, i);
      names.all.push_back(entity.fields[i].name);
    }
    for (const auto& [name, value] : dataset_.vars) names.vars[name] = value.ScalarText();
    names.column = [&](const std::string& name) -> std::optional<ExprColumn> {
      const auto found = by_name.find(name);
      if (found == by_name.end()) return std::nullopt;
      const Generator& made = *(*columns)[found->second].generator;
      return ExprColumn{made.type(), made.facts()};
    };
    std::vector<std::vector<std::size_t>> inputs(entity.fields.size());
    std::vector<bool> rests_on_faulty(entity.fields.size(), false);
    for (std::size_t i = 0; i < entity.fields.size(); ++i) {
      const Field& field = entity.fields[i];
      if (!IsComputed(field) || !field.source_read) continue;
      const auto read = FieldsOfComputed(field);
      if (!read) continue;  // told when it is compiled
      for (const std::string& name : *read) {
        if (auto found = by_name.find(name); found != by_name.end()) {
          inputs[i].push_back(found->second);
        } else if (IsUnreadField(entity, name)) {
          rests_on_faulty[i] = true;
        }
      }
    }
    FieldOrder order = OrderFields(inputs);
    for (; !order.circle.empty(); order = OrderFields(inputs)) {
      ReportCircle(entity, order.circle);
      for (std::size_t i : order.circle) rests_on_faulty[i] = true;
      inputs[order.circle.front()].clear();
    }
    for (std::size_t i : order.order) {
      const Field& field = entity.fields[i];
      if (!IsComputed(field) || !field.source_read) continue;
      // What rests on a faulty field is no fault.
      const bool whole = std::all_of(
          inputs[i].begin(), inputs[i].end(),
          [&](std::size_t at) { return (*columns)[at].generator != nullptr; });
      if (!whole || rests_on_faulty[i]) continue;
      std::unique_ptr<Generator> made =
          MakeComputedGenerator(field, names, ContextOf(scope, field), &faults_);
      (*columns)[i].generator = field.broken ? nullptr : AsAsked(std::move(made));
    }
  }

  void ReportCircle(const Entity& entity, const std::vector<std::size_t>& circle) {
    std::vector<std::string> names;
    for (std::size_t i : circle) names.push_back(entity.fields[i].name);
    faults_.Add(entity.fields[circle.front()].Fault(
        SourceName(entity.fields[circle.front()].source),
        fmt::format("fields refer to each other in a circle: {}", CircleText(names))));
  }

  /// Dates and moments as texts, for those who want them so.
  std::unique_ptr<Generator> AsAsked(std::unique_ptr<Generator> made) const {
    if (made == nullptr || !options_.temporal_as_text || !IsTemporal(made->type())) {
      return made;
    }
    return TemporalAsText(std::move(made));
  }

  const Dataset& dataset_;
  const Plugins& plugins_;
  const PlanOptions& options_;
  const Dictionaries* dictionaries_;
  std::uint64_t seed_ = 0;
  MicrosUtc now_ = 0;
  /// Fields that make items, each alone in its scope.
  std::deque<std::vector<Field>> item_fields_;
  std::map<std::string, std::shared_ptr<const CopulaPart>> copulas_;  ///< of one entity
  const SharedParts shared_;                                          ///< of all entities
  mutable ModelFiles files_;  ///< reads and keeps files while fields are planned
  mutable std::vector<Error> warnings_;
  Faults faults_;
};

}  // namespace

void CheckFields(const Dataset& dataset, const Plugins& plugins, Faults* faults) {
  Planner(dataset, plugins, PlanOptions()).CheckFields(faults);
}

ReadOptions ReadOptionsFor(const Plugins& plugins) {
  ReadOptions options;
  options.catalog = &plugins.catalog();
  options.check_fields = [&plugins](const Dataset& dataset, Faults* faults) {
    CheckFields(dataset, plugins, faults);
  };
  return options;
}

Result<std::shared_ptr<const Plan>> MakePlan(const Dataset& dataset,
                                             const Plugins& plugins,
                                             const PlanOptions& options) {
  return Planner(dataset, plugins, options).Make();
}

}  // namespace rowmill
