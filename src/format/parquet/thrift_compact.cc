#include "format/parquet/thrift_compact.h"

#include "base/check.h"

namespace rowmill::parquet {

namespace {

std::uint64_t ZigZag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^
         static_cast<std::uint64_t>(value >> 63);
}

}  // namespace

void AppendVarint(std::uint64_t value, Buffer* out) {
  while (value >= 0x80) {
    out->AppendByte(static_cast<std::uint8_t>(value | 0x80));
    value >>= 7;
  }
  out->AppendByte(static_cast<std::uint8_t>(value));
}

std::size_t VarintBytes(std::uint64_t value) {
  std::size_t bytes = 1;
  for (; value >= 0x80; value >>= 7) ++bytes;
  return bytes;
}

void CompactWriter::Field(int id, CompactType type) {
  int& last = last_id_[static_cast<std::size_t>(depth_)];
  RM_CHECK(id > last);
  int step = id - last;
  last = id;
  if (step <= 15) {
    out_->AppendByte(
        static_cast<std::uint8_t>((step << 4) | static_cast<std::uint8_t>(type)));
  } else {
    out_->AppendByte(static_cast<std::uint8_t>(type));
    AppendVarint(ZigZag(id), out_);
  }
}

void CompactWriter::Bool(int id, bool value) {
  Field(id, value ? CompactType::kTrue : CompactType::kFalse);
}

void CompactWriter::Byte(int id, std::int8_t value) {
  Field(id, CompactType::kByte);
  out_->AppendByte(static_cast<std::uint8_t>(value));
}

void CompactWriter::I16(int id, std::int16_t value) {
  Field(id, CompactType::kI16);
  AppendVarint(ZigZag(value), out_);
}

void CompactWriter::I32(int id, std::int32_t value) {
  Field(id, CompactType::kI32);
  AppendVarint(ZigZag(value), out_);
}

void CompactWriter::I64(int id, std::int64_t value) {
  Field(id, CompactType::kI64);
  AppendVarint(ZigZag(value), out_);
}

void CompactWriter::Binary(int id, std::string_view value) {
  Field(id, CompactType::kBinary);
  BinaryElement(value);
}

void CompactWriter::BeginStruct(int id) {
  Field(id, CompactType::kStruct);
  Push();
}

void CompactWriter::BeginList(int id, CompactType element, std::size_t count) {
  Field(id, CompactType::kList);
  auto type = static_cast<std::uint8_t>(element);
  if (count < 15) {
    out_->AppendByte(static_cast<std::uint8_t>((count << 4) | type));
  } else {
    out_->AppendByte(static_cast<std::uint8_t>(0xF0 | type));
    AppendVarint(count, out_);
  }
}

void CompactWriter::I32Element(std::int32_t value) { AppendVarint(ZigZag(value), out_); }

void CompactWriter::BinaryElement(std::string_view value) {
  AppendVarint(value.size(), out_);
  out_->Append(value);
}

void CompactWriter::BeginStructElement() { Push(); }

void CompactWriter::Push() {
  RM_CHECK(depth_ + 1 < kDepthMax);
  last_id_[static_cast<std::size_t>(++depth_)] = 0;
}

void CompactWriter::EndStruct() {
  RM_CHECK(depth_ >= 0);
  out_->AppendByte(0);
  --depth_;
}

}  // namespace rowmill::parquet
