// Nano IDs: short random texts that may stand in a URL.
// Source: github.com/ai/nanoid.

#include <fmt/format.h>

#include "gen/random_text.h"

namespace rowmill {

namespace {

constexpr std::string_view kUrlAlphabet =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz-";

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  Result<Alphabet> alphabet = ParseAlphabet(options.Text("alphabet", kUrlAlphabet));
  if (!alphabet) {
    faults->Add(options.Fault("alphabet", alphabet.error().message));
    return nullptr;
  }
  const std::int64_t length = options.Int("length", 21);
  return MakeRandomTextGenerator(context.draws, std::move(*alphabet), {length, length});
}

}  // namespace

TypePlugin nanoid_type() {
  Info info;
  info.name = "id.nanoid";
  info.family = "keys";
  info.summary = "Nano IDs: random texts of 21 characters that may stand in a URL.";
  info.output = "string";
  info.options = {
      {.name = "length",
       .kind = OptionKind::kInt,
       .default_text = "21",
       .doc = "Number of characters.",
       .unit = "characters",
       .min = 1,
       .max = 1'024,
       .example = "10"},
      {.name = "alphabet",
       .kind = OptionKind::kText,
       .default_text = "0-9 A-Z _ a-z -",
       .doc = "alnum, alpha, hex, digits, lower, upper, or the characters themselves.",
       .example = "alnum"},
  };
  info.example = "{ type: id.nanoid, length: 12 }";
  return {std::move(info), Make};
}

}  // namespace rowmill
