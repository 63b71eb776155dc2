#include "gen/record_columns.h"

#include <algorithm>

#include "gen/wrapped.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

class RecordTextGenerator final : public RecordGenerator {
 public:
  RecordTextGenerator(std::shared_ptr<const RecordContext> record,
                      std::shared_ptr<const NumberDraw> draw,
                      std::shared_ptr<const Dictionary> entries,
                      std::vector<std::int32_t> map)
      : RecordGenerator(std::move(record)),
        draw_(std::move(draw)),
        entries_(entries),
        map_(std::move(map)) {
    type_ = entries->type();
    facts_ = FactsOfEntries(std::move(entries));
  }

 protected:
  Status Make(const GenerateCall& call, const std::uint32_t* places,
              Column* out) const override {
    out->set_dictionary(entries_);
    auto* indices = out->ResizeValues<std::int32_t>(call.rows.size());
    draw_->Fill(call, places, reinterpret_cast<std::uint32_t*>(indices));
    if (map_.empty()) return {};
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      indices[i] = map_[static_cast<std::size_t>(indices[i])];
    }
    return {};
  }

 private:
  std::shared_ptr<const NumberDraw> draw_;
  std::shared_ptr<const Dictionary> entries_;
  std::vector<std::int32_t> map_;
};

/// Values of a table's numbers: as they are, or, as doubles, in units of 1e-4.
template <typename T>
class RecordNumberGenerator final : public RecordGenerator {
 public:
  RecordNumberGenerator(std::shared_ptr<const RecordContext> record,
                        std::shared_ptr<const NumberDraw> draw, SharedNumbers values)
      : RecordGenerator(std::move(record)),
        draw_(std::move(draw)),
        values_(std::move(values)) {
    type_ = DataType::Of(std::is_same_v<T, double> ? TypeId::kDouble : TypeId::kInt64);
    if constexpr (std::is_same_v<T, std::int64_t>) {
      auto [low, high] = std::minmax_element(values_->begin(), values_->end());
      facts_.min = *low;
      facts_.max = *high;
    }
  }

 protected:
  Status Make(const GenerateCall& call, const std::uint32_t* places,
              Column* out) const override {
    RowNumbers numbers;
    draw_->Fill(call, places, numbers.at);
    const std::int32_t* from = values_->data();
    T* values = out->ResizeValues<T>(call.rows.size());
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      if constexpr (std::is_same_v<T, double>) {
        values[i] = from[numbers.at[i]] / 10'000.0;
      } else {
        values[i] = from[numbers.at[i]];
      }
    }
    return {};
  }

 private:
  std::shared_ptr<const NumberDraw> draw_;
  SharedNumbers values_;
};

class CountryDraw final : public NumberDraw {
 public:
  void Fill(const GenerateCall& call, const std::uint32_t* places,
            std::uint32_t* numbers) const override {
    std::copy_n(places, call.rows.size(), numbers);
  }
};

class RowDraw final : public NumberDraw {
 public:
  RowDraw(DrawKey key, std::shared_ptr<const RecordTable> table, bool weighted)
      : key_(key), table_(std::move(table)), weighted_(weighted) {}
  void Fill(const GenerateCall& call, const std::uint32_t* places,
            std::uint32_t* numbers) const override {
    if (!weighted_) return table_->Fill(call.rows, places, key_, numbers);
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      numbers[i] = table_->Choose(table_->of(places[i]), weighted_, key_, call.rows[i]);
    }
  }

 private:
  DrawKey key_;
  std::shared_ptr<const RecordTable> table_;
  bool weighted_;
};

}  // namespace

std::unique_ptr<Generator> MakeRecordText(std::shared_ptr<const RecordContext> record,
                                          std::shared_ptr<const NumberDraw> draw,
                                          std::shared_ptr<const Dictionary> entries) {
  return MakeRecordText(std::move(record), std::move(draw), std::move(entries), {});
}

std::unique_ptr<Generator> MakeRecordText(std::shared_ptr<const RecordContext> record,
                                          std::shared_ptr<const NumberDraw> draw,
                                          std::shared_ptr<const Dictionary> entries,
                                          std::vector<std::int32_t> map) {
  return std::make_unique<RecordTextGenerator>(std::move(record), std::move(draw),
                                               std::move(entries), std::move(map));
}

std::unique_ptr<Generator> MakeRecordNumber(std::shared_ptr<const RecordContext> record,
                                            std::shared_ptr<const NumberDraw> draw,
                                            SharedNumbers values) {
  return std::make_unique<RecordNumberGenerator<std::int64_t>>(
      std::move(record), std::move(draw), std::move(values));
}

std::unique_ptr<Generator> MakeRecordDegrees(std::shared_ptr<const RecordContext> record,
                                             std::shared_ptr<const NumberDraw> draw,
                                             SharedNumbers values) {
  return std::make_unique<RecordNumberGenerator<double>>(
      std::move(record), std::move(draw), std::move(values));
}

std::shared_ptr<const NumberDraw> MakeCountryDraw() {
  return std::make_shared<CountryDraw>();
}

std::shared_ptr<const NumberDraw> MakeRowDraw(std::shared_ptr<const RecordContext> record,
                                              std::shared_ptr<const RecordTable> table,
                                              std::string_view slot, bool weighted) {
  return std::make_shared<RowDraw>(record->draws().Key(slot), std::move(table), weighted);
}

std::shared_ptr<const Dictionary> CountryEntries(const RecordContext& record,
                                                 std::string_view column) {
  DictTexts texts = record.countries().table().Texts(column);
  auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  TextWriter writer(entries.get(), record.possible().size(), 12);
  for (std::uint32_t country : record.possible()) {
    writer.Put(texts[country]);
    writer.EndRow();
  }
  return entries;
}

namespace {

class CountryNulls final : public WrappedGenerator {
 public:
  explicit CountryNulls(std::unique_ptr<Generator> inner)
      : WrappedGenerator(std::move(inner)) {
    type_ = wrapped().type();
    facts_ = wrapped().facts();
    facts_.nullable = true;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    RM_RETURN_IF_ERROR(wrapped().Generate(call, out));
    const Column& country = *call.inputs[0];
    if (country.has_nulls()) out->AddNulls(country.validity());
    return {};
  }
};

}  // namespace

std::unique_ptr<Generator> NullWithoutCountry(std::unique_ptr<Generator> inner) {
  return std::make_unique<CountryNulls>(std::move(inner));
}

void NullUnknown(const std::vector<bool>& known, const std::uint32_t* places,
                 std::size_t rows, Column* out) {
  std::uint8_t* validity = out->MakeValidity();
  for (std::size_t i = 0; i < rows; ++i) {
    if (known[places[i]]) continue;
    validity[i / 8] = static_cast<std::uint8_t>(validity[i / 8] & ~(1u << (i % 8)));
  }
}

}  // namespace rowmill
