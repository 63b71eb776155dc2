#include "format/text_tile.h"

#include <algorithm>
#include <cstring>

namespace rowmill {

namespace {

/// Slots of one step stay in the L1 cache; longer rows take fewer at a time.
constexpr std::size_t kSlotBytesWanted = 40u << 10;

std::size_t RoundUp(std::size_t bytes, std::size_t to) {
  return (bytes + to - 1) / to * to;
}

/// Copies `bytes` in whole vectors; both sides have kCellSlack bytes behind.
char* PackRow(const char* from, std::size_t bytes, char* out) {
  for (std::size_t at = 0; at < bytes; at += 32) {
    std::memcpy(out + at, from + at, 32);
  }
  return out + bytes;
}

}  // namespace

Literal::Literal(std::string_view text) : text_(text), size_(text.size()) {
  text_.resize(RoundUp(size_, 16) + 16, '\0');
}

TextAssembler::TextAssembler(std::vector<std::shared_ptr<const CellWriter>> cells,
                             std::string_view suffix)
    : cells_(std::move(cells)), suffix_(suffix) {}

std::size_t TextAssembler::Stride(const Batch& batch, std::size_t first,
                                  std::size_t rows) const {
  std::size_t bytes = suffix_.size() + kCellSlack;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    bytes += cells_[i]->MaxBytes(*batch.columns[i], first, rows);
  }
  return RoundUp(bytes, 32);
}

void TextAssembler::Add(const Batch& batch, Buffer* out) {
  for (std::size_t first = 0; first < batch.rows;) {
    std::size_t rows = std::min(kTextTileRows, batch.rows - first);
    std::size_t stride = Stride(batch, first, rows);
    if (stride * rows > kSlotBytesWanted && rows > 1) {
      rows = std::clamp<std::size_t>(kSlotBytesWanted / stride, 1, rows);
      stride = Stride(batch, first, rows);
    }
    AddTile(batch, first, rows, stride, out);
    first += rows;
  }
}

void TextAssembler::AddTile(const Batch& batch, std::size_t first, std::size_t rows,
                            std::size_t stride, Buffer* out) {
  slots_.Resize(stride * rows);
  char* slots = slots_.as<char>();
  char* cursors[kTextTileRows];
  for (std::size_t i = 0; i < rows; ++i) cursors[i] = slots + i * stride;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    cells_[i]->Append(*batch.columns[i], first, rows, cursors);
  }
  for (std::size_t i = 0; i < rows; ++i) cursors[i] = suffix_.Put(cursors[i]);
  std::size_t before = out->size();
  out->Reserve(before + stride * rows);
  char* end = out->as<char>() + before;
  for (std::size_t i = 0; i < rows; ++i) {
    const char* slot = slots + i * stride;
    end = PackRow(slot, static_cast<std::size_t>(cursors[i] - slot), end);
  }
  out->SetSize(static_cast<std::size_t>(end - out->as<char>()));
}

}  // namespace rowmill
