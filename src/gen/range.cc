#include "gen/range.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "draw/stream.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

template <typename T>
void FillNarrow(const DrawKey& key, RowIds rows, std::uint64_t base, std::uint64_t span,
                Scratch* scratch, Column* out) {
  T* values = out->ResizeValues<T>(rows.size());
  scratch->draws.Resize(rows.size() * sizeof(std::uint32_t));
  std::uint32_t* wide = scratch->draws.as<std::uint32_t>();
  FillBounded(key, rows, span, static_cast<std::uint32_t>(base), wide);
  for (std::size_t i = 0; i < rows.size(); ++i) values[i] = static_cast<T>(wide[i]);
}

template <typename T>
void FillConstant(std::size_t rows, std::uint64_t base, Column* out) {
  T* values = out->ResizeValues<T>(rows);
  std::fill_n(values, rows, static_cast<T>(base));
}

class RangeGenerator final : public Generator {
 public:
  RangeGenerator(DataType type, DrawKey key, std::uint64_t base, std::uint64_t span)
      : key_(key), base_(base), span_(span), width_(type.fixed_width()) {
    type_ = std::move(type);
    facts_.incompressible = IsWideSpan(span, width_);
    facts_.ascending = span == 1;
  }
  void SetBounds(std::int64_t min, std::int64_t max) {
    facts_.min = min;
    facts_.max = max;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    FillRange(key_, call.rows, base_, span_, width_, call.scratch, out);
    return {};
  }

 private:
  DrawKey key_;
  std::uint64_t base_;
  std::uint64_t span_;
  std::size_t width_;
};

class UniqueRangeGenerator final : public Generator {
 public:
  UniqueRangeGenerator(DataType type, DrawKey key, std::uint64_t min, std::uint64_t span)
      : permutation_(key, span), base_(min), width_(type.fixed_width()) {
    type_ = std::move(type);
    facts_.incompressible = IsWideSpan(span, width_);
    facts_.ascending = span == 1;
    const std::uint64_t max = min + span - 1;
    if (!type_.is_unsigned() || max <= static_cast<std::uint64_t>(INT64_MAX)) {
      facts_.min = static_cast<std::int64_t>(min);
      facts_.max = static_cast<std::int64_t>(max);
    }
  }
  std::optional<std::uint64_t> capacity() const override { return permutation_.size(); }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    switch (width_) {
      case 1:
        Fill<std::uint8_t>(call.rows, out);
        break;
      case 2:
        Fill<std::uint16_t>(call.rows, out);
        break;
      case 4:
        Fill<std::uint32_t>(call.rows, out);
        break;
      default:
        Fill<std::uint64_t>(call.rows, out);
    }
    return {};
  }

 private:
  template <typename T>
  void Fill(RowIds rows, Column* out) const {
    T* values = out->ResizeValues<T>(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      values[i] = static_cast<T>(base_ + permutation_.Map(rows[i]));
    }
  }

  Permutation permutation_;
  std::uint64_t base_;
  std::size_t width_;
};

}  // namespace

void FillRange(const DrawKey& key, std::span<const std::uint64_t> rows,
               std::uint64_t base, std::uint64_t span, std::size_t width,
               Scratch* scratch, Column* out) {
  const std::size_t count = rows.size();
  switch (width) {
    case 1:
      if (span == 1) return FillConstant<std::uint8_t>(count, base, out);
      return FillNarrow<std::uint8_t>(key, rows, base, span, scratch, out);
    case 2:
      if (span == 1) return FillConstant<std::uint16_t>(count, base, out);
      return FillNarrow<std::uint16_t>(key, rows, base, span, scratch, out);
    case 4:
      if (span == 1) return FillConstant<std::uint32_t>(count, base, out);
      return FillBounded(key, rows, span, static_cast<std::uint32_t>(base),
                         out->ResizeValues<std::uint32_t>(count));
    default:
      RM_DCHECK(width == 8);
      if (span == 1) return FillConstant<std::uint64_t>(count, base, out);
      return FillBounded(key, rows, span, base, out->ResizeValues<std::uint64_t>(count));
  }
}

bool IsWideSpan(std::uint64_t span, std::size_t width) {
  return BitsOfSpan(span) * 4 >= static_cast<int>(width) * 8 * 3;
}

std::unique_ptr<Generator> MakeRangeGenerator(DataType type, DrawKey key,
                                              std::int64_t min, std::int64_t max) {
  RM_CHECK(min <= max);
  std::uint64_t span =
      static_cast<std::uint64_t>(max) - static_cast<std::uint64_t>(min) + 1;
  auto made = std::make_unique<RangeGenerator>(std::move(type), key,
                                               static_cast<std::uint64_t>(min), span);
  made->SetBounds(min, max);
  return made;
}

std::unique_ptr<Generator> MakeUnsignedRangeGenerator(DataType type, DrawKey key,
                                                      std::uint64_t min,
                                                      std::uint64_t max) {
  RM_CHECK(min <= max);
  auto made = std::make_unique<RangeGenerator>(std::move(type), key, min, max - min + 1);
  if (max <= static_cast<std::uint64_t>(INT64_MAX)) {
    made->SetBounds(static_cast<std::int64_t>(min), static_cast<std::int64_t>(max));
  }
  return made;
}

std::unique_ptr<Generator> MakeUniqueRangeGenerator(DataType type, DrawKey key,
                                                    std::uint64_t min,
                                                    std::uint64_t max) {
  return std::make_unique<UniqueRangeGenerator>(std::move(type), key, min, max - min + 1);
}

std::unique_ptr<Generator> MakeRangeOf(DataType type, const TypeContext& context,
                                       const Options& options, std::string_view option,
                                       __int128 min, __int128 max, Faults* faults) {
  const std::uint64_t low = static_cast<std::uint64_t>(min);
  const std::uint64_t high = static_cast<std::uint64_t>(max);
  const DrawKey key = context.draws.Key(context.unique ? "unique" : "value");
  if (!context.unique && type.is_unsigned()) {
    return MakeUnsignedRangeGenerator(std::move(type), key, low, high);
  }
  if (!context.unique) {
    return MakeRangeGenerator(std::move(type), key, static_cast<std::int64_t>(min),
                              static_cast<std::int64_t>(max));
  }
  if (high - low >= std::uint64_t{1} << 63) {
    faults->Add(options.Fault(
        option, fmt::format("unique takes a range of at most 2^63 values, not {} to {}",
                            min, max)));
    return nullptr;
  }
  return MakeUniqueRangeGenerator(std::move(type), key, low, high);
}

}  // namespace rowmill
