#include "format/parquet/column_plan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstring>
#include <numeric>

#include "base/limits.h"
#include "base/text.h"
#include "format/parquet/bit_pack.h"
#include "format/parquet/plain_values.h"

namespace rowmill::parquet {

namespace {

/// Whole-number domains up to this size get a dictionary of the range itself.
constexpr std::uint64_t kRangeEntriesMax = 65'536;
/// What a text of unknown length is taken for when a row group is sized.
constexpr std::uint64_t kTextBytesGuess = 64;
constexpr std::uint64_t kTextLengthBytes = 4;
/// Lengths of variable pages are looked at every so many rows at least; where texts are
/// of unknown length more often, for the longest ones may not add up to 2 GiB.
constexpr std::uint64_t kPageStepMax = 1'024;
constexpr std::uint64_t kUnknownStepMax = 32;
/// Column chunks of nested columns are sized for no more levels than this.
constexpr std::uint64_t kChunkEntriesMax = 1u << 28;
static_assert(kUnknownStepMax * limits::kTextBytesMax <= (1u << 30));

bool IsWholeNumber(const DataType& type) {
  return type.is_integer() || type.id == TypeId::kDecimal || type.id == TypeId::kDate ||
         type.id == TypeId::kTime || type.id == TypeId::kTimestamp;
}

/// Entries of the dictionary that is the range itself; 0 when the facts give none.
std::uint64_t RangeEntries(const Leaf& field, const Storage& storage) {
  const ColumnFacts& facts = field.facts;
  if (!IsWholeNumber(field.type) || !facts.min || !facts.max) return 0;
  if (*facts.min > *facts.max || *facts.min < storage.min || *facts.max > storage.max) {
    return 0;
  }
  // uint64 values above 2^63-1 have no place in the facts.
  if (field.type.is_unsigned() && *facts.min < 0) return 0;
  std::uint64_t span =
      static_cast<std::uint64_t>(*facts.max) - static_cast<std::uint64_t>(*facts.min);
  return span < kRangeEntriesMax ? span + 1 : 0;
}

/// The range as a column of the field's type.
Column RangeColumn(const DataType& type, std::int64_t min, std::uint64_t entries) {
  Column column(type);
  auto fill = [&]<typename T>(T) {
    T* out = column.ResizeValues<T>(entries);
    for (std::uint64_t i = 0; i < entries; ++i) {
      out[i] = static_cast<T>(static_cast<std::uint64_t>(min) + i);
    }
  };
  switch (type.fixed_width()) {
    case 1:
      fill(std::uint8_t{});
      break;
    case 2:
      fill(std::uint16_t{});
      break;
    case 4:
      fill(std::uint32_t{});
      break;
    default:
      fill(std::uint64_t{});
  }
  return column;
}

template <typename T>
bool LessPlain(const Buffer& plain, std::uint32_t a, std::uint32_t b) {
  return plain.as<T>()[a] < plain.as<T>()[b];
}

/// Entries in the order of statistics, NaN left out.
std::vector<std::uint32_t> SortEntries(const PreparedDictionary& dictionary,
                                       const Storage& storage) {
  std::vector<std::uint32_t> order(dictionary.entries);
  std::iota(order.begin(), order.end(), 0u);
  const Buffer& plain = dictionary.plain;
  if (storage.order == ValueOrder::kFloat) {
    std::erase_if(order, [&](std::uint32_t i) {
      return plain.as<float>()[i] != plain.as<float>()[i];
    });
  } else if (storage.order == ValueOrder::kDouble) {
    std::erase_if(order, [&](std::uint32_t i) {
      return plain.as<double>()[i] != plain.as<double>()[i];
    });
  }
  auto less = [&](std::uint32_t a, std::uint32_t b) {
    switch (storage.order) {
      case ValueOrder::kSigned32:
        return LessPlain<std::int32_t>(plain, a, b);
      case ValueOrder::kUnsigned32:
        return LessPlain<std::uint32_t>(plain, a, b);
      case ValueOrder::kSigned64:
        return LessPlain<std::int64_t>(plain, a, b);
      case ValueOrder::kUnsigned64:
        return LessPlain<std::uint64_t>(plain, a, b);
      case ValueOrder::kFloat:
        return LessPlain<float>(plain, a, b);
      case ValueOrder::kDouble:
        return LessPlain<double>(plain, a, b);
      case ValueOrder::kBool:
      case ValueOrder::kBytes:
        break;
    }
    return dictionary.Value(a, storage.physical) < dictionary.Value(b, storage.physical);
  };
  // Equal entries keep their order, so that the result is the same everywhere.
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return less(a, b) || (!less(b, a) && a < b);
  });
  return order;
}

Status AppendEntries(const Column& entries, const Storage& storage,
                     PreparedDictionary* out) {
  if (!entries.type().is_text_layout()) {
    Buffer scratch;
    RM_ASSIGN_OR_RETURN(const void* plain, PlainFixed(entries.type(), storage,
                                                      entries.values<std::uint8_t>(),
                                                      entries.length(), &scratch));
    out->plain.Append(plain, entries.length() * PhysicalWidth(storage.physical));
    return {};
  }
  for (std::size_t row = 0; row < entries.length(); ++row) {
    std::string_view text = entries.text(row);
    auto length = static_cast<std::uint32_t>(text.size());
    out->offsets.push_back(static_cast<std::uint32_t>(out->plain.size()));
    out->plain.Append(&length, sizeof(length));
    out->plain.Append(text);
  }
  return {};
}

/// Makes the dictionary page of a plan whose codec stands.
Status PrepareDictionary(const Column& entries, bool is_range, ColumnPlan* plan) {
  auto made = std::make_shared<PreparedDictionary>();
  made->entries = static_cast<std::uint32_t>(entries.length());
  made->bit_width = BitWidth(made->entries);
  RM_RETURN_IF_ERROR(AppendEntries(entries, plan->storage, made.get()));
  if (!is_range) made->sorted = SortEntries(*made, plan->storage);
  std::uint64_t plain_bytes = made->plain.size();
  Buffer header;
  if (plan->codec.codec == PageCodec::kNone) {
    AppendDictionaryPageHeader(plain_bytes, plain_bytes, made->entries, &header);
    made->page.Append(header.view());
    made->page.Append(made->plain.view());
  } else {
    Buffer packed;
    PageCompressor compressor;
    RM_RETURN_IF_ERROR(compressor.Compress(plan->codec.codec, plan->codec.level,
                                           made->plain.view(), 0, &packed));
    AppendDictionaryPageHeader(plain_bytes, packed.size(), made->entries, &header);
    made->page.Append(header.view());
    made->page.Append(packed.view());
  }
  made->uncompressed_bytes = header.size() + plain_bytes;
  plan->dictionary = std::move(made);
  return {};
}

std::uint64_t PlainBytes(const Column& entries) {
  if (!entries.type().is_text_layout()) {
    return entries.length() * entries.type().fixed_width();
  }
  return entries.bytes().size() + entries.length() * kTextLengthBytes;
}

/// True when a dictionary page of the field's own dictionary pays.
bool UseDictionary(const Leaf& field, const ParquetOptions& options) {
  if (!options.dictionary || field.facts.dictionary == nullptr) return false;
  const Dictionary& entries = *field.facts.dictionary;
  return field.type.id != TypeId::kBool && entries.length() > 0 &&
         PlainBytes(entries) <= static_cast<std::uint64_t>(options.dictionary_page_bytes);
}

/// The same for a dictionary that is a range: its page and the indices of a full row
/// group are smaller than the plain values.
bool UseRange(const Leaf& field, const Storage& storage, const ParquetOptions& options,
              std::uint64_t chunk_rows) {
  std::uint64_t entries = RangeEntries(field, storage);
  if (!options.dictionary || entries == 0) return false;
  std::uint64_t width = PhysicalWidth(storage.physical);
  std::uint64_t page_bytes = entries * width;
  std::uint64_t index_bytes = chunk_rows * static_cast<unsigned>(BitWidth(entries)) / 8;
  return page_bytes <= static_cast<std::uint64_t>(options.dictionary_page_bytes) &&
         entries <= chunk_rows && page_bytes + index_bytes <= chunk_rows * width * 7 / 8;
}

CodecChoice ChooseCodec(const ColumnPlan& plan, CodecChoice codec, bool codec_auto) {
  if (!codec_auto) return codec;
  // Packed indices and bits, and values known to be random, only cost time.
  if (plan.encoding != ColumnEncoding::kPlain || plan.facts.incompressible ||
      plan.storage.physical == PhysicalType::kBoolean) {
    return {};
  }
  codec.sampled = true;
  return codec;
}

void SizePages(std::uint64_t chunk_rows, ColumnPlan* plan) {
  auto page_bytes = static_cast<std::uint64_t>(plan->page_bytes);
  if (plan->type.is_text_layout() && plan->encoding == ColumnEncoding::kPlain) {
    bool known = plan->facts.bytes_max != UINT32_MAX;
    std::uint64_t longest = kTextLengthBytes + plan->facts.bytes_max;
    std::uint64_t likely =
        kTextLengthBytes +
        (known ? (std::uint64_t{plan->facts.bytes_min} + plan->facts.bytes_max) / 2
               : kTextBytesGuess);
    plan->row_bytes_max = known ? longest : 0;
    std::uint64_t step = page_bytes / 16 / (known ? longest : kTextBytesGuess);
    plan->page_step_rows = static_cast<std::uint32_t>(
        std::clamp<std::uint64_t>(step, 1, known ? kPageStepMax : kUnknownStepMax));
    plan->page_rows_guess = static_cast<std::uint32_t>(
        std::clamp<std::uint64_t>(page_bytes / likely, 1, chunk_rows));
    plan->page_values_guess = plan->page_rows_guess * likely;
    plan->chunk_bytes_guess = chunk_rows * likely;
    return;
  }
  std::uint64_t bits = plan->dictionary != nullptr
                           ? static_cast<std::uint64_t>(plan->dictionary->bit_width)
                       : plan->storage.physical == PhysicalType::kBoolean
                           ? 1
                           : PhysicalWidth(plan->storage.physical) * 8;
  std::uint64_t value_bits = bits;
  if (plan->facts.nullable) ++bits;
  // Pages of whole bytes and groups: a multiple of eight rows.
  std::uint64_t rows = std::max<std::uint64_t>(page_bytes * 8 / bits / 8 * 8, 8);
  std::uint64_t limit = (chunk_rows + 7) / 8 * 8;
  plan->page_step_rows = static_cast<std::uint32_t>(std::min(rows, limit));
  plan->row_bytes_max = page_bytes;  // a page is full after one step
  plan->page_rows_guess =
      std::min(plan->page_step_rows, static_cast<std::uint32_t>(chunk_rows));
  plan->page_values_guess = plan->page_rows_guess * value_bits / 8;
  plan->chunk_bytes_guess = chunk_rows * bits / 8 + 256;
  if (plan->dictionary) plan->chunk_bytes_guess += plan->dictionary->page.size();
}

Status PlanColumn(const Leaf& field, CodecChoice codec, bool codec_auto,
                  const ParquetOptions& options, std::uint64_t chunk_rows,
                  ColumnPlan* plan) {
  std::optional<Storage> storage = StorageOf(field.type);
  RM_CHECK(storage.has_value());  // leaves are not nested
  plan->name = fmt::format("{}", fmt::join(field.path, "."));
  if (field.type.id == TypeId::kDecimal &&
      (field.type.precision < 1 || field.type.precision > 18 ||
       field.type.scale > field.type.precision)) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("column '{}': {} is no decimal Parquet can store", plan->name,
                            field.type.ToString()));
  }
  if (!IsUtf8(plan->name)) {
    return Fail(ErrorCode::kInvalidArgument,
                "Parquet: the name of a column is not UTF-8");
  }
  plan->path = field.path;
  plan->nested = field.nested;
  plan->max_definition = field.max_definition;
  plan->max_repetition = field.max_repetition;
  plan->entries_per_row = field.entries_per_row;
  plan->type = field.type;
  plan->facts = field.facts;
  plan->storage = *storage;
  plan->statistics = options.statistics;
  plan->page_bytes = options.page_bytes;
  if (UseDictionary(field, options)) {
    plan->encoding = ColumnEncoding::kDictionary;
  } else if (UseRange(field, *storage, options, chunk_rows)) {
    plan->encoding = ColumnEncoding::kRange;
  }
  plan->codec = ChooseCodec(*plan, codec, codec_auto);
  if (plan->encoding == ColumnEncoding::kDictionary) {
    RM_RETURN_IF_ERROR(PrepareDictionary(*field.facts.dictionary, false, plan));
  } else if (plan->encoding == ColumnEncoding::kRange) {
    Column range =
        RangeColumn(field.type, *field.facts.min, RangeEntries(field, *storage));
    RM_RETURN_IF_ERROR(PrepareDictionary(range, true, plan));
  }
  plan->chunk_rows = chunk_rows;
  SizePages(chunk_rows, plan);
  return {};
}

}  // namespace

std::string_view PreparedDictionary::Value(std::uint32_t entry,
                                           PhysicalType physical) const {
  std::size_t width = PhysicalWidth(physical);
  if (width > 0) return plain.view().substr(entry * width, width);
  std::uint32_t length = 0;
  std::memcpy(&length, plain.data() + offsets[entry], sizeof(length));
  return plain.view().substr(offsets[entry] + kTextLengthBytes, length);
}

Result<std::vector<ColumnPlan>> PlanColumns(const Nesting& nesting, CodecChoice codec,
                                            bool codec_auto,
                                            const ParquetOptions& options,
                                            std::uint64_t chunk_rows) {
  Faults faults;
  if (nesting.leaves.empty()) {
    faults.Add(ErrorCode::kInvalidArgument, "Parquet needs at least one column");
  }
  std::vector<ColumnPlan> plans(nesting.leaves.size());
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const Leaf& leaf = nesting.leaves[i];
    faults.Take(PlanColumn(leaf, codec, codec_auto, options,
                           std::min(chunk_rows * leaf.entries_per_row, kChunkEntriesMax),
                           &plans[i]));
  }
  RM_RETURN_IF_ERROR(faults.ToStatus());
  return plans;
}

std::uint64_t RowGroupRows(const Nesting& nesting, const ParquetOptions& options) {
  std::uint64_t row_bits = 0;
  for (const Leaf& leaf : nesting.leaves) {
    Storage storage = *StorageOf(leaf.type);
    std::uint64_t bits = PhysicalWidth(storage.physical) * 8;
    if (storage.physical == PhysicalType::kBoolean) bits = 1;
    if (leaf.facts.dictionary != nullptr && options.dictionary) {
      bits = static_cast<std::uint64_t>(BitWidth(leaf.facts.dictionary->length()));
    } else if (leaf.type.is_text_layout()) {
      bool known = leaf.facts.bytes_max != UINT32_MAX;
      bits = 8 * (kTextLengthBytes + (known ? leaf.facts.bytes_max : kTextBytesGuess));
    }
    row_bits += leaf.entries_per_row * (bits + (leaf.facts.nullable || leaf.nested));
  }
  std::uint64_t fitting = static_cast<std::uint64_t>(options.row_group_bytes) * 8 /
                          std::max<std::uint64_t>(row_bits, 1);
  std::uint64_t rows =
      std::min(static_cast<std::uint64_t>(options.row_group_rows), fitting);
  // Full pages and bytes where the group is cut by its size.
  if (rows == fitting && rows > 64) rows = rows / 64 * 64;
  return std::max<std::uint64_t>(rows, 1);
}

}  // namespace rowmill::parquet
