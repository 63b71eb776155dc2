#include "gen/csv_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/limits.h"
#include "base/text.h"

namespace rowmill {

/// Reads one text into one table.
class CsvReader {
 public:
  CsvReader(std::string_view text, std::string_view separator)
      : text_(text), separator_(separator) {}

  Result<CsvTable> Read() {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    RM_RETURN_IF_ERROR(CheckBytes());
    if (text_.empty()) return Fail(ErrorCode::kInvalidArgument, "it is empty");
    RM_RETURN_IF_ERROR(ReadHeader());
    table_.ends_.push_back(0);
    while (at_ < text_.size()) {
      if (table_.columns_.size() > 1 && SkipBlankLine()) continue;
      RM_RETURN_IF_ERROR(ReadRow());
    }
    if (table_.rows_ == 0) {
      return Fail(ErrorCode::kInvalidArgument, "it has no rows behind its header");
    }
    return std::move(table_);
  }

 private:
  tl::unexpected<Error> Fault(std::size_t line, std::string_view what) const {
    return Fail(ErrorCode::kInvalidArgument, fmt::format("line {}: {}", line, what));
  }

  Status CheckBytes() const {
    const std::size_t zero = text_.find('\0');
    if (zero == std::string_view::npos && IsUtf8(text_)) return {};
    // The first line that is not a text, for the message.
    std::size_t line = 1, begin = 0;
    while (begin < text_.size()) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      const std::string_view piece = text_.substr(begin, end - begin);
      if (piece.find('\0') != std::string_view::npos || !IsUtf8(piece)) break;
      begin = end + 1;
      ++line;
    }
    return Fault(line, "it is no UTF-8 text (a binary file?)");
  }

  bool SkipBlankLine() {
    std::size_t width = 0;
    if (text_.substr(at_).starts_with("\r\n")) width = 2;
    if (text_[at_] == '\n') width = 1;
    at_ += width;
    line_ += width > 0 ? 1 : 0;
    return width > 0;
  }

  /// Where a value ended.
  enum class End : std::uint8_t { kSeparator, kLine };

  /// Appends the value at `at_` to `out` and steps behind its end.
  Result<End> ReadValue(std::string* out) {
    const std::size_t first_line = line_;
    if (at_ < text_.size() && text_[at_] == '"') {
      for (++at_;; ++at_) {
        const std::size_t quote = text_.find('"', at_);
        if (quote == std::string_view::npos) {
          return Fault(first_line, "a quoted value has no closing quote");
        }
        const std::string_view piece = text_.substr(at_, quote - at_);
        line_ += static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '\n'));
        out->append(piece);
        at_ = quote + 1;
        if (at_ >= text_.size() || text_[at_] != '"') break;
        *out += '"';
      }
      if (std::optional<End> end = TakeEnd()) return *end;
      return Fault(line_, "text behind a closing quote");
    }
    const std::size_t begin = at_;
    for (; at_ < text_.size(); ++at_) {
      const std::size_t here = at_;
      if (std::optional<End> end = TakeEnd()) {
        out->append(text_.substr(begin, here - begin));
        return *end;
      }
    }
    out->append(text_.substr(begin));
    return End::kLine;
  }

  /// Steps over a separator or a line's end.
  std::optional<End> TakeEnd() {
    if (at_ >= text_.size()) return End::kLine;
    const char c = text_[at_];
    if (c == separator_[0] && text_.substr(at_).starts_with(separator_)) {
      at_ += separator_.size();
      // A separator at the very end is followed by one more, empty value.
      return End::kSeparator;
    }
    std::size_t width = 0;
    if (c == '\n') width = 1;
    if (c == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') width = 2;
    if (width == 0) return std::nullopt;
    at_ += width;
    ++line_;
    return End::kLine;
  }

  Status ReadHeader() {
    std::set<std::string> seen;
    for (End end = End::kSeparator; end == End::kSeparator;) {
      std::string name;
      RM_ASSIGN_OR_RETURN(end, ReadValue(&name));
      if (name.empty()) return Fault(1, "a column has no name");
      if (!seen.insert(name).second) {
        return Fault(1, fmt::format("two columns are called '{}'", Printable(name)));
      }
      table_.columns_.push_back(std::move(name));
      if (table_.columns_.size() > limits::kFieldsMax) {
        return Fault(1, fmt::format("more than {} columns", limits::kFieldsMax));
      }
    }
    return {};
  }

  Status ReadRow() {
    const std::size_t line = line_;
    const std::size_t columns = table_.columns_.size();
    std::size_t values = 0;
    for (End end = End::kSeparator; end == End::kSeparator && values <= columns;) {
      RM_ASSIGN_OR_RETURN(end, ReadValue(&table_.text_));
      table_.ends_.push_back(static_cast<std::uint32_t>(table_.text_.size()));
      ++values;
    }
    if (values != columns) {
      return Fault(line, fmt::format("{}{} values where the header has {} columns",
                                     values > columns ? "more than " : "",
                                     std::min(values, columns), columns));
    }
    if (++table_.rows_ > limits::kCsvRowsMax) {
      return Fail(ErrorCode::kTooLarge,
                  fmt::format("it has more than {} rows", limits::kCsvRowsMax));
    }
    return {};
  }

  std::string_view text_;
  std::string_view separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  CsvTable table_;
};

Result<CsvTable> CsvTable::Parse(std::string_view text, std::string_view separator) {
  return CsvReader(text, separator).Read();
}

std::optional<std::size_t> CsvTable::FindColumn(std::string_view name) const {
  const auto found = std::find(columns_.begin(), columns_.end(), name);
  if (found == columns_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns_.begin());
}

}  // namespace rowmill
