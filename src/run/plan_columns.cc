#include "run/plan_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "gen/field_order.h"

namespace rowmill {

namespace {

bool IsMade(const ColumnPlan& column) { return column.generator != nullptr; }

class ColumnChecker {
 public:
  ColumnChecker(const Entity& entity, const std::vector<ColumnPlan>& columns,
                const Plugins& plugins, Faults* faults)
      : entity_(entity), columns_(columns), plugins_(plugins), faults_(faults) {}

  ColumnOrder Check() {
    ColumnOrder made;
    made.inputs = ResolveInputs();
    CheckCountryFields();
    CheckInputs(made.inputs);
    FieldOrder order = OrderFields(made.inputs);
    if (!order.circle.empty()) ReportCircle(order.circle);
    made.order = std::move(order.order);
    return made;
  }

 private:
  std::vector<std::vector<std::size_t>> ResolveInputs() {
    std::map<std::string, std::size_t> by_name;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      by_name.emplace(columns_[i].name, i);
      names.push_back(columns_[i].name);
    }
    std::vector<std::vector<std::size_t>> inputs(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!IsMade(columns_[i])) continue;
      for (const std::string& input : columns_[i].generator->inputs()) {
        if (auto found = by_name.find(input); found != by_name.end()) {
          inputs[i].push_back(found->second);
        } else if (!IsUnreadField(entity_, input)) {
          Fault(i, fmt::format("field '{}' refers to '{}', which is no field of '{}'{}",
                               columns_[i].name, input, entity_.name,
                               Suggestion(input, names)));
        }
      }
    }
    return inputs;
  }

  /// The fields that records take their country from are texts.
  void CheckCountryFields() {
    for (const Field& field : entity_.fields) {
      const TypePlugin* plugin =
          field.source == SourceKind::kType ? plugins_.FindType(field.type) : nullptr;
      if (plugin == nullptr || plugin->record == RecordFamily::kNone) continue;
      const std::string name = field.options.Text("country", "");
      for (const ColumnPlan& column : columns_) {
        if (!IsMade(column) || column.name != name) continue;
        const DataType& type = column.generator->type();
        if (type.id == TypeId::kString) continue;
        faults_->Add(field.options.Fault(
            "country", fmt::format("field '{}': country is a field of texts, and '{}' is "
                                   "{}",
                                   field.name, name, type.ToString())));
      }
    }
  }

  /// Columns that cannot be made of those they read.
  void CheckInputs(const std::vector<std::vector<std::size_t>>& inputs) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!IsMade(columns_[i])) continue;
      std::vector<const Generator*> read;
      for (std::size_t input : inputs[i]) {
        if (IsMade(columns_[input])) read.push_back(columns_[input].generator.get());
      }
      // What is missing is told already.
      if (read.size() != columns_[i].generator->inputs().size()) continue;
      Status checked = columns_[i].generator->CheckInputs(read);
      if (checked) continue;
      Fault(i, fmt::format("field '{}': {}", columns_[i].name, checked.error().message),
            checked.error().pointer);
    }
  }

  void ReportCircle(const std::vector<std::size_t>& circle) {
    std::vector<std::string> names;
    for (std::size_t i : circle) names.push_back(columns_[i].name);
    Fault(circle.front(),
          fmt::format("fields refer to each other in a circle: {}", CircleText(names)));
  }

  /// `option` leads from the field to what is meant.
  void Fault(std::size_t column, std::string message, const std::string& option = "") {
    const Field& field = entity_.fields[column];
    faults_->Add(ErrorCode::kInvalidModel, std::move(message), field.pointer + option,
                 field.place);
  }

  const Entity& entity_;
  const std::vector<ColumnPlan>& columns_;
  const Plugins& plugins_;
  Faults* faults_;
};

/// Columns that have no value for some of the rows [0, rows).
void CheckCapacities(const std::string& entity, const std::vector<ColumnPlan>& columns,
                     std::uint64_t rows, Faults* faults) {
  for (const ColumnPlan& column : columns) {
    if (!IsMade(column)) continue;
    const std::optional<std::uint64_t> capacity = column.generator->capacity();
    if (!capacity || rows <= *capacity) continue;
    const std::string most = GroupDigits(*capacity), asked = GroupDigits(rows);
    std::string message = fmt::format("field '{}' of '{}' has ", column.name, entity);
    if (column.generator->type().is_nested()) {
      message += fmt::format(
          "numbers for the items of {} rows, {} rows asked (shorter "
          "lists and maps, or fewer within each other, leave more)",
          most, asked);
    } else {
      message += fmt::format("{} possible values, {} rows asked", most, asked);
    }
    faults->Add(ErrorCode::kInvalidModel, std::move(message), column.pointer,
                column.place);
  }
}

}  // namespace

bool IsUnreadField(const Entity& entity, const std::string& name) {
  return std::find(entity.unread.begin(), entity.unread.end(), name) !=
         entity.unread.end();
}

ColumnOrder CheckColumns(const Entity& entity, const std::vector<ColumnPlan>& columns,
                         std::optional<std::uint64_t> rows, const Plugins& plugins,
                         Faults* faults) {
  if (rows) CheckCapacities(entity.name, columns, *rows, faults);
  return ColumnChecker(entity, columns, plugins, faults).Check();
}

Status CheckCapacity(const EntityPlan& entity, std::uint64_t rows) {
  Faults faults;
  CheckCapacities(entity.name, entity.columns, rows, &faults);
  return faults.ToStatus();
}

void PutColumns(const ColumnOrder& order, std::vector<ColumnPlan> columns,
                EntityPlan* plan) {
  const std::size_t count = columns.size();
  std::vector<std::size_t> position(count);
  for (std::size_t at = 0; at < count; ++at) position[order.order[at]] = at;
  for (std::size_t i = 0; i < count; ++i) {
    if (!columns[i].hidden) plan->output.push_back(position[i]);
    for (std::size_t input : order.inputs[i]) {
      columns[i].inputs.push_back(position[input]);
    }
  }
  for (std::size_t i : order.order) plan->columns.push_back(std::move(columns[i]));
  for (std::size_t at : plan->output) {
    const ColumnPlan& column = plan->columns[at];
    plan->schema.fields.push_back(
        {column.name, column.generator->type(), column.generator->facts()});
  }
}

}  // namespace rowmill
