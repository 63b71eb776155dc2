/// The words of an expression. No state, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "expr/ast.h"

namespace rowmill {

struct Token {
  enum class Kind : std::uint8_t {
    kEnd,
    kName,    ///< a name or keyword, as written
    kQuoted,  ///< a "name in quotes"
    kText,    ///< a 'text'
    kNumber,
    kSign,  ///< an operator or bracket: + - <= || ( and the like
  };
  Kind kind = Kind::kEnd;
  std::string text;  ///< without quotes
  TextSpan span;

  bool IsSign(std::string_view sign) const { return kind == Kind::kSign && text == sign; }
  /// Ignoring case; never true of a quoted name.
  bool IsWord(std::string_view word) const;
};

/// The tokens of the text, with kEnd behind the last one. `--` and `/* */` are comments.
/// Errors: kInvalidModel, as ExpressionFault makes them.
Result<std::vector<Token>> ReadTokens(std::string_view text);

/// An error about a part of an expression: the message with its line and column, and the
/// line with a caret below as the excerpt.
Error ExpressionFault(std::string_view text, TextSpan span, std::string message);

}  // namespace rowmill
