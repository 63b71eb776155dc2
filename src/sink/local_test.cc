// The local store: what is visible when, and every way a disk can say no.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "sink/direct.h"
#include "sink/sink.h"

namespace rowmill {

SinkPlugin local_sink();

namespace {

namespace fs = std::filesystem;

class LocalStoreTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "rowmill-sink-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::unique_ptr<ByteStore> Store(const std::string& below = "out") {
    SinkContext context;
    context.target = (folder_ / below).string();
    auto store = local_sink().make(context, Options());
    EXPECT_TRUE(store);
    return std::move(*store);
  }
  void WriteFinished(ByteStore* store, const std::string& name, std::string_view text) {
    auto file = store->Create(name);
    ASSERT_TRUE(file) << file.error().message;
    ASSERT_TRUE((*file)->Write(text));
    ASSERT_TRUE((*file)->Finish());
  }
  std::string Read(const fs::path& path) {
    std::ifstream in(path);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }
  std::size_t EntriesBelow(const fs::path& path) {
    std::size_t count = 0;
    if (!fs::exists(path)) return 0;
    for ([[maybe_unused]] const auto& entry : fs::recursive_directory_iterator(path)) {
      ++count;
    }
    return count;
  }

  fs::path folder_;
};

TEST_F(LocalStoreTest, NothingIsVisibleBeforePublish) {
  auto store = Store("a/b");
  ASSERT_TRUE(store->Prepare({"x.csv"}, Existing::kRefuse));
  WriteFinished(store.get(), "x.csv", "rows");
  EXPECT_FALSE(fs::exists(folder_ / "a/b/x.csv"));
  ASSERT_TRUE(store->Publish({"x.csv"}, {}));
  EXPECT_EQ(Read(folder_ / "a/b/x.csv"), "rows");
  EXPECT_EQ(EntriesBelow(folder_ / "a/b"), 1u);
}

TEST_F(LocalStoreTest, AbortAndDiscardLeaveNothing) {
  auto store = Store();
  ASSERT_TRUE(store->Prepare({"x", "y"}, Existing::kRefuse));
  auto file = store->Create("x");
  ASSERT_TRUE(file && (*file)->Write("half"));
  (*file)->Abort();
  WriteFinished(store.get(), "y", "whole");
  store->Discard();
  EXPECT_EQ(EntriesBelow(folder_ / "out"), 0u);
}

TEST_F(LocalStoreTest, DestroyingAStoreDiscards) {
  {
    auto store = Store();
    ASSERT_TRUE(store->Prepare({"y"}, Existing::kRefuse));
    WriteFinished(store.get(), "y", "whole");
  }
  EXPECT_EQ(EntriesBelow(folder_ / "out"), 0u);
}

TEST_F(LocalStoreTest, ExistingFilesAreRefusedOrReplaced) {
  fs::create_directories(folder_ / "out");
  std::ofstream(folder_ / "out/x") << "old";
  auto store = Store();
  Status refused = store->Prepare({"x", "y"}, Existing::kRefuse);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kAlreadyExists);
  EXPECT_NE(refused.error().message.find("out/x"), std::string::npos);
  ASSERT_TRUE(store->Prepare({"x", "y"}, Existing::kReplace));
  WriteFinished(store.get(), "x", "new");
  EXPECT_EQ(Read(folder_ / "out/x"), "old") << "until it is published";
  ASSERT_TRUE(store->Publish({"x"}, {}));
  EXPECT_EQ(Read(folder_ / "out/x"), "new");
}

TEST_F(LocalStoreTest, TheLoserOfTwoRunsIsRefused) {
  auto first = Store(), second = Store();
  ASSERT_TRUE(first->Prepare({"x"}, Existing::kRefuse));
  ASSERT_TRUE(second->Prepare({"x"}, Existing::kRefuse));
  WriteFinished(first.get(), "x", "first");
  WriteFinished(second.get(), "x", "second");
  ASSERT_TRUE(first->Publish({"x"}, {}));
  Status late = second->Publish({"x"}, {});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::kAlreadyExists);
  second->Discard();
  EXPECT_EQ(Read(folder_ / "out/x"), "first");
  EXPECT_EQ(EntriesBelow(folder_ / "out"), 1u);
}

TEST_F(LocalStoreTest, ALinkThatLeadsNowhereStandsInTheWay) {
  fs::create_directories(folder_ / "out");
  fs::create_symlink("nowhere", folder_ / "out/x");
  Status refused = Store()->Prepare({"x"}, Existing::kRefuse);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kAlreadyExists);
}

TEST_F(LocalStoreTest, AnOldManifestGoesBeforeTheFirstFileIsReplaced) {
  fs::create_directories(folder_ / "out");
  for (const char* name : {"a", "_m.json"})
    std::ofstream(folder_ / "out" / name) << "old";
  auto store = Store();
  ASSERT_TRUE(store->Prepare({"a", "b", "_m.json"}, Existing::kReplace));
  WriteFinished(store.get(), "a", "new");
  // b was never finished, so publishing stops in the middle.
  EXPECT_FALSE(store->Publish({"a", "b", "_m.json"}, {}));
  EXPECT_EQ(Read(folder_ / "out/a"), "new");
  EXPECT_FALSE(fs::exists(folder_ / "out/_m.json")) << "it vouched for the old a";
}

TEST_F(LocalStoreTest, ManyFilesAndTheLongestNames) {
  auto store = Store();
  std::vector<std::string> names;
  for (int i = 0; i < 600; ++i) names.push_back("part-" + std::to_string(i));
  names.push_back(std::string(255, 'n'));
  ASSERT_TRUE(store->Prepare(names, Existing::kRefuse));
  for (const std::string& name : names) WriteFinished(store.get(), name, name);
  ASSERT_TRUE(store->Publish(names, {}));
  EXPECT_EQ(EntriesBelow(folder_ / "out"), names.size());
  EXPECT_EQ(Read(folder_ / "out" / names.back()), names.back());
}

TEST_F(LocalStoreTest, ObsoleteFilesGoAfterTheNewOnesStand) {
  fs::create_directories(folder_ / "out");
  for (const char* name : {"a", "b", "keep"})
    std::ofstream(folder_ / "out" / name) << "old";
  auto store = Store();
  auto names = store->List();
  ASSERT_TRUE(names);
  EXPECT_EQ(names->size(), 3u);
  ASSERT_TRUE(store->Prepare({"a"}, Existing::kReplace));
  WriteFinished(store.get(), "a", "new");
  ASSERT_TRUE(store->Publish({"a"}, {"a", "b", "never-there"}));
  EXPECT_EQ(Read(folder_ / "out/a"), "new");
  EXPECT_FALSE(fs::exists(folder_ / "out/b"));
  EXPECT_TRUE(fs::exists(folder_ / "out/keep"));
}

TEST_F(LocalStoreTest, FoldersInTheWayAreTold) {
  std::ofstream(folder_ / "file") << "x";
  Status below_a_file = Store("file/out")->Prepare({"x"}, Existing::kRefuse);
  ASSERT_FALSE(below_a_file);
  EXPECT_EQ(below_a_file.error().code, ErrorCode::kIo);
  EXPECT_NE(below_a_file.error().message.find("Not a directory"), std::string::npos);
  fs::create_directories(folder_ / "out/x");
  Status a_folder = Store()->Prepare({"x"}, Existing::kReplace);
  ASSERT_FALSE(a_folder);
  EXPECT_NE(a_folder.error().message.find("a folder stands in the way"),
            std::string::npos);
}

TEST_F(LocalStoreTest, PublishingAnUnfinishedFileIsOurFault) {
  auto store = Store();
  ASSERT_TRUE(store->Prepare({"x"}, Existing::kRefuse));
  auto file = store->Create("x");
  ASSERT_TRUE(file);
  Status published = store->Publish({"x"}, {});
  ASSERT_FALSE(published);
  EXPECT_EQ(published.error().code, ErrorCode::kInternal);
  (*file)->Abort();
}

TEST(DirectTarget, KnowsDevicesFromFiles) {
  EXPECT_TRUE(IsDirectTarget("-"));
  EXPECT_TRUE(IsDirectTarget("/dev/null"));
  EXPECT_FALSE(IsDirectTarget("/"));
  EXPECT_FALSE(IsDirectTarget("/no/such/file"));
}

TEST(DirectTarget, AFullDeviceIsAnIoError) {
  auto file = OpenDirect("/dev/full");
  ASSERT_TRUE(file);
  Status written = (*file)->Write("x");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kIo);
  EXPECT_EQ(written.error().message, "cannot write /dev/full: No space left on device");
  (*file)->Abort();
}

}  // namespace
}  // namespace rowmill
