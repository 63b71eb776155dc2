// Tax numbers of companies outside Europe: for VAT or GST, else for all taxes. Sources:
// the tax offices named by their numbers, as collected by the OECD (Tax Identification
// Numbers). tests/readers/test_numbers.py checks all of them with python-stdnum.

#include "gen/number_tables.h"

namespace rowmill {

namespace {

using namespace number_tables;  // NOLINT

constexpr NumberScheme kVat[] = {
    // CUIT of companies.
    {.country = "AR",
     .pattern = "30-########-=",
     .checks = {Weighted(12, 0, "54032765432", 11, kNegative11)}},
    // ABN: weights of the nine digits negated modulo 89, 11 more.
    {.country = "AU", .pattern = "==#########", .checks = {[] {
                                                  CheckRule rule =
                                                      Weighted(0, 2, "3579BDFHJ", 89, {});
                                                  rule.times = 88;
                                                  rule.plus = 88;
                                                  rule.base = 11;
                                                  return rule;
                                                }()}},
    // CNPJ.
    {.country = "BR",
     .pattern = "<01000001-59999999>0001==",
     .checks = {Weighted(12, 0, "543298765432", 11, kNegative11Zero),
                Weighted(13, 0, "6543298765432", 11, kNegative11Zero)}},
    // Business number with the account of GST.
    {.country = "CA",
     .pattern = "[1-8]#######=RT0001",
     .checks = {Luhn(8, 0, "12121212")}},
    // RUT of companies.
    {.country = "CL",
     .pattern = "<76000000-77999999>-=",
     .checks = {Weighted(9, 0, "89456789", 11, "0123456789K")}},
    // Unified social credit identifier.
    {.country = "CN",
     .pattern = "91(110102|120102|140121|210224|310104|330122|340121|350121|360121|"
                "430121|510121|530124|610323|640121|650121)"
                "[0-9A-HJ-NP-RTUW-Y]########=",
     .checks = {[] {
       CheckRule rule =
           Weighted(17, 0, "139RJQGHKTPD8OAUS", 31, "0YXWUTRQPNMLKJHGFEDCBA987654321");
       rule.alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
       return rule;
     }()}},
    // NIT.
    {.country = "CO",
     .pattern = "[89]########=",
     .checks = {Weighted(9, 0, "847186273", 11, "01987654321")}},
    // RNC.
    {.country = "DO",
     .pattern = "1#######=",
     .checks = {Weighted(8, 0, "79865432", 11, "21987654321")}},
    // RUC of companies.
    {.country = "EC",
     .pattern = "<01-24>9######=001",
     .checks = {Weighted(9, 0, "432765432", 11, kNegative11)}},
    // NIT.
    {.country = "GT",
     .pattern = "[1-9]######=",
     .checks = {Weighted(7, 0, "8765432", 11, "0K987654321")}},
    // NPWP.
    {.country = "ID",
     .pattern = "0[1-3]######=<001-999>000",
     .checks = {Luhn(8, 0, "12121212")}},
    // Company number.
    {.country = "IL", .pattern = "51######=", .checks = {Luhn(8, 0, "12121212")}},
    // GSTIN: state, PAN of a company, registration, Luhn's check to base 36.
    {.country = "IN",
     .pattern = "<01-37>@@@C@<0001-9999>@[1-9]Z=",
     .checks = {[] {
       CheckRule rule =
           Weighted(14, 0, "12121212121212", 36, "0ZYXWVUTSRQPONMLKJIHGFEDCBA987654321");
       rule.fold = 36;
       return rule;
     }()}},
    // Corporate number; the check comes first.
    {.country = "JP",
     .pattern = "=############",
     .checks = {Weighted(0, 1, "212121212121", 9, "987654321")}},
    // Business registration number.
    {.country = "KR",
     .pattern = "<101-999><81-88><0001-9999>=",
     .checks = {Special(Kind::kKoreanTax, 9, 0, 9, 10, kNegative10)}},
    // RFC of companies: the name's letters, day of foundation; counted as if a blank
    // stood before it (37 x 13).
    {.country = "MX",
     .pattern = "@@@<00-24><01-12><01-28>[1-9A-V][1-9A-Z]=",
     .checks = {[] {
       CheckRule rule = Plus(Weighted(11, 0, "CBA98765432", 11, "0A987654321"), 37 * 13);
       rule.alphabet = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ";
       return rule;
     }()}},
    // IRD number.
    {.country = "NZ", .pattern = "<01000001-14999999>=", .checks = {[] {
                                                           CheckRule rule =
                                                               Weighted(8, 0, "89456789",
                                                                        11, kSame11);
                                                           rule.second = "47896945";
                                                           return rule;
                                                         }()}},
    // RUC of companies.
    {.country = "PE",
     .pattern = "20########=",
     .checks = {Weighted(10, 0, "5432765432", 11, "10987654321")}},
    // RUC of companies.
    {.country = "PY",
     .pattern = "80######-=",
     .checks = {Weighted(9, 0, "98765432", 11, kNegative11Zero)}},
    // UEN of local companies: year of registration first.
    {.country = "SG",
     .pattern = "<1970-2022>#####=",
     .checks = {Weighted(9, 0, "A86497531", 11, "ZKCMDNERGWH")}},
    // NIT: town, day of foundation.
    {.country = "SV",
     .pattern = "06<01-19><01-28><01-12><00-99><101-199>=",
     .checks = {Weighted(13, 0, "2765432765432", 11, kNegative11Zero)}},
    // Tax number of companies.
    {.country = "TH",
     .pattern = "0[1-9]5#########=",
     .checks = {Weighted(12, 0, "210A98765432", 11, "10987654321")}},
    // Unified business number.
    {.country = "TW", .pattern = "#######=", .checks = {Luhn(7, 0, "1212124")}},
    // EIN, by the prefixes of the offices of the IRS; there is no VAT.
    {.country = "US",
     .pattern = "(10|12|20|26|27|45|46|47|60|67|80|81|82|83|84|90|94|95)-#######"},
    // RUT of companies.
    {.country = "UY",
     .pattern = "<01-21><000001-999999>001=",
     .checks = {Weighted(11, 0, "43298765432", 11, kNegative11)}},
    // RIF of companies.
    {.country = "VE",
     .pattern = "J########=",
     .checks = {Plus(Weighted(9, 0, "032765432", 11, kNegative11Zero), 12)}},
    // Mã số thuế.
    {.country = "VN",
     .pattern = "<01-99><0000001-9999999>=",
     .checks = {Weighted(9, 0, "971862753", 11, "!9876543210")}},
    // Tax reference number of companies.
    {.country = "ZA", .pattern = "9########=", .checks = {Luhn(9, 0, "212121212")}},
};

}  // namespace

std::span<const NumberScheme> VatNumbersOfTheWorld() { return kVat; }

}  // namespace rowmill
