#include "gen/person_rows.h"

#include <algorithm>

namespace rowmill {

namespace {

class GivenDraw final : public NumberDraw {
 public:
  explicit GivenDraw(std::shared_ptr<const PersonNames> names)
      : names_(std::move(names)) {}
  void Fill(const GenerateCall& call, const std::uint32_t* places,
            std::uint32_t* numbers) const override {
    names_->FillGiven(call.rows, places, numbers);
  }

 private:
  std::shared_ptr<const PersonNames> names_;
};

class FamilyDraw final : public NumberDraw {
 public:
  explicit FamilyDraw(std::shared_ptr<const PersonNames> names)
      : names_(std::move(names)) {}
  void Fill(const GenerateCall& call, const std::uint32_t* places,
            std::uint32_t* numbers) const override {
    names_->FillFamily(call.rows, places, numbers);
  }

 private:
  std::shared_ptr<const PersonNames> names_;
};

}  // namespace

std::shared_ptr<const PersonNames::BySex> PersonNames::BySex::Of(
    const RecordTable& names) {
  return names.parts().Get<BySex>("", [&] { return std::make_shared<BySex>(names); });
}

PersonNames::BySex::BySex(const RecordTable& table) {
  const std::vector<DictSlice> female = table.Steps("f"), male = table.Steps("m"),
                               both = table.Steps("u");
  for (std::uint32_t place = 0; place < both.size(); ++place) {
    Names of_male{male[place], both[place]}, of_female{female[place], both[place]};
    if (both[place].count == 0) {
      if (female[place].count == 0) of_female.own = male[place];
      if (male[place].count == 0) of_male.own = female[place];
      if (of_female.own.count == 0) of_male.own = of_female.own = table.of(place);
    }
    matters |= of_male.own != of_female.own || both[place].count > 0;
    for (Names* of : {&of_male, &of_female}) {
      if (of->own.count == 0) *of = {of->both, {}};
      names.push_back(*of);
    }
  }
}

PersonNames::PersonNames(const RecordContext& record)
    : given_(RecordTable::Of(record, "given_names")),
      family_(RecordTable::Of(record, "family_names")),
      given_by_sex_(BySex::Of(*given_)),
      family_by_sex_(BySex::Of(*family_)),
      sex_key_(record.draws().Key("sex")),
      given_kind_(record.draws().Key("given.kind")),
      given_key_(record.draws().Key("given")),
      family_kind_(record.draws().Key("family.kind")),
      family_key_(record.draws().Key("family")),
      by_frequency_(record.by_frequency()) {}

std::uint32_t PersonNames::Choose(const RecordTable& names, const BySex& by_sex,
                                  const DrawKey& kind, const DrawKey& key,
                                  std::uint64_t row, std::uint32_t place) const {
  const Names& of = by_sex.names[std::size_t{2} * place + (IsFemale(row) ? 1 : 0)];
  return names.Choose(of.Choose(Draw(kind, row), kind, row),
                      by_frequency_ && names.table().weighted(), key, row);
}

void PersonNames::Fill(const RecordTable& names, const BySex& by_sex, const DrawKey& kind,
                       const DrawKey& key, RowIds rows, const std::uint32_t* places,
                       std::uint32_t* numbers) const {
  if (by_frequency_ && names.table().weighted()) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      numbers[i] = Choose(names, by_sex, kind, key, rows[i], places[i]);
    }
    return;
  }
  if (!by_sex.matters) return names.Fill(rows, places, key, numbers);
  std::uint64_t sexes[kRowsAtOnce], kinds[kRowsAtOnce], draws[kRowsAtOnce];
  for (std::size_t first = 0; first < rows.size(); first += kRowsAtOnce) {
    const RowIds some = rows.subspan(first, std::min(kRowsAtOnce, rows.size() - first));
    FillDraws(sex_key_, some, sexes);
    FillDraws(kind, some, kinds);
    FillDraws(key, some, draws);
    for (std::size_t i = 0; i < some.size(); ++i) {
      const std::size_t sex = IsFemaleBy(sexes[i]) ? 1 : 0;
      const Names& of = by_sex.names[std::size_t{2} * places[first + i] + sex];
      const DictSlice slice = of.Choose(kinds[i], kind, some[i]);
      numbers[first + i] = slice.first + static_cast<std::uint32_t>(BoundedBy(
                                             draws[i], key, some[i], slice.count));
    }
  }
}

std::uint32_t PersonNames::Given(std::uint64_t row, std::uint32_t place) const {
  return Choose(*given_, *given_by_sex_, given_kind_, given_key_, row, place);
}

std::uint32_t PersonNames::Family(std::uint64_t row, std::uint32_t place) const {
  return Choose(*family_, *family_by_sex_, family_kind_, family_key_, row, place);
}

std::shared_ptr<const NumberDraw> MakeGivenDraw(
    std::shared_ptr<const PersonNames> names) {
  return std::make_shared<GivenDraw>(std::move(names));
}

std::shared_ptr<const NumberDraw> MakeFamilyDraw(
    std::shared_ptr<const PersonNames> names) {
  return std::make_shared<FamilyDraw>(std::move(names));
}

std::string AddressPart(std::string_view text) {
  std::string part;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) part += c;
  }
  return part.empty() ? "x" : part;
}

namespace {

std::shared_ptr<const Dictionary> MakeAddressParts(const RecordTable& names) {
  auto parts = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  std::shared_ptr<const Dictionary> ascii = names.Entries("ascii", "name");
  TextWriter writer(parts.get(), names.rows(), 10);
  for (std::uint32_t i = 0; i < names.rows(); ++i) {
    writer.Put(AddressPart(ascii->text(i)));
    writer.EndRow();
  }
  return parts;
}

}  // namespace

std::shared_ptr<const Dictionary> AddressParts(const RecordTable& names) {
  return names.parts().Get<Dictionary>("address parts",
                                       [&] { return MakeAddressParts(names); });
}

}  // namespace rowmill
