// A shared library that hands sample columns of every kind to test_arrow_export.py.
#include <string>

#include "column/arrow_export.h"

namespace rowmill {
namespace {

constexpr std::size_t kRows = 5;

void MarkNull(Column* column, std::size_t row) {
  std::uint8_t* validity = column->MakeValidity();
  validity[row / 8] &= static_cast<std::uint8_t>(~(1u << (row % 8)));
}

template <typename T>
Column Fixed(const DataType& type, bool with_null) {
  Column column(type);
  T* out = column.ResizeValues<T>(kRows);
  for (std::size_t i = 0; i < kRows; ++i) out[i] = static_cast<T>(i * 100 / 8);
  if (with_null) MarkNull(&column, 3);
  return column;
}

Column Texts(TypeId id, bool with_null) {
  Column column(DataType::Of(id));
  for (const char* text :
       {"", "a", "caf\xC3\xA9", "long enough to leave the stack", "z"}) {
    column.AppendText(text);
  }
  if (with_null) MarkNull(&column, 1);
  return column;
}

Column Bools(bool with_null) {
  Column column(DataType::Of(TypeId::kBool));
  column.ResizeBits(kRows)[0] = 0b10110;
  if (with_null) MarkNull(&column, 0);
  return column;
}

Column Dictionaried() {
  auto entries = std::make_shared<Column>(DataType::Of(TypeId::kString));
  entries->AppendText("new");
  entries->AppendText("paid");
  Column column(DataType::Of(TypeId::kString));
  std::int32_t* out = column.ResizeValues<std::int32_t>(kRows);
  for (std::size_t i = 0; i < kRows; ++i) out[i] = static_cast<std::int32_t>(i % 2);
  column.set_dictionary(entries);
  MarkNull(&column, 4);
  return column;
}

NamedType Child(const char* name, TypeId id) { return {name, DataType::Of(id), true}; }

Column Lists() {
  DataType type = DataType::Of(TypeId::kList);
  type.children = {Child("item", TypeId::kInt32)};
  Column column(type);
  std::int32_t* offsets = column.ResizeOffsets(kRows);
  for (std::int32_t i = 0; i < 5; ++i) offsets[i + 1] = i;  // lengths 0, 1, 1, 1, 1
  column.children().push_back(Fixed<std::int32_t>(DataType::Of(TypeId::kInt32), false));
  return column;
}

Column Structs() {
  DataType type = DataType::Of(TypeId::kStruct);
  type.children = {Child("n", TypeId::kInt64), Child("t", TypeId::kString)};
  Column column(type);
  column.children().push_back(Fixed<std::int64_t>(DataType::Of(TypeId::kInt64), true));
  column.children().push_back(Texts(TypeId::kString, false));
  column.set_length(kRows);
  return column;
}

Column Maps() {
  DataType type = DataType::Of(TypeId::kMap);
  type.children = {{"key", DataType::Of(TypeId::kString), false},
                   Child("value", TypeId::kDouble)};
  Column column(type);
  std::int32_t* offsets = column.ResizeOffsets(kRows);
  for (std::int32_t i = 0; i < 5; ++i) offsets[i + 1] = i + 1;
  column.children().push_back(Texts(TypeId::kString, false));
  column.children().push_back(Fixed<double>(DataType::Of(TypeId::kDouble), true));
  return column;
}

Column Sample(const std::string& kind, bool with_null) {
  auto of = [](TypeId id) { return DataType::Of(id); };
  if (kind == "bool") return Bools(with_null);
  if (kind == "int8") return Fixed<std::int8_t>(of(TypeId::kInt8), with_null);
  if (kind == "int16") return Fixed<std::int16_t>(of(TypeId::kInt16), with_null);
  if (kind == "int32") return Fixed<std::int32_t>(of(TypeId::kInt32), with_null);
  if (kind == "int64") return Fixed<std::int64_t>(of(TypeId::kInt64), with_null);
  if (kind == "uint8") return Fixed<std::uint8_t>(of(TypeId::kUInt8), with_null);
  if (kind == "uint16") return Fixed<std::uint16_t>(of(TypeId::kUInt16), with_null);
  if (kind == "uint32") return Fixed<std::uint32_t>(of(TypeId::kUInt32), with_null);
  if (kind == "uint64") return Fixed<std::uint64_t>(of(TypeId::kUInt64), with_null);
  if (kind == "float") return Fixed<float>(of(TypeId::kFloat), with_null);
  if (kind == "double") return Fixed<double>(of(TypeId::kDouble), with_null);
  if (kind == "decimal") return Fixed<std::int64_t>(DataType::Decimal(12, 2), with_null);
  if (kind == "date") return Fixed<std::int32_t>(of(TypeId::kDate), with_null);
  if (kind == "time") return Fixed<std::int64_t>(of(TypeId::kTime), with_null);
  if (kind == "timestamp") {
    return Fixed<std::int64_t>(DataType::Timestamp(TimeUnit::kMicro, "UTC"), with_null);
  }
  if (kind == "string") return Texts(TypeId::kString, with_null);
  if (kind == "bytes") return Texts(TypeId::kBytes, with_null);
  if (kind == "dictionary") return Dictionaried();
  if (kind == "list") return Lists();
  if (kind == "struct") return Structs();
  return Maps();
}

}  // namespace
}  // namespace rowmill

/// Fills both structures with the sample `kind`; called from Python.
extern "C" __attribute__((visibility("default"))) void rowmill_export_sample(
    const char* kind, int with_null, ArrowSchema* schema, ArrowArray* array) {
  auto column = std::make_shared<rowmill::Column>(rowmill::Sample(kind, with_null != 0));
  rowmill::FieldSchema field{kind, column->type(), {}};
  field.facts.nullable = with_null != 0;
  field.facts.dictionary = column->dictionary();
  rowmill::ExportSchema(field, schema);
  rowmill::ExportArray(column, array);
}
