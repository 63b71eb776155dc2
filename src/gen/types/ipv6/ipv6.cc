// IPv6 addresses inside a CIDR block, written as RFC 5952 says.

#include <arpa/inet.h>
#include <fmt/format.h>

#include "base/text.h"
#include "draw/stream.h"
#include "gen/generator.h"
#include "value/hex.h"

namespace rowmill {

namespace {

constexpr std::size_t kTextBytesMax = 39;

struct Block {
  std::uint64_t hi = 0;
  std::uint64_t lo = 0;
  std::uint64_t hi_mask = 0;  ///< bits behind the prefix
  std::uint64_t lo_mask = 0;
};

std::uint64_t BigEndian(const unsigned char* bytes) {
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | bytes[i];
  return value;
}

/// The lowest `bits` bits, at most 64.
std::uint64_t LowBits(int bits) {
  if (bits <= 0) return 0;
  return bits >= 64 ? UINT64_MAX : (std::uint64_t{1} << bits) - 1;
}

Result<Block> ParseCidr(const std::string& text) {
  auto fail = [&](std::string_view why) {
    return Fail(ErrorCode::kInvalidModel, fmt::format("cidr {}: '{}'", why, text));
  };
  const std::size_t slash = text.find('/');
  int prefix = 128;
  if (slash != std::string::npos) {
    const std::string digits = text.substr(slash + 1);
    if (digits.empty() || digits.size() > 3 ||
        digits.find_first_not_of("0123456789") != std::string::npos ||
        std::stoi(digits) > 128) {
      return fail("has no prefix length of 0 to 128");
    }
    prefix = std::stoi(digits);
  }
  unsigned char bytes[16];
  if (inet_pton(AF_INET6, text.substr(0, slash).c_str(), bytes) != 1) {
    return fail("is not an IPv6 address and a prefix length");
  }
  Block block{BigEndian(bytes), BigEndian(bytes + 8), LowBits(64 - prefix),
              LowBits(128 - prefix)};
  if ((block.hi & block.hi_mask) != 0 || (block.lo & block.lo_mask) != 0) {
    return fail("has bits set behind its prefix");
  }
  return block;
}

char* PutGroup(std::uint32_t group, char* out) {
  char digits[8] = {};  // four, and what the copy below reads behind them
  PutHex<2>(group, digits);
  const int skip = group >= 0x1000 ? 0 : group >= 0x100 ? 1 : group >= 0x10 ? 2 : 3;
  std::memcpy(out, digits + skip, 4);  // the slack takes what is behind
  return out + (4 - skip);
}

/// May write 4 bytes more.
char* PutAddress(std::uint64_t hi, std::uint64_t lo, char* out) {
  std::uint32_t groups[8];
  for (int i = 0; i < 4; ++i) {
    groups[i] = static_cast<std::uint32_t>(hi >> (48 - 16 * i)) & 0xFFFF;
    groups[4 + i] = static_cast<std::uint32_t>(lo >> (48 - 16 * i)) & 0xFFFF;
  }
  // The longest run of two zero groups or more, the first of equals, becomes `::`.
  int best = 8, longest = 1;
  for (int i = 0; i < 8; ++i) {
    int run = 0;
    while (i + run < 8 && groups[i + run] == 0) ++run;
    if (run > longest) {
      best = i;
      longest = run;
    }
    i += run;
  }
  for (int i = 0; i < 8; ++i) {
    if (i == best) {
      *out++ = ':';
      *out++ = ':';
      i += longest - 1;
      continue;
    }
    if (i > 0 && i != best + longest) *out++ = ':';
    out = PutGroup(groups[i], out);
  }
  return out;
}

class Ipv6Generator final : public Generator {
 public:
  Ipv6Generator(const DrawScope& draws, const Block& block)
      : hi_(draws.Key("hi")), lo_(draws.Key("lo")), block_(block) {
    type_ = DataType::Of(TypeId::kString);
    facts_.bytes_min = 2;
    facts_.bytes_max = kTextBytesMax;
    facts_.plain_text = true;
    facts_.incompressible = block.lo_mask == UINT64_MAX;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    const std::size_t count = call.rows.size();
    out->Reset(type_);
    call.scratch->draws.Resize(count * sizeof(std::uint64_t));
    call.scratch->draws_2.Resize(count * sizeof(std::uint64_t));
    std::uint64_t* hi = call.scratch->draws.as<std::uint64_t>();
    std::uint64_t* lo = call.scratch->draws_2.as<std::uint64_t>();
    FillDraws(hi_, call.rows, hi);
    FillDraws(lo_, call.rows, lo);
    std::int32_t* offsets = out->ResizeOffsets(count);
    out->bytes().Reserve(count * kTextBytesMax);
    char* begin = out->bytes().as<char>();
    char* end = begin;
    for (std::size_t i = 0; i < count; ++i) {
      end = PutAddress(block_.hi | (hi[i] & block_.hi_mask),
                       block_.lo | (lo[i] & block_.lo_mask), end);
      offsets[i + 1] = static_cast<std::int32_t>(end - begin);
    }
    out->bytes().SetSize(static_cast<std::size_t>(end - begin));
    return {};
  }

 private:
  DrawKey hi_;
  DrawKey lo_;
  Block block_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  Result<Block> block = ParseCidr(options.Text("cidr", "2000::/3"));
  if (!block) {
    faults->Add(options.Fault("cidr", block.error().message));
    return nullptr;
  }
  return std::make_unique<Ipv6Generator>(context.draws, *block);
}

}  // namespace

TypePlugin ipv6_type() {
  Info info;
  info.name = "internet.ipv6";
  info.aliases = {"ipv6"};
  info.family = "internet";
  info.summary = "IPv6 addresses, uniform over a CIDR block.";
  info.output = "string";
  info.options = {
      {.name = "cidr",
       .kind = OptionKind::kText,
       .default_text = "2000::/3",
       .doc = "Block that addresses are drawn from; the default is all global unicast.",
       .example = "'2001:db8::/32'"}};
  info.example = "{ type: ipv6, cidr: '2001:db8::/32' }";
  return {std::move(info), Make};
}

}  // namespace rowmill
