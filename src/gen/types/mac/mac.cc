// MAC addresses (EUI-48).
// Source: IEEE Std 802-2014, 8.2: bit 0 of the first octet says group, bit 1 local.

#include <fmt/format.h>

#include "base/text.h"
#include "draw/stream.h"
#include "gen/characters.h"
#include "value/hex.h"

namespace rowmill {

namespace {

constexpr std::uint64_t kGroupBit = std::uint64_t{1} << 40;
constexpr std::uint64_t kLocalBit = std::uint64_t{2} << 40;
constexpr std::uint64_t kAllBits = (std::uint64_t{1} << 48) - 1;

/// Bits that are given, and those that are drawn.
struct Shape {
  std::uint64_t fixed = 0;
  std::uint64_t drawn = kAllBits;
  char separator = ':';  ///< 0 = none
};

class MacGenerator final : public Generator {
 public:
  MacGenerator(DrawKey key, const Shape& shape)
      : key_(key), shape_(shape), bytes_(shape.separator == 0 ? 12 : 17) {
    type_ = DataType::Of(TypeId::kString);
    facts_.bytes_min = facts_.bytes_max = static_cast<std::uint32_t>(bytes_);
    facts_.plain_text = true;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    const std::size_t count = call.rows.size();
    out->Reset(type_);
    RM_RETURN_IF_ERROR(ResizeEqualTexts(count, bytes_, out));
    call.scratch->draws.Resize(count * sizeof(std::uint64_t));
    std::uint64_t* draws = call.scratch->draws.as<std::uint64_t>();
    FillDraws(key_, call.rows, draws);
    const std::size_t step = shape_.separator == 0 ? 2 : 3;
    char* text = out->bytes().as<char>();
    for (std::size_t i = 0; i < count; ++i, text += bytes_) {
      const std::uint64_t bits = shape_.fixed | ((draws[i] >> 16) & shape_.drawn);
      for (std::size_t octet = 0; octet < 6; ++octet) {
        PutHex<1>(bits >> (40 - 8 * octet), text + octet * step);
        if (step == 3 && octet < 5) text[octet * step + 2] = shape_.separator;
      }
    }
    return {};
  }

 private:
  DrawKey key_;
  Shape shape_;
  std::size_t bytes_;
};

/// `00:1A:2b`, `00-1a-2b` or `001a2b`.
std::optional<std::uint64_t> ParseOui(std::string_view text) {
  std::string digits;
  const char separator = text.size() == 8 ? text[2] : 0;
  if (separator != 0 && separator != ':' && separator != '-') return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (separator != 0 && i % 3 == 2) {
      if (text[i] != separator) return std::nullopt;
    } else {
      digits += text[i];
    }
  }
  if (digits.size() != 6 ||
      digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) {
    return std::nullopt;
  }
  return std::stoull(digits, nullptr, 16) << 24;
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  Shape shape;
  const std::size_t before = faults->errors().size();
  const std::string separator = options.Text("separator", "colon");
  shape.separator = separator == "colon" ? ':' : separator == "hyphen" ? '-' : '\0';
  if (options.Has("oui")) {
    const std::string text = options.Text("oui", "");
    std::optional<std::uint64_t> oui = ParseOui(text);
    if (!oui) {
      faults->Add(options.Fault(
          "oui", fmt::format("oui is not three octets such as 00:1a:2b: '{}'", text)));
    }
    for (std::string_view name : {"local", "multicast"}) {
      if (options.Has(name)) {
        faults->Add(options.Fault(name, fmt::format("{} is decided by oui", name)));
      }
    }
    shape.fixed = oui.value_or(0);
    shape.drawn = 0xFFFFFF;
  } else {
    shape.drawn = kAllBits & ~(kGroupBit | kLocalBit);
    if (options.Bool("local", false)) shape.fixed |= kLocalBit;
    if (options.Bool("multicast", false)) shape.fixed |= kGroupBit;
  }
  if (faults->errors().size() != before) return nullptr;
  return std::make_unique<MacGenerator>(context.draws.Key("value"), shape);
}

}  // namespace

TypePlugin mac_type() {
  Info info;
  info.name = "internet.mac";
  info.aliases = {"mac"};
  info.family = "internet";
  info.summary = "MAC addresses of 48 bits, in lower case.";
  info.output = "string";
  info.options = {
      {.name = "oui",
       .kind = OptionKind::kText,
       .default_text = "random",
       .doc = "First three octets, those of a maker.",
       .example = "'00:1a:2b'"},
      {.name = "local",
       .kind = OptionKind::kBool,
       .default_text = "false",
       .doc = "Locally administered addresses instead of makers'.",
       .example = "true"},
      {.name = "multicast",
       .kind = OptionKind::kBool,
       .default_text = "false",
       .doc = "Addresses of groups instead of single ones.",
       .example = "true"},
      {.name = "separator",
       .kind = OptionKind::kChoice,
       .default_text = "colon",
       .doc = "What stands between the octets.",
       .choices = {"colon", "hyphen", "none"},
       .example = "hyphen"},
  };
  info.example = "{ type: mac, oui: '00:1a:2b' }";
  return {std::move(info), Make};
}

}  // namespace rowmill
