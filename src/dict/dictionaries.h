/// Dictionaries: tables of real-world data (names, cities, phone plans) in one flat file
/// that is used in place. Opening it costs a look at its directory; nothing is parsed.
/// Immutable, thread-safe; views stay valid as long as the bytes do.
///
///   const DictTable& cities = dictionaries.Get("cities");
///   std::optional<DictSlice> france = cities.Slice("FR");
///   std::string_view largest = cities.Texts("name")[france->first];
///
/// Source of the data: data/SOURCES.md.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dict/flat_file.h"
#include "draw/stream.h"

namespace rowmill {

/// Rows [first, first + count) of a table.
struct DictSlice {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  bool operator==(const DictSlice&) const = default;
};

/// A column of UTF-8 texts, one per row of its table.
class DictTexts {
 public:
  DictTexts() = default;
  DictTexts(const std::uint32_t* offsets, const char* bytes, std::uint32_t rows)
      : offsets_(offsets), bytes_(bytes), rows_(rows) {}
  std::uint32_t size() const { return rows_; }
  std::string_view operator[](std::uint32_t row) const {
    return {bytes_ + offsets_[row], offsets_[row + 1] - offsets_[row]};
  }

 private:
  const std::uint32_t* offsets_ = nullptr;
  const char* bytes_ = nullptr;
  std::uint32_t rows_ = 0;
};

/// A column of whole numbers; kDictUnknown where the source has none.
using DictNumbers = std::span<const std::int32_t>;

/// One table.
class DictTable {
 public:
  std::string_view name() const { return name_; }
  std::uint32_t rows() const { return entry_->rows; }
  DictSlice all() const { return {0, entry_->rows}; }
  bool HasColumn(std::string_view column) const;
  /// REQUIRES: the column is there and of that kind.
  DictTexts Texts(std::string_view column) const;
  DictNumbers Numbers(std::string_view column) const;

  /// The rows of a key: `FR`, or the wider or narrower one of `FR/f`.
  std::optional<DictSlice> Slice(std::string_view key) const;
  /// Keys of the first step (`FR`, not `FR/f`), in the order of the rows.
  const std::vector<std::string_view>& keys() const { return keys_; }

  bool weighted() const { return entry_->alias != 0; }
  /// The table as the text it was compiled from.
  std::string Text() const;
  /// The first line of that text.
  std::string Heading() const;
  /// The places of a narrowest slice by weight, for ChooseAlias; places count from the
  /// slice's first row. REQUIRES: weighted().
  std::span<const AliasEntry> Aliases(DictSlice leaf) const;

 private:
  friend class Dictionaries;
  const FlatColumn* FindColumn(std::string_view column) const;
  template <typename T>
  const T* At(std::uint64_t offset) const {
    return reinterpret_cast<const T*>(file_ + offset);
  }
  std::string_view Name(const FlatName& name) const {
    return {At<char>(name.offset), name.bytes};
  }

  const char* file_ = nullptr;
  const FlatTable* entry_ = nullptr;
  std::string_view name_;
  std::vector<std::string_view> keys_;
};

/// All tables of a file.
class Dictionaries {
 public:
  /// `file` must outlive the result and lie at a multiple of 8.
  /// Errors: kInvalidArgument (not such a file, or of another version).
  static Result<Dictionaries> Open(std::string_view file);

  /// nullptr when there is no such table.
  const DictTable* Find(std::string_view table) const;
  /// REQUIRES: there is such a table.
  const DictTable& Get(std::string_view table) const;
  const std::vector<DictTable>& tables() const { return tables_; }

  /// These tables, but those of the same names from `file` (which has no others), a file
  /// as Open takes it that is kept. Errors: those of Open.
  Result<Dictionaries> With(std::string file) const;

 private:
  std::vector<DictTable> tables_;
  std::vector<std::shared_ptr<const std::string>> files_;  ///< of With
};

}  // namespace rowmill
