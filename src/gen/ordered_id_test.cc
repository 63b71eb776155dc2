// Identifiers with a moment: they grow with the row, none comes twice, and the clock ends
// where its bits do.

#include <algorithm>
#include <set>

#include "gen/ordered_id.h"
#include "gen/testing.h"

namespace rowmill {
namespace {

using namespace testing_types;  // NOLINT

TEST(RowClock, CountsTheRowsOfATick) {
  for (std::uint64_t rate : {1u, 7u, 999u, 1'000u, 1'001u, 2'500u, 4'095'999u}) {
    const RowClock clock(50, UINT32_MAX, rate, 1'000);
    std::uint64_t tick = 50, index = 0;
    for (std::uint64_t row = 0; row < 20'000; ++row) {
      const RowClock::Reading at = clock.At(row);
      index = row == 0 || at.tick != tick ? 0 : index + 1;
      ASSERT_GE(at.tick, tick);
      ASSERT_EQ(at.index, index) << rate << " row " << row;
      tick = at.tick;
    }
    EXPECT_EQ(tick, 50 + 19'999 * 1'000 / rate);
  }
}

TEST(RowClock, EndsWithItsLastTick) {
  for (std::uint64_t rate : {1u, 3u, 1'000u, 2'500u}) {
    const RowClock clock(10, 17, rate, 1'000);
    const std::uint64_t rows = clock.capacity();
    EXPECT_LE(clock.At(rows - 1).tick, 17u) << rate;
    EXPECT_GT(clock.At(rows).tick, 17u) << rate;
  }
}

TEST(OrderedId, GrowsAndIsUnique) {
  for (const char* type : {"id.uuid7", "id.ulid", "id.ksuid", "id.objectid"}) {
    for (const char* rate : {"1", "1000", "1234567"}) {
      SCOPED_TRACE(std::string(type) + " rate " + rate);
      std::unique_ptr<Generator> made = MustMake({type, {{"rate", rate}}});
      const auto cells = CellsOf(*made, RowsFrom(0, 2'000));
      EXPECT_TRUE(std::is_sorted(cells.begin(), cells.end()));
      EXPECT_EQ(std::set<std::string>(cells.begin(), cells.end()).size(), cells.size());
      EXPECT_TRUE(made->facts().ascending);
    }
  }
}

}  // namespace
}  // namespace rowmill
