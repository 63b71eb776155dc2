// Streets, house numbers, postcodes and whole addresses.

#include "gen/street_text.h"
#include "gen/text_facts.h"
#include "gen/type_plugin.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> MakeStreet(const TypeContext& context, const Options&,
                                      Faults*) {
  auto streets = std::make_shared<StreetRows>(*context.record);
  class StreetDraw final : public NumberDraw {
   public:
    explicit StreetDraw(std::shared_ptr<const StreetRows> streets)
        : streets_(std::move(streets)) {}
    void Fill(const GenerateCall& call, const std::uint32_t* places,
              std::uint32_t* numbers) const override {
      streets_->FillStreets(call.rows, places, numbers);
    }

   private:
    std::shared_ptr<const StreetRows> streets_;
  };
  auto names = streets->table().Entries("name");
  return MakeRecordText(context.record, std::make_shared<StreetDraw>(std::move(streets)),
                        std::move(names));
}

std::unique_ptr<Generator> MakeBuilding(const TypeContext& context, const Options&,
                                        Faults*) {
  auto streets = std::make_shared<StreetRows>(*context.record);
  ColumnFacts facts;
  facts.bytes_min = 1;
  facts.bytes_max = 3;
  facts.plain_text = true;
  return MakeRecordComposed(context.record, std::move(facts),
                            [streets](std::uint64_t row, std::uint32_t, TextWriter* out) {
                              std::uint32_t house = streets->House(row);
                              out->PutDigits(house, house < 10 ? 1 : house < 100 ? 2 : 3);
                            });
}

class PostcodeGenerator final : public RecordGenerator {
 public:
  explicit PostcodeGenerator(std::shared_ptr<const RecordContext> record)
      : RecordGenerator(std::move(record)), codes_(*record_) {
    type_ = DataType::Of(TypeId::kString);
    facts_.bytes_max = static_cast<std::uint32_t>(codes_.bytes_max());
    facts_.nullable = codes_.nullable();
    facts_.plain_text = !facts_.nullable;
  }

 protected:
  Status Make(const GenerateCall& call, const std::uint32_t* places,
              Column* out) const override {
    RowNumbers cities;
    codes_.cities().Fill(call, places, cities.at);
    TextWriter writer(out, call.rows.size(), 8);
    std::uint8_t* validity = facts_.nullable ? out->MakeValidity() : nullptr;
    Postcodes::Code codes[kRowsAtOnce];
    for (std::size_t first = 0; first < call.rows.size(); first += kRowsAtOnce) {
      const std::size_t rows = std::min(kRowsAtOnce, call.rows.size() - first);
      codes_.Choose(call.rows.subspan(first, rows), cities.at + first, codes);
      for (std::size_t i = 0; i < rows; ++i) {
        const auto& [pattern, index] = codes[i];
        if (pattern != nullptr) {
          pattern->Put(index, &writer);
        } else {
          validity[(first + i) / 8] &= static_cast<std::uint8_t>(~(1u << (i % 8)));
        }
        writer.EndRow();
      }
    }
    return {};
  }

 private:
  Postcodes codes_;
};

std::unique_ptr<Generator> MakePostcode(const TypeContext& context, const Options&,
                                        Faults*) {
  return std::make_unique<PostcodeGenerator>(context.record);
}

/// What stands between the texts of a country's address, and which text comes there.
struct AddressPart {
  enum class Kind { kLiteral, kNumber, kStreet, kPostcode, kCity, kRegion, kCountry };
  Kind kind;
  std::string literal;
};
using AddressLine = std::vector<AddressPart>;

std::vector<AddressLine> ParseTemplate(std::string_view text) {
  using Kind = AddressPart::Kind;
  static const std::map<std::string_view, Kind> kNames = {
      {"number", Kind::kNumber}, {"street", Kind::kStreet}, {"postcode", Kind::kPostcode},
      {"city", Kind::kCity},     {"region", Kind::kRegion}, {"country", Kind::kCountry}};
  std::vector<AddressLine> lines(1);
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '|') {
      lines.emplace_back();
      ++i;
    } else if (text[i] == '{') {
      std::size_t end = text.find('}', i);
      lines.back().push_back({kNames.at(text.substr(i + 1, end - i - 1)), ""});
      i = end + 1;
    } else {
      std::size_t end = std::min(text.find_first_of("{|", i), text.size());
      lines.back().push_back({Kind::kLiteral, std::string(text.substr(i, end - i))});
      i = end;
    }
  }
  return lines;
}

class AddressText {
 public:
  explicit AddressText(const TypeContext& context, bool with_country)
      : streets_(std::make_shared<StreetRows>(*context.record)),
        codes_(std::make_shared<Postcodes>(*context.record)),
        street_names_(streets_->table().Entries("name")),
        city_names_(codes_->cities().table().Entries("name")),
        regions_(codes_->cities().table().Numbers("region")),
        region_names_(context.dictionaries->Get("regions").Texts("name")),
        countries_(CountryEntries(*context.record, "name")),
        with_country_(with_country) {
    DictTexts templates = context.record->countries().table().Texts("address");
    for (std::uint32_t country : context.record->possible()) {
      lines_.push_back(ParseTemplate(templates[country]));
    }
  }

  void operator()(std::uint64_t row, std::uint32_t place, TextWriter* out) const {
    const std::uint32_t city = codes_->cities().Choose(place, row);
    const std::size_t start = out->size();
    for (const AddressLine& line : lines_[place]) {
      const std::size_t before = out->size();
      if (before > start) out->Put(", ");
      const std::size_t text_start = out->size();
      for (const AddressPart& part : line) PutPart(part, row, place, city, out);
      out->Trim(text_start, " ,");
      if (out->size() == text_start) out->CutTo(before);
    }
  }

 private:
  void PutPart(const AddressPart& part, std::uint64_t row, std::uint32_t place,
               std::uint32_t city, TextWriter* out) const {
    switch (part.kind) {
      case AddressPart::Kind::kLiteral:
        out->Put(part.literal);
        return;
      case AddressPart::Kind::kNumber: {
        std::uint32_t house = streets_->House(row);
        out->PutDigits(house, house < 10 ? 1 : house < 100 ? 2 : 3);
        return;
      }
      case AddressPart::Kind::kStreet:
        out->PutEntry(*street_names_, streets_->Street(row, place));
        return;
      case AddressPart::Kind::kPostcode:
        if (Postcodes::Code code = codes_->Choose(row, city); code.pattern != nullptr) {
          code.pattern->Put(code.index, out);
        }
        return;
      case AddressPart::Kind::kCity:
        out->PutEntry(*city_names_, city);
        return;
      case AddressPart::Kind::kRegion:
        if ((*regions_)[city] >= 0) {
          out->Put(region_names_[static_cast<std::uint32_t>((*regions_)[city])]);
        }
        return;
      case AddressPart::Kind::kCountry:
        if (with_country_) out->PutEntry(*countries_, place);
        return;
    }
  }

  std::shared_ptr<const StreetRows> streets_;
  std::shared_ptr<const Postcodes> codes_;
  std::shared_ptr<const Dictionary> street_names_;
  std::shared_ptr<const Dictionary> city_names_;
  SharedNumbers regions_;
  DictTexts region_names_;
  std::shared_ptr<const Dictionary> countries_;
  bool with_country_;
  std::vector<std::vector<AddressLine>> lines_;  ///< by place
};

std::unique_ptr<Generator> MakeAddress(const TypeContext& context, const Options& options,
                                       Faults*) {
  return MakeRecordComposed(context.record, ColumnFacts(),
                            AddressText(context, options.Bool("country_line", false)));
}

TypePlugin AddressType(std::string_view name, std::vector<std::string_view> aliases,
                       std::string_view summary, std::vector<OptionInfo> options,
                       TypeMaker make) {
  return MakeRecordPlugin(RecordFamily::kPlace, name, std::move(aliases), "string",
                          summary, std::move(options), make);
}

}  // namespace

TypePlugin place_street_type() {
  TypePlugin plugin =
      AddressType("place.street", {"street"},
                  "Street names of the country, in its language.", {}, MakeStreet);
  plugin.info.example = "{ type: place.street, countries: [FR] }";
  return plugin;
}

TypePlugin place_building_type() {
  TypePlugin plugin =
      AddressType("place.building", {}, "House numbers, 1 to 199.", {}, MakeBuilding);
  plugin.info.example = "place.building";
  return plugin;
}

TypePlugin place_postcode_type() {
  TypePlugin plugin = AddressType(
      "place.postcode", {"postcode"},
      "Postcodes by the plan of the country and region; null where there are none.", {},
      MakePostcode);
  plugin.info.example = "{ type: place.postcode, countries: [GB, FR] }";
  return plugin;
}

TypePlugin place_address_type() {
  TypePlugin plugin = AddressType(
      "place.address", {"address"}, "Addresses in one line, in the country's own order.",
      {{.name = "country_line",
        .kind = OptionKind::kBool,
        .default_text = "false",
        .doc = "Whether the country's name ends the address."}},
      MakeAddress);
  plugin.info.example = "{ type: place.address, countries: [US, DE, FR] }";
  return plugin;
}

}  // namespace rowmill
