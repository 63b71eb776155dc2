// Reads and writes an entity's `correlate` (model/distribution.h).
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "draw/copula.h"
#include "model/distribution.h"
#include "model/native/section.h"

namespace rowmill {

namespace {

constexpr std::size_t kGroupMax = 64;

/// A row of numbers; faults and nothing when it is not one.
std::optional<std::vector<double>> ReadRow(const Node& node, std::size_t size,
                                           const std::string& pointer, Faults* faults) {
  if (!node.is_list() || node.items.size() != size) {
    faults->Add(
        ErrorCode::kInvalidModel,
        fmt::format("a row of the matrix has {} numbers, one per field, not {}", size,
                    node.is_list() ? fmt::format("{}", node.items.size()) : Shown(node)),
        pointer, node.place);
    return std::nullopt;
  }
  std::vector<double> row;
  for (std::size_t i = 0; i < size; ++i) {
    std::optional<double> number = FiniteNumber(node.items[i]);
    if (!number || !(*number >= -1 && *number <= 1)) {
      faults->Add(ErrorCode::kInvalidModel,
                  fmt::format("a correlation is a number from -1 to 1, not {}",
                              Shown(node.items[i])),
                  fmt::format("{}/{}", pointer, i), node.items[i].place);
      return std::nullopt;
    }
    row.push_back(*number);
  }
  return row;
}

void CheckMatrix(const Correlation& made, const std::string& pointer, Place place,
                 Faults* faults) {
  auto fault = [&](std::string message) {
    faults->Add(ErrorCode::kInvalidModel, std::move(message), pointer, place);
  };
  for (std::size_t i = 0; i < made.matrix.size(); ++i) {
    if (made.matrix[i][i] != 1) {
      return fault(fmt::format("the matrix has {} in its diagonal at {}, not 1",
                               made.matrix[i][i], made.fields[i]));
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (made.matrix[i][j] == made.matrix[j][i]) continue;
      return fault(fmt::format("the matrix is not symmetric: {} and {} have {} and {}",
                               made.fields[j], made.fields[i], made.matrix[j][i],
                               made.matrix[i][j]));
    }
  }
  if (!CholeskyOf(made.matrix)) {
    fault("the matrix is not positive definite: no fields can be correlated so");
  }
}

/// Leaves the group without a matrix after a fault.
void ReadMatrix(const Section& section, Faults* faults, Correlation* group) {
  const Node* matrix = section.Get("matrix");
  const std::string pointer = section.PointerOf("matrix");
  const std::size_t size = group->fields.size();
  if (matrix == nullptr || !matrix->is_list() || matrix->items.size() != size) {
    faults->Add(ErrorCode::kInvalidModel,
                fmt::format("matrix has one row per field: {}", size),
                matrix == nullptr ? section.pointer() : pointer,
                matrix == nullptr ? group->place : matrix->place);
    return;
  }
  const std::size_t before = faults->errors().size();
  for (std::size_t i = 0; i < size; ++i) {
    std::optional<std::vector<double>> row =
        ReadRow(matrix->items[i], size, fmt::format("{}/{}", pointer, i), faults);
    if (row) group->matrix.push_back(std::move(*row));
  }
  if (faults->errors().size() == before) {
    CheckMatrix(*group, pointer, matrix->place, faults);
  }
  if (faults->errors().size() != before) group->matrix.clear();
}

void ReadGroup(const Node& node, const std::string& pointer, Faults* faults,
               std::vector<Correlation>* groups) {
  if (!node.is_map()) {
    faults->Add(ErrorCode::kInvalidModel,
                fmt::format("a correlation is {{ fields: [...], matrix: [...] }}, not {}",
                            Shown(node)),
                pointer, node.place);
    return;
  }
  Section section(node, pointer, faults);
  constexpr std::string_view kKeys[] = {"fields", "matrix"};
  section.CheckKeys("a correlation", kKeys, {});
  Correlation made;
  made.pointer = pointer;
  made.place = node.place;
  const std::size_t before = faults->errors().size();
  made.fields = section.TextList("fields");
  if (faults->errors().size() != before) return;
  if (made.fields.size() < 2 || made.fields.size() > kGroupMax) {
    faults->Add(
        ErrorCode::kInvalidModel,
        fmt::format("fields names 2 to {} fields, not {}", kGroupMax, made.fields.size()),
        pointer, node.place);
    return;
  }
  ReadMatrix(section, faults, &made);
  groups->push_back(std::move(made));
}

}  // namespace

std::vector<Correlation> ReadCorrelations(const Node& node, const std::string& pointer,
                                          Faults* faults) {
  std::vector<Correlation> groups;
  if (!node.is_list()) {
    faults->Add(
        ErrorCode::kInvalidModel,
        fmt::format("correlate is a list of {{ fields: [...], matrix: [...] }}, not {}",
                    Shown(node)),
        pointer, node.place);
    return groups;
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    ReadGroup(node.items[i], fmt::format("{}/{}", pointer, i), faults, &groups);
  }
  std::vector<std::string> seen;
  for (const Correlation& group : groups) {
    for (const std::string& field : group.fields) {
      if (std::find(seen.begin(), seen.end(), field) != seen.end()) {
        faults->Add(ErrorCode::kInvalidModel,
                    fmt::format("field '{}' is correlated twice", Printable(field)),
                    group.pointer, group.place);
      }
      seen.push_back(field);
    }
  }
  return groups;
}

Node WriteCorrelations(const std::vector<Correlation>& correlations) {
  Node list = Node::List();
  for (const Correlation& group : correlations) {
    Node map = Node::Map();
    Node& fields = map.Add("fields", Node::List());
    for (const std::string& field : group.fields)
      fields.items.push_back(Node::Text(field));
    Node& matrix = map.Add("matrix", Node::List());
    for (const std::vector<double>& row : group.matrix) {
      Node numbers = Node::List();
      for (double number : row) numbers.items.push_back(Node::Number(number));
      matrix.items.push_back(std::move(numbers));
    }
    list.items.push_back(std::move(map));
  }
  return list;
}

}  // namespace rowmill
