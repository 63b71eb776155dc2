// Items that do not repeat within their row.
#include <set>
#include <string>

#include "base/text.h"
#include "gen/testing.h"

namespace rowmill {
namespace {

using namespace testing_types;  // NOLINT

/// Rows of a list of distinct items; no item is twice in one row.
std::vector<std::set<std::string>> RowsOf(const std::string& items, int length) {
  std::unique_ptr<Generator> made = MustMake(
      {"list",
       {{"items", items}, {"length", std::to_string(length)}, {"distinct", "true"}}});
  std::vector<std::set<std::string>> rows;
  for (const std::string& cell : CellsOf(*made, RowsFrom(0, 500))) {
    std::set<std::string>& row = rows.emplace_back();
    const std::string inside = cell.substr(1, cell.size() - 2);
    for (std::string_view item : Split(inside, ',')) {
      if (item.starts_with(' ')) item.remove_prefix(1);
      EXPECT_TRUE(row.insert(std::string(item)).second) << items << ": " << cell;
    }
  }
  return rows;
}

TEST(DistinctItems, OfEveryKindOfValue) {
  struct Kind {
    std::string items;
    int length;
  };
  const Kind kinds[] = {
      {"{ type: boolean }", 2},
      {"{ type: integer, max: 30 }", 20},
      {"{ type: decimal, precision: 2, scale: 1, min: 0, max: 1 }", 6},
      {"{ type: double, min: 0, max: 1 }", 5},
      {"{ type: date, min: 2024-01-01, max: 2024-01-09 }", 5},
      {"{ type: string, length: 1 }", 8},
      {"{ values: [a, b, c, d] }", 3},
      {"person.email", 4},
  };
  for (const Kind& kind : kinds) {
    for (const std::set<std::string>& row : RowsOf(kind.items, kind.length)) {
      EXPECT_EQ(row.size(), static_cast<std::size_t>(kind.length)) << kind.items;
    }
  }
}

/// Two texts and a null: rows of more items end early.
TEST(DistinctItems, ANullIsAValueLikeOthers) {
  std::set<std::string> seen;
  for (const auto& row : RowsOf("{ values: [a, b], null_rate: 0.5 }", 4)) {
    EXPECT_EQ(row.size(), 3u);
    seen.insert(row.begin(), row.end());
  }
  EXPECT_EQ(seen, (std::set<std::string>{"a", "b", "null"}));
  for (const auto& row : RowsOf("{ type: boolean, null_rate: 0.5 }", 4)) {
    EXPECT_EQ(row, (std::set<std::string>{"false", "null", "true"}));
  }
}

}  // namespace
}  // namespace rowmill
