#include "job/path_policy.h"

#include <fstream>

#include <gtest/gtest.h>

#include "job/ids.h"

namespace rowmill {
namespace {

namespace fs = std::filesystem;

class PathPolicyTest : public testing::Test {
 protected:
  void SetUp() override {
    base_ = fs::canonical(testing::TempDir()) / ("paths-" + NewUuid());
    fs::create_directories(base_ / "root/sub");
    fs::create_directories(base_ / "root/state");
    fs::create_directories(base_ / "root-not");
    fs::create_directories(base_ / "outside");
    std::ofstream(base_ / "outside/secret") << "x";
    fs::create_directory_symlink(base_ / "outside", base_ / "root/link");
    fs::create_directory_symlink(base_ / "root/state", base_ / "root/to_state");
    fs::create_directory_symlink(base_ / "root", base_ / "alias");
    policy_ =
        PathPolicy::Make({(base_ / "root/").string()}, {(base_ / "root/state").string()})
            .value();
  }
  ErrorCode CodeOf(const std::string& path) {
    const auto resolved = policy_.Resolve(path);
    return resolved ? ErrorCode() : resolved.error().code;
  }
  std::string At(const std::string& tail) { return (base_ / tail).string(); }

  fs::path base_;
  PathPolicy policy_;
};

TEST_F(PathPolicyTest, AllowsWhatLiesBelowARoot) {
  EXPECT_EQ(policy_.Resolve(At("root/sub/new/file.csv")).value(),
            base_ / "root/sub/new/file.csv");
  EXPECT_EQ(policy_.Resolve(At("root/sub/../sub/./x")).value(), base_ / "root/sub/x");
  EXPECT_EQ(policy_.Resolve(At("root/")).value(), base_ / "root");
  EXPECT_EQ(policy_.Resolve(At("alias/sub/")).value(), base_ / "root/sub");
  EXPECT_EQ(policy_.Resolve(At("root/statement")).value(), base_ / "root/statement");
}

TEST_F(PathPolicyTest, RefusesEverythingElse) {
  for (const char* tail : {"outside/secret", "root/../outside/secret", "root/link/secret",
                           "root-not/a", "root/link/../root-not", "root/state",
                           "root/state/jobs.sqlite", "root/sub/../state/x",
                           "root/to_state/jobs.sqlite", "root/nowhere/../../outside"}) {
    EXPECT_EQ(CodeOf(At(tail)), ErrorCode::kForbidden) << tail;
  }
  for (const char* path : {"/etc/passwd", "/", "../../../../../../etc", "/dev/sda"}) {
    EXPECT_EQ(CodeOf(path), ErrorCode::kForbidden) << path;
  }
  EXPECT_EQ(CodeOf(""), ErrorCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(At("root/a") + std::string(1, '\0') + "b"),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(CodeOf("/" + std::string(5000, 'a')), ErrorCode::kInvalidArgument);
}

TEST(SafeFileName, LeavesOnePartOfAPath) {
  EXPECT_EQ(SafeFileName("customer-fr_1.2 b"), "customer-fr_1.2 b");
  EXPECT_EQ(SafeFileName("../../evil"), "_._.._evil");
  EXPECT_EQ(SafeFileName(".hidden"), "_hidden");
  EXPECT_EQ(SafeFileName("a/b\nc\td\\e"), "a_b_c_d_e");
  EXPECT_EQ(SafeFileName("\xC3\xA9t\xC3\xA9"), "\xC3\xA9t\xC3\xA9");
  EXPECT_EQ(SafeFileName(""), "_");
  EXPECT_LE(SafeFileName(std::string(1000, 'x')).size(), 128u);
}

}  // namespace
}  // namespace rowmill
