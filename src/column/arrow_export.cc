#include "column/arrow_export.h"

#include <fmt/format.h>

#include "base/check.h"

namespace rowmill {

namespace {

// --- schema ------------------------------------------------------------------------

/// What a schema owns; freed by its release callback.
struct SchemaHold {
  std::string format;
  std::string name;
  std::vector<std::unique_ptr<ArrowSchema>> children;
  std::vector<ArrowSchema*> child_pointers;
  std::unique_ptr<ArrowSchema> dictionary;
};

void ReleaseSchema(ArrowSchema* schema) {
  auto* hold = static_cast<SchemaHold*>(schema->private_data);
  for (auto& child : hold->children) {
    if (child->release != nullptr) child->release(child.get());
  }
  if (hold->dictionary != nullptr && hold->dictionary->release != nullptr) {
    hold->dictionary->release(hold->dictionary.get());
  }
  schema->release = nullptr;
  delete hold;
}

/// Times of less than microseconds are 32 bits wide in Arrow; they are widened to
/// microseconds instead.
bool IsWidenedTime(const DataType& type) {
  return type.id == TypeId::kTime &&
         (type.unit == TimeUnit::kSecond || type.unit == TimeUnit::kMilli);
}

char UnitLetter(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::kSecond:
      return 's';
    case TimeUnit::kMilli:
      return 'm';
    case TimeUnit::kMicro:
      return 'u';
    case TimeUnit::kNano:
      return 'n';
  }
  return 's';
}

std::string FormatString(const DataType& type) {
  switch (type.id) {
    case TypeId::kBool:
      return "b";
    case TypeId::kInt8:
      return "c";
    case TypeId::kUInt8:
      return "C";
    case TypeId::kInt16:
      return "s";
    case TypeId::kUInt16:
      return "S";
    case TypeId::kInt32:
      return "i";
    case TypeId::kUInt32:
      return "I";
    case TypeId::kInt64:
      return "l";
    case TypeId::kUInt64:
      return "L";
    case TypeId::kFloat:
      return "f";
    case TypeId::kDouble:
      return "g";
    case TypeId::kDecimal:
      return fmt::format("d:{},{}", type.precision, type.scale);
    case TypeId::kDate:
      return "tdD";
    case TypeId::kTime:
      return fmt::format("tt{}", IsWidenedTime(type) ? 'u' : UnitLetter(type.unit));
    case TypeId::kTimestamp:
      return fmt::format("ts{}:{}", UnitLetter(type.unit), type.zone);
    case TypeId::kString:
      return "u";
    case TypeId::kBytes:
      return "z";
    case TypeId::kList:
      return "+l";
    case TypeId::kStruct:
      return "+s";
    case TypeId::kMap:
      return "+m";
  }
  return "n";
}

void FillSchema(std::string name, const DataType& type, bool nullable, ArrowSchema* out);

void AddChild(const std::string& name, const DataType& type, bool nullable,
              SchemaHold* hold) {
  hold->children.push_back(std::make_unique<ArrowSchema>());
  FillSchema(name, type, nullable, hold->children.back().get());
  hold->child_pointers.push_back(hold->children.back().get());
}

void Finish(std::unique_ptr<SchemaHold> hold, bool nullable, ArrowSchema* out) {
  *out = ArrowSchema{};
  out->format = hold->format.c_str();
  out->name = hold->name.c_str();
  out->flags = nullable ? ARROW_FLAG_NULLABLE : 0;
  out->n_children = static_cast<std::int64_t>(hold->children.size());
  out->children = hold->child_pointers.data();
  out->dictionary = hold->dictionary.get();
  out->release = ReleaseSchema;
  out->private_data = hold.release();
}

void FillSchema(std::string name, const DataType& type, bool nullable, ArrowSchema* out) {
  auto hold = std::make_unique<SchemaHold>();
  hold->format = FormatString(type);
  hold->name = std::move(name);
  if (type.id == TypeId::kMap) {
    DataType entries = DataType::Of(TypeId::kStruct);
    entries.children = type.children;
    AddChild("entries", entries, false, hold.get());
  } else {
    for (const NamedType& child : type.children) {
      AddChild(child.name, child.type, child.nullable, hold.get());
    }
  }
  Finish(std::move(hold), nullable, out);
}

// --- arrays ------------------------------------------------------------------------

/// What an array owns: the column it points into, widened copies, children.
struct ArrayHold {
  std::shared_ptr<const Column> column;
  Buffer widened;
  std::vector<const void*> buffers;
  std::vector<std::unique_ptr<ArrowArray>> children;
  std::vector<ArrowArray*> child_pointers;
  std::unique_ptr<ArrowArray> dictionary;
};

void ReleaseArray(ArrowArray* array) {
  auto* hold = static_cast<ArrayHold*>(array->private_data);
  for (auto& child : hold->children) {
    if (child->release != nullptr) child->release(child.get());
  }
  if (hold->dictionary != nullptr && hold->dictionary->release != nullptr) {
    hold->dictionary->release(hold->dictionary.get());
  }
  array->release = nullptr;
  delete hold;
}

void Finish(std::unique_ptr<ArrayHold> hold, std::int64_t length, std::int64_t null_count,
            ArrowArray* out) {
  *out = ArrowArray{};
  out->length = length;
  out->null_count = null_count;
  out->n_buffers = static_cast<std::int64_t>(hold->buffers.size());
  out->buffers = hold->buffers.data();
  out->n_children = static_cast<std::int64_t>(hold->children.size());
  out->children = hold->child_pointers.data();
  out->dictionary = hold->dictionary.get();
  out->release = ReleaseArray;
  out->private_data = hold.release();
}

/// The values buffer; decimals and short times in their wider form.
const void* ValuesBuffer(const Column& column, ArrayHold* hold) {
  const DataType& type = column.type();
  const std::int64_t* values = column.values<std::int64_t>();
  if (type.id == TypeId::kDecimal) {
    hold->widened.Resize(column.length() * 16);
    auto* wide = hold->widened.as<__int128>();
    for (std::size_t i = 0; i < column.length(); ++i) wide[i] = values[i];
    return wide;
  }
  if (IsWidenedTime(type)) {
    std::int64_t factor = 1'000'000 / UnitsPerSecond(type.unit);
    hold->widened.Resize(column.length() * 8);
    auto* wide = hold->widened.as<std::int64_t>();
    for (std::size_t i = 0; i < column.length(); ++i) wide[i] = values[i] * factor;
    return wide;
  }
  return values;
}

void AddChild(std::shared_ptr<const Column> column, ArrayHold* hold) {
  hold->children.push_back(std::make_unique<ArrowArray>());
  ExportArray(std::move(column), hold->children.back().get());
  hold->child_pointers.push_back(hold->children.back().get());
}

/// A child that keeps its parent alive.
std::shared_ptr<const Column> ChildOf(const std::shared_ptr<const Column>& parent,
                                      std::size_t index) {
  return {parent, &parent->children()[index]};
}

void AddMapEntries(const std::shared_ptr<const Column>& map, ArrayHold* hold) {
  auto entries = std::make_unique<ArrayHold>();
  entries->buffers = {nullptr};
  AddChild(ChildOf(map, 0), entries.get());
  AddChild(ChildOf(map, 1), entries.get());
  std::int64_t length = static_cast<std::int64_t>(map->children()[0].length());
  hold->children.push_back(std::make_unique<ArrowArray>());
  Finish(std::move(entries), length, 0, hold->children.back().get());
  hold->child_pointers.push_back(hold->children.back().get());
}

}  // namespace

void ExportSchema(const FieldSchema& field, ArrowSchema* out) {
  if (field.facts.dictionary == nullptr) {
    FillSchema(field.name, field.type, field.facts.nullable, out);
    return;
  }
  auto hold = std::make_unique<SchemaHold>();
  hold->format = "i";
  hold->name = field.name;
  hold->dictionary = std::make_unique<ArrowSchema>();
  FillSchema("", field.type, true, hold->dictionary.get());
  Finish(std::move(hold), field.facts.nullable, out);
}

void ExportSchema(const Schema& schema, ArrowSchema* out) {
  auto hold = std::make_unique<SchemaHold>();
  hold->format = "+s";
  hold->name = schema.name;
  for (const FieldSchema& field : schema.fields) {
    hold->children.push_back(std::make_unique<ArrowSchema>());
    ExportSchema(field, hold->children.back().get());
    hold->child_pointers.push_back(hold->children.back().get());
  }
  Finish(std::move(hold), false, out);
}

void ExportArray(std::shared_ptr<const Column> column, ArrowArray* out) {
  auto hold = std::make_unique<ArrayHold>();
  hold->column = column;
  hold->buffers = {column->validity()};
  if (column->dictionary() != nullptr) {
    hold->buffers.push_back(column->values<std::int32_t>());
    hold->dictionary = std::make_unique<ArrowArray>();
    ExportArray(column->dictionary(), hold->dictionary.get());
  } else if (column->type().is_text_layout()) {
    hold->buffers.push_back(column->offsets());
    hold->buffers.push_back(column->bytes().data());
  } else if (column->type().id == TypeId::kMap) {
    hold->buffers.push_back(column->offsets());
    AddMapEntries(column, hold.get());
  } else if (column->type().id == TypeId::kList) {
    hold->buffers.push_back(column->offsets());
    AddChild(ChildOf(column, 0), hold.get());
  } else if (column->type().id == TypeId::kStruct) {
    for (std::size_t i = 0; i < column->children().size(); ++i) {
      AddChild(ChildOf(column, i), hold.get());
    }
  } else {
    hold->buffers.push_back(ValuesBuffer(*column, hold.get()));
  }
  Finish(std::move(hold), static_cast<std::int64_t>(column->length()),
         static_cast<std::int64_t>(column->null_count()), out);
}

void ExportBatch(std::vector<std::shared_ptr<const Column>> columns, std::int64_t rows,
                 ArrowArray* out) {
  auto hold = std::make_unique<ArrayHold>();
  hold->buffers = {nullptr};
  for (std::shared_ptr<const Column>& column : columns) {
    RM_CHECK(static_cast<std::int64_t>(column->length()) == rows);
    AddChild(std::move(column), hold.get());
  }
  Finish(std::move(hold), rows, 0, out);
}

}  // namespace rowmill
