#include "gen/arithmetic.h"

#include <algorithm>

#include "base/check.h"

namespace rowmill {

namespace {

class ArithmeticGenerator final : public Generator {
 public:
  ArithmeticGenerator(DataType type, const Arithmetic& sequence)
      : start_(static_cast<std::uint64_t>(sequence.start)),
        step_(static_cast<std::uint64_t>(sequence.step)),
        count_(CountOf(sequence)),
        cycle_(sequence.cycle) {
    type_ = std::move(type);
    std::int64_t end = static_cast<std::int64_t>(start_ + (count_ - 1) * step_);
    facts_.min = std::min(sequence.start, end);
    facts_.max = std::max(sequence.start, end);
    facts_.ascending = (sequence.step > 0 && !cycle_) || count_ == 1;
  }

  std::optional<std::uint64_t> capacity() const override {
    if (cycle_) return std::nullopt;
    return count_;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    if (type_.fixed_width() == 4) {
      Fill(call.rows, out->ResizeValues<std::uint32_t>(call.rows.size()));
    } else {
      Fill(call.rows, out->ResizeValues<std::uint64_t>(call.rows.size()));
    }
    return {};
  }

 private:
  template <typename T>
  void Fill(std::span<const std::uint64_t> rows, T* out) const {
    const T start = static_cast<T>(start_);
    const T step = static_cast<T>(step_);
    if (!cycle_) {
      for (std::size_t i = 0; i < rows.size(); ++i) {
        out[i] = static_cast<T>(start + static_cast<T>(rows[i]) * step);
      }
      return;
    }
    // Rows usually follow one another: a division only where they do not.
    std::uint64_t place = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i > 0 && rows[i] == rows[i - 1] + 1) {
        if (++place == count_) place = 0;
      } else {
        place = rows[i] % count_;
      }
      out[i] = static_cast<T>(start + static_cast<T>(place) * step);
    }
  }

  std::uint64_t start_;
  std::uint64_t step_;
  std::uint64_t count_;
  bool cycle_;
};

}  // namespace

std::uint64_t CountOf(const Arithmetic& s) {
  RM_CHECK(s.step != 0);
  __int128 distance = static_cast<__int128>(s.last) - s.start;
  if (s.step > 0 ? distance < 0 : distance > 0) return 0;
  __int128 count = distance / s.step + 1;
  constexpr __int128 kMost = static_cast<__int128>(1) << 63;
  return static_cast<std::uint64_t>(std::min(count, kMost));
}

std::unique_ptr<Generator> MakeArithmeticGenerator(DataType type,
                                                   const Arithmetic& sequence) {
  RM_CHECK(CountOf(sequence) > 0);
  return std::make_unique<ArithmeticGenerator>(std::move(type), sequence);
}

}  // namespace rowmill
