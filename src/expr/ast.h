/// The tree of an expression, as its text says it: nothing is looked up yet.
/// Values; thread-safe to read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "column/type.h"

namespace rowmill {

/// Where a part of an expression stands: bytes [begin, end) of its text.
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A length of time in the parts that do not turn into each other.
struct Interval {
  std::int64_t months = 0;
  std::int64_t days = 0;
  std::int64_t micros = 0;
};

/// One node. Operators are calls of functions named like them (`+`, `and`, `is null`).
struct Expr {
  enum class Kind : std::uint8_t {
    kNull,
    kBool,      ///< text `true` or `false`
    kNumber,    ///< text as written, without sign: 12, 12.5, 1e3
    kText,      ///< text without its quotes
    kTemporal,  ///< type date, time or timestamp, text as written
    kInterval,
    kField,  ///< text: the name; with a member or `vars` the path's steps in `path`
    kCall,   ///< text: the function's name in lower case
    kCase,   ///< args: condition, result, condition, result, ..., and an else
    kCast,   ///< args[0] as `type`
    kTry,    ///< null for rows of args[0] that cannot be made
    kList,   ///< values in parentheses behind `in`, or in brackets
    kMap,    ///< args: key, value, key, value, ...
  };
  Kind kind = Kind::kNull;
  TextSpan span;
  std::string text;
  std::vector<std::string> path;
  DataType type;
  Interval interval;
  bool has_else = false;  ///< kCase
  std::vector<Expr> args;
};

}  // namespace rowmill
