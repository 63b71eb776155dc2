#include "job/store/sqlite/sqlite_store.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "job/store/sqlite/migrations.h"
#include "job/store/sqlite/statement.h"
#include "job/store_conformance.h"

namespace rowmill {
namespace {

std::string NewPlace() {
  const auto folder = std::filesystem::path(testing::TempDir()) / ("store-" + NewUuid());
  std::filesystem::create_directories(folder);
  return (folder / "jobs.sqlite").string();
}

std::unique_ptr<Store> OpenPlace(const std::string& place) {
  Result<std::unique_ptr<Store>> store = OpenSqliteStore(place);
  EXPECT_TRUE(store.has_value()) << (store ? "" : store.error().message);
  return store ? std::move(*store) : nullptr;
}

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreConformance,
                         testing::Values(StoreFactory{&NewPlace, &OpenPlace}));

TEST(SqliteStore, RefusesAFileOfANewerVersion) {
  const std::string place = NewPlace();
  OpenPlace(place);
  {
    SqliteConnection connection = SqliteConnection::Open(place, false).value();
    ASSERT_TRUE(connection.Execute("PRAGMA user_version=99").has_value());
  }
  EXPECT_EQ(OpenSqliteStore(place).error().code, ErrorCode::kUnsupported);
}

TEST(SqliteStore, TakesOverAFileOfTheFirstVersion) {
  const std::string place = NewPlace();
  {
    SqliteConnection connection = SqliteConnection::Open(place, false).value();
    ASSERT_TRUE(connection.Execute(SqliteMigrations()[0]).has_value());
    ASSERT_TRUE(connection.Execute("PRAGMA user_version=1").has_value());
  }
  const std::unique_ptr<Store> store = OpenPlace(place);
  EXPECT_EQ(store->RecoverRuns(1).value(), 0u);
}

TEST(SqliteStore, TellsAPathItCannotOpen) {
  const auto store = OpenSqliteStore("/nonexistent/folder/jobs.sqlite");
  ASSERT_FALSE(store.has_value());
  EXPECT_EQ(store.error().code, ErrorCode::kIo);
  EXPECT_NE(store.error().message.find("/nonexistent/folder"), std::string::npos);
}

TEST(SqliteStore, RefusesAFileThatIsNoDatabase) {
  const std::string place = NewPlace();
  std::FILE* file = std::fopen(place.c_str(), "w");
  std::fputs("this is not a database, it is a text of some length\n", file);
  std::fclose(file);
  EXPECT_EQ(OpenSqliteStore(place).error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace rowmill
