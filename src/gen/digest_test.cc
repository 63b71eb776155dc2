// Digests against the vectors of their standards, and what becomes of inputs.

#include "gen/digest.h"

#include "gen/testing.h"

namespace rowmill {
namespace {

using namespace testing_types;  // NOLINT

std::vector<std::string> DigestsOf(const std::string& type, const Column& input,
                                   const std::string& encoding = "hex") {
  std::unique_ptr<Generator> made =
      MustMake({type, {{"input", "x"}, {"encoding", encoding}}});
  EXPECT_EQ(made->inputs(), std::vector<std::string>{"x"});
  EXPECT_TRUE(made->facts().nullable);
  const std::vector<std::uint64_t> rows = RowsFrom(5, input.length());
  const Column* inputs[] = {&input};
  Scratch scratch;
  Column out;
  GenerateCall call{rows, inputs, &scratch};
  Status done = made->Generate(call, &out);
  EXPECT_TRUE(done.has_value());
  return CellTexts(out);
}

Column Texts(const std::vector<std::string>& texts) {
  Column column(DataType::Of(TypeId::kString));
  for (const std::string& text : texts) column.AppendText(text);
  return column;
}

TEST(Digest, KnownVectors) {
  struct Vector {
    const char* type;
    const char* empty;
    const char* abc;
    const char* million;  ///< a million times `a`
  };
  for (const Vector& v : {
           Vector{"hash.md5", "d41d8cd98f00b204e9800998ecf8427e",
                  "900150983cd24fb0d6963f7d28e17f72", "7707d6ae4e027c70eea2a935c2296f21"},
           Vector{"hash.sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
                  "a9993e364706816aba3e25717850c26c9cd0d89d",
                  "34aa973cd4c4daa4f61eeb2bdbad27316534016f"},
           Vector{"hash.sha256",
                  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                  "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
           Vector{"hash.xxh64", "ef46db3751d8e999", "44bc2cf5ad770999", ""},
           Vector{"hash.crc32", "00000000", "352441c2", "dc25bfbc"},
       }) {
    // Nine messages of different padded lengths: batches are cut.
    const auto digests =
        DigestsOf(v.type, Texts({"", "abc", std::string(1'000'000, 'a'), "", "abc", "abc",
                                 "abc", "abc", "abc", ""}));
    EXPECT_EQ(digests[0], v.empty) << v.type;
    EXPECT_EQ(digests[1], v.abc) << v.type;
    if (v.million[0] != 0) {
      EXPECT_EQ(digests[2], v.million) << v.type;
    }
    EXPECT_EQ(digests[3], v.empty) << v.type;
    EXPECT_EQ(digests[8], v.abc) << v.type;
    EXPECT_EQ(digests[9], v.empty) << v.type;
  }
}

TEST(Digest, LengthsAroundABlock) {
  // The padding of 55, 56, 63 and 64 bytes differs.
  std::vector<std::string> texts;
  for (std::size_t length : {55u, 56u, 63u, 64u, 65u}) {
    texts.emplace_back(length, 'a');
  }
  EXPECT_EQ(DigestsOf("hash.sha1", Texts(texts)),
            (std::vector<std::string>{"c1c8bbdc22796e28c0e15163d20899b65621d65a",
                                      "c2db330f6083854c99d4b5bfb6e8f29f201be699",
                                      "03f09f5b158a7a8cdad920bddc29b81c18a551f5",
                                      "0098ba824b5c16427bd7a1122a5a442a25ec644d",
                                      "11655326c708d70319be2610e8a57d9a5b959d3b"}));
}

TEST(Digest, InputsOfEveryKind) {
  Column numbers(DataType::Of(TypeId::kInt32));
  numbers.ResizeValues<std::int32_t>(2)[0] = -12;
  numbers.ResizeValues<std::int32_t>(2)[1] = 900;
  numbers.MakeValidity()[0] = 1;
  EXPECT_EQ(
      DigestsOf("hash.crc32", numbers),
      DigestsOf("hash.crc32", Texts({"-12"})).size() == 1
          ? (std::vector<std::string>{DigestsOf("hash.crc32", Texts({"-12"}))[0], "null"})
          : std::vector<std::string>());
  auto entries = std::make_shared<Column>(Texts({"abc", ""}));
  Column coded(DataType::Of(TypeId::kString));
  coded.ResizeValues<std::int32_t>(2)[0] = 1;
  coded.ResizeValues<std::int32_t>(2)[1] = 0;
  coded.set_dictionary(entries);
  EXPECT_EQ(DigestsOf("hash.crc32", coded),
            (std::vector<std::string>{"00000000", "352441c2"}));
  EXPECT_EQ(DigestsOf("hash.crc32", Texts({"abc"}), "base64")[0], "NSRBwg==");
  EXPECT_EQ(DigestsOf("hash.crc32", Texts({"abc"}), "bytes")[0], "352441c2");
}

}  // namespace
}  // namespace rowmill
