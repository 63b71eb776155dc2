// Identity numbers of people outside Europe. Sources: the laws and registers named at
// each country, as collected by the OECD (Tax Identification Numbers) and the registers'
// own pages; tests/readers/test_numbers.py checks all of them with python-stdnum.

#include "gen/number_tables.h"

namespace rowmill {

namespace {

using namespace number_tables;  // NOLINT

constexpr NumberScheme kIds[] = {
    // CUIL: 20 for men, 27 for women. Remainder 1 has other first digits: drawn again.
    {.country = "AR",
     .pattern = "2{7|0}-########-=",
     .checks = {Weighted(12, 0, "54032765432", 11, kNegative11)}},
    // Tax file number.
    {.country = "AU",
     .pattern = "[1-9]#######=",
     .checks = {Weighted(8, 0, "14375869", 11, kSame11)}},
    // Cadastro de pessoas físicas.
    {.country = "BR",
     .pattern = "###.###.###-==",
     .checks = {Weighted(12, 0, "A9807650432", 11, kNegative11Zero),
                Weighted(13, 0, "BA90876054302", 11, kNegative11Zero)}},
    // Social insurance number.
    {.country = "CA", .pattern = "[1-7]#######=", .checks = {Luhn(8, 0, "12121212")}},
    // Rol único tributario.
    {.country = "CL",
     .pattern = "<04000000-24999999>-=",
     .checks = {Weighted(9, 0, "89456789", 11, "0123456789K")}},
    // Resident identity card: districts that have kept their code (GB/T 2260).
    {.country = "CN",
     .pattern = "(110102|110107|120102|120104|140121|140122|150121|210224|222402|310104|"
                "310107|330122|340121|340421|350121|360121|430121|510121|520203|530124|"
                "540121|610323|620121|632221|640121|650121)"
                "{yyyy}{mm}{dd}##{02468|13579}=",
     .checks = {Weighted(17, 0, "79A584216379A5842", 11, "10X98765432")}},
    // Cédula de identidad: province, volume, entry.
    {.country = "CR", .pattern = "0[1-7]-<0001-2500>-<0001-9999>"},
    // Número de identidad permanente: odd for women.
    {.country = "CU",
     .pattern = "{yy}{mm}{dd}{c}##{13579|02468}#",
     .centuries = "990066"},
    // Cédula de identidad y electoral.
    {.country = "DO",
     .pattern = "<001-150>-#######-=",
     .checks = {Luhn(12, 0, "12102121212")}},
    // Cédula de identidad: province first.
    {.country = "EC",
     .pattern = "<01-24>[0-5]######=",
     .checks = {Luhn(9, 0, "212121212")}},
    // NIK: district, birth date with 40 more days for women, serial; no check digit.
    {.country = "ID",
     .pattern = "(1271|1671|3171|3172|3173|3174|3175|3273|3275|3374|3404|3578|3671|5171|"
                "6471|7371)<01-20>{dd}{mm}{yy}<0001-9999>",
     .day_add_female = 40},
    // Teudat zehut.
    {.country = "IL", .pattern = "########=", .checks = {Luhn(8, 0, "12121212")}},
    // Aadhaar.
    {.country = "IN",
     .pattern = "[2-9]##########=",
     .checks = {Special(Kind::kVerhoeff, 11, 0, 11)}},
    // My number.
    {.country = "JP",
     .pattern = "###########=",
     .checks = {Weighted(11, 0, "65432765432", 11, kNegative11Zero)}},
    // Resident registration number.
    {.country = "KR",
     .pattern = "{yy}{mm}{dd}-{c}<00-95>###=",
     .checks = {Weighted(13, 0, "2345670892345", 11, "10987654321")},
     .centuries = "901234"},
    // CURP; the character before the last tells the century.
    {.country = "MX",
     .pattern = "{mx.start}{yy}{mm}{dd}{M|H}"
                "(AS|BC|BS|CC|CH|CL|CM|CS|DF|DG|GR|GT|HG|JC|MC|MN|MS|NL|NT|OC|PL|QR|QT|"
                "SL|SP|SR|TC|TL|TS|VZ|YN|ZS){mx.inner}{c}=",
     .checks = {[] {
       CheckRule rule = Weighted(17, 0, "IHGFEDCBA98765432", 10, kNegative10);
       rule.alphabet = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ";
       return rule;
     }()},
     .centuries = "0000AA"},
    // MyKad: birth date, state, serial; no check digit.
    {.country = "MY", .pattern = "{yy}{mm}{dd}-<01-16>-###{02468|13579}"},
    // IRD number: other weights where the first ones give 10.
    {.country = "NZ", .pattern = "<01000001-14999999>=", .checks = {[] {
                                                           CheckRule rule =
                                                               Weighted(8, 0, "89456789",
                                                                        11, kSame11);
                                                           rule.second = "47896945";
                                                           return rule;
                                                         }()}},
    // Código único de identificación.
    {.country = "PE",
     .pattern = "########-=",
     .checks = {Weighted(9, 0, "32765432", 11, "65432110987")}},
    // CNIC: province first, sex last; no check digit.
    {.country = "PK", .pattern = "[1-7]####-#######-{2468|13579}"},
    // Personal identification number.
    {.country = "TH",
     .pattern = "[1-8]###########=",
     .checks = {Weighted(12, 0, "210A98765432", 11, "10987654321")}},
    // Social security number.
    {.country = "US", .pattern = "<001-665>-<01-99>-<0001-9999>"},
    // RIF of people.
    {.country = "VE",
     .pattern = "V########=",
     .checks = {Plus(Weighted(9, 0, "032765432", 11, kNegative11Zero), 4)}},
    // Identity number: 0-4 for women, citizen, race no longer told.
    {.country = "ZA",
     .pattern = "{yy}{mm}{dd}{01234|56789}###08=",
     .checks = {Luhn(12, 0, "121212121212")}},
};

}  // namespace

std::span<const NumberScheme> NationalIdsOfTheWorld() { return kIds; }

}  // namespace rowmill
