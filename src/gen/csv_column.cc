#include "gen/csv_column.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "draw/stream.h"
#include "gen/model_files.h"
#include "gen/transform.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

constexpr std::size_t kSeparatorBytesMax = 8;

/// Rows are places of entries; few entries make a dictionary column.
class CsvColumn final : public Generator {
 public:
  CsvColumn(DrawKey key, std::shared_ptr<const Dictionary> entries,
            std::vector<std::int32_t> place_of_row)
      : key_(key), entries_(std::move(entries)), place_of_row_(std::move(place_of_row)) {
    type_ = entries_->type();
    facts_ = FactsOfEntries(entries_);
    coded_ = entries_->length() <= kSmallDomain;
    if (!coded_) facts_.dictionary = nullptr;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    if (coded_) {
      std::int32_t* places = out->ResizeValues<std::int32_t>(call.rows.size());
      out->set_dictionary(entries_);
      DrawPlaces(call.rows, places);
      return {};
    }
    call.scratch->spare.Resize(call.rows.size() * sizeof(std::int32_t));
    std::int32_t* places = call.scratch->spare.as<std::int32_t>();
    DrawPlaces(call.rows, places);
    std::int32_t* offsets = out->ResizeOffsets(call.rows.size());
    out->bytes().Clear();
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      out->bytes().Append(entries_->text(static_cast<std::size_t>(places[i])));
      if (out->bytes().size() > static_cast<std::size_t>(INT32_MAX)) {
        return Fail(ErrorCode::kTooLarge, "rows of a file are too much for one batch");
      }
      offsets[i + 1] = static_cast<std::int32_t>(out->bytes().size());
    }
    return {};
  }

 private:
  void DrawPlaces(RowIds rows, std::int32_t* places) const {
    if (place_of_row_.size() == 1) {
      std::fill_n(places, rows.size(), place_of_row_[0]);
      return;
    }
    FillBounded(key_, rows, place_of_row_.size(), std::uint32_t{0},
                reinterpret_cast<std::uint32_t*>(places));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      places[i] = place_of_row_[static_cast<std::size_t>(places[i])];
    }
  }

  DrawKey key_;
  std::shared_ptr<const Dictionary> entries_;
  std::vector<std::int32_t> place_of_row_;  ///< of the rows that fit
  bool coded_ = false;
};

class Maker {
 public:
  Maker(const TypeContext& context, const Options& options, const CsvRequest& request,
        Faults* faults)
      : context_(context), options_(options), request_(request), faults_(faults) {}

  std::unique_ptr<Generator> Make() {
    if (!ReadTable()) return nullptr;
    const std::optional<std::size_t> column = Find("column", request_.column);
    std::vector<std::size_t> where;
    for (const auto& [name, value] : request_.where) {
      if (auto found = Find(request_.where_option, name)) where.push_back(*found);
    }
    if (!column || where.size() != request_.where.size()) return nullptr;
    return MakeColumn(*column, where);
  }

 private:
  bool ReadTable() {
    if (context_.files == nullptr) {
      faults_->Add(options_.Fault("file", "files may not be read here"));
      return false;
    }
    auto table = context_.files->Csv(request_.file, request_.separator);
    if (table) {
      table_ = *table;
      return true;
    }
    Error error = options_.Fault("file", table.error().message);
    if (table.error().code == ErrorCode::kForbidden) error.code = ErrorCode::kForbidden;
    faults_->Add(std::move(error));
    return false;
  }

  std::optional<std::size_t> Find(std::string_view option, const std::string& name) {
    std::optional<std::size_t> found = table_->FindColumn(name);
    if (!found) {
      faults_->Add(options_.Fault(
          option, fmt::format("file '{}' has no column '{}'{}", Printable(request_.file),
                              Printable(name), Suggestion(name, table_->columns()))));
    }
    return found;
  }

  bool Fits(std::size_t row, const std::vector<std::size_t>& where) const {
    for (std::size_t i = 0; i < where.size(); ++i) {
      const std::string_view cell = table_->Cell(row, where[i]);
      const std::string& wanted = request_.where[i].second;
      if (request_.ignore_case ? !EqualsIgnoreCase(cell, wanted) : cell != wanted) {
        return false;
      }
    }
    return true;
  }

  std::unique_ptr<Generator> MakeColumn(std::size_t column,
                                        const std::vector<std::size_t>& where) {
    auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
    std::unordered_map<std::string_view, std::int32_t> place_of;
    std::vector<std::int32_t> places;
    for (std::size_t row = 0; row < table_->rows(); ++row) {
      if (!Fits(row, where)) continue;
      const std::string_view cell = table_->Cell(row, column);
      const auto next = static_cast<std::int32_t>(entries->length());
      auto [found, added] = place_of.emplace(cell, next);
      if (added) entries->AppendText(cell);
      places.push_back(found->second);
    }
    if (places.empty()) {
      faults_->Add(options_.Fault(
          request_.where_option,
          fmt::format("no row of file '{}' fits", Printable(request_.file))));
      return nullptr;
    }
    // One row for all fields of the record: the key does not know the column.
    const DrawScope record =
        context_.Record(fmt::format("csv:{}:{}", request_.file, request_.label));
    return std::make_unique<CsvColumn>(record.Key("row"), std::move(entries),
                                       std::move(places));
  }

  const TypeContext& context_;
  const Options& options_;
  const CsvRequest& request_;
  Faults* faults_;
  std::shared_ptr<const CsvTable> table_;
};

}  // namespace

std::unique_ptr<Generator> MakeCsvColumn(const TypeContext& context,
                                         const Options& options,
                                         const CsvRequest& request, Faults* faults) {
  return Maker(context, options, request, faults).Make();
}

std::vector<OptionInfo> CsvOptions() {
  return {{.name = "file",
           .kind = OptionKind::kText,
           .doc = "Path of the file; a relative one starts at the model's folder.",
           .required = true,
           .example = "people.csv"},
          {.name = "column",
           .kind = OptionKind::kText,
           .doc = "Name of the column, from the file's first line.",
           .required = true,
           .example = "department"},
          {.name = "separator",
           .kind = OptionKind::kText,
           .default_text = ",",
           .doc = "What stands between values, as it is; \\t is a tab.",
           .unit = "bytes",
           .example = "';'"}};
}

Result<std::string> ParseSeparator(std::string_view text) {
  std::string separator;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      separator += text[++i] == 't' ? '\t' : text[i];
    } else {
      separator += text[i];
    }
  }
  if (separator.empty() || separator.size() > kSeparatorBytesMax ||
      separator.find_first_of(std::string_view("\"\r\n\0", 4)) != std::string::npos) {
    return Fail(
        ErrorCode::kInvalidModel,
        fmt::format("separator is 1 to {} bytes without quotes and line ends, not "
                    "'{}'",
                    kSeparatorBytesMax, Printable(text)));
  }
  return separator;
}

std::string ReadSeparator(const Options& options, Faults* faults) {
  Result<std::string> separator = ParseSeparator(options.Text("separator", ","));
  if (separator) return *separator;
  faults->Add(options.Fault("separator", separator.error().message));
  return ",";
}

}  // namespace rowmill
