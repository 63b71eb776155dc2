#include "gen/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "draw/stream.h"
#include "gen/scalar.h"
#include "gen/values_file.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

/// Rows are indices drawn from an alias table; one of them may stand for null.
class ValuesGenerator final : public Generator {
 public:
  ValuesGenerator(DrawKey key, std::shared_ptr<const Dictionary> entries,
                  const std::vector<double>& weights, std::int32_t null_place)
      : key_(key), entries_(entries), table_(weights), null_place_(null_place) {
    type_ = entries->type();
    facts_ = FactsOfEntries(std::move(entries));
    facts_.nullable = null_place >= 0;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    const std::size_t count = call.rows.size();
    out->Reset(type_);
    out->set_dictionary(entries_);
    std::int32_t* places = out->ResizeValues<std::int32_t>(count);
    if (table_.size() == 1) {
      std::fill_n(places, count, 0);
      return {};
    }
    table_.Fill(key_, call.rows, places);
    if (null_place_ >= 0) SplitNulls(places, out);
    return {};
  }

 private:
  /// Places in the table become a validity bit and an index into the dictionary.
  void SplitNulls(std::int32_t* places, Column* out) const {
    std::uint8_t* validity = out->MakeValidity();
    for (std::size_t i = 0; i < out->length(); ++i) {
      std::int32_t place = places[i];
      if (place == null_place_) {
        validity[i / 8] = static_cast<std::uint8_t>(validity[i / 8] & ~(1u << (i % 8)));
        places[i] = 0;
      } else {
        places[i] = place - (place > null_place_ ? 1 : 0);
      }
    }
  }

  DrawKey key_;
  std::shared_ptr<const Dictionary> entries_;
  AliasTable table_;
  std::int32_t null_place_;  ///< -1 = no nulls
};

/// The bytes of the last row, for finding equal entries.
std::string LastEntryBytes(const Column& column) {
  std::size_t row = column.length() - 1;
  if (column.type().is_text_layout()) return std::string(column.text(row));
  if (column.type().id == TypeId::kBool) return column.bit(row) ? "1" : "0";
  std::size_t width = column.type().fixed_width();
  return std::string(column.bytes().view().substr(row * width, width));
}

/// Takes the last row away again.
void DropLastEntry(Column* column) {
  std::size_t rows = column->length() - 1;
  if (column->type().is_text_layout()) {
    column->bytes().SetSize(static_cast<std::size_t>(column->offsets()[rows]));
    column->set_length(rows);
  } else if (column->type().id == TypeId::kBool) {
    std::uint8_t* bits = column->bytes().data();
    bits[rows / 8] = static_cast<std::uint8_t>(bits[rows / 8] & ~(1u << (rows % 8)));
    column->set_length(rows);
  } else {
    column->bytes().SetSize(rows * column->type().fixed_width());
    column->set_length(rows);
  }
}

/// The entries of the table while it is being made.
struct Entries {
  std::shared_ptr<Dictionary> dictionary;
  std::map<std::string, std::size_t> place_of;  ///< bytes of the entry -> place
  std::vector<double> weights;
  std::int32_t null_place = -1;

  void AddNull(double weight) {
    if (null_place < 0) {
      null_place = static_cast<std::int32_t>(weights.size());
      weights.push_back(0);
    }
    weights[static_cast<std::size_t>(null_place)] += weight;
  }
  /// The last row of the dictionary, which may be one it has already.
  void AddLast(double weight) {
    auto [found, added] = place_of.emplace(LastEntryBytes(*dictionary), weights.size());
    if (added) {
      weights.push_back(weight);
    } else {
      weights[found->second] += weight;
      DropLastEntry(dictionary.get());
    }
  }
};

class ValuesMaker {
 public:
  ValuesMaker(const Field& field, const std::vector<Choice>& choices, Faults* faults)
      : field_(field), choices_(choices), faults_(faults) {}

  std::unique_ptr<Generator> Make(const TypeContext& context) {
    const std::size_t before = faults_->errors().size();
    CheckShape();
    if (faults_->errors().size() != before) return nullptr;
    Entries entries;
    entries.dictionary = std::make_shared<Dictionary>(Type());
    for (const Choice& choice : choices_) Add(choice, &entries);
    if (faults_->errors().size() != before) return nullptr;
    if (entries.dictionary->length() == 0) {
      Fault("values has no entry but null with a weight above 0");
      return nullptr;
    }
    double sum = 0;
    for (double weight : entries.weights) sum += weight;
    if (!std::isfinite(sum)) {
      Fault("the sum of the weights passes the range of a double");
      return nullptr;
    }
    return std::make_unique<ValuesGenerator>(context.draws.Key("value"),
                                             std::move(entries.dictionary),
                                             entries.weights, entries.null_place);
  }

 private:
  void Fault(std::string message, Place place = {}) {
    Error fault = field_.Fault("values", std::move(message));
    if (place.known()) fault.place = place;
    faults_->Add(std::move(fault));
  }

  void CheckShape() {
    if (choices_.empty()) Fault("values is empty");
    if (choices_.size() > limits::kValuesMax) {
      Fault(fmt::format("values has more than {} entries: {}", limits::kValuesMax,
                        choices_.size()));
    }
    bool any = choices_.empty();
    for (const Choice& choice : choices_) {
      if (!choice.value.is_scalar()) {
        Fault(
            fmt::format("values holds single values, not a {}", choice.value.KindName()),
            choice.value.place);
      }
      if (!std::isfinite(choice.weight) || choice.weight < 0) {
        Fault(fmt::format("weight of '{}' is not a number of 0 or more: {}",
                          choice.value.ScalarText(), choice.weight),
              choice.value.place);
      }
      any = any || choice.weight > 0;
    }
    if (!any) Fault("all weights of values are 0");
    if (field_.modifiers.as && field_.modifiers.as->is_nested()) {
      Fault(fmt::format("values cannot be {}", field_.modifiers.as->ToString()));
    }
  }

  DataType Type() const {
    if (field_.modifiers.as) return *field_.modifiers.as;
    std::vector<const Node*> nodes;
    for (const Choice& choice : choices_) nodes.push_back(&choice.value);
    return InferType(nodes);
  }

  void Add(const Choice& choice, Entries* entries) {
    if (choice.value.is_null()) {
      if (choice.weight > 0) entries->AddNull(choice.weight);
      return;
    }
    Status appended = AppendScalar(choice.value, entries->dictionary.get());
    if (!appended) {
      Fault(appended.error().message, choice.value.place);
    } else if (choice.weight > 0) {
      entries->AddLast(choice.weight);
    } else {
      DropLastEntry(entries->dictionary.get());  // checked, but never drawn
    }
  }

  const Field& field_;
  const std::vector<Choice>& choices_;
  Faults* faults_;
};

}  // namespace

std::unique_ptr<Generator> MakeValuesGenerator(const Field& field,
                                               const TypeContext& context,
                                               Faults* faults) {
  if (!field.values_file) {
    return ValuesMaker(field, field.choices, faults).Make(context);
  }
  std::optional<std::vector<Choice>> choices = ReadValuesFile(field, context, faults);
  return choices ? ValuesMaker(field, *choices, faults).Make(context) : nullptr;
}

}  // namespace rowmill
