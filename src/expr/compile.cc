#include "expr/compile.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/limits.h"
#include "base/text.h"
#include "expr/convert.h"
#include "expr/lexer.h"
#include "expr/parser.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

/// `decimal(12,2)`, `int64`, `timestamp(us)`; nothing when it is no scalar type.
std::optional<DataType> TypeByName(std::string_view text) {
  static constexpr std::pair<std::string_view, TypeId> kNames[] = {
      {"boolean", TypeId::kBool},   {"bool", TypeId::kBool},
      {"int8", TypeId::kInt8},      {"tinyint", TypeId::kInt8},
      {"int16", TypeId::kInt16},    {"smallint", TypeId::kInt16},
      {"int32", TypeId::kInt32},    {"int", TypeId::kInt64},
      {"integer", TypeId::kInt64},  {"int64", TypeId::kInt64},
      {"bigint", TypeId::kInt64},   {"uint8", TypeId::kUInt8},
      {"uint16", TypeId::kUInt16},  {"uint32", TypeId::kUInt32},
      {"uint64", TypeId::kUInt64},  {"double", TypeId::kDouble},
      {"float", TypeId::kFloat},    {"real", TypeId::kDouble},
      {"string", TypeId::kString},  {"text", TypeId::kString},
      {"varchar", TypeId::kString}, {"date", TypeId::kDate}};
  for (const auto& [name, id] : kNames) {
    if (name == text) return DataType::Of(id);
  }
  const std::size_t open = text.find('(');
  const std::string_view name = text.substr(0, open);
  std::string_view inner;
  if (open != std::string_view::npos)
    inner = text.substr(open + 1, text.size() - open - 2);
  if (name == "decimal" || name == "numeric") {
    int precision = 18, scale = 0;
    if (!inner.empty()) {
      const char* end = inner.data() + inner.size();
      auto [at, error] = std::from_chars(inner.data(), end, precision);
      if (error != std::errc()) return std::nullopt;
      if (at != end && *at == ',') {
        auto [at_2, error_2] = std::from_chars(at + 1, end, scale);
        if (error_2 != std::errc()) return std::nullopt;
        at = at_2;
      }
      if (at != end) return std::nullopt;
    } else {
      scale = 6;
    }
    if (precision < 1 || precision > 18 || scale < 0 || scale > precision) {
      return std::nullopt;
    }
    return DataType::Decimal(precision, scale);
  }
  if (name != "timestamp" && name != "time") return std::nullopt;
  DataType type = DataType::Of(name == "time" ? TypeId::kTime : TypeId::kTimestamp);
  type.unit = TimeUnit::kMicro;
  if (inner.empty()) return type;
  for (TimeUnit unit :
       {TimeUnit::kSecond, TimeUnit::kMilli, TimeUnit::kMicro, TimeUnit::kNano}) {
    type.unit = unit;
    if (TimeUnitName(unit) == inner) return type;
  }
  return std::nullopt;
}

class Compiler {
 public:
  Compiler(std::string_view text, const ExprNames& names, const ExprContext& context)
      : text_(text), names_(names), context_(context), builder_(std::string(text)) {}

  Result<Program> Compile(const Expr& expr) {
    const std::optional<int> node = Visit(expr);
    RM_RETURN_IF_ERROR(faults_.ToStatus());
    return std::move(builder_).Finish(*node);
  }

 private:
  std::optional<int> Fault(TextSpan span, std::string message) {
    faults_.Add(ExpressionFault(text_, span, std::move(message)));
    return std::nullopt;
  }
  std::optional<int> Take(const Result<int>& made, TextSpan span) {
    if (made) return *made;
    // What has no caret yet gets one.
    if (made.error().excerpt.empty()) return Fault(span, made.error().message);
    faults_.Add(made.error());
    return std::nullopt;
  }

  /// A node; nothing after at least one fault.
  std::optional<int> Visit(const Expr& expr) {
    switch (expr.kind) {
      case Expr::Kind::kNull:
        return builder_.Null(DataType::Of(TypeId::kString), expr.span);
      case Expr::Kind::kBool:
        return builder_.Bool(expr.text == "true", expr.span);
      case Expr::Kind::kNumber:
        return Number(expr, expr.text);
      case Expr::Kind::kText:
        return builder_.Text(expr.text, expr.span);
      case Expr::Kind::kTemporal:
        return Temporal(expr);
      case Expr::Kind::kField:
        return Field(expr);
      case Expr::Kind::kCall:
        return Call(expr);
      case Expr::Kind::kCase:
        return Case(expr);
      case Expr::Kind::kCast:
        return Cast(expr);
      case Expr::Kind::kTry: {
        builder_.BeginTry();
        const std::optional<int> of = Visit(expr.args[0]);
        builder_.EndTry();
        return of ? std::optional<int>(builder_.Try(*of, expr.span)) : std::nullopt;
      }
      case Expr::Kind::kInterval:
        return Fault(expr.span, "an interval is added to or taken from a date or moment");
      case Expr::Kind::kList:
        return Fault(expr.span,
                     "a list stands behind 'in' or in a function that takes one");
      case Expr::Kind::kMap:
        return Fault(expr.span, "a map stands in lookup(key, {...})");
    }
    return std::nullopt;
  }

  /// `12` is a whole number, `12.50` a decimal, `1e3` a double.
  std::optional<int> Number(const Expr& expr, const std::string& text) {
    const std::size_t point = text.find('.');
    const bool real = text.find_first_of("eE") != std::string::npos;
    if (point == std::string::npos && !real) {
      Result<std::int64_t> value = ParseUnits64(text, 0);
      if (value) {
        return builder_.Value(DataType::Of(TypeId::kInt64), *value, expr.span);
      }
      return Fault(expr.span, fmt::format("{} is above {}", text, INT64_MAX));
    }
    const std::size_t digits = text.size() - (point == std::string::npos ? 0 : 1);
    if (!real && digits <= 18) {
      const int scale = static_cast<int>(text.size() - point - 1);
      Result<std::int64_t> units = ParseUnits64(text, scale);
      if (units) {
        int precision = 1;
        while (precision < 18 && PowerOfTen(precision) <= std::abs(*units)) ++precision;
        return builder_.Value(DataType::Decimal(std::max(precision, scale), scale),
                              *units, expr.span);
      }
    }
    double value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() ||
        !std::isfinite(value)) {
      return Fault(expr.span, fmt::format("{} is no number that a double holds", text));
    }
    return builder_.Value(DataType::Of(TypeId::kDouble), value, expr.span);
  }

  std::optional<int> Temporal(const Expr& expr) {
    DataType type = expr.type;
    if (type.id == TypeId::kTime) {
      return Fault(expr.span, "literals of times of day are not built yet");
    }
    if (type.id == TypeId::kTimestamp) type = DataType::Timestamp(TimeUnit::kMicro);
    const int text = builder_.Text(expr.text, expr.span);
    return Take(CastNode(&builder_, text, type, expr.span), expr.span);
  }

  std::optional<int> Field(const Expr& expr) {
    if (expr.path.size() == 2 && expr.path[0] == "vars") {
      const auto found = names_.vars.find(expr.path[1]);
      if (found != names_.vars.end()) return Var(expr, found->second);
      std::vector<std::string> known;
      for (const auto& [name, value] : names_.vars) known.push_back(name);
      return Fault(expr.span,
                   fmt::format("no var is called '{}'{}", Printable(expr.path[1]),
                               Suggestion(expr.path[1], known)));
    }
    if (expr.path.size() > 1) {
      return Fault(expr.span,
                   "members of structs and fields of other entities are not "
                   "built yet");
    }
    const std::optional<ExprColumn> column = names_.column(expr.text);
    if (!column) {
      return Fault(expr.span,
                   fmt::format("no field is called '{}'{}", Printable(expr.text),
                               Suggestion(expr.text, names_.all)));
    }
    if (column->type.is_nested()) {
      return Fault(expr.span,
                   fmt::format("'{}' is {}: formulas of nested columns are not "
                               "built yet",
                               expr.text, column->type.ToString()));
    }
    const int node = builder_.Input(expr.text, column->type, column->facts);
    return Take(ToWorkingType(&builder_, node, expr.span), expr.span);
  }

  std::optional<int> Var(const Expr& expr, const std::string& value) {
    const bool number = !value.empty() &&
                        value.find_first_not_of("0123456789.eE+-_") == std::string::npos;
    if (!number) return builder_.Text(value, expr.span);
    std::string digits;
    for (char c : value) {
      if (c != '_' && !(c == '-' && digits.empty())) digits += c;
    }
    const std::optional<int> made = Number(expr, digits);
    if (!made || value[0] != '-') return made;
    return Bind("negate", {*made}, {expr.span}, expr.span);
  }

  std::optional<int> Cast(const Expr& expr) {
    const std::optional<int> of = Visit(expr.args[0]);
    const std::optional<DataType> to = TypeByName(expr.text);
    if (!to) {
      return Fault(expr.span,
                   fmt::format("no type is called '{}' (there are int64, double, "
                               "decimal(12,2), string, boolean, date, "
                               "timestamp(us))",
                               Printable(expr.text)));
    }
    if (!of) return std::nullopt;
    return Take(CastNode(&builder_, *of, *to, expr.span), expr.span);
  }

  /// lookup(key, {a: x, b: y}, otherwise) is a `case` over the key.
  std::optional<int> Lookup(const Expr& expr) {
    const bool fits = (expr.args.size() == 2 || expr.args.size() == 3) &&
                      expr.args[1].kind == Expr::Kind::kMap;
    if (!fits || expr.args[1].args.empty()) {
      return Fault(expr.span,
                   "lookup is used like lookup(key, {'a': 1, 'b': 2}, otherwise)");
    }
    Expr made;
    made.kind = Expr::Kind::kCase;
    made.span = expr.span;
    const std::vector<Expr>& map = expr.args[1].args;
    for (std::size_t i = 0; i < map.size(); i += 2) {
      Expr equal;
      equal.kind = Expr::Kind::kCall;
      equal.text = "=";
      equal.span = map[i].span;
      equal.args = {expr.args[0], map[i]};
      made.args.push_back(std::move(equal));
      made.args.push_back(map[i + 1]);
    }
    made.has_else = expr.args.size() == 3;
    if (made.has_else) made.args.push_back(expr.args[2]);
    return Visit(made);
  }

  /// x + interval, interval + x, x - interval.
  std::optional<int> WithInterval(const Expr& expr) {
    const bool first = expr.args[0].kind == Expr::Kind::kInterval;
    if (first && expr.text == "-") return Fault(expr.span, "an interval less a value");
    const Expr& of = expr.args[first ? 1 : 0];
    const std::optional<int> made = Visit(of);
    if (!made) return std::nullopt;
    CallBinder call{text_, context_, &builder_, expr.text, expr.span, {*made}, {of.span}};
    return Take(AddInterval(&call, expr.args[first ? 0 : 1].interval, expr.text == "-"),
                expr.span);
  }

  std::optional<int> Call(const Expr& expr) {
    const bool sum = (expr.text == "+" || expr.text == "-") && expr.args.size() == 2;
    if (sum && (expr.args[0].kind == Expr::Kind::kInterval ||
                expr.args[1].kind == Expr::Kind::kInterval)) {
      return WithInterval(expr);
    }
    if (expr.text == "lookup") return Lookup(expr);
    std::vector<int> args;
    std::vector<TextSpan> spans;
    bool whole = true;
    for (const Expr& arg : Arguments(expr)) {
      const std::optional<int> made = Visit(arg);
      whole = whole && made;
      args.push_back(made.value_or(-1));
      spans.push_back(arg.span);
    }
    const FunctionInfo* function = FindExprFunction(expr.text);
    if (function == nullptr) {
      std::vector<std::string> known;
      for (const FunctionInfo& info : ExprFunctions()) known.emplace_back(info.name);
      return Fault(expr.span,
                   fmt::format("no function is called '{}'{}", Printable(expr.text),
                               Suggestion(expr.text, known)));
    }
    if (args.size() < function->args_min || args.size() > function->args_max) {
      return Fault(expr.span,
                   fmt::format("{} is used like {}", function->name, function->usage));
    }
    if (!whole) return std::nullopt;
    return Bind(expr.text, std::move(args), std::move(spans), expr.span);
  }

  /// Those of a list are arguments of their own: x in (a, b).
  static std::vector<Expr> Arguments(const Expr& expr) {
    if (expr.text != "in") return expr.args;
    std::vector<Expr> args = {expr.args[0]};
    args.insert(args.end(), expr.args[1].args.begin(), expr.args[1].args.end());
    return args;
  }

  std::optional<int> Bind(std::string_view name, std::vector<int> args,
                          std::vector<TextSpan> spans, TextSpan span) {
    const FunctionInfo* function = FindExprFunction(name);
    CallBinder call{text_, context_,        &builder_,       function->name,
                    span,  std::move(args), std::move(spans)};
    return Take(function->bind(&call), span);
  }

  std::optional<int> Case(const Expr& expr) {
    std::vector<int> args;
    std::vector<TextSpan> spans;
    std::vector<int> results;
    bool whole = true;
    for (std::size_t i = 0; i < expr.args.size(); ++i) {
      const std::optional<int> made = Visit(expr.args[i]);
      whole = whole && made;
      args.push_back(made.value_or(-1));
      const bool result = i % 2 == 1 || (expr.has_else && i + 1 == expr.args.size());
      if (!made) continue;
      if (result) {
        results.push_back(*made);
        spans.push_back(expr.args[i].span);
      } else if (builder_.TypeOf(*made).id != TypeId::kBool && !builder_.IsNull(*made)) {
        whole = false;
        Fault(expr.args[i].span, fmt::format("a condition is true or false, this is {}",
                                             builder_.TypeOf(*made).ToString()));
      }
    }
    if (!whole) return std::nullopt;
    CallBinder call{text_, context_, &builder_, "case", expr.span, results, spans};
    Result<DataType> type = call.Unify();
    if (!type) {
      faults_.Add(type.error());
      return std::nullopt;
    }
    std::size_t at = 0;
    for (std::size_t i = 0; i < args.size(); ++i) {
      if (i % 2 == 1 || (expr.has_else && i + 1 == args.size()))
        args[i] = call.args[at++];
    }
    return builder_.Case(*type, std::move(args), expr.has_else, expr.span);
  }

  std::string_view text_;
  const ExprNames& names_;
  const ExprContext& context_;
  ProgramBuilder builder_;
  Faults faults_;
};

void CollectFields(const Expr& expr, std::vector<std::string>* out) {
  const bool var = expr.path.size() == 2 && expr.path[0] == "vars";
  if (expr.kind == Expr::Kind::kField && !var &&
      std::find(out->begin(), out->end(), expr.text) == out->end()) {
    out->push_back(expr.text);
  }
  for (const Expr& arg : expr.args) CollectFields(arg, out);
}

}  // namespace

Result<std::vector<std::string>> FieldsOfExpression(std::string_view text) {
  RM_ASSIGN_OR_RETURN(const Expr expr, ParseExpression(text));
  std::vector<std::string> fields;
  CollectFields(expr, &fields);
  return fields;
}

Result<Program> CompileExpression(std::string_view text, const ExprNames& names,
                                  const ExprContext& context) {
  RM_ASSIGN_OR_RETURN(const Expr expr, ParseExpression(text));
  return Compiler(text, names, context).Compile(expr);
}

}  // namespace rowmill
