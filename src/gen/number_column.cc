#include "gen/number_column.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "gen/birth_dates.h"
#include "gen/person_rows.h"
#include "gen/record_columns.h"

namespace rowmill {

namespace {

/// Names of a table in ASCII.
class AsciiNames {
 public:
  explicit AsciiNames(const RecordTable& names)
      : names_(names),
        ascii_(names.table().Texts("ascii")),
        native_(names.table().Texts("name")) {}
  std::string_view operator()(std::uint32_t number) const {
    const std::uint32_t row = names_.row(number);
    const std::string_view ascii = ascii_[row];
    return ascii.empty() ? native_[row] : ascii;
  }

 private:
  const RecordTable& names_;
  DictTexts ascii_;
  DictTexts native_;
};

/// The names of a record's people, for the few schemes that hold them.
struct PeopleNames {
  explicit PeopleNames(const RecordContext& record)
      : names(record), given(names.given()), family(names.family()) {}
  PeopleNames(const PeopleNames&) = delete;
  PeopleNames& operator=(const PeopleNames&) = delete;

  PersonNames names;
  AsciiNames given;
  AsciiNames family;
};

/// Who a row's person is, as far as numbers care.
class NumberPeople {
 public:
  NumberPeople(const TypeContext& context, bool with_names)
      : births_(*context.record, context.now),
        sex_key_(context.record->draws().Key("sex")) {
    if (with_names) names_ = std::make_unique<PeopleNames>(*context.record);
  }

  NumberPerson Of(std::uint64_t row) const {
    NumberPerson person;
    person.days = births_.DayOf(row);
    const std::chrono::year_month_day date(
        std::chrono::sys_days(std::chrono::days(person.days)));
    person.year = static_cast<int>(date.year());
    person.month = static_cast<unsigned>(date.month());
    person.day = static_cast<unsigned>(date.day());
    person.female = PersonNames::IsFemale(sex_key_, row);
    return person;
  }
  void AddNames(std::uint64_t row, std::uint32_t place, NumberPerson* person) const {
    person->given = names_->given(names_->names.Given(row, place));
    person->family = names_->family(names_->names.Family(row, place));
  }

 private:
  BirthDates births_;
  DrawKey sex_key_;
  std::unique_ptr<const PeopleNames> names_;
};

class NumberText {
  using ByCountry = std::multimap<std::string_view, const NumberScheme*>;

 public:
  NumberText(const TypeContext& context, const NumberColumn& column)
      : key_(context.record->draws().Key(column.slot)) {
    ByCountry by_country;
    for (std::span<const NumberScheme> table : column.tables) {
      for (const NumberScheme& scheme : table)
        by_country.emplace(scheme.country, &scheme);
    }
    for (std::uint32_t country : context.record->possible()) {
      const auto begin = static_cast<std::uint32_t>(writers_.size());
      AddWriters(by_country, context.record->countries().code(country), column.otherwise);
      const auto end = static_cast<std::uint32_t>(writers_.size());
      writers_of_.push_back({begin, end - begin});
    }
    const bool names = std::any_of(writers_.begin(), writers_.end(),
                                   [](const auto& w) { return w.needs_names(); });
    if (column.of_people) {
      people_ = std::make_shared<const NumberPeople>(context, names);
    }
  }

  void operator()(std::uint64_t row, std::uint32_t place, TextWriter* out) const {
    NumberPerson person;
    if (people_) person = people_->Of(row);
    std::uint32_t at = writers_of_[place].first;
    while (writers_[at].born_before() != 0 && person.year >= writers_[at].born_before()) {
      ++at;
    }
    if (writers_[at].needs_names()) people_->AddNames(row, place, &person);
    char* const text = out->Room(kNumberBytesMax);
    out->SetEnd(text + writers_[at].Put(key_, row, person, text));
  }

  /// Whether countries have numbers, by place.
  std::vector<bool> known() const {
    std::vector<bool> known;
    for (const DictSlice& writers : writers_of_) known.push_back(writers.count > 0);
    return known;
  }
  ColumnFacts facts() const {
    ColumnFacts facts;
    facts.plain_text = true;
    facts.bytes_min = kNumberBytesMax;
    facts.bytes_max = 0;
    for (const NumberWriter& writer : writers_) {
      const auto bytes = static_cast<std::uint32_t>(writer.bytes());
      facts.bytes_min = std::min(facts.bytes_min, bytes);
      facts.bytes_max = std::max(facts.bytes_max, bytes);
    }
    return facts;
  }

 private:
  void AddWriters(const ByCountry& by_country, std::string_view code,
                  const NumberScheme* otherwise) {
    auto [first, last] = by_country.equal_range(code);
    if (first == last && otherwise != nullptr) {
      std::string pattern(otherwise->pattern);
      const std::size_t at = pattern.find("%%");
      if (at != std::string::npos) pattern.replace(at, 2, code);
      NumberScheme scheme = *otherwise;
      scheme.pattern = pattern;
      writers_.emplace_back(scheme);
    }
    for (; first != last; ++first) writers_.emplace_back(*first->second);
  }

  DrawKey key_;
  std::vector<NumberWriter> writers_;
  std::vector<DictSlice> writers_of_;  ///< by place; the last of each has no born_before
  std::shared_ptr<const NumberPeople> people_;
};

}  // namespace

std::unique_ptr<Generator> MakeNumberColumn(const TypeContext& context,
                                            const NumberColumn& column) {
  NumberText text(context, column);
  ColumnFacts facts = text.facts();
  std::vector<bool> known = text.known();
  return MakeRecordComposed(context.record, std::move(facts), std::move(text),
                            std::move(known));
}

}  // namespace rowmill
