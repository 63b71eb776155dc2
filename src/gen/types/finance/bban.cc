#include "gen/types/finance/bban.h"

#include <algorithm>
#include <optional>
#include <string>

#include "gen/number_tables.h"

namespace rowmill {

namespace {

using number_tables::Kind;
using number_tables::kNegative10;
using number_tables::kNegative11;
using number_tables::kSame10;
using number_tables::Luhn;
using number_tables::Number;
using number_tables::Special;
using number_tables::Weighted;

/// Two digits behind `at` others: 98 - r by ISO 7064 MOD 97-10, or 97 - r.
constexpr CheckRule TwoDigits(std::uint8_t at, std::uint32_t base) {
  CheckRule rule = Number(at, 0, at, 97, "");
  rule.times = 100;
  rule.base = base;
  rule.minus = true;
  return rule;
}
/// What is left of a division by 97, 97 instead of 0.
constexpr CheckRule Belgian() {
  CheckRule rule = TwoDigits(10, 97);
  rule.times = 96;
  return rule;
}
/// (11 - r) mod 11; 10 is written as 1.
constexpr std::string_view kSpanish = "01987654321";
constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Accounts with a check of their own or a part that is always the same; all others
/// follow from the structures in the table `iban` alone. Where letters are allowed but
/// hardly used (France, Italy and others), these are digits.
/// Source: the central banks' and banking associations' rules for domestic accounts, as
/// the SWIFT IBAN registry names them.
constexpr NumberScheme kAccounts[] = {
    {.country = "AL",
     .pattern = "#######=[0-9A-Z][0-9A-Z][0-9A-Z][0-9A-Z]############",
     .checks = {Weighted(7, 0, "9731973", 10, kNegative10)}},
    {.country = "BA", .pattern = "##############==", .checks = {TwoDigits(14, 98)}},
    {.country = "BE", .pattern = "##########==", .checks = {Belgian()}},
    {.country = "CZ",
     .pattern = "#########=#########=",
     .checks = {Weighted(9, 4, "A5842", 11, kNegative11),
                Weighted(19, 10, "6379A5842", 11, kNegative11)}},
    {.country = "EE",
     .pattern = "###############=",
     .checks = {Weighted(15, 2, "7137137137137", 10, kNegative10)}},
    {.country = "ES",
     .pattern = "########==##########",
     .checks = {Weighted(8, 0, "485A9736", 11, kSpanish),
                Weighted(9, 10, "12485A9736", 11, kSpanish)}},
    {.country = "FI",
     .pattern = "#############=",
     .checks = {Luhn(13, 0, "2121212121212")}},
    {.country = "FR",
     .pattern = "#####################==",
     .checks = {TwoDigits(21, 97)}},
    {.country = "HR",
     .pattern = "######=#########=",
     .checks = {Special(Kind::kMod11_10, 6, 0, 6), Special(Kind::kMod11_10, 16, 7, 9)}},
    {.country = "HU",
     .pattern = "#######=###############=",
     .checks = {Weighted(7, 0, "9731973", 10, kNegative10),
                Weighted(23, 8, "973197319731973", 10, kNegative10)}},
    // Bank, kind of account, number, and the company's kennitala.
    {.country = "IS",
     .pattern = "############<41-68><01-12><60-99>##=9",
     .checks = {Weighted(20, 12, "32765432", 11, kNegative11)}},
    {.country = "IT",
     .pattern = "=######################",
     .checks = {Special(Kind::kItalian, 0, 1, 22, 26, kLetters)}},
    {.country = "MC",
     .pattern = "#####################==",
     .checks = {TwoDigits(21, 97)}},
    {.country = "ME", .pattern = "################==", .checks = {TwoDigits(16, 98)}},
    {.country = "MK", .pattern = "#############==", .checks = {TwoDigits(13, 98)}},
    {.country = "MR",
     .pattern = "#####################==",
     .checks = {TwoDigits(21, 97)}},
    {.country = "MU", .pattern = "@@@@################000MUR"},
    {.country = "NL",
     .pattern = "@@@@#########=",
     .checks = {Weighted(13, 4, "A98765432", 11, kNegative11)}},
    // Another rule holds for accounts whose third pair is 00.
    {.country = "NO",
     .pattern = "####<01-99>####=",
     .checks = {Weighted(10, 0, "5432765432", 11, kNegative11)}},
    {.country = "PL",
     .pattern = "#######=################",
     .checks = {Weighted(7, 0, "3971397", 10, kNegative10)}},
    {.country = "PT", .pattern = "###################==", .checks = {TwoDigits(19, 98)}},
    {.country = "RS", .pattern = "################==", .checks = {TwoDigits(16, 98)}},
    {.country = "SC", .pattern = "@@@@####################SCR"},
    {.country = "SI", .pattern = "#############==", .checks = {TwoDigits(13, 98)}},
    {.country = "SK",
     .pattern = "#########=#########=",
     .checks = {Weighted(9, 4, "A5842", 11, kNegative11),
                Weighted(19, 10, "6379A5842", 11, kNegative11)}},
    {.country = "SM",
     .pattern = "=######################",
     .checks = {Special(Kind::kItalian, 0, 1, 22, 26, kLetters)}},
    {.country = "TL", .pattern = "#################==", .checks = {TwoDigits(17, 98)}},
    {.country = "TN", .pattern = "##################==", .checks = {TwoDigits(18, 97)}},
    {.country = "TR", .pattern = "#####0[0-9A-Z][0-9A-Z][0-9A-Z][0-9A-Z]############"},
};

/// `8n16c` as a pattern of NumberScheme. n: digits, a: capitals, c: both. Ends behind the
/// 30 characters that ISO 13616 allows.
std::string PatternOf(std::string_view structure) {
  std::string pattern;
  int room = 30;
  int count = 0;
  for (char c : structure) {
    if (c >= '0' && c <= '9') {
      count = std::min(count * 10 + (c - '0'), room);
      continue;
    }
    for (room -= count; count > 0; --count) {
      pattern += c == 'n' ? "#" : c == 'a' ? "@" : "[0-9A-Z]";
    }
  }
  return pattern;
}

/// The country's account numbers: with their checks, when the table still says what it
/// said when those were written.
NumberWriter WriterOf(std::string_view country, std::string_view structure) {
  const std::string pattern = PatternOf(structure);
  NumberScheme plain;
  plain.pattern = pattern;
  NumberWriter writer(plain);
  auto scheme = std::find_if(std::begin(kAccounts), std::end(kAccounts),
                             [&](const NumberScheme& s) { return s.country == country; });
  if (scheme == std::end(kAccounts)) return writer;
  NumberWriter checked(*scheme);
  return checked.bytes() == writer.bytes() ? checked : writer;
}

}  // namespace

Bban::Bban(const RecordContext& record) : key_(record.draws().Key("iban")) {
  const DictTable& table = record.dictionaries().Get("iban");
  const DictTexts structures = table.Texts("bban");
  for (std::uint32_t country : record.possible()) {
    codes_.push_back(record.countries().code(country));
    const std::optional<DictSlice> slice = table.Slice(std::string(codes_.back()));
    writer_of_.push_back(slice ? static_cast<std::uint32_t>(writers_.size()) : kNone);
    if (!slice) continue;
    const std::string_view structure = structures[slice->first];
    writers_.push_back(WriterOf(codes_.back(), structure));
    lettered_.push_back(structure.substr(0, 2) == "4a");
    const std::size_t bytes = writers_.back().bytes();
    bytes_min_ = bytes_min_ == 0 ? bytes : std::min(bytes_min_, bytes);
    bytes_max_ = std::max(bytes_max_, bytes);
  }
}

std::vector<bool> Bban::known() const {
  std::vector<bool> known;
  for (std::uint32_t place = 0; place < codes_.size(); ++place) {
    known.push_back(has(place));
  }
  return known;
}

}  // namespace rowmill
