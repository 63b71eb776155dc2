#include "format/parquet/thrift_compact.h"

#include <gtest/gtest.h>

#include <string>

#include "format/parquet/page_sink.h"

namespace rowmill::parquet {
namespace {

std::string Hex(const Buffer& bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0) text += ' ';
    text += "0123456789abcdef"[bytes.data()[i] >> 4];
    text += "0123456789abcdef"[bytes.data()[i] & 15];
  }
  return text;
}

TEST(ThriftCompact, Varints) {
  const std::pair<std::uint64_t, const char*> kCases[] = {
      {0, "00"},
      {1, "01"},
      {127, "7f"},
      {128, "80 01"},
      {300, "ac 02"},
      {16'384, "80 80 01"},
      {UINT64_MAX, "ff ff ff ff ff ff ff ff ff 01"}};
  for (const auto& [value, expected] : kCases) {
    Buffer out;
    AppendVarint(value, &out);
    EXPECT_EQ(Hex(out), expected) << value;
    EXPECT_EQ(VarintBytes(value), out.size()) << value;
  }
}

TEST(ThriftCompact, FieldsOfEveryKind) {
  Buffer out;
  CompactWriter writer(&out);
  writer.Bool(1, true);
  writer.Bool(2, false);
  writer.Byte(3, -1);
  writer.I16(4, -2);
  writer.I32(5, 150);
  writer.I64(6, INT64_MIN);
  writer.Binary(7, "ab");
  writer.EndStruct();
  EXPECT_EQ(Hex(out),
            "11 12 13 ff 14 03 15 ac 02 16 ff ff ff ff ff ff ff ff ff 01 18 02 61 62 00");
}

TEST(ThriftCompact, IdsFarApartAndNestedStructs) {
  Buffer out;
  CompactWriter writer(&out);
  writer.I32(1, 0);
  writer.BeginStruct(16);  // a step of 15 still fits
  writer.I32(20, 1);       // one of 20 does not
  writer.EndStruct();
  writer.I32(17, -1);  // counted from 16, not from the inner struct
  writer.EndStruct();
  EXPECT_EQ(Hex(out), "15 00 fc 05 28 02 00 15 01 00");
}

TEST(ThriftCompact, Lists) {
  Buffer out;
  CompactWriter writer(&out);
  writer.BeginList(2, CompactType::kI32, 2);
  writer.I32Element(3);
  writer.I32Element(-3);
  writer.BeginList(3, CompactType::kBinary, 1);
  writer.BinaryElement("x");
  writer.BeginList(4, CompactType::kStruct, 15);  // 15 and more: the count stands behind
  for (int i = 0; i < 15; ++i) {
    writer.BeginStructElement();
    writer.EndStruct();
  }
  writer.EndStruct();
  EXPECT_EQ(
      Hex(out),
      "29 25 06 05 19 18 01 78 19 fc 0f 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 "
      "00");
}

TEST(ThriftCompact, DataPageHeader) {
  Buffer out;
  AppendDataPageHeader(1'000, 100, 64, Encoding::kRleDictionary, &out);
  EXPECT_EQ(Hex(out), "15 00 15 d0 0f 15 c8 01 2c 15 80 01 15 10 15 06 15 06 00 00");
}

}  // namespace
}  // namespace rowmill::parquet
