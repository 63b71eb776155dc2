#include "value/duration_text.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace rowmill {

namespace {

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;

struct Suffix {
  std::string_view name;
  std::int64_t nanos;
};
constexpr std::array<Suffix, 8> kSuffixes = {{{"ms", 1'000'000},
                                              {"us", 1'000},
                                              {"ns", 1},
                                              {"w", 7 * kSecondsPerDay* kNanosPerSecond},
                                              {"d", kSecondsPerDay* kNanosPerSecond},
                                              {"h", 3'600 * kNanosPerSecond},
                                              {"m", 60 * kNanosPerSecond},
                                              {"s", kNanosPerSecond}}};

}  // namespace

std::optional<__int128> ParseDuration(std::string_view text) {
  text = Trim(text);
  __int128 sum = 0;
  bool any = false, bare = false;
  while (!text.empty()) {
    std::size_t digits = 0;
    std::int64_t value = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
      value = value * 10 + (text[digits] - '0');
      if (value > kDurationSecondsMax * 1'000'000) return std::nullopt;
    }
    if (digits == 0 || bare) return std::nullopt;
    text.remove_prefix(digits);
    const auto* suffix =
        std::find_if(kSuffixes.begin(), kSuffixes.end(),
                     [&](const Suffix& s) { return text.starts_with(s.name); });
    bare = suffix == kSuffixes.end();
    if (bare && (any || !text.empty())) return std::nullopt;
    sum += static_cast<__int128>(value) * (bare ? kNanosPerSecond : suffix->nanos);
    if (!bare) text.remove_prefix(suffix->name.size());
    any = true;
  }
  return any ? std::optional<__int128>(sum) : std::nullopt;
}

}  // namespace rowmill
