// Datagen's COUNTRY: uniform over the countries of the world.

#include "draw/stream.h"
#include "gen/countries.h"
#include "gen/generator.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

class CountryGenerator final : public Generator {
 public:
  CountryGenerator(DrawKey key, std::shared_ptr<const Dictionary> names)
      : key_(key), names_(names) {
    type_ = names->type();
    facts_ = FactsOfEntries(std::move(names));
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    out->set_dictionary(names_);
    auto* indices = out->ResizeValues<std::uint32_t>(call.rows.size());
    FillBounded(key_, call.rows, names_->length(), std::uint32_t{0}, indices);
    return {};
  }

 private:
  DrawKey key_;
  std::shared_ptr<const Dictionary> names_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options&, Faults*) {
  DictTexts texts = context.dictionaries->Get("countries").Texts("name");
  auto names = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  for (std::uint32_t i = 0; i < texts.size(); ++i) names->AppendText(texts[i]);
  return std::make_unique<CountryGenerator>(context.draws.Key("value"), std::move(names));
}

}  // namespace

TypePlugin datagen_country_type() {
  Info info;
  info.name = "datagen.country";
  info.family = "datagen";
  info.summary = "Datagen's COUNTRY: names of countries.";
  info.output = "string";
  info.example = "datagen.country";
  return {std::move(info), Make};
}

}  // namespace rowmill
