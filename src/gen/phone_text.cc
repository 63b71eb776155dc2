#include "gen/phone_text.h"

#include <cstring>

#include "base/check.h"

namespace rowmill {

namespace {

constexpr std::size_t kCallingCodeBytesMax = 4;

class PhoneText {
 public:
  PhoneText(const TypeContext& context, std::string_view kind, PhoneForm form,
            std::string_view slot)
      : patterns_(RecordPatterns::Of(*context.record, "phones", "digits", kind)),
        pattern_key_(context.record->draws().Key(std::string(slot) + ".pattern")),
        digits_key_(context.record->draws().Key(std::string(slot) + ".digits")),
        prefixes_(patterns_->table().rows()) {
    DictTexts codes = patterns_->table().table().Texts("calling_code");
    for (std::uint32_t i = 0; i < prefixes_.size(); ++i) {
      std::string text = "+" + std::string(codes[patterns_->table().row(i)]);
      if (form == PhoneForm::kSpace) text += ' ';
      RM_CHECK(text.size() <= kPrefixBytesMax);
      prefixes_[i].size = static_cast<std::uint8_t>(text.size());
      std::memcpy(prefixes_[i].text, text.data(), text.size());
    }
  }

  std::size_t bytes_max() const {
    return 2 + kCallingCodeBytesMax + patterns_->bytes_max();
  }

  struct Choice {
    std::uint32_t number;  ///< of the pattern
    std::uint64_t digits;
  };
  void Choose(RowIds rows, const std::uint32_t* places, Choice* choices) const {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      choices[i].number = patterns_->Choose(places[i], pattern_key_, rows[i]);
      const ClassPattern& pattern = patterns_->at(choices[i].number);
      choices[i].digits = Bounded(digits_key_, rows[i], pattern.count());
    }
  }
  void Put(const Choice& choice, TextWriter* out) const {
    const Prefix& prefix = prefixes_[choice.number];
    char* at = out->Room(kPrefixBytesMax);
    std::memcpy(at, prefix.text, kPrefixBytesMax);
    out->SetEnd(at + prefix.size);
    patterns_->at(choice.number).Put(choice.digits, out);
  }

 private:
  static constexpr std::size_t kPrefixBytesMax = 2 + kCallingCodeBytesMax;
  /// What comes before the digits of a pattern.
  struct Prefix {
    char text[kPrefixBytesMax];
    std::uint8_t size;
  };

  std::shared_ptr<const RecordPatterns> patterns_;
  DrawKey pattern_key_;
  DrawKey digits_key_;
  std::vector<Prefix> prefixes_;  ///< by number of the pattern
};

}  // namespace

std::unique_ptr<Generator> MakePhones(const TypeContext& context, std::string_view kind,
                                      PhoneForm form, std::string_view slot) {
  PhoneText text(context, kind, form, slot);
  ColumnFacts facts;
  facts.bytes_min = 3;
  facts.bytes_max = static_cast<std::uint32_t>(text.bytes_max());
  facts.plain_text = true;
  return MakeRecordChosen(context.record, std::move(facts), std::move(text));
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
