// Identity numbers of people in Europe. Sources: the laws and registers named at each
// country, as collected by the OECD (Tax Identification Numbers) and the registers' own
// pages; tests/readers/test_numbers.py checks all of them with python-stdnum.

#include "gen/number_tables.h"

namespace rowmill {

namespace {

using namespace number_tables;  // NOLINT

/// JMBG and its heirs: day, month, year; region; 000-499 for men; one check digit.
constexpr CheckRule kJmbg = Weighted(12, 0, "765432765432", 11, kNegative11);

constexpr NumberScheme kIds[] = {
    // Sozialversicherungsnummer.
    {.country = "AT",
     .pattern = "[1-9]##={dd}{mm}{yy}",
     .checks = {Weighted(3, 0, "3790584216", 11, kSame11)}},
    {.country = "BA",
     .pattern = "{dd}{mm}{yyy}<10-19>{56789|01234}##=",
     .checks = {kJmbg}},
    // Rijksregisternummer; 2 is put before the numbers of people born since 2000.
    {.country = "BE",
     .pattern = "{yy}{mm}{dd}[1-8]#{02468|13579}==",
     .checks = {[] {
       CheckRule rule = Minus97(Number(9, 0, 9, 97, {}));
       rule.plus_since_2000 = 2'000'000'000u % 97;
       return rule;
     }()}},
    // Edinen grazhdanski nomer: even for men.
    {.country = "BG",
     .pattern = "{yy}{mm}{dd}##{13579|02468}=",
     .checks = {Weighted(9, 0, "2485A9736", 11, kSame11Zero)},
     .month_add = {20, 20, 0, 0, 40, 40}},
    // AHV-Nummer, an EAN-13.
    {.country = "CH",
     .pattern = "756.####.####.#=",
     .checks = {Weighted(15, 0, "131031310313103", 10, kNegative10)}},
    // Rodné číslo; nine digits without check until 1953.
    {.country = "CZ",
     .pattern = "{yy}{mm}{dd}/<001-999>",
     .month_add = {0, 50, 0, 50, 0, 50},
     .born_before = 1954},
    {.country = "CZ",
     .pattern = "{yy}{mm}{dd}/###=",
     .checks = {Weighted(10, 0, "1A1A1A01A1", 11, kSame11)},
     .month_add = {0, 50, 0, 50, 0, 50}},
    // Identifikationsnummer.
    {.country = "DE",
     .pattern = "{de.ten}=",
     .checks = {Special(Kind::kMod11_10, 10, 0, 10)}},
    // CPR-nummer; the seventh digit tells the century.
    {.country = "DK",
     .pattern = "{dd}{mm}{yy}-[5-8]##=",
     .checks = {OfSex(Weighted(10, 0, "4327650432", 11, kNegative11))},
     .born_before = 1900},
    {.country = "DK",
     .pattern = "{dd}{mm}{yy}-[0-3]##=",
     .checks = {OfSex(Weighted(10, 0, "4327650432", 11, kNegative11))},
     .born_before = 2000},
    {.country = "DK",
     .pattern = "{dd}{mm}{yy}-[4-9]##=",
     .checks = {OfSex(Weighted(10, 0, "4327650432", 11, kNegative11))}},
    // Isikukood.
    {.country = "EE",
     .pattern = "{c}{yy}{mm}{dd}<001-710>=",
     .checks = {TwoStages(10, 0, "1234567891", "3456789123", kSame11Zero)},
     .centuries = "123456"},
    // Documento nacional de identidad.
    {.country = "ES",
     .pattern = "########=",
     .checks = {Number(8, 0, 8, 23, "TRWAGMYFPDXBNJZSQVHLCKE")}},
    // Henkilötunnus; weights are 10^k mod 31 without the sign of the century.
    {.country = "FI",
     .pattern = "{dd}{mm}{yy}{c}[1-8]#{02468|13579}=",
     .checks = {Weighted(10, 0, "EK2PI807A1", 31, "0123456789ABCDEFHJKLMNPRSTUVWXY")},
     .centuries = "++--AA"},
    // Numéro d'inscription au répertoire.
    {.country = "FR",
     .pattern = "{2|1}{yy}{mm}<21-95><001-400><001-999>==",
     .checks = {Minus97(Number(13, 0, 13, 97, {}))}},
    // NHS number of England and Wales, from the range given out to people.
    {.country = "GB",
     .pattern = "[467]########=",
     .checks = {Weighted(9, 0, "A98765432", 11, kNegative11)}},
    // AMKA.
    {.country = "GR",
     .pattern = "{dd}{mm}{yy}###{02468|13579}=",
     .checks = {Luhn(10, 0, "1212121212")}},
    // Osobni identifikacijski broj.
    {.country = "HR",
     .pattern = "[1-9]#########=",
     .checks = {Special(Kind::kMod11_10, 10, 0, 10)}},
    // Personal public service number.
    {.country = "IE",
     .pattern = "#######=",
     .checks = {Weighted(7, 0, "8765432", 23, "WABCDEFGHIJKLMNOPQRSTUV")}},
    // Kennitala.
    {.country = "IS",
     .pattern = "{dd}{mm}{yy}-<20-99>={c}",
     .checks = {Weighted(9, 0, "327654032", 11, kNegative11)},
     .centuries = "889900"},
    // Codice fiscale, with the codes of twenty large comuni.
    {.country = "IT",
     .pattern = "{it.family}{it.given}{yy}{it.month}{dd}"
                "(A662|A944|B157|C351|D612|D969|F158|F205|F257|F839|"
                "G224|G273|G337|G999|H501|L049|L219|L424|L736|L781)=",
     .checks = {Special(Kind::kItalian, 15, 0, 15, 26, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")},
     .day_add_female = 40},
    // Asmens kodas, as in Estonia.
    {.country = "LT",
     .pattern = "{c}{yy}{mm}{dd}###=",
     .checks = {TwoStages(10, 0, "1234567891", "3456789123", kSame11Zero)},
     .centuries = "123456"},
    // Personas kods.
    {.country = "LV",
     .pattern = "{dd}{mm}{yy}-{c}###=",
     .checks = {Plus(Weighted(11, 0, "A5842106379", 11, kSame11), 1)},
     .centuries = "001122"},
    {.country = "ME",
     .pattern = "{dd}{mm}{yyy}2[1-9]{56789|01234}##=",
     .checks = {kJmbg}},
    {.country = "MK",
     .pattern = "{dd}{mm}{yyy}4[1-9]{56789|01234}##=",
     .checks = {kJmbg}},
    // Burgerservicenummer.
    {.country = "NL",
     .pattern = "[1-9]#######=",
     .checks = {Weighted(8, 0, "98765432", 11, kSame11)}},
    // Fødselsnummer; 500-749 was given out in the 1800s, 500-999 since 2000.
    {.country = "NO",
     .pattern = "{dd}{mm}{yy}[5-6]#{02468|13579}==",
     .checks = {Weighted(9, 0, "376189452", 11, kNegative11),
                Weighted(10, 0, "5432765432", 11, kNegative11)},
     .born_before = 1900},
    {.country = "NO",
     .pattern = "{dd}{mm}{yy}[0-4]#{02468|13579}==",
     .checks = {Weighted(9, 0, "376189452", 11, kNegative11),
                Weighted(10, 0, "5432765432", 11, kNegative11)},
     .born_before = 2000},
    {.country = "NO",
     .pattern = "{dd}{mm}{yy}[5-9]#{02468|13579}==",
     .checks = {Weighted(9, 0, "376189452", 11, kNegative11),
                Weighted(10, 0, "5432765432", 11, kNegative11)}},
    // PESEL.
    {.country = "PL",
     .pattern = "{yy}{mm}{dd}###{02468|13579}=",
     .checks = {Weighted(10, 0, "1379137913", 10, kNegative10)},
     .month_add = {80, 80, 0, 0, 20, 20}},
    // Número de identificação fiscal of people.
    {.country = "PT",
     .pattern = "[12]#######=",
     .checks = {Weighted(8, 0, "98765432", 11, kNegative11Zero)}},
    // Cod numeric personal.
    {.country = "RO",
     .pattern = "{c}{yy}{mm}{dd}<01-46><001-999>=",
     .checks = {Weighted(12, 0, "279146358279", 11, "01234567891")},
     .centuries = "341256"},
    {.country = "RS",
     .pattern = "{dd}{mm}{yyy}7[1-9]{56789|01234}##=",
     .checks = {kJmbg}},
    // INN of people.
    {.country = "RU",
     .pattern = "<01-92>########==",
     .checks = {Weighted(10, 0, "724A359468", 11, kSame11Zero),
                Weighted(11, 0, "3724A359468", 11, kSame11Zero)}},
    // Personnummer.
    {.country = "SE",
     .pattern = "{yyyy}{mm}{dd}-##{02468|13579}=",
     .checks = {Luhn(12, 0, "002121210212")}},
    {.country = "SI", .pattern = "{dd}{mm}{yyy}50{56789|01234}##=", .checks = {kJmbg}},
    // Rodné číslo, as in Czechia.
    {.country = "SK",
     .pattern = "{yy}{mm}{dd}/<001-999>",
     .month_add = {0, 50, 0, 50, 0, 50},
     .born_before = 1954},
    {.country = "SK",
     .pattern = "{yy}{mm}{dd}/###=",
     .checks = {Weighted(10, 0, "1A1A1A01A1", 11, kSame11)},
     .month_add = {0, 50, 0, 50, 0, 50}},
    // Kimlik numarası.
    {.country = "TR",
     .pattern = "[1-9]########==",
     .checks = {Weighted(9, 0, "313131313", 10, kNegative10),
                Weighted(10, 0, "1111111111", 10, kSame10)}},
    // RNOKPP: days since the end of 1899, serial, sex.
    {.country = "UA",
     .pattern = "{days}###{02468|13579}=",
     .checks = {Weighted(9, 0, "A57946A57", 11, kSame11Zero)}},
};

}  // namespace

std::span<const NumberScheme> NationalIdsOfEurope() { return kIds; }

}  // namespace rowmill
