#include "gen/types/finance/bban.h"

#include "base/check.h"
#include "draw/stream.h"

namespace rowmill {

Bban::Bban(const RecordContext& record)
    : table_(record, record.dictionaries().Get("iban")),
      key_(record.draws().Key("iban")) {
  const DictTexts structures = table_.table().Texts("bban");
  const DictTexts countries = table_.table().Texts("country");
  for (std::uint32_t number = 0; number < table_.rows(); ++number) {
    codes_.push_back(countries[table_.row(number)]);
    std::vector<Run>& runs = runs_.emplace_back();
    std::size_t bytes = 0;
    for (std::string_view rest = structures[table_.row(number)]; !rest.empty();) {
      const std::size_t digits = rest.find_first_not_of("0123456789");
      int count = 0;
      for (char c : rest.substr(0, digits)) count = count * 10 + (c - '0');
      // n: digits, a: capitals, c: both.
      const char kind = rest[digits];
      runs.push_back({kind == 'a' ? 10u : 0u,
                      kind == 'n'   ? 10u
                      : kind == 'a' ? 26u
                                    : 36u,
                      count});
      bytes += static_cast<std::size_t>(count);
      rest.remove_prefix(digits + 1);
    }
    RM_CHECK(bytes <= kBytesMax);
  }
  for (std::uint32_t place = 0; place < record.possible().size(); ++place) {
    own_.push_back(country(place) == record.countries().code(record.possible()[place]));
  }
}

bool Bban::begins_with_bank(std::uint32_t place) const {
  const Run& run = runs_[table_.of(place).first].front();
  return own(place) && run.size == 26 && run.count == 4;
}

std::size_t Bban::Put(std::uint64_t row, std::uint32_t place, char* to) const {
  static constexpr char kAll[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const char* const start = to;
  std::uint32_t attempt = 0;
  for (const Run& run : runs_[table_.of(place).first]) {
    std::uint64_t draw = 0;
    for (int i = 0; i < run.count; ++i) {
      // Four characters of 16 bits a draw: far more than the sets need.
      if (i % 4 == 0) draw = DrawAttempt(key_, row, attempt++);
      *to++ = kAll[run.first + ((draw & 0xFFFF) * run.size >> 16)];
      draw >>= 16;
    }
  }
  return static_cast<std::size_t>(to - start);
}

}  // namespace rowmill
