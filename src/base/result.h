/// Errors and results: how every fallible function of the engine answers.
///
/// A function that can fail returns `Result<T>` (or `Status` when there is no value) and
/// never throws; third-party code that throws is wrapped at its call site. A function
/// that checks a whole document collects *all* faults and returns them in one
/// `Error` with `causes`. Thread-safety: values, no shared state.
///
///   Result<Model> Load(std::string_view text);
///   RM_ASSIGN_OR_RETURN(Model model, Load(text));
///   RM_RETURN_IF_ERROR(model.Check());
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace rowmill {

/// What kind of failure it is; decides exit code, HTTP status and problem type
/// (`error_codes.inc`).
enum class ErrorCode : std::uint8_t {
#define RM_ERROR_CODE(id, number, name, exit_code, http, title) id = number,
#include "base/error_codes.inc"
#undef RM_ERROR_CODE
};

/// One row of `error_codes.inc`.
struct ErrorCodeRow {
  ErrorCode code;
  std::string_view name;   ///< `invalid-model`: last part of the problem type
  int exit_code;           ///< of the command line
  int http_status;         ///< of the server
  std::string_view title;  ///< short text for people
};

/// The row of `code`.
const ErrorCodeRow& Describe(ErrorCode code);
/// All rows, in the order of the table.
const std::vector<ErrorCodeRow>& AllErrorCodes();

/// A place in a text: 1-based line and column, 0 when unknown.
struct Place {
  int line = 0;
  int column = 0;
  bool known() const { return line > 0; }
  bool operator==(const Place&) const = default;
};

/// A failure: code, text for people, where in the input, and whether trying again can
/// help. `message` never holds credentials or generated values.
struct [[nodiscard]] Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  std::string pointer;  ///< JSON pointer (RFC 6901) into the model or request, or empty
  Place place;          ///< line and column in the text, where the text has them
  /// The line that is meant, of a text within the text, and a caret below; for people.
  std::string excerpt = {};
  bool retryable = false;
  std::vector<Error> causes;  ///< the single faults when several were found at once

  Error() = default;
  Error(ErrorCode c, std::string text) : code(c), message(std::move(text)) {}
  Error(ErrorCode c, std::string text, std::string at, Place where = {})
      : code(c), message(std::move(text)), pointer(std::move(at)), place(where) {}

  /// One line: `model.yaml:3:7: /entities/a: message`; `source` (a file name) is
  /// optional.
  std::string ToString(std::string_view source = {}) const;
  /// Every single fault: the causes, or this error itself when it has none.
  std::vector<Error> Flatten() const;
};

template <typename T>
using Result = tl::expected<T, Error>;
using Status = tl::expected<void, Error>;

/// `return Fail(ErrorCode::kIo, "cannot open file");`
inline tl::unexpected<Error> Fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}
inline tl::unexpected<Error> Fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error(code, std::move(message)));
}

/// Collects the faults of one document, so that all are told at once.
/// Not thread-safe; one per document.
class Faults {
 public:
  void Add(Error error) { errors_.push_back(std::move(error)); }
  void Add(ErrorCode code, std::string message, std::string pointer = {},
           Place place = {}) {
    errors_.emplace_back(code, std::move(message), std::move(pointer), place);
  }
  /// Takes over the error of a failed result; true when it was fine.
  template <typename T>
  bool Take(const tl::expected<T, Error>& result) {
    if (result.has_value()) return true;
    for (Error& e : result.error().Flatten()) errors_.push_back(std::move(e));
    return false;
  }
  bool empty() const { return errors_.empty(); }
  const std::vector<Error>& errors() const { return errors_; }
  /// Success when there is no fault; else one error that holds all, sorted by place.
  /// Its code is kNotBuilt only when every fault is, else that of the first other one.
  Status ToStatus() const;

 private:
  std::vector<Error> errors_;
};

}  // namespace rowmill

#define RM_CONCAT_INNER(a, b) a##b
#define RM_CONCAT(a, b) RM_CONCAT_INNER(a, b)

/// Returns the error of `expr` (a Result or Status) from the calling function.
#define RM_RETURN_IF_ERROR(expr)                                     \
  do {                                                               \
    auto&& rm_status_ = (expr);                                      \
    if (!rm_status_.has_value()) {                                   \
      return ::tl::unexpected<::rowmill::Error>(                     \
          ::std::forward<decltype(rm_status_)>(rm_status_).error()); \
    }                                                                \
  } while (false)

/// Assigns the value of `expr` to `lhs` (may declare it) or returns its error.
#define RM_ASSIGN_OR_RETURN(lhs, expr) \
  RM_ASSIGN_OR_RETURN_INNER(RM_CONCAT(rm_result_, __LINE__), lhs, expr)
#define RM_ASSIGN_OR_RETURN_INNER(var, lhs, expr)                      \
  auto var = (expr);                                                   \
  if (!var.has_value()) {                                              \
    return ::tl::unexpected<::rowmill::Error>(std::move(var).error()); \
  }                                                                    \
  lhs = std::move(var).value()
