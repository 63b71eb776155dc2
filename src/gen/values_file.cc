#include "gen/values_file.h"

#include <fmt/format.h>

#include <cmath>

#include "base/text.h"
#include "gen/csv_column.h"
#include "gen/model_files.h"
#include "model/native/section.h"

namespace rowmill {

namespace {

/// Rows with bad weights that are told one by one.
constexpr std::size_t kRowsTold = 10;

class FileReader {
 public:
  FileReader(const Field& field, const TypeContext& context, Faults* faults)
      : field_(field),
        file_(*field.values_file),
        context_(context),
        faults_(faults),
        faults_before_(faults->errors().size()) {}

  std::optional<std::vector<Choice>> Read() {
    if (!Open()) return std::nullopt;
    const std::optional<std::size_t> column = FindColumn();
    std::optional<std::size_t> weight;
    if (!file_.weight.empty()) weight = Find("weight", file_.weight);
    if (table_->rows() > limits::kValuesMax) {
      Fault("values",
            fmt::format("file '{}' has {} rows, more than {}", Printable(file_.path),
                        table_->rows(), limits::kValuesMax));
    }
    if (!sound()) return std::nullopt;
    std::vector<Choice> choices;
    choices.reserve(table_->rows());
    double sum = 0;
    for (std::size_t row = 0; row < table_->rows(); ++row) {
      Node value = Node::Text(std::string(table_->Cell(row, *column)));
      choices.push_back({std::move(value), weight ? Weight(row, *weight) : 1});
      sum += choices.back().weight;
    }
    TellBadWeights();
    if (sound() && sum == 0) Fault("weight", "all weights are 0");
    if (!sound()) return std::nullopt;
    return choices;
  }

 private:
  bool sound() const { return faults_->errors().size() == faults_before_; }

  void Fault(std::string_view key, std::string message,
             ErrorCode code = ErrorCode::kInvalidModel) {
    faults_->Add(code, fmt::format("field '{}': {}", field_.name, message),
                 fmt::format("{}/{}", field_.pointer, key), field_.place);
  }

  bool Open() {
    Result<std::string> separator = ParseSeparator(file_.separator);
    if (!separator) {
      Fault("separator", separator.error().message);
      return false;
    }
    if (context_.files == nullptr) {
      Fault("values", "files may not be read here", ErrorCode::kForbidden);
      return false;
    }
    auto table = context_.files->Csv(file_.path, *separator);
    if (!table) {
      Fault("values", table.error().message,
            table.error().code == ErrorCode::kForbidden ? ErrorCode::kForbidden
                                                        : ErrorCode::kInvalidModel);
      return false;
    }
    table_ = std::move(*table);
    return true;
  }

  /// That of the values; the file's only one may be left out.
  std::optional<std::size_t> FindColumn() {
    if (!file_.column.empty()) return Find("column", file_.column);
    if (table_->columns().size() == 1) return 0;
    Fault("column", fmt::format("column is missing: file '{}' has {} columns",
                                Printable(file_.path), table_->columns().size()));
    return std::nullopt;
  }

  std::optional<std::size_t> Find(std::string_view key, const std::string& name) {
    std::optional<std::size_t> column = table_->FindColumn(name);
    if (!column) {
      Fault(key, fmt::format("file '{}' has no column '{}'{}", Printable(file_.path),
                             Printable(name), Suggestion(name, table_->columns())));
    }
    return column;
  }

  double Weight(std::size_t row, std::size_t column) {
    const std::string cell(table_->Cell(row, column));
    const std::optional<double> weight = FiniteNumber(Node::Text(cell));
    if (weight && *weight >= 0) return *weight;
    if (++bad_weights_ <= kRowsTold) {
      Fault("weight",
            fmt::format("file '{}', row {}: a weight is a finite number from 0 on, not "
                        "'{}'",
                        Printable(file_.path), row + 1, Printable(cell)));
    }
    return 0;
  }

  void TellBadWeights() {
    if (bad_weights_ <= kRowsTold) return;
    Fault("weight", fmt::format("file '{}': {} more rows have no weight from 0 on",
                                Printable(file_.path), bad_weights_ - kRowsTold));
  }

  const Field& field_;
  const ValuesFile& file_;
  const TypeContext& context_;
  Faults* faults_;
  std::size_t faults_before_;
  std::shared_ptr<const CsvTable> table_;
  std::size_t bad_weights_ = 0;
};

}  // namespace

std::optional<std::vector<Choice>> ReadValuesFile(const Field& field,
                                                  const TypeContext& context,
                                                  Faults* faults) {
  return FileReader(field, context, faults).Read();
}

}  // namespace rowmill
