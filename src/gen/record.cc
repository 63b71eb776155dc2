#include "gen/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace rowmill {

namespace {

constexpr std::uint32_t kNoPlace = UINT32_MAX;

/// Whether a country has what a field's records are made of.
bool HasData(const RecordField& field, const Dictionaries& dictionaries,
             std::string_view code) {
  auto has = [&](std::string_view table, const std::string& key) {
    return dictionaries.Get(table).Slice(key).has_value();
  };
  std::string key(code);
  if (!field.table.empty() && !has(field.table, key)) return false;
  switch (field.family) {
    case RecordFamily::kPerson:
      return has("given_names", key + "/f") && has("given_names", key + "/m") &&
             has("family_names", key);
    case RecordFamily::kPlace:
      return has("cities", key);
    case RecordFamily::kCompany:
    case RecordFamily::kNone:
      return true;
  }
  return true;
}

/// The name of items in keys (run/plan.h) as people write it: `order.lines`.
std::string ShownScope(std::string name) {
  std::replace(name.begin(), name.end(), '\x1f', '.');
  return name;
}

}  // namespace

std::string RecordLabel(const Field& field) { return field.options.Text("of", ""); }

OptionInfo RecordLabelOption() {
  return {.name = "of",
          .kind = OptionKind::kText,
          .default_text = "none",
          .doc = "Label of the record: fields with the same label speak of the same one.",
          .example = "buyer"};
}

std::vector<OptionInfo> RecordOptions(std::vector<OptionInfo> own) {
  std::vector<OptionInfo> options = {
      RecordLabelOption(),
      {.name = "countries",
       .kind = OptionKind::kTextList,
       .default_text = "the entity's, else all with data",
       .doc = "Countries of the record, by ISO code (letters or digits) or name.",
       .example = "[FR, Japan]"},
      {.name = "country",
       .kind = OptionKind::kText,
       .default_text = "none",
       .doc = "Field of the row whose text is the country of the record."},
      {.name = "weight",
       .kind = OptionKind::kChoice,
       .default_text = "uniform",
       .doc = "`population` weights countries and cities, `frequency` names.",
       .choices = {"uniform", "population", "frequency"}}};
  options.insert(options.end(), own.begin(), own.end());
  return options;
}

std::vector<std::string> RecordContext::inputs() const {
  if (country_field_.empty()) return {};
  return {country_field_};
}

Status RecordContext::FillCountries(const GenerateCall& call, std::uint32_t* out) const {
  if (!country_field_.empty()) return FollowColumn(call, out);
  if (possible_.size() == 1) {
    std::fill_n(out, call.rows.size(), 0);
  } else if (weights_) {
    weights_->Fill(country_key_, call.rows, reinterpret_cast<std::int32_t*>(out));
  } else {
    FillBounded(country_key_, call.rows, possible_.size(), std::uint32_t{0}, out);
  }
  return {};
}

Status RecordContext::FollowColumn(const GenerateCall& call, std::uint32_t* out) const {
  const Column& column = *call.inputs[0];
  if (column.type().id != TypeId::kString) {
    return Fail(ErrorCode::kInvalidModel,
                fmt::format("field '{}' is {}, not a text that names a country",
                            country_field_, column.type().ToString()));
  }
  auto place = [&](std::string_view text) {
    std::optional<std::uint32_t> country = countries_->Find(text);
    return country ? place_of_[*country] : kNoPlace;
  };
  const Dictionary* entries = column.dictionary().get();
  std::vector<std::uint32_t> by_entry;
  const bool once = entries != nullptr && entries->length() <= call.rows.size();
  if (once) {
    for (std::size_t i = 0; i < entries->length(); ++i) {
      by_entry.push_back(place(entries->text(i)));
    }
  }
  for (std::size_t i = 0; i < call.rows.size(); ++i) {
    if (!column.IsValid(i)) {
      out[i] = 0;  // any: NullWithoutCountry makes the row null
      continue;
    }
    if (entries == nullptr) {
      out[i] = place(column.text(i));
    } else {
      const auto entry = static_cast<std::size_t>(column.index(i));
      out[i] = once ? by_entry[entry] : place(entries->text(entry));
    }
    if (out[i] == kNoPlace) {
      return Fail(
          ErrorCode::kInvalidModel,
          fmt::format(
              "field '{}', row {}: '{}' is no country, or none of the "
              "record's `countries`",
              country_field_, call.rows[i],
              Printable(entries == nullptr
                            ? column.text(i)
                            : entries->text(static_cast<std::size_t>(column.index(i))))));
    }
  }
  return {};
}

/// Puts the records of one entity together.
class RecordsMaker {
 public:
  RecordsMaker(const Entity& entity, std::uint64_t seed, const Dictionaries& dictionaries,
               Faults* faults, const SharedParts& shared)
      : entity_(entity),
        seed_(seed),
        dictionaries_(dictionaries),
        faults_(faults),
        shared_(shared),
        countries_(shared.Get<Countries>(
            "", [&] { return std::make_shared<Countries>(dictionaries); })) {}

  std::shared_ptr<const RecordContext> Make(const std::string& label,
                                            const std::vector<RecordField>& fields) {
    auto record = std::make_shared<RecordContext>();
    record->draws_ = DrawScope::Record(seed_, entity_.name, label);
    record->country_key_ = record->draws_.Key("country");
    record->dictionaries_ = &dictionaries_;
    record->countries_ = countries_;
    if (const Field* field = Agreed("weight", fields)) {
      std::string weight = field->options.Text("weight", "");
      record->by_population_ = weight == "population";
      record->by_frequency_ = weight == "frequency";
      const bool names = std::any_of(
          fields.begin(), fields.end(),
          [](const RecordField& one) { return one.family == RecordFamily::kPerson; });
      if (record->by_frequency_ && !names) {
        faults_->Add(field->options.Fault(
            "weight",
            "weight: frequency changes nothing: it is for names of people, and "
            "the record has no person"));
      }
    }
    if (const Field* field = Agreed("country", fields)) {
      ReadCountryField(*field, record.get());
    }
    ReadAges(fields, record.get());
    if (const Field* field = Agreed("brand", fields)) {
      record->cards_.brand = field->options.Text("brand", "");
    }
    if (const Field* field = Agreed("test", fields)) {
      record->cards_.test = field->options.Bool("test", true);
    }
    SetPossible(fields, record.get());
    record->parts_ = PartsOf(record->possible_);
    return record;
  }

  /// Rows of the countries that the field names, without one the entity.
  std::vector<std::uint32_t> NamedBy(const Field* field) {
    std::vector<std::uint32_t> named;
    for (const std::string& name :
         field != nullptr ? field->options.TextList("countries") : entity_.countries) {
      Result<std::uint32_t> country = countries_->Get(name);
      if (country) {
        named.push_back(*country);
      } else if (field != nullptr) {
        faults_->Add(field->options.Fault("countries", country.error().message));
      } else {
        faults_->Add(entity_.Fault("countries", country.error().message));
      }
    }
    return named;
  }

 private:
  std::shared_ptr<const SharedParts> PartsOf(
      const std::vector<std::uint32_t>& countries) const {
    const std::string key(reinterpret_cast<const char*>(countries.data()),
                          countries.size() * sizeof countries[0]);
    return shared_.Get<SharedParts>(key, [] { return std::make_shared<SharedParts>(); });
  }

  static bool SaySame(const Options& a, const Options& b, std::string_view option) {
    return a.Text(option, "") == b.Text(option, "") &&
           a.Int(option, 0) == b.Int(option, 0) &&
           a.Bool(option, false) == b.Bool(option, false) &&
           a.TextList(option) == b.TextList(option);
  }
  /// The field that says `option` for the record; a fault when another says otherwise.
  const Field* Agreed(std::string_view option, const std::vector<RecordField>& fields) {
    const Field* said = nullptr;
    for (const RecordField& one : fields) {
      const Field& field = *one.field;
      if (!field.options.Has(option)) continue;
      if (said == nullptr) {
        said = &field;
      } else if (!SaySame(field.options, said->options, option)) {
        faults_->Add(field.options.Fault(
            option,
            fmt::format("field '{}': '{}' holds for the whole record, and field "
                        "'{}' says otherwise; other labels (of) are other records",
                        field.name, option, said->name)));
      }
    }
    return said;
  }

  void ReadAges(const std::vector<RecordField>& fields, RecordContext* record) {
    AgeRange ages;
    const Field* youngest = Agreed("age_min", fields);
    const Field* oldest = Agreed("age_max", fields);
    if (youngest != nullptr) {
      ages.min = static_cast<int>(youngest->options.Int("age_min", ages.min));
    }
    if (oldest != nullptr) {
      ages.max = static_cast<int>(oldest->options.Int("age_max", ages.max));
    }
    if (ages.min <= ages.max) {
      record->ages_ = ages;
      return;
    }
    const Field& field = youngest != nullptr ? *youngest : *oldest;
    faults_->Add(
        field.options.Fault(youngest != nullptr ? "age_min" : "age_max",
                            fmt::format("field '{}': age_min {} is above age_max {}",
                                        field.name, ages.min, ages.max)));
  }

  void ReadCountryField(const Field& field, RecordContext* record) {
    record->country_field_ = field.options.Text("country", "");
    auto is_it = [&](const Field& other) { return other.name == record->country_field_; };
    const auto& unread = entity_.unread;
    if (std::none_of(entity_.fields.begin(), entity_.fields.end(), is_it) &&
        std::find(unread.begin(), unread.end(), record->country_field_) == unread.end()) {
      std::vector<std::string> names;
      for (const Field& other : entity_.fields) names.push_back(other.name);
      faults_->Add(field.options.Fault(
          "country",
          fmt::format("field '{}': '{}' has no field '{}'{}; `countries` takes "
                      "names of countries",
                      field.name, ShownScope(entity_.name), record->country_field_,
                      Suggestion(record->country_field_, names))));
    }
  }

  void SetPossible(const std::vector<RecordField>& fields, RecordContext* record) {
    const Field* countries = Agreed("countries", fields);
    std::vector<std::uint32_t> named = NamedBy(countries);
    // Who names a column for the country says otherwise than the entity.
    if (countries == nullptr && !record->country_field_.empty()) named.clear();
    if (named.empty()) {
      for (std::uint32_t i = 0; i < countries_->size(); ++i) {
        bool all = std::all_of(fields.begin(), fields.end(), [&](const RecordField& one) {
          return HasData(one, dictionaries_, countries_->code(i));
        });
        if (all || !record->country_field_.empty()) named.push_back(i);
      }
    }
    std::sort(named.begin(), named.end());
    named.erase(std::unique(named.begin(), named.end()), named.end());
    record->possible_ = std::move(named);
    record->place_of_.assign(countries_->size(), kNoPlace);
    for (std::uint32_t place = 0; place < record->possible_.size(); ++place) {
      record->place_of_[record->possible_[place]] = place;
    }
    if (record->by_population_) WeighByPopulation(record);
  }

  void WeighByPopulation(RecordContext* record) {
    DictNumbers population = countries_->table().Numbers("population");
    std::vector<double> weights;
    for (std::uint32_t country : record->possible_) {
      weights.push_back(std::max(population[country], 1));
    }
    record->weights_.emplace(weights);
  }

  const Entity& entity_;
  std::uint64_t seed_;
  const Dictionaries& dictionaries_;
  Faults* faults_;
  const SharedParts& shared_;
  std::shared_ptr<const Countries> countries_;
};

std::map<std::string, std::shared_ptr<const RecordContext>> MakeRecords(
    const Entity& entity, const std::vector<RecordField>& fields, std::uint64_t seed,
    const Dictionaries& dictionaries, Faults* faults, const SharedParts* shared) {
  std::map<std::string, std::vector<RecordField>> by_label;
  for (const RecordField& field : fields) {
    by_label[RecordLabel(*field.field)].push_back(field);
  }
  std::map<std::string, std::shared_ptr<const RecordContext>> records;
  if (by_label.empty() && entity.countries.empty()) return records;
  const SharedParts own;
  RecordsMaker maker(entity, seed, dictionaries, faults,
                     shared != nullptr ? *shared : own);
  if (by_label.empty()) maker.NamedBy(nullptr);
  for (const auto& [label, members] : by_label) {
    records.emplace(label, maker.Make(label, members));
  }
  return records;
}

}  // namespace rowmill
