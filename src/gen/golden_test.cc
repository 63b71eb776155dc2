// The first values of every type for a fixed seed and a hash of many more, kept beside
// it: a change of bytes is a breaking change. `tools/golden.py --update` rewrites the
// files.

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gen/testing.h"

namespace rowmill {
namespace {

using namespace testing_types;  // NOLINT

/// What stands in a type's golden besides its defaults.
std::vector<OptionTexts> VariantsOf(std::string_view type) {
  if (type == "integer") return {{}, {{"bits", "32"}, {"min", "1"}, {"max", "100"}}};
  if (type == "double") return {{}, {{"max", "1000"}}};
  if (type == "float") return {{}, {{"min", "-10"}, {"max", "40"}}};
  if (type == "decimal") return {{}, {{"min", "0.01"}, {"max", "99999.99"}}};
  if (type == "boolean") return {{}, {{"p", "0.7"}}};
  if (type == "sequence") return {{}, {{"end", "4"}, {"cycle", "true"}}};
  if (type == "date") {
    return {
        {},
        {{"min", "2015-01-01"}, {"max", "2024-12-31"}},
        {{"min", "2024-01-01"}, {"max", "2024-12-31"}, {"profile", "business_hours"}}};
  }
  if (type == "timestamp") {
    return {{},
            {{"unit", "us"}, {"zone", "UTC"}},
            {{"profile", "business_hours"}},
            {{"unit", "ms"}, {"zone", "Asia/Tehran"}, {"profile", "business_hours"}}};
  }
  if (type == "string") return {{}, {{"length", "0..9"}, {"alphabet", "aß€😀"}}};
  if (type == "text.pattern") return {{{"pattern", "?#-####-**"}}};
  if (type == "text.regex") {
    return {{{"regex", "[A-Z]{2}\\d{4}"}},
            {{"regex", "(Mr|Ms|Dr)\\. [A-Z][a-z]{2,8}( (Jr|Sr))?"}},
            {{"regex", "(a|ab)(c|bcd)[0-9]?"}, {"uniform", "true"}}};
  }
  if (type == "datagen.regex") {
    return {{{"regex", "[A-G]{1}-[b-l]{2}-[3-7]{4}"}},
            {{"regex", "[A-G]{4}-[b-l]{1}_[A,1,Z,%]{1}-text"}}};
  }
  if (type == "id.uuid7") {
    return {{}, {{"start", "2024-02-29"}, {"rate", "2500"}}};
  }
  if (type == "id.ulid") {
    return {{}, {{"start", "2024-02-29"}, {"rate", "2500"}}};
  }
  if (type == "id.ksuid") {
    return {{}, {{"start", "2024-02-29"}, {"rate", "2500"}}};
  }
  if (type == "id.objectid") {
    return {{}, {{"start", "2024-02-29"}, {"rate", "2500"}}};
  }
  if (type == "id.nanoid") {
    return {{}, {{"length", "8"}, {"alphabet", "hex"}}};
  }
  if (type == "id.snowflake") {
    return {{}, {{"start", "2024-02-29"}, {"rate", "2500"}, {"worker", "17"}}};
  }
  if (type == "time") {
    return {{}, {{"unit", "ms"}, {"min", "08:30"}, {"max", "17:00"}}};
  }
  if (type == "duration") {
    return {{}, {{"min", "5m"}, {"max", "1h30m"}, {"written", "iso"}}};
  }
  if (type == "internet.ipv6") {
    return {{}, {{"cidr", "2001:db8::/104"}}};
  }
  if (type == "internet.mac") {
    return {{}, {{"oui", "00:1a:2b"}, {"separator", "hyphen"}}};
  }
  if (type == "internet.port") {
    return {{}, {{"range", "dynamic"}}};
  }
  if (type == "hash.md5") {
    return {{}, {{"encoding", "base64"}}};
  }
  if (type == "csv") {
    return {{{"file", "people.csv"}, {"column", "name"}},
            {{"file", "people.csv"}, {"column", "country"}}};
  }
  if (type == "datagen.csv") {
    return {{{"file", "people.csv"}, {"column", "name"}, {"filters", "department=HR"}}};
  }
  if (type == "struct") {
    return {{{"fields", "{ id: id.uuid4, size: { type: integer, max: 9 } }"}}};
  }
  if (type == "list") {
    return {
        {{"items", "{ type: integer, max: 99 }"}},
        {{"items", "{ type: integer, max: 5 }"}, {"length", "4"}, {"distinct", "true"}}};
  }
  if (type == "map") {
    return {{{"keys", "{ values: [red, green, blue] }"},
             {"values", "{ type: double, max: 10 }"}}};
  }
  if (type == "json") {
    return {{{"fields", "{ id: { type: integer }, on: { type: date } }"}},
            {{"items", "{ type: text.word }"}, {"length", "2"}}};
  }
  if (type == "vector") {
    return {{{"dimension", "3"}},
            {{"dimension", "3"}, {"clusters", "2"}, {"normalize", "true"}}};
  }
  if (type == "finance.amount") {
    return {{}, {{"currency", "JPY"}, {"min", "0"}, {"max", "900000"}}};
  }
  if (type == "finance.price") {
    return {{}, {{"tick", "0.25"}, {"sd", "0.01"}, {"drift", "0.001"}, {"max", "150"}}};
  }
  if (type == "person.password_hash") {
    return {{}, {{"scheme", "argon2id"}}, {{"scheme", "sha512_crypt"}}};
  }
  if (type == "file.path") return {{}, {{"os", "windows"}, {"depth", "0..2"}}};
  if (type == "file.size") return {{}, {{"max", "1000"}}};
  if (type == "place.point") return {{}, {{"form", "geojson"}, {"countries", "FR"}}};
  if (type == "bytes") return {{}, {{"length", "0..9"}}};
  if (type == "internet.ipv4") return {{}, {{"cidr", "10.0.0.0/8"}}};
  if (type == "datagen.timestamp") return {{}, {{"max", "2024-12-31"}}};
  if (type == "datagen.date_as_string")
    return {{}, {{"pattern", "EEE, d MMM yyyy h:mm a"}}};
  return {{}};
}

/// XXH3 of the first rows' cells, each with a line's end behind it.
std::string HashOf(const Generator& generator, std::uint64_t rows) {
  rows = std::min(rows, generator.capacity().value_or(rows));
  std::string text;
  for (std::uint64_t first = 0; first < rows; first += limits::kTileRows) {
    const std::size_t count = std::min<std::uint64_t>(limits::kTileRows, rows - first);
    for (const std::string& cell : CellsOf(generator, RowsFrom(first, count))) {
      text += cell + "\n";
    }
  }
  return fmt::format("{} rows {:016x}\n", rows, XXH3_64bits(text.data(), text.size()));
}

/// Passwords are hashed slowly on purpose.
std::uint64_t HashedRows(std::string_view type) {
  return type == "person.password_hash" ? 16 : 20'000;
}

std::string GoldenOf(const TypePlugin& plugin) {
  std::string text;
  for (const OptionTexts& options : VariantsOf(plugin.info.name)) {
    text += fmt::format("# {}", plugin.info.name);
    for (const auto& [name, value] : options) text += fmt::format(" {}={}", name, value);
    text += "\n";
    std::unique_ptr<Generator> made = MustMake({std::string(plugin.info.name), options});
    for (std::uint64_t first : {std::uint64_t{0}, std::uint64_t{5'000'000'000}}) {
      if (made->capacity() && first >= *made->capacity()) continue;
      std::vector<std::string> cells =
          CellsOf(*made, RowsFrom(first, first == 0 ? 10 : 2));
      for (std::size_t i = 0; i < cells.size(); ++i) {
        text += fmt::format("{} {}\n", first + i, cells[i]);
      }
    }
    text += HashOf(*made, HashedRows(plugin.info.name));
  }
  return text;
}

TEST(Golden, FirstValuesOfEveryType) {
  const bool update = std::getenv("ROWMILL_UPDATE_GOLDEN") != nullptr;
  for (const NamedPlugin& named : AllTypes()) {
    const std::string types = std::string(ROWMILL_SOURCE_DIR) + "/src/gen/types/";
    // Families with many members share a folder.
    const std::string folder = std::filesystem::is_directory(types + named.folder)
                                   ? named.folder
                                   : std::string(named.plugin.info.family);
    const std::string path = fmt::format("{}{}/{}.golden", types, folder, named.folder);
    const std::string values = GoldenOf(named.plugin);
    if (update) {
      std::ofstream(path, std::ios::binary) << values;
      continue;
    }
    std::ifstream file(path, std::ios::binary);
    ASSERT_TRUE(file.is_open()) << path;
    std::stringstream kept;
    kept << file.rdbuf();
    EXPECT_EQ(values, kept.str()) << named.folder << ": see tools/golden.py";
  }
}

}  // namespace
}  // namespace rowmill
