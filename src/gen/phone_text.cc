#include "gen/phone_text.h"

namespace rowmill {

namespace {

constexpr std::size_t kCallingCodeBytesMax = 4;

class PhoneText {
 public:
  PhoneText(const TypeContext& context, std::string_view kind, PhoneForm form,
            std::string_view slot)
      : patterns_(RecordPatterns::Of(*context.record, "phones", "digits", kind)),
        codes_(context.dictionaries->Get("phones").Texts("calling_code")),
        pattern_key_(context.record->draws().Key(std::string(slot) + ".pattern")),
        digits_key_(context.record->draws().Key(std::string(slot) + ".digits")),
        form_(form) {}

  std::size_t bytes_max() const {
    return 2 + kCallingCodeBytesMax + patterns_->bytes_max();
  }

  void operator()(std::uint64_t row, std::uint32_t place, TextWriter* out) const {
    std::uint32_t number = patterns_->Choose(place, pattern_key_, row);
    const ClassPattern& pattern = patterns_->at(number);
    out->Put('+');
    out->Put(codes_[patterns_->table().row(number)]);
    if (form_ == PhoneForm::kSpace) out->Put(' ');
    pattern.Put(Bounded(digits_key_, row, pattern.count()), out);
  }

 private:
  std::shared_ptr<const RecordPatterns> patterns_;
  DictTexts codes_;
  DrawKey pattern_key_;
  DrawKey digits_key_;
  PhoneForm form_;
};

}  // namespace

std::unique_ptr<Generator> MakePhones(const TypeContext& context, std::string_view kind,
                                      PhoneForm form, std::string_view slot) {
  PhoneText text(context, kind, form, slot);
  ColumnFacts facts;
  facts.bytes_min = 3;
  facts.bytes_max = static_cast<std::uint32_t>(text.bytes_max());
  facts.plain_text = true;
  return MakeRecordComposed(context.record, std::move(facts), std::move(text));
}

OptionInfo PhoneFormOption() {
  return {.name = "form",
          .kind = OptionKind::kChoice,
          .default_text = "e164",
          .doc = "`e164` is +33612345678, `space` is +33 612345678.",
          .choices = {"e164", "space"}};
}

PhoneForm ReadPhoneForm(const Options& options) {
  return options.Text("form", "e164") == "space" ? PhoneForm::kSpace : PhoneForm::kE164;
}

}  // namespace rowmill
