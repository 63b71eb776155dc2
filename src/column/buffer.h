/// Growable bytes that are kept and used again: the memory of columns, tiles and encoded
/// chunks. Not thread-safe; one owner at a time, movable between threads.
///
/// Memory is 64-byte aligned and always has `kSlack` bytes behind its capacity, so that
/// kernels may write whole vectors past the end of a value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include "base/check.h"

namespace rowmill {

class Buffer {
 public:
  static constexpr std::size_t kAlignment = 64;
  static constexpr std::size_t kSlack = 64;  ///< bytes that may be overwritten behind

  Buffer() = default;
  Buffer(Buffer&& other) noexcept;
  Buffer& operator=(Buffer&& other) noexcept;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer();

  std::uint8_t* data() { return data_; }
  const std::uint8_t* data() const { return data_; }
  std::size_t size() const { return size_; }
  std::size_t capacity() const { return capacity_; }
  bool empty() const { return size_ == 0; }
  std::string_view view() const { return {reinterpret_cast<const char*>(data_), size_}; }

  template <typename T>
  T* as() {
    return reinterpret_cast<T*>(data_);
  }
  template <typename T>
  const T* as() const {
    return reinterpret_cast<const T*>(data_);
  }

  /// Keeps the contents and makes room for at least `bytes` in all.
  void Reserve(std::size_t bytes) {
    if (bytes > capacity_) Grow(bytes);
  }
  /// Room for `bytes`, contents kept; new bytes are not set.
  void Resize(std::size_t bytes) {
    Reserve(bytes);
    size_ = bytes;
  }
  /// REQUIRES: bytes <= capacity().
  void SetSize(std::size_t bytes) {
    RM_DCHECK(bytes <= capacity_);
    size_ = bytes;
  }
  void Clear() { size_ = 0; }

  void Append(const void* bytes, std::size_t count) {
    if (count == 0) return;
    Reserve(size_ + count);
    std::memcpy(data_ + size_, bytes, count);
    size_ += count;
  }
  void Append(std::string_view text) { Append(text.data(), text.size()); }
  void AppendByte(std::uint8_t byte) { Append(&byte, 1); }

 private:
  void Grow(std::size_t bytes);

  std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace rowmill
