/// The layout of the flat file of dictionaries. Little endian, offsets from the start of
/// the file, everything aligned to 8. Made by dict/compile.h, read by
/// dict/dictionaries.h.
#pragma once

#include <cstdint>

namespace rowmill {

inline constexpr char kFlatMagic[8] = {'R', 'M', 'D', 'I', 'C', 'T', '0', '2'};
/// An empty cell of a column of whole numbers.
inline constexpr std::int32_t kDictUnknown = INT32_MIN;

struct FlatName {
  std::uint64_t offset;
  std::uint64_t bytes;
};

struct FlatHeader {
  char magic[8];
  std::uint64_t bytes;   ///< of the whole file
  std::uint64_t tables;  ///< FlatTable entries right behind the header, by name
};

struct FlatTable {
  FlatName name;
  std::uint32_t rows;
  std::uint32_t column_count;
  std::uint64_t columns;  ///< FlatColumn entries
  std::uint64_t slice_count;
  std::uint64_t slices;  ///< FlatSlice entries by key
  std::uint64_t alias;   ///< AliasEntry per row; 0 = all rows weigh the same
};

enum class FlatKind : std::uint64_t {
  kText = 1,    ///< uint32 offsets (rows + 1) into `bytes`
  kNumber = 2,  ///< int32 per row
  kWeight = 3,  ///< double per row; what `alias` was made of, for merging tables
};

struct FlatColumn {
  FlatName name;
  FlatKind kind;
  std::uint64_t data;   ///< offsets, numbers or weights
  std::uint64_t bytes;  ///< kText: the texts
};

struct FlatSlice {
  FlatName key;
  std::uint32_t first;
  std::uint32_t count;
};

}  // namespace rowmill
