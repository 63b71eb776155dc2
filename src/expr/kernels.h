/// Loops that kernels are made of. No state, thread-safe.
#pragma once

#include <cstdint>
#include <cstring>

#include "base/limits.h"
#include "expr/program.h"
#include "value/text_writer.h"

namespace rowmill {

/// out[i] = f(a[i]).
template <typename Out, typename A, typename F>
void Map1(const KernelCall& call, Column* out, F f) {
  const A* a = call.args[0]->values<A>();
  Out* values = out->ResizeValues<Out>(call.rows);
  for (std::size_t i = 0; i < call.rows; ++i) values[i] = f(a[i]);
}

/// g(i, a[i], b[i]) for every row; constants stay in a register.
template <typename A, typename B, typename G>
void ForEach2(const KernelCall& call, G g) {
  const A* a = call.args[0]->values<A>();
  const B* b = call.args[1]->values<B>();
  if (call.IsConstant(0)) {
    const A x = a[0];
    for (std::size_t i = 0; i < call.rows; ++i) g(i, x, b[i]);
  } else if (call.IsConstant(1)) {
    const B y = b[0];
    for (std::size_t i = 0; i < call.rows; ++i) g(i, a[i], y);
  } else {
    for (std::size_t i = 0; i < call.rows; ++i) g(i, a[i], b[i]);
  }
}

/// out[i] = f(a[i], b[i]).
template <typename Out, typename A, typename B, typename F>
void Map2(const KernelCall& call, Column* out, F f) {
  Out* values = out->ResizeValues<Out>(call.rows);
  ForEach2<A, B>(call, [&](std::size_t i, A a, B b) { values[i] = f(a, b); });
}

/// Packs bytes of 0 or 1 into bits. `bytes` has room for 8 more behind the rows.
inline void PackBits(const std::uint8_t* bytes, std::size_t rows, std::uint8_t* bits) {
  for (std::size_t i = 0; i < rows; i += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes + i, sizeof eight);
    bits[i / 8] = static_cast<std::uint8_t>((eight * 0x0102'0408'1020'4080u) >> 56);
  }
}

/// Bits of the rows that fill(bytes) sets: it writes 0 or 1 per row.
template <typename Fill>
void FillBits(std::size_t rows, Column* out, Fill fill) {
  std::uint8_t* bits = out->ResizeBits(rows);
  constexpr std::size_t kTile = 4'096;
  std::uint8_t bytes[kTile + 8] = {};
  for (std::size_t at = 0; at < rows; at += kTile) {
    const std::size_t count = rows - at < kTile ? rows - at : kTile;
    fill(at, count, bytes);
    std::memset(bytes + count, 0, 8);
    PackBits(bytes, count, bits + at / 8);
  }
}

/// Bits of test(a[i], b[i]).
template <typename A, typename Test>
void Test2(const KernelCall& call, Column* out, Test test) {
  const A* a = call.args[0]->values<A>();
  const A* b = call.args[1]->values<A>();
  FillBits(call.rows, out, [&](std::size_t at, std::size_t count, std::uint8_t* bytes) {
    if (call.IsConstant(0)) {
      const A x = a[0];
      for (std::size_t i = 0; i < count; ++i) bytes[i] = test(x, b[at + i]);
    } else if (call.IsConstant(1)) {
      const A y = b[0];
      for (std::size_t i = 0; i < count; ++i) bytes[i] = test(a[at + i], y);
    } else {
      for (std::size_t i = 0; i < count; ++i) bytes[i] = test(a[at + i], b[at + i]);
    }
  });
}

/// Ends the row, unless its text or all texts so far are too long: those are errors, and
/// the row stays empty.
inline void EndText(const KernelCall& call, std::size_t row, std::size_t before,
                    TextWriter* out) {
  if (out->size() - before > limits::kTextBytesMax) [[unlikely]] {
    call.errors->Add(row, "the text is longer than 16 MiB");
    out->CutTo(before);
  } else if (out->size() > kTileTextMax) [[unlikely]] {
    call.errors->AddTooLarge(row);
    out->CutTo(before);
  }
  out->EndRow();
}

/// Row of a column that may be a constant.
inline std::size_t RowOf(const KernelCall& call, std::size_t arg, std::size_t row) {
  return call.IsConstant(arg) ? 0 : row;
}

}  // namespace rowmill
