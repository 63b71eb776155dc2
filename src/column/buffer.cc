#include "column/buffer.h"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

namespace rowmill {

Buffer::Buffer(Buffer&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      capacity_(std::exchange(other.capacity_, 0)) {}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(capacity_, other.capacity_);
  return *this;
}

Buffer::~Buffer() { std::free(data_); }

void Buffer::Grow(std::size_t bytes) {
  std::size_t wanted = std::max(bytes, capacity_ + capacity_ / 2);
  wanted = (wanted + kAlignment - 1) / kAlignment * kAlignment;
  void* grown = std::aligned_alloc(kAlignment, wanted + kSlack);
  if (grown == nullptr) throw std::bad_alloc();
  if (size_ > 0) std::memcpy(grown, data_, size_);
  std::free(data_);
  data_ = static_cast<std::uint8_t*>(grown);
  capacity_ = wanted;
}

}  // namespace rowmill
