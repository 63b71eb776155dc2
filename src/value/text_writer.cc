#include "value/text_writer.h"

namespace rowmill {

void TextWriter::TrimEnds(std::size_t start, std::string_view characters) {
  char* const from = start_ + start;
  const std::string_view text(from, static_cast<std::size_t>(at_ - from));
  const std::size_t first = std::min(text.find_first_not_of(characters), text.size());
  const std::size_t end = text.find_last_not_of(characters) + 1;  // npos + 1 = 0
  const std::size_t kept = end > first ? end - first : 0;
  if (first > 0 && kept > 0) std::memmove(from, from + first, kept);
  at_ = from + kept;
}

void TextWriter::Grow(std::size_t bytes) {
  const std::size_t before = size();
  buffer_.SetSize(before);  // what is kept
  buffer_.Reserve(before + bytes);
  SetCursor(before);
}

}  // namespace rowmill
