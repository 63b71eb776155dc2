// What each type refuses: one table. Every fault names the option and the value.

#include <algorithm>

#include "gen/testing.h"

namespace rowmill {
namespace {

using namespace testing_types;  // NOLINT

struct Rejection {
  std::string type;
  OptionTexts options;
  std::string option;  ///< that the fault points to
  std::string text;    ///< that the message holds: the value, mostly
};

std::vector<Rejection> Rejections() {
  return {
      {"integer", {{"bits", "24"}}, "bits", "24"},
      {"integer", {{"min", "2"}, {"max", "1"}}, "min", "min 2 is above max 1"},
      {"integer", {{"min", "3000000000"}}, "min", "3000000000"},
      {"integer", {{"max", "-1"}}, "max", "-1"},
      {"integer", {{"min", "nan"}}, "min", "nan"},
      {"integer", {{"min", "1.5"}}, "min", "1.5"},
      {"integer", {{"max", "9223372036854775808"}}, "max", "9223372036854775808"},
      {"integer", {{"bits", "8"}, {"max", "128"}}, "max", "128"},
      {"integer", {{"bits", "16"}, {"min", "-32769"}}, "min", "-32769"},
      {"integer",
       {{"bits", "32"}, {"unsigned", "true"}, {"max", "4294967296"}},
       "max",
       "4294967296"},
      {"integer", {{"unsigned", "true"}, {"min", "-1"}}, "min", "-1"},
      {"integer",
       {{"unsigned", "true"}, {"max", "18446744073709551616"}},
       "max",
       "18446744073709551616"},
      {"integer", {{"maximum", "3"}}, "maximum", "maximum"},
      {"integer", {{"unsigned", "maybe"}}, "unsigned", "maybe"},
      {"double", {{"min", "nan"}}, "min", "nan"},
      {"double", {{"max", "inf"}}, "max", "inf"},
      {"double", {{"max", "1e999"}}, "max", "1e999"},
      {"double", {{"min", "1"}}, "min", "min 1 is not below max 1"},
      {"double", {{"max", "-2"}}, "max", "-2"},
      {"double", {{"min", "-1.7e308"}, {"max", "1.7e308"}}, "max", "1.7e+308"},
      {"float", {{"max", "1e39"}}, "max", "1e+39"},
      {"float", {{"min", "0.5"}, {"max", "0.5000000001"}}, "min", "0.5"},
      {"decimal", {{"precision", "0"}}, "precision", "0"},
      {"decimal", {{"precision", "19"}}, "precision", "19"},
      {"decimal", {{"precision", "3"}, {"scale", "4"}}, "scale", "4"},
      {"decimal", {{"min", "0.001"}}, "min", "0.001"},
      {"decimal", {{"precision", "4"}, {"max", "100"}}, "max", "100"},
      {"decimal", {{"min", "2"}, {"max", "1.5"}}, "min", "min 2 is above max 1.5"},
      {"decimal", {{"max", "1e3"}}, "max", "1e3"},
      {"boolean", {{"p", "1.01"}}, "p", "1.01"},
      {"boolean", {{"p", "-0.1"}}, "p", "-0.1"},
      {"boolean", {{"p", "nan"}}, "p", "nan"},
      {"sequence", {{"step", "0"}}, "step", "0"},
      {"sequence", {{"cycle", "true"}}, "cycle", "end"},
      {"sequence", {{"start", "5"}, {"end", "4"}}, "end", "end 4"},
      {"sequence", {{"start", "5"}, {"end", "6"}, {"step", "-1"}}, "end", "end 6"},
      {"sequence", {{"start", "9223372036854775808"}}, "start", "9223372036854775808"},
      {"struct", {{"fields", "{}"}}, "fields", "fields is an empty map"},
      {"struct", {{"fields", "integer"}}, "fields", "integer"},
      {"struct",
       {{"fields", "{ a: { type: integer, min: 2, max: 1 } }"}},
       "fields/a/min",
       "min 2"},
      {"struct", {{"fields", "{ a: nothing }"}}, "fields/a/type", "nothing"},
      {"struct",
       {{"fields", "{ a: { type: integer, hidden: true } }"}},
       "fields",
       "hidden"},
      {"struct",
       {{"fields", "{ a: { type: md5, input: b }, b: { type: md5, input: a } }"}},
       "fields",
       "circle: a -> b -> a"},
      {"list", {{"items", "3"}}, "items", "3"},
      {"list", {{"items", "integer"}, {"length", "70000"}}, "length", "70000"},
      {"list",
       {{"items", "{ type: string, length: 1000000 }"}, {"length", "300"}},
       "length",
       "300 items of up to 1000000 bytes each"},
      {"map",
       {{"keys", "integer"},
        {"values", "{ type: bytes, length: 99999 }"},
        {"length", "30000"}},
       "length",
       "bytes each"},
      {"list",
       {{"items", "integer"}, {"length", "{ min: 3, max: 2 }"}},
       "length",
       "length"},
      {"list",
       {{"items", "{ type: list, items: integer }"}, {"distinct", "true"}},
       "distinct",
       "list<int64>"},
      {"map",
       {{"keys", "{ type: list, items: integer }"}, {"values", "integer"}},
       "keys",
       "nested"},
      {"map",
       {{"keys", "{ type: integer, null_rate: 0.1 }"}, {"values", "integer"}},
       "keys",
       "null"},
      {"json", {}, "", "either 'fields'"},
      {"json",
       {{"items", "integer"}, {"fields", "{ a: integer }"}},
       "",
       "either 'fields'"},
      {"json", {{"fields", "{ a: integer }"}, {"length", "3"}}, "length", "length"},
      {"vector", {{"dimension", "0"}}, "dimension", "0"},
      {"vector", {{"dimension", "65537"}}, "dimension", "65537"},
      {"vector", {{"spread", "0.5"}}, "spread", "clusters"},
      {"vector", {{"clusters", "2"}, {"spread", "-1"}}, "spread", "-1"},
      {"vector",
       {{"clusters", "1000000"}, {"dimension", "65536"}},
       "clusters",
       "16,777,216"},
      {"vector", {{"item", "int"}}, "item", "int"},
      {"id.uuid4", {{"version", "4"}}, "version", "version"},
      {"date", {{"min", "2024-02-30"}}, "min", "2024-02-30"},
      {"date", {{"min", "2024-01-02"}, {"max", "2024-01-01"}}, "min", "2024-01-02"},
      {"date", {{"min", "2025-06-01"}}, "min", "the default"},
      {"date", {{"max", "2024-01-01T10:00:00Z"}}, "max", "2024-01-01T10:00:00Z"},
      {"timestamp", {{"unit", "min"}}, "unit", "min"},
      {"timestamp", {{"zone", "no zone!"}}, "zone", "no zone!"},
      {"timestamp", {{"zone", "Asia/Tokio"}}, "zone", "did you mean 'Asia/Tokyo'"},
      {"timestamp", {{"zone", ""}}, "zone", "zone is empty"},
      {"timestamp", {{"after", "a"}, {"within", "0d"}}, "within", "0d"},
      {"timestamp", {{"after", "a"}, {"within", "x"}}, "within", "x"},
      {"timestamp", {{"after", "a"}, {"within", "10ms"}}, "within", "whole number of s"},
      {"timestamp", {{"after", "a"}, {"within", "36501d"}}, "within", "100 years"},
      {"timestamp", {{"within", "1d"}}, "within", "within needs after or before"},
      {"timestamp", {{"after", ""}}, "after", "after is empty"},
      {"timestamp", {{"after", "f"}}, "after", "'f' is the field itself"},
      {"timestamp", {{"after", "a"}, {"before", "a"}}, "before", "both after and before"},
      {"timestamp",
       {{"after", "a"}, {"profile", "business_hours"}},
       "profile",
       "profile and after"},
      {"timestamp",
       {{"after", "a"}, {"min", "2024-01-02"}, {"max", "2024-01-01"}},
       "min",
       "2024-01-02"},
      {"date", {{"after", "a"}, {"within", "36h"}}, "within", "whole number of days"},
      {"date",
       {{"before", "a"}, {"min", "2024-01-02"}, {"max", "2024-01-01"}},
       "min",
       "2024-01-02"},
      {"timestamp", {{"min", "2025-01-01"}}, "min", "2025-01-01"},
      {"timestamp",
       {{"min", "2024-01-01T00:00:00.2Z"}, {"max", "2024-01-01T00:00:00.9Z"}},
       "min",
       "2024-01-01T00:00:00.2Z"},
      {"timestamp", {{"unit", "ns"}, {"max", "2263-01-01"}}, "max", "2263"},
      {"timestamp", {{"unit", "ns"}, {"min", "1600-01-01"}}, "min", "1600"},
      {"string", {{"alphabet", ""}}, "alphabet", "empty"},
      {"string", {{"alphabet", "abca"}}, "alphabet", "abca"},
      {"string", {{"alphabet", "a\nb"}}, "alphabet", "0x0a"},
      {"string", {{"alphabet", "\xff"}}, "alphabet", "UTF-8"},
      {"string", {{"length", "-1"}}, "length", "-1"},
      {"string", {{"length", "9..3"}}, "length", "9"},
      {"string", {{"length", "16777217"}}, "length", "16777217"},
      {"string", {{"length", "16777216"}, {"alphabet", "ä"}}, "length", "16777216"},
      {"text.pattern", {}, "", "pattern"},
      {"text.pattern", {{"pattern", ""}}, "pattern", "empty"},
      {"text.pattern", {{"pattern", "ab\\"}}, "pattern", "position 3"},
      {"text.slice", {{"length", "2000"}, {"pool", "1024"}}, "length", "2000"},
      {"text.slice", {{"pool", "12"}}, "pool", "12"},
      {"text.slice", {{"vocabulary", "0"}}, "vocabulary", "0"},
      {"text.regex", {{"regex", ""}}, "regex", "empty"},
      {"text.regex", {{"regex", "a\\"}}, "regex", "position 2"},
      {"text.regex", {{"regex", "(ab"}}, "regex", "position 1"},
      {"text.regex", {{"regex", "ab)"}}, "regex", "position 3"},
      {"text.regex", {{"regex", "[abc"}}, "regex", "position 1"},
      {"text.regex", {{"regex", "[z-a]"}}, "regex", "position 2"},
      {"text.regex", {{"regex", "[]"}}, "regex", "position 1"},
      {"text.regex", {{"regex", "a{2,1}"}}, "regex", "from 2 to only 1"},
      {"text.regex", {{"regex", "a{x}"}}, "regex", "position 2"},
      {"text.regex", {{"regex", "a{16777217}"}}, "regex", "16777216"},
      {"text.regex", {{"regex", "*a"}}, "regex", "position 1"},
      {"text.regex", {{"regex", "a**"}}, "regex", "position 2"},
      {"text.regex", {{"regex", "a++"}}, "regex", "possessive"},
      {"text.regex", {{"regex", "(a)\\1"}}, "regex", "backreference '\\1' at position 4"},
      {"text.regex", {{"regex", "a(?=b)"}}, "regex", "lookahead"},
      {"text.regex", {{"regex", "(?<!b)a"}}, "regex", "lookbehind"},
      {"text.regex", {{"regex", "(?>a)"}}, "regex", "atomic"},
      {"text.regex", {{"regex", "(?i)a"}}, "regex", "flags"},
      {"text.regex", {{"regex", "\\bword"}}, "regex", "word boundary"},
      {"text.regex", {{"regex", "a^b"}}, "regex", "position 2"},
      {"text.regex", {{"regex", "a$b"}}, "regex", "position 2"},
      {"text.regex", {{"regex", "\\p{L}"}}, "regex", "property"},
      {"text.regex", {{"regex", "\\xZZ"}}, "regex", "2 hex digits"},
      {"text.regex", {{"regex", "\\q"}}, "regex", "\\q"},
      {"text.regex", {{"regex", "[[:nope:]]"}}, "regex", "nope"},
      {"text.regex", {{"regex", "\xff"}}, "regex", "UTF-8"},
      {"text.regex", {{"regex", "[a-\\d]"}}, "regex", "range that ends in a class"},
      {"text.regex", {{"regex", "[a&&b]"}}, "regex", "intersection"},
      {"text.regex", {{"regex", "[^ -~]"}}, "regex", "no character"},
      {"text.regex", {{"regex", "((a{1000}){1000}){1000}"}}, "regex", "16777216"},
      {"text.regex", {{"regex", "(a{0,9999999}){0,9999999}"}}, "regex", "16777216"},
      {"text.regex", {{"regex", "abc"}, {"max_length", "2"}}, "regex", "max_length 2"},
      {"text.regex", {{"regex", "abc"}, {"max_length", "-1"}}, "max_length", "-1"},
      {"text.regex", {{"regex", "a*"}, {"repeat", "10001"}}, "repeat", "10001"},
      {"text.regex", {{"regex", "a"}, {"uniform", "maybe"}}, "uniform", "maybe"},
      {"text.regex",
       {{"regex", "(a|b{9}){9999}"}, {"uniform", "true"}},
       "regex",
       "too large to count"},
      {"text.regex", {}, "", "regex"},
      {"datagen.regex", {{"regex", ""}}, "regex", "empty"},
      {"datagen.regex", {{"regex", "[A-G]{}"}}, "regex", "position 1"},
      {"datagen.regex", {{"regex", "x[,]{2}"}}, "regex", "position 3"},
      {"datagen.regex", {{"regex", "[Z-a]{2}"}}, "regex", "Z-a"},
      {"datagen.regex", {{"regex", "[a]{99999999}"}}, "regex", "16777216"},
      {"datagen.regex", {{"regex", "\xff"}}, "regex", "UTF-8"},
      {"id.uuid7", {{"rate", "0"}}, "rate", "0"},
      {"id.uuid7", {{"start", "1969-01-01"}}, "start", "1969-01-01"},
      {"id.uuid7", {{"step", "1"}}, "step", "step"},
      {"id.ulid", {{"rate", "0"}}, "rate", "0"},
      {"id.ulid", {{"start", "1969-01-01"}}, "start", "1969-01-01"},
      {"id.ulid", {{"step", "1"}}, "step", "step"},
      {"id.ksuid", {{"rate", "0"}}, "rate", "0"},
      {"id.ksuid", {{"start", "1969-01-01"}}, "start", "1969-01-01"},
      {"id.ksuid", {{"step", "1"}}, "step", "step"},
      {"id.objectid", {{"rate", "0"}}, "rate", "0"},
      {"id.objectid", {{"start", "1969-01-01"}}, "start", "1969-01-01"},
      {"id.objectid", {{"step", "1"}}, "step", "step"},
      {"id.snowflake", {{"rate", "0"}}, "rate", "0"},
      {"id.snowflake", {{"start", "1969-01-01"}}, "start", "1969-01-01"},
      {"id.snowflake", {{"step", "1"}}, "step", "step"},
      {"id.uuid7", {{"rate", "4096001"}}, "rate", "4096001"},
      {"id.ulid", {{"rate", "1.5"}}, "rate", "1.5"},
      {"id.ksuid", {{"start", "2014-05-13"}}, "start", "2014-05-13"},
      {"id.ksuid", {{"start", "2151-01-01"}}, "start", "2151-01-01"},
      {"id.objectid", {{"rate", "16777217"}}, "rate", "16777217"},
      {"id.objectid", {{"start", "2106-02-08"}}, "start", "2106-02-08"},
      {"id.snowflake", {{"worker", "1024"}}, "worker", "1024"},
      {"id.snowflake", {{"epoch", "2025-01-02"}}, "start", "2025-01-01"},
      {"id.nanoid", {{"length", "0"}}, "length", "0"},
      {"id.nanoid", {{"alphabet", "aa"}}, "alphabet", "twice"},
      {"time", {{"min", "25:00"}}, "min", "25:00"},
      {"time", {{"min", "10:00"}, {"max", "10:00"}}, "min", "10:00"},
      {"time", {{"max", "09:00:00.5+01:00"}}, "max", "+01:00"},
      {"time", {{"unit", "h"}}, "unit", "h"},
      {"time", {{"min", "08:00:00.2"}, {"max", "08:00:00.9"}}, "min", "08:00:00.2"},
      {"duration", {{"min", "1x"}}, "min", "1x"},
      {"duration", {{"min", "-5"}}, "min", "-5"},
      {"duration", {{"min", "2h"}, {"max", "90m"}}, "min", "2h"},
      {"duration", {{"max", "36501d"}}, "max", "36501d"},
      {"duration", {{"max", "1500ms"}}, "max", "1500ms"},
      {"duration", {{"written", "words"}}, "written", "words"},
      {"duration", {{"max", ""}}, "max", "not a duration"},
      {"duration", {{"max", "1h30"}}, "max", "1h30"},
      {"duration", {{"max", "99999999999999999999"}}, "max", "99999999999999999999"},
      {"timestamp", {{"profile", "weekend"}}, "profile", "weekend"},
      {"date",
       {{"profile", "business_hours"}, {"min", "2024-06-01"}, {"max", "2024-06-02"}},
       "profile",
       "no day from min to max"},
      {"timestamp",
       {{"profile", "business_hours"}, {"min", "2024-06-01"}, {"max", "2024-06-03"}},
       "profile",
       "no moment"},
      {"internet.ipv6", {{"cidr", "2001:db8::/129"}}, "cidr", "2001:db8::/129"},
      {"internet.ipv6", {{"cidr", "2001:db8::1/32"}}, "cidr", "bits set"},
      {"internet.ipv6", {{"cidr", "10.0.0.0/8"}}, "cidr", "10.0.0.0/8"},
      {"internet.ipv6", {{"cidr", "::1/"}}, "cidr", "::1/"},
      {"internet.ipv6", {{"cidr", "12345::/16"}}, "cidr", "12345::/16"},
      {"internet.mac", {{"oui", "00:1a"}}, "oui", "00:1a"},
      {"internet.mac", {{"oui", "00:1a-2b"}}, "oui", "00:1a-2b"},
      {"internet.mac", {{"oui", "00:1a:2g"}}, "oui", "00:1a:2g"},
      {"internet.mac", {{"oui", "001a2b"}, {"local", "true"}}, "local", "oui"},
      {"internet.mac", {{"separator", "dot"}}, "separator", "dot"},
      {"internet.port", {{"min", "65536"}}, "min", "65536"},
      {"internet.port", {{"max", "-1"}}, "max", "-1"},
      {"internet.port", {{"min", "9"}, {"max", "8"}}, "min", "min 9 is above max 8"},
      {"internet.port", {{"range", "dynamic"}, {"min", "5"}}, "min", "dynamic"},
      {"internet.port", {{"range", "all"}}, "range", "all"},
      {"internet.http_status", {{"class", "1xx"}}, "class", "1xx"},
      {"internet.http_method", {{"weights", "1"}}, "weights", "weights"},
      {"hash.md5", {{"encoding", "hexa"}}, "encoding", "hexa"},
      {"finance.amount", {{"currency", "EURO"}}, "currency", "EURO"},
      {"finance.amount", {{"currency", "JPY"}, {"min", "0.5"}}, "min", "0.5"},
      {"finance.amount", {{"min", "0.001"}}, "min", "0.001"},
      {"finance.amount", {{"max", "1e3"}}, "max", "1e3"},
      {"finance.amount", {{"max", "99999999999999"}}, "max", "99999999999999"},
      {"finance.amount", {{"min", "9"}, {"max", "8.99"}}, "min", "above max 8.99"},
      {"finance.amount", {{"min", "-1"}, {"max", "5"}}, "min", "need a distribution"},
      {"finance.amount", {{"max", "0"}}, "max", "need a distribution"},
      {"finance.price", {{"tick", "0"}}, "tick", "not 0"},
      {"finance.price", {{"tick", "-0.01"}}, "tick", "-0.01"},
      {"finance.price", {{"tick", "0.0000000001"}}, "tick", "0.0000000001"},
      {"finance.price", {{"tick", "0.25"}, {"start", "100.1"}}, "start", "100.1"},
      {"finance.price", {{"tick", "0.25"}, {"start", "100.30"}}, "start", "tick 0.25"},
      {"finance.price", {{"start", "0"}}, "start", "start 0"},
      {"finance.price", {{"start", "-5"}}, "start", "start -5"},
      {"finance.price", {{"min", "101"}}, "min", "below min 101"},
      {"finance.price", {{"max", "99.99"}}, "max", "above max 99.99"},
      {"finance.price", {{"sd", "-0.1"}}, "sd", "-0.1"},
      {"finance.price", {{"sd", "nan"}}, "sd", "nan"},
      {"finance.price", {{"drift", "2"}}, "drift", "2"},
      {"finance.price", {{"start", "99999999999999"}}, "start", "99999999999999"},
      {"commerce.sku", {{"pattern", ""}}, "pattern", "empty"},
      {"commerce.sku", {{"pattern", "A\\"}}, "pattern", "position 2"},
      {"person.password_hash", {{"scheme", "md5"}}, "scheme", "md5"},
      {"person.nationality", {{"style", "flag"}}, "style", "flag"},
      {"company.domain", {{"real_tld", "maybe"}}, "real_tld", "maybe"},
      {"company.phone", {{"form", "dots"}}, "form", "dots"},
      {"file.name", {{"extensions", "pdff"}}, "extensions", "pdff"},
      {"file.name", {{"extensions", ""}}, "extensions", "unknown extension ''"},
      {"file.path", {{"extensions", "[]"}}, "extensions", "an empty list"},
      {"file.extension", {{"extensions", "pdf.gz"}}, "extensions", "pdf.gz"},
      {"file.mime_type", {{"extensions", "text/plain"}}, "extensions", "text/plain"},
      {"file.path", {{"root", ""}}, "root", "control characters"},
      {"file.path", {{"os", "windows"}, {"root", "C:/x"}}, "root", "not /"},
      {"file.path", {{"os", "amiga"}}, "os", "amiga"},
      {"file.path", {{"depth", "33"}}, "depth", "33"},
      {"file.path", {{"depth", "-1"}}, "depth", "-1"},
      {"file.size", {{"min", "-1"}}, "min", "-1"},
      {"file.size", {{"max", "2000000000000000"}}, "max", "2000000000000000"},
      {"file.size", {{"min", "2k"}, {"max", "1k"}}, "min", "min 2000 is above max 1000"},
      {"file.size", {{"max", "many"}}, "max", "many"},
      {"place.point", {{"form", "ewkb"}}, "form", "ewkb"},
      {"place.point", {{"box", "1,2,3,4"}}, "box", "four numbers"},
      {"place.point", {{"circle", "5"}}, "circle", "lat, lon and km"},
      {"place.point", {{"km", "0"}}, "km", "0"},
      {"hash.sha1", {{"encoding", "hexa"}}, "encoding", "hexa"},
      {"hash.sha256", {{"encoding", "hexa"}}, "encoding", "hexa"},
      {"hash.xxh64", {{"encoding", "hexa"}}, "encoding", "hexa"},
      {"hash.crc32", {{"encoding", "hexa"}}, "encoding", "hexa"},
      {"hash.md5", {{"input", ""}}, "input", "empty"},
      {"csv", {}, "", "file"},
      {"csv", {{"file", "nothere.csv"}, {"column", "a"}}, "file", "nothere.csv"},
      {"csv", {{"file", "."}, {"column", "a"}}, "file", "not a regular file"},
      {"csv",
       {{"file", "people.csv"}, {"column", "nmae"}},
       "column",
       "did you mean 'name'"},
      {"csv",
       {{"file", "people.csv"}, {"column", "name"}, {"separator", ""}},
       "separator",
       "1 to 8"},
      {"csv",
       {{"file", "people.csv"}, {"column", "name"}, {"separator", "\""}},
       "separator",
       "quotes"},
      {"csv",
       {{"file", "people.csv"}, {"column", "name"}, {"separator", ";"}},
       "column",
       "name"},
      {"datagen.csv", {}, "", "file"},
      {"datagen.csv", {{"file", "nothere.csv"}, {"column", "a"}}, "file", "nothere.csv"},
      {"datagen.csv", {{"file", "."}, {"column", "a"}}, "file", "not a regular file"},
      {"datagen.csv",
       {{"file", "people.csv"}, {"column", "nmae"}},
       "column",
       "did you mean 'name'"},
      {"datagen.csv",
       {{"file", "people.csv"}, {"column", "name"}, {"separator", ""}},
       "separator",
       "1 to 8"},
      {"datagen.csv",
       {{"file", "people.csv"}, {"column", "name"}, {"separator", "\""}},
       "separator",
       "quotes"},
      {"datagen.csv",
       {{"file", "people.csv"}, {"column", "name"}, {"separator", ";"}},
       "column",
       "name"},
      {"csv",
       {{"file", "people.csv"}, {"column", "name"}, {"where", "x"}},
       "where",
       "map"},
      {"datagen.csv",
       {{"file", "people.csv"}, {"column", "name"}, {"filters", "department"}},
       "filters",
       "column=value"},
      {"datagen.csv",
       {{"file", "people.csv"}, {"column", "name"}, {"filters", "town=x"}},
       "filters",
       "town"},
      {"datagen.csv",
       {{"file", "people.csv"}, {"column", "name"}, {"filters", "department=none"}},
       "filters",
       "no row"},
      {"bytes", {{"length", "x"}}, "length", "x"},
      {"internet.ipv4", {{"cidr", "10.0.0.0/33"}}, "cidr", "10.0.0.0/33"},
      {"internet.ipv4", {{"cidr", "10.0.0.1/8"}}, "cidr", "10.0.0.1/8"},
      {"internet.ipv4", {{"cidr", "10.0.0/8"}}, "cidr", "10.0.0/8"},
      {"internet.ipv4", {{"cidr", "10.0.0.256"}}, "cidr", "10.0.0.256"},
      {"internet.ipv4", {{"cidr", "a.b.c.d/8"}}, "cidr", "a.b.c.d/8"},
      {"internet.ipv4", {{"cidr", "10.0.0.0/"}}, "cidr", "10.0.0.0/"},
      {"datagen.string_az", {{"length", "-4"}}, "length", "-4"},
      {"datagen.increment", {{"min", "2147483647"}}, "min", "2147483647"},
      {"datagen.increment",
       {{"bits", "64"}, {"min", "9223372036854775807"}},
       "min",
       "9223372036854775807"},
      {"datagen.increment", {{"bits", "16"}}, "bits", "16"},
      {"datagen.timestamp", {{"min", "tomorrow"}}, "min", "tomorrow"},
      {"datagen.timestamp", {{"min", "5"}, {"max", "4"}}, "min", "5"},
      {"datagen.hash_md5", {{"length", "0"}}, "length", "0"},
      {"datagen.birthdate", {{"min", "2024-01-02"}}, "min", "2024-01-02"},
      {"datagen.date",
       {{"min", "2024-01-02"}, {"max", "2024-01-01"}},
       "min",
       "2024-01-02"},
      {"datagen.date", {{"min", "2024-01-01T00:00:00.5Z"}}, "min", "00.5"},
      {"datagen.date_as_string", {{"pattern", "yyyy R"}}, "pattern", "position 6"},
      {"datagen.date_as_string", {{"pattern", "'abc"}}, "pattern", "position 1"},
      {"datagen.country", {{"filters", "France"}}, "filters", "filters"},
      {"person.age", {{"age_min", "60"}, {"age_max", "18"}}, "age_min", "60"},
      {"person.birth_date", {{"age_max", "151"}}, "age_max", "151"},
      {"person.birth_date", {{"age_min", "91"}}, "age_min", "age_min 91 is above"},
      {"person.age", {{"age_max", "17"}}, "age_max", "above age_max 17"},
      {"person.national_id", {{"age_min", "60"}, {"age_max", "18"}}, "age_min", "60"},
      {"person.national_id", {{"age_max", "-1"}}, "age_max", "-1"},
      {"person.national_id", {{"countries", "Atlantis"}}, "countries", "Atlantis"},
      {"person.email", {{"domain", "no domain"}}, "domain", "no domain"},
      {"person.email", {{"domain", "a..b"}}, "domain", "a..b"},
      {"person.email", {{"domain", "-a.test"}}, "domain", "-a.test"},
      {"person.email", {{"domain", std::string(64, 'a') + ".test"}}, "domain", "aaaa"},
      {"place.city", {{"weight", "frequency"}}, "weight", "has no person"},
      {"finance.iban", {{"weight", "frequency"}}, "weight", "has no person"},
      {"place.geohash", {{"length", "13"}}, "length", "13"},
      {"person.job", {{"language", "klingon"}}, "language", "'klingon'"},
      {"text.word", {{"language", "xx"}}, "language", "there are"},
      {"text.word",
       {{"language", "english"}},
       "language",
       "language 'english'; there are"},
      {"text.words", {{"length", "300"}}, "length", "300"},
      {"text.words", {{"length", "0"}}, "length", "0"},
      {"text.sentence", {{"length", "33"}}, "length", "33"},
      {"text.paragraph", {{"length", "17"}}, "length", "17"},
      {"commerce.department", {{"language", "tlh"}}, "language", "tlh"},
      {"commerce.category", {{"language", "tlh"}}, "language", "tlh"},
      {"commerce.product", {{"language", "tlh"}}, "language", "tlh"},
      {"commerce.color", {{"form", "rgb"}}, "form", "rgb"},
      {"commerce.ean13", {{"prefix", "12a"}}, "prefix", "12a"},
      {"commerce.ean13", {{"prefix", "123456789012"}}, "prefix", "123456789012"},
      {"commerce.isbn13", {{"prefix", "979"}}, "prefix", "prefix"},
      {"internet.domain", {{"real_tld", "maybe"}}, "real_tld", "maybe"},
      {"internet.url", {{"path", "/"}}, "path", "path"},
      {"internet.slug", {{"length", "17"}}, "length", "17"},
      {"internet.tld", {{"length", "2"}}, "length", "length"},
      {"internet.user_agent", {{"browser", "x"}}, "browser", "browser"},
      {"internet.mime_type", {{"form", "x"}}, "form", "form"},
      {"finance.card", {{"brand", "gold"}}, "brand", "gold"},
      {"finance.card_brand", {{"test", "2"}}, "test", "2"},
      {"finance.cvv", {{"digits", "5"}}, "digits", "5"},
      {"finance.cvv", {{"digits", "3"}, {"brand", "amex"}}, "digits", "amex"},
      {"finance.cvv", {{"digits", "4"}, {"brand", "visa"}}, "digits", "visa"},
      {"finance.account", {{"countries", "Atlantis"}}, "countries", "Atlantis"},
      {"finance.bic", {{"form", "bic9"}}, "form", "bic9"},
      {"finance.isin", {{"international", "maybe"}}, "international", "maybe"},
      {"finance.isin",
       {{"international", "true"}, {"countries", "FR"}},
       "countries",
       "of no country"},
      {"finance.vat_number", {{"weight", "heavy"}}, "weight", "heavy"},
      {"finance.currency", {{"form", "coin"}}, "form", "coin"},
  };
}

/// What all types of records and all with Datagen's filters refuse alike.
std::vector<Rejection> AllRejections() {
  std::vector<Rejection> all = Rejections();
  for (const NamedPlugin& named : AllTypes()) {
    const std::string type(named.plugin.info.name);
    if (named.plugin.record != RecordFamily::kNone &&
        FindOption(named.plugin.info, "countries") != nullptr) {
      all.push_back({type, {{"countries", "Atlantis"}}, "countries", "'Atlantis'"});
      all.push_back({type, {{"countries", "[]"}}, "countries", "an empty list"});
      all.push_back({type, {{"countries", "999"}}, "countries", "'999'"});
      all.push_back({type, {{"country", "nation"}}, "country", "'nation'"});
      all.push_back({type, {{"weight", "heavy"}}, "weight", "heavy"});
    }
    if (type != "datagen.csv" && FindOption(named.plugin.info, "filters") != nullptr) {
      all.push_back({type, {{"filters", "Frnce"}}, "filters", "did you mean 'France'?"});
    }
  }
  return all;
}

TEST(Rejection, EveryFaultNamesOptionAndValue) {
  for (const Rejection& r : AllRejections()) {
    std::string shown = r.type;
    for (const auto& [name, text] : r.options) shown += " " + name + "=" + text;
    SCOPED_TRACE(shown);
    Faults faults;
    EXPECT_EQ(TryMake({r.type, r.options}, &faults), nullptr);
    ASSERT_FALSE(faults.empty());
    const std::string at =
        "/entities/e/fields/f" + (r.option.empty() ? "" : "/" + r.option);
    bool found = false;
    for (const Error& error : faults.errors()) {
      EXPECT_EQ(error.code, ErrorCode::kInvalidModel);
      found = found ||
              (error.pointer == at && error.message.find(r.text) != std::string::npos);
    }
    EXPECT_TRUE(found) << faults.errors()[0].ToString();
  }
}

TEST(Rejection, UniqueWhereItCannotBe) {
  struct UniqueRejection {
    FieldSpec spec;
    std::string text;
    ErrorCode code = ErrorCode::kInvalidModel;
  };
  std::vector<UniqueRejection> all = {
      {{"boolean", {}}, "unique: true of type 'boolean'", ErrorCode::kNotBuilt},
      {{"sequence", {{"end", "5"}, {"cycle", "true"}}}, "cycle"},
      {{"integer", {{"bits", "64"}, {"min", "-1"}, {"max", "9223372036854775807"}}},
       "2^63"},
      {{"string", {{"length", "3..40"}}}, "10, not 3 to 40"},
      {{"string", {{"alphabet", "x"}}}, "alphabet"},
      {{"text.regex", {{"regex", "[a-z]{1,40}"}}}, "unique is not possible"},
      {{"string", {}}, "case_style: lower"},
      {{"timestamp", {}}, "as: date"},
  };
  all[6].spec.modifiers.case_style = "lower";
  all[7].spec.modifiers.as = DataType::Of(TypeId::kDate);
  for (UniqueRejection& r : all) {
    r.spec.modifiers.unique = true;
    Faults faults;
    EXPECT_EQ(TryMake(r.spec, &faults), nullptr);
    ASSERT_EQ(faults.errors().size(), 1u) << r.text;
    EXPECT_EQ(faults.errors()[0].code, r.code);
    EXPECT_NE(faults.errors()[0].message.find(r.text), std::string::npos)
        << faults.errors()[0].message;
  }
}

TEST(Rejection, EveryTypeWithOptionsIsInTheTable) {
  const std::vector<Rejection> all = AllRejections();
  for (const NamedPlugin& named : AllTypes()) {
    EXPECT_TRUE(std::any_of(all.begin(), all.end(), [&](const Rejection& r) {
      return r.type == named.plugin.info.name;
    })) << named.folder;
  }
}

TEST(Rejection, AllFaultsAtOnce) {
  Faults faults;
  TryMake({"integer", {{"min", "a"}, {"max", "b"}, {"bits", "7"}, {"what", "1"}}},
          &faults);
  EXPECT_EQ(faults.errors().size(), 4u);
  Faults more;
  TryMake({"integer", {{"bits", "8"}, {"min", "-200"}, {"max", "200"}}}, &more);
  EXPECT_EQ(more.errors().size(), 2u);
}

TEST(Capacity, IsToldForSequencesThatEnd) {
  auto capacity = [](const FieldSpec& spec) { return MustMake(spec)->capacity(); };
  EXPECT_EQ(capacity({"datagen.increment"}), 2'147'483'647u);
  EXPECT_EQ(capacity({"datagen.increment", {{"min", "2147483646"}}}), 1u);
  EXPECT_EQ(capacity({"sequence", {{"start", "1"}, {"end", "10"}, {"step", "4"}}}), 3u);
  EXPECT_EQ(capacity({"sequence", {{"start", "9223372036854775806"}}}), 2u);
  EXPECT_EQ(capacity({"sequence", {{"end", "9"}, {"cycle", "true"}}}), std::nullopt);
  EXPECT_EQ(capacity({"integer"}), std::nullopt);
  Modifiers unique;
  unique.unique = true;
  EXPECT_EQ(capacity({"integer", {{"max", "99"}}, unique}), 100u);
  EXPECT_EQ(capacity({"text.pattern", {{"pattern", "#?*-"}}, unique}), 10u * 52 * 62);
  EXPECT_EQ(capacity({"string", {{"length", "1..2"}, {"alphabet", "abc"}}, unique}), 12u);
  EXPECT_EQ(capacity({"text.regex", {{"regex", "(a|ab)(bc|c)"}}, unique}), 3u);
  Modifiers nulls;
  nulls.null_rate = 0.5;
  EXPECT_EQ(capacity({"datagen.increment", {}, nulls}), 2'147'483'647u);
}

TEST(Rejection, ItemsThatReadTheirRow) {
  Faults faults;
  EXPECT_EQ(TryMake({"list", {{"items", "{ type: md5, input: other }"}}}, &faults),
            nullptr);
  ASSERT_EQ(faults.errors().size(), 1u);
  EXPECT_EQ(faults.errors()[0].code, ErrorCode::kNotBuilt);
  EXPECT_NE(faults.errors()[0].message.find("reading 'other'"), std::string::npos);
}

}  // namespace
}  // namespace rowmill
