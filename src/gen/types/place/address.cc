// Streets, house numbers, postcodes and whole addresses.

#include "gen/street_text.h"
#include "gen/type_plugin.h"
#include "value/text_facts.h"

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

/// What an address is made of: numbers of texts, but for the postcode.
struct AddressPart {
  enum class Kind { kLiteral, kNumber, kStreet, kCity, kRegion, kCountry, kPostcode };
  Kind kind;
  std::uint32_t literal = 0;  ///< its number
};
using AddressLine = std::vector<AddressPart>;
constexpr std::size_t kTexts = 6;  ///< kinds of parts before kPostcode

/// Reads a country's template: `{name}` for a part, `|` between lines.
std::vector<AddressLine> ParseTemplate(std::string_view text, Dictionary* literals) {
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
      lines.back().push_back({kNames.at(text.substr(i + 1, end - i - 1))});
      i = end + 1;
    } else {
      std::size_t end = std::min(text.find_first_of("{|", i), text.size());
      lines.back().push_back(
          {Kind::kLiteral, static_cast<std::uint32_t>(literals->length())});
      literals->AppendText(text.substr(i, end - i));
      i = end;
    }
  }
  return lines;
}

/// House numbers as texts, by number.
std::shared_ptr<const Dictionary> HouseEntries() {
  auto houses = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  for (std::uint32_t house = 0; house <= StreetRows::kHousesMax; ++house) {
    houses->AppendText(std::to_string(house));
  }
  return houses;
}

/// The names of all regions, and an empty one behind them.
std::shared_ptr<const Dictionary> RegionEntries(const DictTable& regions) {
  auto names = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  for (std::uint32_t i = 0; i < regions.rows(); ++i) {
    names->AppendText(regions.Texts("name")[i]);
  }
  names->AppendText("");
  return names;
}

class AddressText {
 public:
  explicit AddressText(const TypeContext& context, bool with_country)
      : streets_(std::make_shared<StreetRows>(*context.record)),
        codes_(std::make_shared<Postcodes>(*context.record)),
        regions_(codes_->cities().table().Numbers("region")) {
    using Kind = AddressPart::Kind;
    const DictTexts templates = context.record->countries().table().Texts("address");
    auto literals = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
    for (std::uint32_t country : context.record->possible()) {
      lines_.push_back(ParseTemplate(templates[country], literals.get()));
      if (with_country) continue;
      for (AddressLine& line : lines_.back()) {
        std::erase_if(line, [](const auto& part) { return part.kind == Kind::kCountry; });
      }
    }
    texts_[Index(Kind::kLiteral)] = std::move(literals);
    texts_[Index(Kind::kNumber)] = HouseEntries();
    texts_[Index(Kind::kStreet)] = streets_->table().Entries("name");
    texts_[Index(Kind::kCity)] = codes_->cities().table().Entries("name");
    texts_[Index(Kind::kRegion)] = RegionEntries(context.dictionaries->Get("regions"));
    texts_[Index(Kind::kCountry)] = CountryEntries(*context.record, "name");
    no_region_ = context.dictionaries->Get("regions").rows();
  }

  struct Choice {
    std::uint32_t numbers[kTexts];  ///< by kind; not of literals
    std::uint32_t place;
    Postcodes::Code code;
  };
  void Choose(RowIds rows, const std::uint32_t* places, Choice* choices) const {
    using Kind = AddressPart::Kind;
    std::uint32_t streets[kRowsAtOnce], cities[kRowsAtOnce];
    Postcodes::Code codes[kRowsAtOnce];
    streets_->FillStreets(rows, places, streets);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      cities[i] = codes_->cities().Choose(places[i], rows[i]);
    }
    codes_->Choose(rows, cities, codes);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::int32_t region = (*regions_)[cities[i]];
      std::uint32_t* const numbers = choices[i].numbers;
      numbers[Index(Kind::kNumber)] = streets_->House(rows[i]);
      numbers[Index(Kind::kStreet)] = streets[i];
      numbers[Index(Kind::kCity)] = cities[i];
      numbers[Index(Kind::kRegion)] =
          region < 0 ? no_region_ : static_cast<std::uint32_t>(region);
      numbers[Index(Kind::kCountry)] = places[i];
      choices[i].place = places[i];
      choices[i].code = codes[i];
    }
  }

  void Put(const Choice& choice, TextWriter* out) const {
    const std::size_t start = out->size();
    for (const AddressLine& line : lines_[choice.place]) {
      const std::size_t before = out->size();
      if (before > start) out->Put(", ");
      const std::size_t text_start = out->size();
      for (const AddressPart& part : line) PutPart(part, choice, out);
      out->Trim(text_start, " ,");
      if (out->size() == text_start) out->CutTo(before);
    }
  }

 private:
  static constexpr std::size_t Index(AddressPart::Kind kind) {
    return static_cast<std::size_t>(kind);
  }
  void PutPart(const AddressPart& part, const Choice& choice, TextWriter* out) const {
    if (part.kind == AddressPart::Kind::kPostcode) {
      if (choice.code.pattern != nullptr)
        choice.code.pattern->Put(choice.code.index, out);
      return;
    }
    const std::size_t kind = Index(part.kind);
    const bool literal = part.kind == AddressPart::Kind::kLiteral;
    out->PutEntry(*texts_[kind], literal ? part.literal : choice.numbers[kind]);
  }

  std::shared_ptr<const StreetRows> streets_;
  std::shared_ptr<const Postcodes> codes_;
  SharedNumbers regions_;
  std::uint32_t no_region_ = 0;
  std::shared_ptr<const Dictionary> texts_[kTexts];  ///< by kind
  std::vector<std::vector<AddressLine>> lines_;      ///< by place
};

std::unique_ptr<Generator> MakeAddress(const TypeContext& context, const Options& options,
                                       Faults*) {
  return MakeRecordChosen(context.record, ColumnFacts(),
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
  TypePlugin plugin = AddressType(
      "place.street", {"street"},
      "Street names of the country, or of one whose names suit it.", {}, MakeStreet);
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
      "Postcodes by the plan of the country, in 19 countries of the region; null where "
      "there are none.",
      {}, MakePostcode);
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
