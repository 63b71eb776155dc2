// VAT numbers in Europe, with the country's prefix where it belongs to the number.
// Sources: European Commission, VIES and "VAT number construction rules"; the registers
// named at the others. tests/readers/test_numbers.py checks all of them with
// python-stdnum.

#include "gen/number_tables.h"

namespace rowmill {

namespace {

using namespace number_tables;  // NOLINT

constexpr NumberScheme kVat[] = {
    {.country = "AT",
     .pattern = "ATU#######=",
     .checks = {[] {
       CheckRule rule = Luhn(10, 3, "1212121");
       rule.digits = "6543210987";
       return rule;
     }()}},
    // VOEN; the last digit tells companies and people.
    {.country = "AZ",
     .pattern = "<10-99>######=[12]",
     .checks = {Weighted(8, 0, "41862753", 11, kSame11)}},
    {.country = "BE",
     .pattern = "BE0[2-9]######==",
     .checks = {Minus97(Number(10, 2, 8, 97, {}))}},
    {.country = "BG",
     .pattern = "BG########=",
     .checks = {TwoStages(10, 2, "12345678", "3456789A", kSame11Zero)}},
    // UNP.
    {.country = "BY",
     .pattern = "[1-7]#######=",
     .checks = {Weighted(8, 0, "71862753", 11, kSame11)}},
    // UID.
    {.country = "CH",
     .pattern = "CHE########=MWST",
     .checks = {Weighted(11, 3, "54327654", 11, kNegative11)}},
    {.country = "CY",
     .pattern = "CY[09]#######=",
     .checks = {Special(Kind::kItalian, 10, 2, 8, 26, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")}},
    {.country = "CZ",
     .pattern = "CZ[1-8]######=",
     .checks = {Weighted(9, 2, "8765432", 11, "10987654321")}},
    {.country = "DE",
     .pattern = "DE[1-9]#######=",
     .checks = {Special(Kind::kMod11_10, 10, 2, 8)}},
    {.country = "DK",
     .pattern = "DK[1-9]######=",
     .checks = {Weighted(9, 2, "2765432", 11, kNegative11)}},
    {.country = "EE",
     .pattern = "EE10######=",
     .checks = {Weighted(10, 2, "37137137", 10, kNegative10)}},
    {.country = "ES",
     .pattern = "ES[AB]<01-99>#####=",
     .checks = {Luhn(10, 3, "2121212")}},
    {.country = "FI",
     .pattern = "FI#######=",
     .checks = {Weighted(9, 2, "79A5842", 11, kNegative11)}},
    // The key of two digits is made of the SIREN, which ends in Luhn's digit.
    {.country = "FR",
     .pattern = "FR==[1-9]#######=",
     .checks = {Luhn(12, 4, "12121212"),
                [] {
                  CheckRule rule = Plus(Number(2, 4, 9, 97, {}), 12);
                  rule.times = 100;
                  return rule;
                }()}},
    {.country = "GB",
     .pattern = "GB[1-9]######==",
     .checks = {Minus97(Weighted(9, 2, "8765432", 97, {}))}},
    // Greece's prefix is not its ISO code.
    {.country = "GR",
     .pattern = "EL[019]#######=",
     .checks = {Weighted(10, 2, "379A5842", 11, kSame11Zero)}},
    {.country = "HR",
     .pattern = "HR##########=",
     .checks = {Special(Kind::kMod11_10, 12, 2, 10)}},
    {.country = "HU",
     .pattern = "HU[1-9]######=",
     .checks = {Weighted(9, 2, "9731973", 10, kNegative10)}},
    {.country = "IE",
     .pattern = "IE#######=",
     .checks = {Weighted(9, 2, "8765432", 23, "WABCDEFGHIJKLMNOPQRSTUV")}},
    // Virðisaukaskattsnúmer: no check digit.
    {.country = "IS", .pattern = "IS<10000-99999>"},
    {.country = "IT",
     .pattern = "IT<0000001-9999999><001-100>=",
     .checks = {Luhn(12, 2, "1212121212")}},
    {.country = "LT",
     .pattern = "LT#######1=",
     .checks = {TwoStages(10, 2, "12345678", "34567891", kSame11Zero)}},
    {.country = "LU",
     .pattern = "LU######==",
     .checks = {Number(8, 2, 6, 89, {})}},
    // Companies: the weighted sum with the check digit is 3 modulo 11.
    {.country = "LV",
     .pattern = "LV[459]0########=",
     .checks = {Weighted(12, 2, "91483A2576", 11, "3210!987654")}},
    // As in France, with a SIREN of 000.
    {.country = "MC",
     .pattern = "FR==000######",
     .checks = {[] {
       CheckRule rule = Plus(Number(2, 4, 9, 97, {}), 12);
       rule.times = 100;
       return rule;
     }()}},
    // IDNO.
    {.country = "MD",
     .pattern = "10##########=",
     .checks = {Weighted(12, 0, "731731731731", 10, kSame10)}},
    // PIB.
    {.country = "ME",
     .pattern = "0######=",
     .checks = {Weighted(7, 0, "8765432", 11, kNegative11Zero)}},
    // EDB.
    {.country = "MK",
     .pattern = "MK40##########=",
     .checks = {Weighted(14, 2, "765432765432", 11, kNegative11Zero)}},
    {.country = "MT",
     .pattern = "MT[1-9]#####==",
     .checks = {[] {
       CheckRule rule = Weighted(8, 2, "346789", 37, {});
       rule.base = 37;
       rule.minus = true;
       return rule;
     }()}},
    {.country = "NL",
     .pattern = "NL[1-9]#######=B<01-99>",
     .checks = {Weighted(10, 2, "98765432", 11, kSame11)}},
    // Organisasjonsnummer of who is in the register of VAT.
    {.country = "NO",
     .pattern = "[89]#######=MVA",
     .checks = {Weighted(8, 0, "32765432", 11, kNegative11)}},
    {.country = "PL",
     .pattern = "PL[1-9]########=",
     .checks = {Weighted(11, 2, "657234567", 11, kSame11)}},
    {.country = "PT",
     .pattern = "PT5#######=",
     .checks = {Weighted(10, 2, "98765432", 11, kNegative11Zero)}},
    {.country = "RO",
     .pattern = "RO[1-9]######=",
     .checks = {Weighted(9, 2, "3217532", 11, kNegative11Zero)}},
    // PIB.
    {.country = "RS",
     .pattern = "1#######=",
     .checks = {Special(Kind::kMod11_10, 8, 0, 8)}},
    // INN of companies.
    {.country = "RU",
     .pattern = "<01-92>#######=",
     .checks = {Weighted(9, 0, "24A359468", 11, kSame11Zero)}},
    {.country = "SE",
     .pattern = "SE55[6-9]######=01",
     .checks = {Luhn(11, 2, "212121212")}},
    {.country = "SI",
     .pattern = "SI[1-9]######=",
     .checks = {Weighted(9, 2, "8765432", 11, "!0987654321")}},
    // Divisible by 11.
    {.country = "SK",
     .pattern = "SK[1-9]#[234789]######=",
     .checks = {Number(11, 2, 9, 11, kSame11)}},
    // Vergi kimlik numarası.
    {.country = "TR",
     .pattern = "#########=",
     .checks = {Special(Kind::kTurkishTax, 9, 0, 9, 10, kNegative10)}},
    // EDRPOU; numbers from 30 to 60 million have these weights.
    {.country = "UA",
     .pattern = "[34]######=",
     .checks = {TwoStages(7, 0, "7123456", "9345678", kSame11Zero)}},
};

}  // namespace

std::span<const NumberScheme> VatNumbersOfEurope() { return kVat; }

}  // namespace rowmill
