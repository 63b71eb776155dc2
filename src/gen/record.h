/// Records: one coherent person, place or company per row and label. Every field of a
/// record draws it again from keys that all of them share, so they agree without
/// remembering anything. Immutable, thread-safe.
///
/// Person, place and company with one label share their country.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gen/countries.h"
#include "gen/generator.h"
#include "gen/shared_parts.h"

namespace rowmill {

/// Ages in full years at the run's moment, both inclusive.
struct AgeRange {
  int min = 18;
  int max = 90;
};

/// Which cards the record's people have.
struct CardChoice {
  std::string brand;  ///< empty: any
  bool test = true;
};

/// The record of one label of an entity.
class RecordContext {
 public:
  const DrawScope& draws() const { return draws_; }
  const Dictionaries& dictionaries() const { return *dictionaries_; }
  const Countries& countries() const { return *countries_; }

  /// Rows of the table `countries` that a record can be of, in the table's order. Called
  /// by their place in this list everywhere below.
  const std::vector<std::uint32_t>& possible() const { return possible_; }
  bool by_population() const { return by_population_; }
  bool by_frequency() const { return by_frequency_; }
  /// What depends on possible() alone, shared with all records of the plan that have the
  /// same countries.
  const SharedParts& parts() const { return *parts_; }
  /// Of the record's people.
  AgeRange ages() const { return ages_; }
  const CardChoice& cards() const { return cards_; }

  /// The field whose column says the country, or nothing: what Generator::inputs of
  /// every field of the record answers.
  std::vector<std::string> inputs() const;
  /// Fills out[i] with the place of the row's country. `call.inputs` as of inputs().
  /// Errors: kInvalidModel (a row's country column names none of them).
  Status FillCountries(const GenerateCall& call, std::uint32_t* out) const;

 private:
  friend class RecordsMaker;
  Status FollowColumn(const GenerateCall& call, std::uint32_t* out) const;

  DrawScope draws_;
  DrawKey country_key_;
  const Dictionaries* dictionaries_ = nullptr;
  std::shared_ptr<const Countries> countries_;
  std::vector<std::uint32_t> possible_;
  std::vector<std::uint32_t> place_of_;  ///< by row of the table; UINT32_MAX = none
  std::optional<AliasTable> weights_;    ///< unset: all alike
  std::string country_field_;
  bool by_population_ = false;
  bool by_frequency_ = false;
  std::shared_ptr<const SharedParts> parts_;
  AgeRange ages_;
  CardChoice cards_;
};

/// The option `of`.
OptionInfo RecordLabelOption();
/// Options that types of records with countries take: `of`, `countries`, `country`,
/// `weight`; followed by the type's own.
std::vector<OptionInfo> RecordOptions(std::vector<OptionInfo> own = {});

/// A field of a record, as the planner sees it.
struct RecordField {
  const Field* field = nullptr;
  RecordFamily family = RecordFamily::kNone;
  std::string_view table = {};  ///< TypePlugin::record_table
};

/// Label -> record, for all record fields of an entity. What one of them says (countries,
/// country, weight, age_min, age_max, brand, test) holds for the whole record; said twice
/// and differently is a fault. `shared` are the parts of the whole plan; records made
/// with the same ones share their tables, others have tables of their own. Errors:
/// kInvalidModel faults with the places of the options.
std::map<std::string, std::shared_ptr<const RecordContext>> MakeRecords(
    const Entity& entity, const std::vector<RecordField>& fields, std::uint64_t seed,
    const Dictionaries& dictionaries, Faults* faults,
    const SharedParts* shared = nullptr);

/// The label of a field of a record: its option `of`.
std::string RecordLabel(const Field& field);

}  // namespace rowmill
