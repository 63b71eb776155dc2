// Datagen's PHONE: `+`, the country's calling code, a blank and as many digits as make
// eleven with the code. Source: Datagen's field types.

#include "gen/filtered_rows.h"
#include "gen/record_table.h"

namespace rowmill {

namespace {

constexpr int kDigitsWithCode = 11;

class PhoneGenerator final : public Generator {
 public:
  PhoneGenerator(const TypeContext& context, std::vector<std::string> codes)
      : code_key_(context.draws.Key("code")),
        digits_key_(context.draws.Key("value")),
        codes_(std::move(codes)) {
    type_ = DataType::Of(TypeId::kString);
    facts_.bytes_min = facts_.bytes_max = kDigitsWithCode + 2;
    facts_.plain_text = true;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    TextWriter writer(out, call.rows.size(), facts_.bytes_max);
    for (std::uint64_t row : call.rows) {
      const std::string& code = codes_[Bounded(code_key_, row, codes_.size())];
      int digits = kDigitsWithCode - static_cast<int>(code.size());
      std::uint64_t count = 1;
      for (int i = 0; i < digits; ++i) count *= 10;
      writer.Put('+');
      writer.Put(code);
      writer.Put(' ');
      writer.PutDigits(Bounded(digits_key_, row, count), digits);
      writer.EndRow();
    }
    return {};
  }

 private:
  DrawKey code_key_;
  DrawKey digits_key_;
  std::vector<std::string> codes_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  const std::size_t before = faults->errors().size();
  Countries countries(*context.dictionaries);
  DictTexts all = countries.table().Texts("calling_code");
  std::vector<std::string> codes;
  for (const std::string& filter : options.TextList("filters")) {
    Result<std::uint32_t> country = countries.Get(filter);
    if (!country) {
      faults->Add(options.Fault("filters", country.error().message));
    } else if (all[*country].empty()) {
      faults->Add(
          options.Fault("filters", "no calling code is known of '" + filter + "'"));
    } else {
      codes.emplace_back(all[*country]);
    }
  }
  if (faults->errors().size() != before) return nullptr;
  for (std::uint32_t i = 0; !options.Has("filters") && i < all.size(); ++i) {
    if (!all[i].empty()) codes.emplace_back(all[i]);
  }
  if (codes.empty()) {
    faults->Add(options.Fault("filters", "filters is empty"));
    return nullptr;
  }
  return std::make_unique<PhoneGenerator>(context, std::move(codes));
}

}  // namespace

TypePlugin datagen_phone_type() {
  Info info;
  info.name = "datagen.phone";
  info.family = "datagen";
  info.summary = "Datagen's PHONE: a calling code and digits.";
  info.output = "string";
  info.options = {FiltersOption()};
  info.example = "{ type: datagen.phone, filters: [France] }";
  return {std::move(info), Make};
}

}  // namespace rowmill
