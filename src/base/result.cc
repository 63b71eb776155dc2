#include "base/result.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/text.h"

namespace rowmill {

const std::vector<ErrorCodeRow>& AllErrorCodes() {
  static const std::vector<ErrorCodeRow> kRows = {
#define RM_ERROR_CODE(id, number, name, exit_code, http, title) \
  {ErrorCode::id, name, exit_code, http, title},
#include "base/error_codes.inc"
#undef RM_ERROR_CODE
  };
  return kRows;
}

const ErrorCodeRow& Describe(ErrorCode code) {
  for (const ErrorCodeRow& row : AllErrorCodes()) {
    if (row.code == code) return row;
  }
  RM_CHECK(false && "error code without a row");
  return AllErrorCodes().front();
}

std::string Error::ToString(std::string_view source) const {
  std::string out;
  if (!source.empty() || place.known()) {
    out += source.empty() ? "line " : fmt::format("{}:", source);
    if (place.known()) {
      out += fmt::format("{}:{}:", place.line, place.column);
    }
    out += ' ';
  }
  if (!pointer.empty()) out += fmt::format("{}: ", pointer);
  out += message;
  return Printable(out);
}

std::vector<Error> Error::Flatten() const {
  if (causes.empty()) return {*this};
  std::vector<Error> all;
  for (const Error& cause : causes) {
    std::vector<Error> inner = cause.Flatten();
    all.insert(all.end(), inner.begin(), inner.end());
  }
  return all;
}

Status Faults::ToStatus() const {
  if (errors_.empty()) return {};
  std::vector<Error> sorted = errors_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Error& a, const Error& b) {
    return std::pair(a.place.line, a.place.column) <
           std::pair(b.place.line, b.place.column);
  });
  // Several ways may lead to one place: a link asks for its field's options again.
  auto same = [](const Error& a, const Error& b) {
    return a.place == b.place && a.pointer == b.pointer && a.message == b.message;
  };
  for (std::size_t i = 1; i < sorted.size();) {
    std::size_t first = i;
    while (first > 0 && sorted[first - 1].place == sorted[i].place) --first;
    const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(i);
    const bool told = std::any_of(sorted.begin() + static_cast<std::ptrdiff_t>(first), at,
                                  [&](const Error& other) { return same(other, *at); });
    if (told) {
      sorted.erase(at);
    } else {
      ++i;
    }
  }
  if (sorted.size() == 1) return Fail(std::move(sorted.front()));
  auto leading = std::find_if(sorted.begin(), sorted.end(), [](const Error& e) {
    return e.code != ErrorCode::kNotBuilt;
  });
  if (leading == sorted.end()) leading = sorted.begin();
  Error all(leading->code,
            fmt::format("{} (and {} more)", leading->ToString(), sorted.size() - 1));
  all.causes = std::move(sorted);
  return Fail(std::move(all));
}

}  // namespace rowmill
