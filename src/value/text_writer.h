/// Builds text columns row by row: bytes first, the row's end when it is complete.
/// Not thread-safe; one per call. The column's bytes are complete after each EndRow.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "column/column.h"
#include "value/digit_pairs.h"

namespace rowmill {

class TextWriter {
 public:
  TextWriter(Column* out, std::size_t rows, std::size_t bytes_guess)
      : buffer_(out->bytes()), offsets_(out->ResizeOffsets(rows)) {
    buffer_.Clear();
    buffer_.Reserve(rows * bytes_guess + 1);  // there is memory, also for empty texts
    SetCursor(0);
  }
  TextWriter(const TextWriter&) = delete;
  TextWriter& operator=(const TextWriter&) = delete;

  void Put(std::string_view text) {
    if (text.empty()) return;  // it may be at no address
    MakeRoom(text.size());
    std::memcpy(at_, text.data(), text.size());
    at_ += text.size();
  }
  void Put(char c) {
    MakeRoom(1);
    *at_++ = c;
  }
  /// An entry of a dictionary: in whole vectors, which its memory has room for.
  void PutEntry(const Dictionary& entries, std::size_t entry) {
    const std::string_view text = entries.text(entry);
    if (text.empty()) return;
    MakeRoom(text.size());
    std::memcpy(at_, text.data(), kVector);
    for (std::size_t done = kVector; done < text.size(); done += kVector) {
      std::memcpy(at_ + done, text.data() + done, kVector);
    }
    at_ += text.size();
  }
  /// `digits` decimal digits with leading zeros. REQUIRES: digits <= 20.
  void PutDigits(std::uint64_t value, int digits) {
    char* const text = Room(static_cast<std::size_t>(digits));
    WriteDigits(value, static_cast<std::uint32_t>(digits), text);
    at_ = text + digits;
  }

  /// Where at least `bytes` bytes may be written, and Buffer::kSlack behind them that are
  /// overwritten later; SetEnd tells where they ended.
  char* Room(std::size_t bytes) {
    MakeRoom(bytes);
    return at_;
  }
  void SetEnd(char* end) { at_ = end; }

  /// Bytes of the column so far.
  std::size_t size() const { return static_cast<std::size_t>(at_ - start_); }
  /// Drops what lies behind `size` bytes.
  void CutTo(std::size_t size) { at_ = start_ + size; }
  /// Drops these characters at both ends of what lies behind `start` bytes.
  void Trim(std::size_t start, std::string_view characters) {
    if (size() == start) return;
    bool trims = false;
    for (char c : characters) trims |= start_[start] == c || at_[-1] == c;
    if (trims) TrimEnds(start, characters);
  }
  void EndRow() {
    buffer_.SetSize(size());
    *++offsets_ = static_cast<std::int32_t>(size());
  }

 private:
  static constexpr std::size_t kVector = 16;

  void MakeRoom(std::size_t bytes) {
    if (static_cast<std::size_t>(end_ - at_) < bytes) [[unlikely]]
      Grow(bytes);
  }
  void Grow(std::size_t bytes);
  void TrimEnds(std::size_t start, std::string_view characters);
  void SetCursor(std::size_t size) {
    start_ = buffer_.as<char>();
    at_ = start_ + size;
    end_ = start_ + buffer_.capacity();
  }

  Buffer& buffer_;
  std::int32_t* offsets_;
  char* start_ = nullptr;
  char* at_ = nullptr;
  char* end_ = nullptr;
};

}  // namespace rowmill
