#include "dict/dictionaries.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/check.h"

namespace rowmill {

const FlatColumn* DictTable::FindColumn(std::string_view column) const {
  const auto* columns = At<FlatColumn>(entry_->columns);
  for (std::uint32_t i = 0; i < entry_->column_count; ++i) {
    if (Name(columns[i].name) == column) return columns + i;
  }
  return nullptr;
}

bool DictTable::HasColumn(std::string_view column) const {
  const FlatColumn* found = FindColumn(column);
  return found != nullptr && found->kind != FlatKind::kWeight;
}

DictTexts DictTable::Texts(std::string_view column) const {
  const FlatColumn* found = FindColumn(column);
  RM_CHECK(found != nullptr && found->kind == FlatKind::kText);
  return {At<std::uint32_t>(found->data), At<char>(found->bytes), rows()};
}

DictNumbers DictTable::Numbers(std::string_view column) const {
  const FlatColumn* found = FindColumn(column);
  RM_CHECK(found != nullptr && found->kind == FlatKind::kNumber);
  return {At<std::int32_t>(found->data), rows()};
}

std::optional<DictSlice> DictTable::Slice(std::string_view key) const {
  std::span<const FlatSlice> slices(At<FlatSlice>(entry_->slices), entry_->slice_count);
  auto found = std::lower_bound(
      slices.begin(), slices.end(), key,
      [&](const FlatSlice& slice, std::string_view k) { return Name(slice.key) < k; });
  if (found == slices.end() || Name(found->key) != key) return std::nullopt;
  return DictSlice{found->first, found->count};
}

std::span<const AliasEntry> DictTable::Aliases(DictSlice leaf) const {
  RM_CHECK(weighted());
  return {At<AliasEntry>(entry_->alias) + leaf.first, leaf.count};
}

std::string DictTable::Heading() const {
  const auto* columns = At<FlatColumn>(entry_->columns);
  std::string text;
  for (std::uint32_t i = 0; i < entry_->column_count; ++i) {
    if (i > 0) text += '\t';
    text += Name(columns[i].name);
    text += columns[i].kind == FlatKind::kNumber   ? ":i32"
            : columns[i].kind == FlatKind::kWeight ? ":weight"
            : i == 0 && entry_->slice_count > 0    ? ":slice"
                                                   : ":text";
  }
  return text + '\n';
}

std::string DictTable::Text() const {
  std::span<const FlatColumn> columns(At<FlatColumn>(entry_->columns),
                                      entry_->column_count);
  std::string text = Heading();
  char number[32];
  for (std::uint32_t row = 0; row < rows(); ++row) {
    for (const FlatColumn& column : columns) {
      if (&column != columns.data()) text += '\t';
      if (column.kind == FlatKind::kText) {
        text += DictTexts(At<std::uint32_t>(column.data), At<char>(column.bytes),
                          rows())[row];
      } else if (column.kind == FlatKind::kWeight) {
        text.append(number, std::to_chars(number, number + sizeof number,
                                          At<double>(column.data)[row])
                                .ptr);
      } else if (At<std::int32_t>(column.data)[row] != kDictUnknown) {
        text.append(number, std::to_chars(number, number + sizeof number,
                                          At<std::int32_t>(column.data)[row])
                                .ptr);
      }
    }
    text += '\n';
  }
  return text;
}

Result<Dictionaries> Dictionaries::Open(std::string_view file) {
  const auto* header = reinterpret_cast<const FlatHeader*>(file.data());
  RM_CHECK(reinterpret_cast<std::uintptr_t>(file.data()) % 8 == 0);
  if (file.size() < sizeof(FlatHeader) ||
      std::memcmp(header->magic, kFlatMagic, sizeof kFlatMagic) != 0 ||
      header->bytes != file.size()) {
    return Fail(ErrorCode::kInvalidArgument, "not a file of dictionaries");
  }
  Dictionaries opened;
  const auto* tables =
      reinterpret_cast<const FlatTable*>(file.data() + sizeof(FlatHeader));
  for (std::uint64_t i = 0; i < header->tables; ++i) {
    DictTable table;
    table.file_ = file.data();
    table.entry_ = tables + i;
    table.name_ = table.Name(table.entry_->name);
    std::span<const FlatSlice> slices(table.At<FlatSlice>(table.entry_->slices),
                                      table.entry_->slice_count);
    std::vector<const FlatSlice*> wide;
    for (const FlatSlice& slice : slices) {
      if (table.Name(slice.key).find('/') == std::string_view::npos) {
        wide.push_back(&slice);
      }
    }
    std::sort(wide.begin(), wide.end(),
              [](const FlatSlice* a, const FlatSlice* b) { return a->first < b->first; });
    for (const FlatSlice* slice : wide) table.keys_.push_back(table.Name(slice->key));
    opened.tables_.push_back(std::move(table));
  }
  return opened;
}

Result<Dictionaries> Dictionaries::With(std::string file) const {
  auto kept = std::make_shared<const std::string>(std::move(file));
  RM_ASSIGN_OR_RETURN(Dictionaries others, Open(*kept));
  Dictionaries merged = *this;
  for (DictTable& other : others.tables_) {
    for (DictTable& table : merged.tables_) {
      if (table.name() == other.name()) table = other;
    }
  }
  merged.files_.push_back(std::move(kept));
  return merged;
}

const DictTable* Dictionaries::Find(std::string_view table) const {
  for (const DictTable& known : tables_) {
    if (known.name() == table) return &known;
  }
  return nullptr;
}

const DictTable& Dictionaries::Get(std::string_view table) const {
  const DictTable* found = Find(table);
  RM_CHECK(found != nullptr);
  return *found;
}

}  // namespace rowmill
