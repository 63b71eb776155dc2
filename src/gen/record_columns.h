/// Generators that several types of records are made by. Thread-safe.
#pragma once

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "gen/record_table.h"

namespace rowmill {

/// A generator of a record: knows whose country a row is in.
class RecordGenerator : public Generator {
 public:
  explicit RecordGenerator(std::shared_ptr<const RecordContext> record)
      : record_(std::move(record)) {}
  std::vector<std::string> inputs() const override { return record_->inputs(); }

  Status Generate(const GenerateCall& call, Column* out) const final {
    RowNumbers places;
    RM_RETURN_IF_ERROR(record_->FillCountries(call, places.at));
    out->Reset(type_);
    return Make(call, places.at, out);
  }

 protected:
  /// `places[i]` is the place of row i's country among the record's.
  virtual Status Make(const GenerateCall& call, const std::uint32_t* places,
                      Column* out) const = 0;

  std::shared_ptr<const RecordContext> record_;
};

/// Around a generator of a record: rows whose country column is null are null.
std::unique_ptr<Generator> NullWithoutCountry(std::unique_ptr<Generator> inner);

/// Draws one number of a table per row; what it means is for others.
class NumberDraw {
 public:
  virtual ~NumberDraw() = default;
  virtual void Fill(const GenerateCall& call, const std::uint32_t* places,
                    std::uint32_t* numbers) const = 0;
};

/// `entries[number]`, dictionary-coded.
std::unique_ptr<Generator> MakeRecordText(std::shared_ptr<const RecordContext> record,
                                          std::shared_ptr<const NumberDraw> draw,
                                          std::shared_ptr<const Dictionary> entries);
/// `entries[map[number]]`, dictionary-coded.
std::unique_ptr<Generator> MakeRecordText(std::shared_ptr<const RecordContext> record,
                                          std::shared_ptr<const NumberDraw> draw,
                                          std::shared_ptr<const Dictionary> entries,
                                          std::vector<std::int32_t> map);
/// Whole numbers by number, int64.
std::unique_ptr<Generator> MakeRecordNumber(std::shared_ptr<const RecordContext> record,
                                            std::shared_ptr<const NumberDraw> draw,
                                            SharedNumbers values);
/// Numbers of 1e-4 as doubles.
std::unique_ptr<Generator> MakeRecordDegrees(std::shared_ptr<const RecordContext> record,
                                             std::shared_ptr<const NumberDraw> draw,
                                             SharedNumbers values);

/// The number is the place of the country itself.
std::shared_ptr<const NumberDraw> MakeCountryDraw();
/// One number of the country's rows, by the streams of `slot`.
std::shared_ptr<const NumberDraw> MakeRowDraw(std::shared_ptr<const RecordContext> record,
                                              std::shared_ptr<const RecordTable> table,
                                              std::string_view slot, bool weighted);

/// A column of the table `countries` for the record's countries, by place.
std::shared_ptr<const Dictionary> CountryEntries(const RecordContext& record,
                                                 std::string_view column);

/// Makes the rows null that are in places which `known` does not have.
void NullUnknown(const std::vector<bool>& known, const std::uint32_t* places,
                 std::size_t rows, Column* out);

/// One text per row, written by a function of (row id, place of its country).
template <typename Text>
class ComposedRecordText final : public RecordGenerator {
 public:
  ComposedRecordText(std::shared_ptr<const RecordContext> record, ColumnFacts facts,
                     Text text, std::vector<bool> known)
      : RecordGenerator(std::move(record)),
        text_(std::move(text)),
        known_(std::move(known)) {
    type_ = DataType::Of(TypeId::kString);
    facts_ = std::move(facts);
    if (std::find(known_.begin(), known_.end(), false) == known_.end()) known_.clear();
    if (known_.empty()) return;
    facts_.nullable = true;
    facts_.bytes_min = 0;  // null rows are empty
    facts_.plain_text = false;
  }

 protected:
  Status Make(const GenerateCall& call, const std::uint32_t* places,
              Column* out) const override {
    TextWriter writer(out, call.rows.size(), 24);
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      if (known_.empty() || known_[places[i]]) text_(call.rows[i], places[i], &writer);
      writer.EndRow();
    }
    if (!known_.empty()) NullUnknown(known_, places, call.rows.size(), out);
    return {};
  }

 private:
  Text text_;
  std::vector<bool> known_;  ///< by place; empty: all
};

/// `text(std::uint64_t row, std::uint32_t place, TextWriter*)`; `facts` need lengths and
/// plain_text. Rows are null where `known`, by place, says so.
template <typename Text>
std::unique_ptr<Generator> MakeRecordComposed(std::shared_ptr<const RecordContext> record,
                                              ColumnFacts facts, Text text,
                                              std::vector<bool> known = {}) {
  return std::make_unique<ComposedRecordText<Text>>(std::move(record), std::move(facts),
                                                    std::move(text), std::move(known));
}

/// One text per row whose tables are all looked up before a byte is written, some rows at
/// a time: what one row waits for from memory, others need not.
template <typename Text>
class ChosenRecordText final : public RecordGenerator {
 public:
  ChosenRecordText(std::shared_ptr<const RecordContext> record, ColumnFacts facts,
                   Text text)
      : RecordGenerator(std::move(record)), text_(std::move(text)) {
    type_ = DataType::Of(TypeId::kString);
    facts_ = std::move(facts);
  }

 protected:
  Status Make(const GenerateCall& call, const std::uint32_t* places,
              Column* out) const override {
    TextWriter writer(out, call.rows.size(), 24);
    typename Text::Choice choices[kRowsAtOnce];
    for (std::size_t first = 0; first < call.rows.size(); first += kRowsAtOnce) {
      const std::size_t rows = std::min(kRowsAtOnce, call.rows.size() - first);
      text_.Choose(call.rows.subspan(first, rows), places + first, choices);
      for (std::size_t i = 0; i < rows; ++i) {
        text_.Put(choices[i], &writer);
        writer.EndRow();
      }
    }
    return {};
  }

 private:
  Text text_;
};

/// Of a Text with `Choose(RowIds rows, const std::uint32_t* places, Choice* choices)` for
/// at most kRowsAtOnce rows and `Put(const Choice&, TextWriter*)`; `facts` need lengths
/// and plain_text.
template <typename Text>
std::unique_ptr<Generator> MakeRecordChosen(std::shared_ptr<const RecordContext> record,
                                            ColumnFacts facts, Text text) {
  return std::make_unique<ChosenRecordText<Text>>(std::move(record), std::move(facts),
                                                  std::move(text));
}

}  // namespace rowmill
