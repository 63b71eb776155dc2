// Texts of random characters.

#include <fmt/format.h>

#include "gen/random_text.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  Result<Alphabet> alphabet = ParseAlphabet(options.Text("alphabet", "alnum"));
  if (!alphabet) {
    faults->Add(options.Fault("alphabet", alphabet.error().message));
    return nullptr;
  }
  LengthRange length = options.Length("length", {20, 20});
  std::uint64_t bytes = static_cast<std::uint64_t>(length.max) * alphabet->widest;
  if (bytes > limits::kTextBytesMax) {
    faults->Add(options.Fault("length", fmt::format("length {} can pass {} bytes",
                                                    length.max, limits::kTextBytesMax)));
    return nullptr;
  }
  if (!context.unique) {
    return MakeRandomTextGenerator(context.draws, std::move(*alphabet), length);
  }
  if (alphabet->symbols.size() < 2) {
    faults->Add(options.Fault("alphabet", "unique takes an alphabet of 2 characters"));
    return nullptr;
  }
  const std::uint64_t numbered = NumberedCharacters(alphabet->symbols.size());
  auto made = MakeUniqueTextGenerator(context.draws, std::move(*alphabet), length);
  if (made == nullptr) {
    faults->Add(options.Fault(
        "length", fmt::format("unique takes lengths of this alphabet that are all at "
                              "most {0} or all at least {0}, not {1} to {2}",
                              numbered, length.min, length.max)));
  }
  return made;
}

}  // namespace

TypePlugin string_type() {
  Info info;
  info.name = "string";
  info.family = "text";
  info.summary = "Texts of random characters.";
  info.output = "string";
  info.options = {
      {.name = "length",
       .kind = OptionKind::kLength,
       .default_text = "20",
       .doc = "Number of characters, or the range it is drawn from.",
       .unit = "characters",
       .min = 0,
       .max = limits::kTextBytesMax,
       .example = "{ min: 5, max: 30 }"},
      {.name = "alphabet",
       .kind = OptionKind::kText,
       .default_text = "alnum",
       .doc = "alnum, alpha, hex, digits, lower, upper, or the characters themselves.",
       .example = "hex"},
  };
  info.example = "{ type: string, length: 12, alphabet: hex }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
