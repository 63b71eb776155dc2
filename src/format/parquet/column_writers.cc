// The kinds of column writers: fixed width, text, bits, and indices into a dictionary.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "format/parquet/column_writer.h"
#include "format/parquet/plain_values.h"

namespace rowmill::parquet {

namespace {

/// Integers, floats, dates: the values side by side.
class FixedWriter : public ColumnWriter {
 public:
  FixedWriter(const ColumnPlan* plan, PageCompressor* compressor)
      : ColumnWriter(plan, compressor),
        bounds_(plan->storage.order),
        width_(plan->type.fixed_width()) {}

 protected:
  void BeginChunk() override { bounds_.Restart(); }

  Status AddSlice(const Column& column, std::size_t from, std::size_t count,
                  std::size_t valid) override {
    const Column* source = &column;
    if (column.dictionary() != nullptr) {
      RM_RETURN_IF_ERROR(Flatten(column, from, count));
      source = &flat_;
      from = 0;
    }
    const void* dense = DenseValues(*source, width_, from, count, valid, &scratch_);
    RM_ASSIGN_OR_RETURN(const void* plain,
                        PlainFixed(plan_.type, plan_.storage, dense, valid, &converted_));
    std::size_t written = PhysicalWidth(plan_.storage.physical);
    sink_.values().Append(plain, valid * written);
    if (!plan_.statistics || valid == 0) return {};
    if (plan_.facts.ascending) {
      bounds_.Update(plain, 1);
      bounds_.Update(static_cast<const std::uint8_t*>(plain) + (valid - 1) * written, 1);
    } else {
      bounds_.Update(plain, valid);
    }
    return {};
  }

  void FillStatistics(ChunkStatistics* out) const override { bounds_.Fill(out); }

 private:
  /// A dictionary-coded column, when its dictionary is not written: as plain values.
  Status Flatten(const Column& column, std::size_t from, std::size_t count) {
    RM_RETURN_IF_ERROR(GatherEntries(column, &scratch_));
    flat_.Reset(plan_.type);
    std::memcpy(flat_.ResizeValues<std::uint8_t>(count * width_),
                scratch_.data() + from * width_, count * width_);
    flat_.set_length(count);
    if (column.has_nulls()) {
      std::memset(flat_.MakeValidity(), 0, (count + 7) / 8);
      std::uint8_t* bits = flat_.MakeValidity();
      for (std::size_t row = 0; row < count; ++row) {
        if (!column.IsValid(from + row)) {
          bits[row >> 3] &= static_cast<std::uint8_t>(~(1u << (row & 7)));
        }
      }
    }
    return {};
  }

  FixedBounds bounds_;
  std::size_t width_;
  Buffer scratch_;
  Buffer converted_;
  Column flat_;
};

/// Texts and bytes: each with its length in front.
class TextWriter : public ColumnWriter {
 public:
  using ColumnWriter::ColumnWriter;

 protected:
  void BeginChunk() override { bounds_.Restart(); }

  Status AddSlice(const Column& column, std::size_t from, std::size_t count,
                  std::size_t valid) override {
    if (column.dictionary() != nullptr) return AddEntries(column, from, count);
    const std::int32_t* offsets = column.offsets() + from;
    Buffer& out = sink_.values();
    auto bytes = static_cast<std::size_t>(offsets[count] - offsets[0]);
    out.Reserve(out.size() + bytes + count * sizeof(std::uint32_t));
    const char* texts = reinterpret_cast<const char*>(column.bytes().data());
    if (texts == nullptr) texts = kNoBytes;
    std::int32_t longest = 0;
    for (std::size_t i = 0; i < count; ++i) {
      longest = std::max(longest, offsets[i + 1] - offsets[i]);
    }
    const std::uint8_t* validity = valid < count ? column.validity() : nullptr;
    if (longest <= 16) {
      Copy<16>(texts, offsets, validity, from, count, &out);
    } else if (longest <= 32) {
      Copy<32>(texts, offsets, validity, from, count, &out);
    } else if (longest <= 48) {
      Copy<48>(texts, offsets, validity, from, count, &out);
    } else if (longest <= 64) {
      Copy<64>(texts, offsets, validity, from, count, &out);
    } else {
      Copy<0>(texts, offsets, validity, from, count, &out);
    }
    return {};
  }

  void FillStatistics(ChunkStatistics* out) const override {
    bounds_.Fill(plan_.type.id == TypeId::kString, out);
  }

 private:
  /// Readable bytes for a column whose texts are all empty.
  static constexpr char kNoBytes[64] = {};

  /// Copies texts of at most kBlock bytes by moving kBlock bytes each, whatever their
  /// length: no branch to mispredict. The buffers' slack takes what is too much.
  /// kBlock 0 = any length.
  template <std::size_t kBlock>
  void Copy(const char* texts, const std::int32_t* offsets, const std::uint8_t* validity,
            std::size_t from, std::size_t count, Buffer* out) {
    static_assert(kBlock <= Buffer::kSlack);
    const bool statistics = plan_.statistics;
    std::uint8_t* to = out->data() + out->size();
    for (std::size_t i = 0; i < count; ++i) {
      if (validity != nullptr && !IsSet(validity, from + i)) continue;
      const char* text = texts + offsets[i];
      auto length = static_cast<std::uint32_t>(offsets[i + 1] - offsets[i]);
      std::memcpy(to, &length, sizeof(length));
      to += sizeof(length);
      std::memcpy(to, text, kBlock > 0 ? kBlock : length);
      if (statistics) bounds_.Update(text, length);
      to += length;
    }
    out->SetSize(static_cast<std::size_t>(to - out->data()));
  }

  static bool IsSet(const std::uint8_t* bits, std::size_t row) {
    return ((bits[row >> 3] >> (row & 7)) & 1) != 0;
  }

  /// Rows of a dictionary-coded column whose dictionary is not written.
  Status AddEntries(const Column& column, std::size_t from, std::size_t count) {
    const Dictionary& entries = *column.dictionary();
    Buffer& out = sink_.values();
    for (std::size_t row = from; row < from + count; ++row) {
      if (!column.IsValid(row)) continue;
      auto index = static_cast<std::uint32_t>(column.index(row));
      if (index >= entries.length()) {
        return Fail(ErrorCode::kInternal, "a dictionary index is outside the dictionary");
      }
      std::string_view text = entries.text(index);
      auto length = static_cast<std::uint32_t>(text.size());
      out.Append(&length, sizeof(length));
      out.Append(text);
      if (plan_.statistics) {
        bounds_.Update(text.data() == nullptr ? kNoBytes : text.data(), length);
      }
    }
    return {};
  }

  TextBounds bounds_;
};

/// Booleans: bits.
class BoolWriter : public ColumnWriter {
 public:
  using ColumnWriter::ColumnWriter;

 protected:
  void BeginChunk() override { has_false_ = has_true_ = false; }
  void BeginPage() override { bits_ = BitAppender(&sink_.values()); }

  Status AddSlice(const Column& column, std::size_t from, std::size_t count,
                  std::size_t valid) override {
    if (valid < count || column.dictionary() != nullptr) {
      return AddOneByOne(column, from, count);
    }
    const std::uint8_t* values = column.values<std::uint8_t>();
    bits_.Append(values, from, count);
    if (plan_.statistics && !(has_false_ && has_true_)) {
      std::size_t ones = CountOnes(values, from, count);
      has_true_ = has_true_ || ones > 0;
      has_false_ = has_false_ || ones < count;
    }
    return {};
  }

  void FillStatistics(ChunkStatistics* out) const override {
    out->has_bounds = has_false_ || has_true_;
    out->min.assign(1, has_false_ ? '\0' : '\1');
    out->max.assign(1, has_true_ ? '\1' : '\0');
  }

 private:
  Status AddOneByOne(const Column& column, std::size_t from, std::size_t count) {
    for (std::size_t row = from; row < from + count; ++row) {
      if (!column.IsValid(row)) continue;
      bool value = false;
      if (column.dictionary() != nullptr) {
        auto index = static_cast<std::uint32_t>(column.index(row));
        if (index >= column.dictionary()->length()) {
          return Fail(ErrorCode::kInternal,
                      "a dictionary index is outside the dictionary");
        }
        value = column.dictionary()->bit(index);
      } else {
        value = column.bit(row);
      }
      bits_.AppendWord(value ? 1 : 0, 1);
      (value ? has_true_ : has_false_) = true;
    }
    return {};
  }

  BitAppender bits_{nullptr};
  bool has_false_ = false;
  bool has_true_ = false;
};

/// Indices into a dictionary that is known beforehand, packed as they come.
class IndexWriter : public ColumnWriter {
 public:
  IndexWriter(const ColumnPlan* plan, PageCompressor* compressor)
      : ColumnWriter(plan, compressor), width_(plan->dictionary->bit_width) {
    if (plan->encoding == ColumnEncoding::kDictionary) {
      seen_.resize(plan->dictionary->entries);
    }
  }

 protected:
  Encoding encoding() const override { return Encoding::kRleDictionary; }

  void BeginChunk() override {
    least_ = UINT32_MAX;
    greatest_ = 0;
    std::fill(seen_.begin(), seen_.end(), std::uint8_t{0});
    bounds_found_ = !plan_.statistics || plan_.dictionary->sorted.empty();
  }

  void BeginPage() override {
    waiting_ = 0;
    page_least_ = UINT32_MAX;
    page_greatest_ = 0;
  }

  std::size_t ValuesPrefixBytes(std::uint32_t rows) const override {
    return 1 + VarintBytes(std::uint64_t{(rows + 7) / 8} << 1 | 1);
  }

  Status AddSlice(const Column& column, std::size_t from, std::size_t count,
                  std::size_t valid) override {
    if (valid == 0) return {};
    const std::uint32_t* indices = nullptr;
    if (plan_.encoding == ColumnEncoding::kRange) {
      indices = RangeIndices(column, from, count, valid);
    } else if (column.dictionary() == plan_.facts.dictionary) {
      indices = static_cast<const std::uint32_t*>(
          DenseValues(column, sizeof(std::uint32_t), from, count, valid, &scratch_));
    }
    std::uint32_t least = 0;
    std::uint32_t greatest = UINT32_MAX;
    if (indices != nullptr) MinMax(indices, valid, &least, &greatest);
    if (greatest >= plan_.dictionary->entries) {
      return Fail(ErrorCode::kInternal,
                  fmt::format("column '{}' has values its facts exclude", plan_.name));
    }
    page_least_ = std::min(page_least_, least);
    page_greatest_ = std::max(page_greatest_, greatest);
    if (!bounds_found_) MarkSeen(indices, valid);
    Pack(indices, valid);
    return {};
  }

  void EndPage(std::uint32_t values, Buffer* prefix) override {
    least_ = std::min(least_, page_least_);
    greatest_ = std::max(greatest_, page_greatest_);
    prefix->AppendByte(static_cast<std::uint8_t>(width_));
    if (page_least_ == page_greatest_) {
      sink_.DropValues();
      AppendRun(page_least_, values, width_, prefix);
      return;
    }
    if (waiting_ > 0) {
      std::fill(held_ + waiting_, held_ + 8, 0u);
      AppendGroups(held_, 1);
    }
    if (values > 0) AppendVarint(std::uint64_t{(values + 7) / 8} << 1 | 1, prefix);
  }

  void FillStatistics(ChunkStatistics* out) const override {
    const PreparedDictionary& dictionary = *plan_.dictionary;
    std::uint32_t low = least_;
    std::uint32_t high = greatest_;
    if (plan_.encoding == ColumnEncoding::kDictionary) {
      auto seen = [&](std::uint32_t entry) { return seen_[entry] != 0; };
      auto first = std::find_if(dictionary.sorted.begin(), dictionary.sorted.end(), seen);
      if (first == dictionary.sorted.end()) return;  // nothing but NaN
      low = *first;
      high = *std::find_if(dictionary.sorted.rbegin(), dictionary.sorted.rend(), seen);
    }
    FillFromEntries(low, high, out);
  }

 private:
  void FillFromEntries(std::uint32_t low, std::uint32_t high,
                       ChunkStatistics* out) const {
    std::string_view min = plan_.dictionary->Value(low, plan_.storage.physical);
    std::string_view max = plan_.dictionary->Value(high, plan_.storage.physical);
    if (plan_.storage.order == ValueOrder::kBytes) {
      out->has_bounds = true;
      out->min = min;
      out->max = max;
      bool utf8 = plan_.type.id == TypeId::kString;
      out->min_exact = !ShortenMin(utf8, &out->min);
      out->max_exact = !ShortenMax(utf8, &out->max);
      return;
    }
    FixedBounds bounds(plan_.storage.order);
    bounds.Update(min.data(), 1);
    bounds.Update(max.data(), 1);
    bounds.Fill(out);
  }

  /// Differences to the range's first value. A value outside gives an index that is too
  /// large: 32-bit differences wrap around past every index, 64-bit ones are checked.
  template <typename T>
  const std::uint32_t* Subtract(const void* values, std::size_t count) {
    const T* in = static_cast<const T*>(values);
    std::uint32_t* out = indices_.as<std::uint32_t>();
    if constexpr (sizeof(T) < 8) {
      auto base = static_cast<std::uint32_t>(*plan_.facts.min);
      for (std::size_t i = 0; i < count; ++i) {
        out[i] = static_cast<std::uint32_t>(in[i]) - base;
      }
      return out;
    } else {
      auto base = static_cast<std::uint64_t>(*plan_.facts.min);
      std::uint64_t all = 0;
      for (std::size_t i = 0; i < count; ++i) {
        std::uint64_t index = static_cast<std::uint64_t>(in[i]) - base;
        all |= index;
        out[i] = static_cast<std::uint32_t>(index);
      }
      return all >> 32 == 0 ? out : nullptr;
    }
  }

  const std::uint32_t* RangeIndices(const Column& column, std::size_t from,
                                    std::size_t count, std::size_t valid) {
    if (column.dictionary() != nullptr) return nullptr;
    const void* dense =
        DenseValues(column, plan_.type.fixed_width(), from, count, valid, &scratch_);
    indices_.Resize(valid * sizeof(std::uint32_t));
    switch (plan_.type.id) {
      case TypeId::kInt8:
        return Subtract<std::int8_t>(dense, valid);
      case TypeId::kInt16:
        return Subtract<std::int16_t>(dense, valid);
      case TypeId::kUInt8:
        return Subtract<std::uint8_t>(dense, valid);
      case TypeId::kUInt16:
        return Subtract<std::uint16_t>(dense, valid);
      case TypeId::kInt32:
      case TypeId::kUInt32:
      case TypeId::kDate:
        return Subtract<std::uint32_t>(dense, valid);
      default:
        return Subtract<std::uint64_t>(dense, valid);
    }
  }

  /// Entries are marked until both the least and the greatest one have come.
  void MarkSeen(const std::uint32_t* indices, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) seen_[indices[i]] = 1;
    const std::vector<std::uint32_t>& sorted = plan_.dictionary->sorted;
    bounds_found_ = seen_[sorted.front()] != 0 && seen_[sorted.back()] != 0;
  }

  void Pack(const std::uint32_t* indices, std::size_t count) {
    if (waiting_ > 0) {
      std::size_t taken = std::min(count, 8 - waiting_);
      std::copy_n(indices, taken, held_ + waiting_);
      waiting_ += taken;
      indices += taken;
      count -= taken;
      if (waiting_ < 8) return;
      AppendGroups(held_, 1);
      waiting_ = 0;
    }
    AppendGroups(indices, count / 8);
    waiting_ = count % 8;
    std::copy_n(indices + count - waiting_, waiting_, held_);
  }

  void AppendGroups(const std::uint32_t* indices, std::size_t groups) {
    static_assert(kPackSlack <= Buffer::kSlack);
    Buffer& out = sink_.values();
    std::size_t at = out.size();
    out.Resize(at + groups * static_cast<std::size_t>(width_));
    PackGroups(indices, groups, width_, out.data() + at);
  }

  int width_;
  std::uint32_t held_[8] = {};  ///< indices that do not fill a group yet
  std::size_t waiting_ = 0;
  std::uint32_t page_least_ = 0;
  std::uint32_t page_greatest_ = 0;
  std::uint32_t least_ = 0;
  std::uint32_t greatest_ = 0;
  bool bounds_found_ = false;
  std::vector<std::uint8_t> seen_;
  Buffer scratch_;
  Buffer indices_;
};

}  // namespace

std::unique_ptr<ColumnWriter> ColumnWriter::Make(const ColumnPlan* plan,
                                                 PageCompressor* compressor) {
  if (plan->encoding != ColumnEncoding::kPlain) {
    return std::make_unique<IndexWriter>(plan, compressor);
  }
  if (plan->storage.physical == PhysicalType::kBoolean) {
    return std::make_unique<BoolWriter>(plan, compressor);
  }
  if (plan->storage.physical == PhysicalType::kByteArray) {
    return std::make_unique<TextWriter>(plan, compressor);
  }
  return std::make_unique<FixedWriter>(plan, compressor);
}

}  // namespace rowmill::parquet
