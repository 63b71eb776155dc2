#include "run/plan_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

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
    for (; !order.circle.empty(); order = OrderFields(made.inputs)) {
      ReportCircle(order.circle);
      made.inputs[order.circle.front()].clear();
    }
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
          ReportUnknown(i, input, Suggestion(input, names));
        }
      }
    }
    return inputs;
  }

  /// Told of the option that names it. A country of records is told with them.
  void ReportUnknown(std::size_t column, const std::string& input,
                     const std::string& suggestion) {
    const std::string message =
        fmt::format("field '{}' refers to '{}', which is no field of '{}'{}",
                    columns_[column].name, input, entity_.name, suggestion);
    if (IsCountryOf(entity_.fields, input)) return;
    if (auto fault = NamedBy(entity_.fields[column], input, message)) {
      faults_->Add(std::move(*fault));
    } else {
      Fault(column, message);
    }
  }

  bool IsRecord(const Field& field) const {
    const TypePlugin* plugin =
        field.source == SourceKind::kType ? plugins_.FindType(field.type) : nullptr;
    return plugin != nullptr && plugin->record != RecordFamily::kNone;
  }

  /// Whether records among the fields take their country from a field of that name.
  bool IsCountryOf(const std::vector<Field>& fields, const std::string& name) const {
    return std::any_of(fields.begin(), fields.end(), [&](const Field& field) {
      return (IsRecord(field) && field.options.Text("country", "") == name) ||
             IsCountryOf(field.children, name);
    });
  }

  /// A fault of the option of `field`, or of one within it, that is the name.
  static std::optional<Error> NamedBy(const Field& field, const std::string& name,
                                      const std::string& message) {
    for (const auto& [option, node] : field.options.given()) {
      if (node.is_text() && node.text == name) {
        return field.options.Fault(option, message);
      }
    }
    for (const Field& child : field.children) {
      if (auto fault = NamedBy(child, name, message)) return fault;
    }
    return std::nullopt;
  }

  /// The fields that records take their country from are texts.
  void CheckCountryFields() {
    for (const Field& field : entity_.fields) {
      if (!IsRecord(field)) continue;
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
      Error fault = checked.error();
      fault.message = fmt::format("field '{}': {}", columns_[i].name, fault.message);
      fault.place = PlaceAt(entity_.fields[i], fault.pointer);
      fault.pointer = entity_.fields[i].pointer + fault.pointer;
      faults_->Add(std::move(fault));
    }
  }

  void ReportCircle(const std::vector<std::size_t>& circle) {
    std::vector<std::string> names;
    for (std::size_t i : circle) names.push_back(columns_[i].name);
    Fault(circle.front(),
          fmt::format("fields refer to each other in a circle: {}", CircleText(names)));
  }

  void Fault(std::size_t column, std::string message) {
    const Field& field = entity_.fields[column];
    faults_->Add(ErrorCode::kInvalidModel, std::move(message), field.pointer,
                 field.place);
  }

  /// The place that a pointer leads to from a field: one of its keys, or one of a field
  /// within it.
  static Place PlaceAt(const Field& field, const std::string& pointer) {
    for (const Field& child : field.children) {
      const std::string way = child.pointer.substr(field.pointer.size());
      if (pointer.starts_with(way + "/")) {
        return PlaceAt(child, pointer.substr(way.size()));
      }
    }
    return field.PlaceOf(std::string_view(pointer).substr(pointer.empty() ? 0 : 1));
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

/// Those that are written, and what they read: nobody asks for the others.
std::vector<bool> NeededColumns(const ColumnOrder& order,
                                const std::vector<ColumnPlan>& columns) {
  std::vector<bool> needed(columns.size());
  for (auto at = order.order.rbegin(); at != order.order.rend(); ++at) {
    if (!columns[*at].hidden) needed[*at] = true;
    if (!needed[*at]) continue;
    for (std::size_t input : order.inputs[*at]) needed[input] = true;
  }
  return needed;
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
  const std::vector<bool> needed = NeededColumns(order, columns);
  std::vector<std::size_t> position(columns.size());
  std::size_t count = 0;
  for (std::size_t i : order.order) {
    if (needed[i]) position[i] = count++;
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].hidden) plan->output.push_back(position[i]);
    for (std::size_t input : order.inputs[i]) {
      columns[i].inputs.push_back(position[input]);
    }
  }
  for (std::size_t i : order.order) {
    if (needed[i]) plan->columns.push_back(std::move(columns[i]));
  }
  for (std::size_t at : plan->output) {
    const ColumnPlan& column = plan->columns[at];
    plan->schema.fields.push_back(
        {column.name, column.generator->type(), column.generator->facts()});
  }
}

}  // namespace rowmill
