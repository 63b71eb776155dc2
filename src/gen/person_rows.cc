#include "gen/person_rows.h"

namespace rowmill {

namespace {

class GivenDraw final : public NumberDraw {
 public:
  explicit GivenDraw(std::shared_ptr<const PersonNames> names)
      : names_(std::move(names)) {}
  void Fill(const GenerateCall& call, const std::uint32_t* places,
            std::uint32_t* numbers) const override {
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      numbers[i] = names_->Given(call.rows[i], places[i]);
    }
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
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      numbers[i] = names_->Family(call.rows[i], places[i]);
    }
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
  DictSlice slice = of.own;
  if (of.both.count > 0) {
    const std::uint64_t own = std::uint64_t{2} * slice.count;
    if (Bounded(kind, row, own + of.both.count) >= own) slice = of.both;
  }
  return names.Choose(slice, by_frequency_ && names.table().weighted(), key, row);
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
