// IPv4 addresses inside a CIDR block.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "draw/stream.h"
#include "gen/generator.h"

namespace rowmill {

namespace {

struct Octet {
  char text[4];  ///< the digits and a point
  std::uint8_t digits;
};

constexpr std::array<Octet, 256> kOctets = [] {
  std::array<Octet, 256> octets{};
  for (int i = 0; i < 256; ++i) {
    Octet& octet = octets[static_cast<std::size_t>(i)];
    if (i >= 100) octet.text[octet.digits++] = static_cast<char>('0' + i / 100);
    if (i >= 10) octet.text[octet.digits++] = static_cast<char>('0' + i / 10 % 10);
    octet.text[octet.digits++] = static_cast<char>('0' + i % 10);
    octet.text[octet.digits] = '.';
  }
  return octets;
}();

constexpr std::size_t kTextBytesMax = 15;

struct Block {
  std::uint32_t base = 0;
  int prefix = 0;
  std::uint64_t size() const { return std::uint64_t{1} << (32 - prefix); }
};

bool ReadNumber(std::string_view text, int max, int* out) {
  if (text.empty() || text.size() > 3) return false;
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return false;
    value = value * 10 + (c - '0');
  }
  *out = value;
  return value <= max;
}

/// `10.0.0.0/8`; without a slash it is one address.
Result<Block> ParseCidr(std::string_view text) {
  auto fail = [&](std::string_view why) {
    return Fail(ErrorCode::kInvalidModel, fmt::format("cidr {}: '{}'", why, text));
  };
  std::size_t slash = text.find('/');
  Block block;
  block.prefix = 32;
  if (slash != std::string_view::npos &&
      !ReadNumber(text.substr(slash + 1), 32, &block.prefix)) {
    return fail("has no prefix length of 0 to 32");
  }
  std::vector<std::string_view> parts = Split(text.substr(0, slash), '.');
  if (parts.size() != 4) return fail("is not four numbers and a prefix length");
  for (std::string_view part : parts) {
    int octet = 0;
    if (!ReadNumber(part, 255, &octet)) return fail("has a part that is not 0 to 255");
    block.base = (block.base << 8) | static_cast<std::uint32_t>(octet);
  }
  if ((block.base & (block.size() - 1)) != 0)
    return fail("has bits set behind its prefix");
  return block;
}

class Ipv4Generator final : public Generator {
 public:
  Ipv4Generator(DrawKey key, Block block) : key_(key), block_(block) {
    type_ = DataType::Of(TypeId::kString);
    facts_.plain_text = true;
    facts_.ascending = block.size() == 1;
    facts_.bytes_min = facts_.bytes_max = 3;
    const std::uint32_t last =
        static_cast<std::uint32_t>(block.base + (block.size() - 1));
    for (int shift = 0; shift < 32; shift += 8) {
      // Digits grow with the number, so the ends of the octet's range tell.
      facts_.bytes_min += kOctets[(block.base >> shift) & 0xFF].digits;
      facts_.bytes_max += kOctets[(last >> shift) & 0xFF].digits;
    }
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    const std::size_t count = call.rows.size();
    out->Reset(type_);
    call.scratch->draws.Resize(count * sizeof(std::uint32_t));
    std::uint32_t* addresses = call.scratch->draws.as<std::uint32_t>();
    FillBounded(key_, call.rows, block_.size(), block_.base, addresses);
    std::int32_t* offsets = out->ResizeOffsets(count);
    out->bytes().Reserve(count * kTextBytesMax);
    char* begin = out->bytes().as<char>();
    char* end = begin;
    for (std::size_t i = 0; i < count; ++i) {
      end = Render(addresses[i], end);
      offsets[i + 1] = static_cast<std::int32_t>(end - begin);
    }
    out->bytes().SetSize(static_cast<std::size_t>(end - begin));
    return {};
  }

 private:
  /// May write two characters more than the address has.
  static char* Render(std::uint32_t address, char* out) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      const Octet& octet = kOctets[(address >> shift) & 0xFF];
      std::memcpy(out, octet.text, 4);
      out += octet.digits + 1;
    }
    return out - 1;
  }

  DrawKey key_;
  Block block_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  Result<Block> block = ParseCidr(options.Text("cidr", "0.0.0.0/0"));
  if (!block) {
    faults->Add(options.Fault("cidr", block.error().message));
    return nullptr;
  }
  return std::make_unique<Ipv4Generator>(context.draws.Key("value"), *block);
}

}  // namespace

TypePlugin ipv4_type() {
  Info info;
  info.name = "internet.ipv4";
  info.aliases = {"ip", "ipv4"};
  info.family = "internet";
  info.summary = "IPv4 addresses, uniform over a CIDR block.";
  info.output = "string";
  info.options = {
      {.name = "cidr",
       .kind = OptionKind::kText,
       .default_text = "0.0.0.0/0",
       .doc = "Block that addresses are drawn from, its first and last included.",
       .example = "10.0.0.0/8"}};
  info.example = "{ type: ip, cidr: 10.0.0.0/8 }";
  return {std::move(info), Make};
}

}  // namespace rowmill
