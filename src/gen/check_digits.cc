#include "gen/check_digits.h"

#include "base/check.h"

namespace rowmill {

namespace {

constexpr std::string_view kBase36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

std::uint32_t DigitAt(const char* text, std::uint32_t at) {
  return static_cast<std::uint32_t>(text[at] - '0');
}

/// Source: ISO/IEC 7064, hybrid system MOD 11,10.
std::uint32_t Mod11_10(const char* text, std::uint32_t count) {
  std::uint32_t product = 10;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t sum = (product + DigitAt(text, i)) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return (11 - product) % 10;
}

/// The group of the symmetries of a pentagon: 0-4 turn it, 5-9 turn it over as well.
constexpr std::uint32_t Pentagon(std::uint32_t a, std::uint32_t b) {
  const std::uint32_t turn = a < 5 ? a + b : a + 5 - b % 5;
  return turn % 5 + ((a < 5) == (b < 5) ? 0 : 5);
}

/// Source: J. Verhoeff, Error detecting decimal codes (1969).
std::uint32_t Verhoeff(const char* text, std::uint32_t count) {
  static constexpr char kPlaces[8][11] = {"0123456789", "1576283094", "5803796142",
                                          "8916043527", "9453126870", "4286573901",
                                          "2793806415", "7046913258"};
  std::uint32_t check = 0;
  for (std::uint32_t place = 1; place <= count; ++place) {
    const char* row = kPlaces[place % 8];
    check = Pentagon(check, DigitAt(row, DigitAt(text, count - place)));
  }
  return check < 5 ? (5 - check) % 5 : check;
}

/// Source: Decree of the Ministry of the Interior, Italy, 23 December 1976, annex.
std::uint32_t ItalianOdd(std::uint32_t value) {
  static constexpr std::uint8_t kOdd[] = {1,  0,  5,  7,  9,  13, 15, 17, 19,
                                          21, 2,  4,  18, 20, 11, 3,  6,  8,
                                          12, 14, 16, 10, 22, 25, 24, 23};
  return kOdd[value];
}
std::uint32_t Italian(const char* text, std::uint32_t count) {
  std::uint32_t sum = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const char c = text[i];
    const auto value = static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'A');
    sum += i % 2 == 0 ? ItalianOdd(value) : value;
  }
  return sum;
}

std::uint32_t TurkishTax(const char* text, std::uint32_t count) {
  std::uint32_t sum = 0;
  for (std::uint32_t place = 1; place <= count; ++place) {
    const std::uint32_t moved = (DigitAt(text, count - place) + place) % 10;
    if (moved == 0) continue;
    const std::uint32_t turned = (moved << place) % 9;
    sum += turned == 0 ? 9 : turned;
  }
  return sum;
}

std::uint32_t KoreanTax(const char* text) {
  static constexpr std::uint8_t kWeights[] = {1, 3, 7, 1, 3, 7, 1, 3};
  std::uint32_t sum = 0;
  for (std::uint32_t i = 0; i < 8; ++i) sum += kWeights[i] * DigitAt(text, i);
  const std::uint32_t last = 5 * DigitAt(text, 8);
  return sum + last + last / 10;
}

/// Source: ISO 6166, annex on the check digit.
std::uint32_t Isin(const char* text, std::uint32_t count) {
  std::uint32_t sum = 0;
  std::uint32_t weight = 2;
  auto add = [&](std::uint32_t digit) {
    const std::uint32_t product = weight * digit;
    sum += product > 9 ? product - 9 : product;
    weight = 3 - weight;
  };
  for (std::uint32_t i = count; i-- > 0;) {
    const char c = text[i];
    const auto value = static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'A' + 10);
    add(value % 10);
    if (value > 9) add(value / 10);
  }
  return sum;
}

void ReadWeights(std::string_view text, std::array<std::uint8_t, 32>* weights) {
  RM_CHECK(text.size() <= weights->size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t value = kBase36.find(text[i]);
    RM_CHECK(value != std::string_view::npos);
    (*weights)[i] = static_cast<std::uint8_t>(value);
  }
}

}  // namespace

CheckDigit::CheckDigit(const CheckRule& rule) : rule_(rule) {
  RM_CHECK(rule.weights.size() >= rule.second.size());
  RM_CHECK(rule.digits.empty() || rule.digits.size() == rule.modulus);
  count_ = rule.count != 0 ? rule.count : static_cast<std::uint32_t>(rule.weights.size());
  ReadWeights(rule.weights, &weights_);
  ReadWeights(rule.second, &second_);
  const std::string_view alphabet = rule.alphabet.empty() ? kBase36 : rule.alphabet;
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    values_[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  }
}

std::uint32_t CheckDigit::Weighted(const std::array<std::uint8_t, 32>& weights,
                                   const char* text) const {
  auto product = [&](std::uint32_t i) {
    return std::uint32_t{weights[i]} *
           values_[static_cast<unsigned char>(text[i]) & 0x7F];
  };
  std::uint32_t sum = 0;
  if (rule_.fold == 0) {
    for (std::uint32_t i = 0; i < count_; ++i) sum += product(i);
  } else if (rule_.fold == 10) {
    for (std::uint32_t i = 0; i < count_; ++i) sum += product(i) - product(i) / 10 * 9;
  } else {
    const std::uint32_t base = rule_.fold;
    for (std::uint32_t i = 0; i < count_; ++i) {
      sum += product(i) / base + product(i) % base;
    }
  }
  return sum;
}

std::uint32_t CheckDigit::Sum(const char* text) const {
  using Kind = CheckRule::Kind;
  switch (rule_.kind) {
    case Kind::kItalian:
      return Italian(text, count_);
    case Kind::kTurkishTax:
      return TurkishTax(text, count_);
    case Kind::kKoreanTax:
      return KoreanTax(text);
    case Kind::kIsin:
      return Isin(text, count_);
    default:
      return Weighted(weights_, text);
  }
}

std::uint32_t CheckDigit::Remainder(const CheckPerson& person, const char* text) const {
  text += rule_.from;
  const std::uint32_t plus = rule_.plus + (person.since_2000 ? rule_.plus_since_2000 : 0);
  if (rule_.kind == CheckRule::Kind::kNumber) {
    std::uint64_t number = 0;
    for (std::uint32_t i = 0; i < count_; ++i) {
      // Divides only when the next digit might not fit.
      if (number > UINT64_MAX / 100) number %= rule_.modulus;
      number = number * 10 + DigitAt(text, i);
    }
    return static_cast<std::uint32_t>((number % rule_.modulus * rule_.times + plus) %
                                      rule_.modulus);
  }
  const std::uint32_t remainder = (Sum(text) * rule_.times + plus) % rule_.modulus;
  if (remainder != 10 || rule_.second.empty()) return remainder;
  return Weighted(second_, text) % rule_.modulus;
}

bool CheckDigit::Put(const CheckPerson& person, char* text) const {
  char* to = text + rule_.at;
  if (rule_.kind == CheckRule::Kind::kMod11_10) {
    *to = static_cast<char>('0' + Mod11_10(text + rule_.from, count_));
    return true;
  }
  if (rule_.kind == CheckRule::Kind::kVerhoeff) {
    *to = static_cast<char>('0' + Verhoeff(text + rule_.from, count_));
    return true;
  }
  const std::uint32_t remainder = Remainder(person, text);
  if (rule_.digits.empty()) {
    const std::uint32_t value =
        rule_.minus ? rule_.base - remainder : rule_.base + remainder;
    to[0] = static_cast<char>('0' + value / 10 % 10);
    to[1] = static_cast<char>('0' + value % 10);
    return true;
  }
  *to = rule_.digits[remainder];
  if (*to == '!') return false;
  return !rule_.digit_of_sex || ((*to - '0') % 2 == 0) == person.female;
}

}  // namespace rowmill
