/// The tables of numbers: one row per country, or more where people of different birth
/// years have numbers of different kinds. Constant data, thread-safe.
#pragma once

#include <span>

#include "gen/number_scheme.h"

namespace rowmill {

/// Identity numbers of people: the country's population register, else its social
/// insurance, else its tax number.
std::span<const NumberScheme> NationalIdsOfEurope();
std::span<const NumberScheme> NationalIdsOfTheWorld();

/// Numbers companies have for value added tax, else for the country's taxes.
std::span<const NumberScheme> VatNumbersOfEurope();
std::span<const NumberScheme> VatNumbersOfTheWorld();

namespace number_tables {

using Kind = CheckRule::Kind;

// What remainders of a weighted sum write.
inline constexpr std::string_view kSame10 = "0123456789";
inline constexpr std::string_view kNegative10 = "0987654321";
/// (11 - r) mod 11; a remainder of 1 would give 10, which has no number.
inline constexpr std::string_view kNegative11 = "0!987654321";
/// The same, 10 written as 0.
inline constexpr std::string_view kNegative11Zero = "00987654321";
/// r mod 11; 10 has no number.
inline constexpr std::string_view kSame11 = "0123456789!";
/// The same, 10 written as 0.
inline constexpr std::string_view kSame11Zero = "01234567890";

/// One check character by weights.
constexpr CheckRule Weighted(std::uint8_t at, std::uint8_t from, std::string_view weights,
                             std::uint32_t modulus, std::string_view digits) {
  CheckRule rule;
  rule.kind = Kind::kWeighted;
  rule.at = at;
  rule.from = from;
  rule.weights = weights;
  rule.modulus = modulus;
  rule.digits = digits;
  return rule;
}
/// Luhn's check digit; `weights` of 1 and 2 in turn, 0 for separators.
constexpr CheckRule Luhn(std::uint8_t at, std::uint8_t from, std::string_view weights) {
  CheckRule rule = Weighted(at, from, weights, 10, kNegative10);
  rule.fold = 10;
  return rule;
}
/// Two stages: other weights when the remainder is 10.
constexpr CheckRule TwoStages(std::uint8_t at, std::uint8_t from,
                              std::string_view weights, std::string_view second,
                              std::string_view digits) {
  CheckRule rule = Weighted(at, from, weights, 11, digits);
  rule.second = second;
  return rule;
}
/// The remainder of `count` digits read as a number.
constexpr CheckRule Number(std::uint8_t at, std::uint8_t from, std::uint8_t count,
                           std::uint32_t modulus, std::string_view digits) {
  CheckRule rule = Weighted(at, from, {}, modulus, digits);
  rule.kind = Kind::kNumber;
  rule.count = count;
  return rule;
}
/// Two check digits: 97 - r.
constexpr CheckRule Minus97(CheckRule rule) {
  rule.modulus = rule.base = 97;
  rule.minus = true;
  return rule;
}
/// A rule with a kind of its own.
constexpr CheckRule Special(Kind kind, std::uint8_t at, std::uint8_t from,
                            std::uint8_t count, std::uint32_t modulus = 10,
                            std::string_view digits = kSame10) {
  CheckRule rule = Number(at, from, count, modulus, digits);
  rule.kind = kind;
  return rule;
}
constexpr CheckRule Plus(CheckRule rule, std::uint32_t plus) {
  rule.plus = plus;
  return rule;
}
constexpr CheckRule OfSex(CheckRule rule) {
  rule.digit_of_sex = true;
  return rule;
}

}  // namespace number_tables
}  // namespace rowmill
