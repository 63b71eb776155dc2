/// Writes structs of Parquet's metadata in Thrift's compact protocol: what a footer and
/// page headers are made of. Not thread-safe; appends to a buffer it does not own.
///
///   CompactWriter writer(&out);        // a struct is open from the start
///   writer.I32(1, 7);                  // field 1
///   writer.BeginStruct(3);             // field 3
///   writer.Binary(1, "name");
///   writer.EndStruct();
///   writer.EndStruct();                // closes the outermost one
///
/// Fields are written in rising order of their ids. Source: Apache Thrift,
/// doc/specs/thrift-compact-protocol.md.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "column/buffer.h"

namespace rowmill::parquet {

/// Wire types of the compact protocol. Do not renumber.
enum class CompactType : std::uint8_t {
  kTrue = 1,
  kFalse = 2,
  kByte = 3,
  kI16 = 4,
  kI32 = 5,
  kI64 = 6,
  kBinary = 8,
  kList = 9,
  kStruct = 12,
};

/// Appends an unsigned LEB128 number: at most 10 bytes.
void AppendVarint(std::uint64_t value, Buffer* out);
/// Bytes AppendVarint would write.
std::size_t VarintBytes(std::uint64_t value);

class CompactWriter {
 public:
  explicit CompactWriter(Buffer* out) : out_(out) {}

  // --- fields of the open struct ------------------------------------------------
  void Bool(int id, bool value);
  void Byte(int id, std::int8_t value);
  void I16(int id, std::int16_t value);
  void I32(int id, std::int32_t value);
  void I64(int id, std::int64_t value);
  void Binary(int id, std::string_view value);
  void BeginStruct(int id);
  /// A field that is a list; `count` elements follow.
  void BeginList(int id, CompactType element, std::size_t count);

  // --- elements of a list -------------------------------------------------------
  void I32Element(std::int32_t value);
  void BinaryElement(std::string_view value);
  void BeginStructElement();

  /// Closes the open struct.
  void EndStruct();

 private:
  void Field(int id, CompactType type);
  void Push();

  /// Deeper than any struct of Parquet's metadata.
  static constexpr int kDepthMax = 12;

  Buffer* out_;
  int depth_ = 0;
  std::array<int, kDepthMax> last_id_{};
};

}  // namespace rowmill::parquet
