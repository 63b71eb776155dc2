// Datagen's EMAIL: a name with a character or another name before it, at one of four
// providers that do not exist. Source: Datagen's field types.

#include "gen/filtered_rows.h"
#include "gen/record_table.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

constexpr std::string_view kDomains[] = {"gaagle.com", "yahaa.com", "uutlook.com",
                                         "email.fr"};
constexpr std::string_view kCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz";

/// What of a name may stand in an address.
std::string AddressName(std::string_view name) {
  std::string text;
  for (char c : name) {
    bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                (c >= '0' && c <= '9') || c == '-';
    if (kept) text += c;
  }
  return text.empty() ? "x" : text;
}

class EmailGenerator final : public Generator {
 public:
  EmailGenerator(const TypeContext& context, std::shared_ptr<const FilteredRows> rows)
      : form_key_(context.draws.Key("form")),
        first_slice_(context.draws.Key("first.slice")),
        first_row_(context.draws.Key("first.row")),
        second_slice_(context.draws.Key("second.slice")),
        second_row_(context.draws.Key("second.row")),
        rows_(std::move(rows)) {
    auto names = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
    auto ascii = rows_->Entries("ascii", "name");
    for (std::size_t i = 0; i < ascii->length(); ++i) {
      names->AppendText(AddressName(ascii->text(i)));
    }
    type_ = DataType::Of(TypeId::kString);
    ColumnFacts of_names = FactsOfEntries(names);
    facts_.bytes_min = 1 + of_names.bytes_min + 1 + 8;
    facts_.bytes_max = 2 * of_names.bytes_max + 2 + 11;
    facts_.plain_text = true;
    names_ = std::move(names);
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    TextWriter writer(out, call.rows.size(), 28);
    for (std::uint64_t row : call.rows) {
      // The coin, the character and the domain are far apart in one draw.
      std::uint64_t form = Draw(form_key_, row);
      if ((form >> 63) != 0) {
        writer.Put(kCharacters[(form & 0xFFFF'FFFF) * kCharacters.size() >> 32]);
      } else {
        writer.PutEntry(*names_, rows_->Choose(first_slice_, first_row_, row));
        writer.Put('.');
      }
      writer.PutEntry(*names_, rows_->Choose(second_slice_, second_row_, row));
      writer.Put('@');
      writer.Put(kDomains[form >> 61 & 3]);
      writer.EndRow();
    }
    return {};
  }

 private:
  DrawKey form_key_, first_slice_, first_row_, second_slice_, second_row_;
  std::shared_ptr<const FilteredRows> rows_;
  std::shared_ptr<const Dictionary> names_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  auto rows = FilteredRows::Make(context, options, "given_names", faults);
  if (rows == nullptr) return nullptr;
  return std::make_unique<EmailGenerator>(context, std::move(rows));
}

}  // namespace

TypePlugin datagen_email_type() {
  Info info;
  info.name = "datagen.email";
  info.family = "datagen";
  info.summary = "Datagen's EMAIL: addresses of names at invented providers.";
  info.output = "string";
  info.options = {FiltersOption()};
  info.example = "{ type: datagen.email, filters: [Spain] }";
  return {std::move(info), Make};
}

}  // namespace rowmill
