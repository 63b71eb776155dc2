// Nulls, choices, and what comes from the row itself.
#include <fmt/format.h>

#include "draw/stream.h"
#include "expr/convert.h"
#include "expr/function.h"
#include "expr/kernels.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

Result<int> BindCoalesce(CallBinder* call) {
  RM_ASSIGN_OR_RETURN(const DataType type, call->Unify());
  std::vector<int> args;
  for (std::size_t i = 0; i + 1 < call->size(); ++i) {
    RM_ASSIGN_OR_RETURN(const int null, call->Other("is null", {call->args[i]}));
    RM_ASSIGN_OR_RETURN(const int known, call->Other("not", {null}));
    args.push_back(known);
    args.push_back(call->args[i]);
  }
  args.push_back(call->args.back());
  return call->builder->Case(type, std::move(args), true, call->span);
}

Result<int> BindNullIf(CallBinder* call) {
  RM_ASSIGN_OR_RETURN(const DataType type, call->Unify());
  RM_ASSIGN_OR_RETURN(const int equal, call->Other("=", call->args));
  const int null = call->builder->Null(type, call->span);
  return call->builder->Case(type, {equal, null, call->args[0]}, true, call->span);
}

Result<int> BindIf(CallBinder* call) {
  if (call->type(0).id != TypeId::kBool && !call->IsNull(0)) {
    return call->ArgFault(0, fmt::format("a condition is true or false, this is {}",
                                         call->type(0).ToString()));
  }
  if (call->IsNull(0)) {
    call->args[0] = call->builder->Null(DataType::Of(TypeId::kBool), call->span);
  }
  const bool has_else = call->size() == 3;
  RM_ASSIGN_OR_RETURN(const DataType type, call->Unify(1));
  return call->builder->Case(type, call->args, has_else, call->span);
}

/// Calls of it become a `case` before they are bound.
Result<int> BindLookup(CallBinder* call) {
  return call->Fault("lookup is used like lookup(key, {'a': 1, 'b': 2}, otherwise)");
}

/// greatest(a, b, ...) and least, without the nulls.
template <bool kGreatest>
Result<int> BindExtreme(CallBinder* call) {
  RM_ASSIGN_OR_RETURN(const DataType type, call->Unify());
  int best = call->args[0];
  for (std::size_t i = 1; i < call->size(); ++i) {
    const int next = call->args[i];
    RM_ASSIGN_OR_RETURN(const int keeps,
                        call->Other(kGreatest ? ">=" : "<=", {best, next}));
    RM_ASSIGN_OR_RETURN(const int none, call->Other("is null", {next}));
    RM_ASSIGN_OR_RETURN(const int keep, call->Other("or", {keeps, none}));
    best = call->builder->Case(type, {keep, best, next}, true, call->span);
  }
  return best;
}

Result<int> BindRowNumber(CallBinder* call) {
  ColumnFacts facts;
  facts.min = 0;
  facts.max = (std::int64_t{1} << 56) - 1;
  return call->Call(DataType::Of(TypeId::kInt64), facts, {.pure = false},
                    [](const KernelCall& c, Column* out) {
                      auto* values = out->ResizeValues<std::int64_t>(c.rows);
                      for (std::size_t i = 0; i < c.rows; ++i) {
                        values[i] = static_cast<std::int64_t>(c.row_ids[i]);
                      }
                    });
}

/// Each place in the text draws on its own: number k of the field's `rand`.
Result<int> BindRand(CallBinder* call) {
  if (call->size() == 1) return call->Fault("rand is used like rand() or rand(a, b)");
  const DrawKey key = call->context.draws.Key(fmt::format("rand {}", call->span.begin));
  RM_ASSIGN_OR_RETURN(
      const int unit,
      CallBinder(
          {call->text, call->context, call->builder, call->name, call->span, {}, {}})
          .Call(DataType::Of(TypeId::kDouble), {}, {.pure = false},
                [key](const KernelCall& c, Column* out) {
                  FillUnitDoubles(key, c.row_ids, out->ResizeValues<double>(c.rows));
                }));
  if (call->size() == 0) return unit;
  RM_ASSIGN_OR_RETURN(const int span, call->Other("-", {call->args[1], call->args[0]}));
  RM_ASSIGN_OR_RETURN(const int part, call->Other("*", {unit, span}));
  return call->Other("+", {call->args[0], part});
}

Result<int> BindNow(CallBinder* call) {
  return call->builder->Value(DataType::Timestamp(TimeUnit::kMicro, "UTC"),
                              call->context.now, call->span);
}

}  // namespace

std::vector<FunctionInfo> ValueFunctions() {
  constexpr std::string_view kFamily = "values";
  return {
      {"coalesce", kFamily, "coalesce(a, b, ...)", "The first value that is not null.",
       "coalesce(null, 2)", "2", 1, 1'000, BindCoalesce},
      {"nullif", kFamily, "nullif(a, b)", "Null when both are equal, else a.",
       "nullif(3, 4)", "3", 2, 2, BindNullIf},
      {"if", kFamily, "if(condition, a, b)",
       "a where the condition is true, else b (default null).", "if(2 > 1, 'yes', 'no')",
       "yes", 2, 3, BindIf},
      {"lookup", kFamily, "lookup(key, {a: x, b: y}, otherwise)",
       "The value that stands for the key, else the last argument (default null).",
       "lookup('FR', {'FR': 33, 'DE': 49})", "33", 2, 3, BindLookup},
      {"greatest", kFamily, "greatest(a, b, ...)",
       "The largest value; nulls do not count.", "greatest(1, 2.5, 2)", "2.5", 1, 100,
       BindExtreme<true>},
      {"least", kFamily, "least(a, b, ...)", "The smallest value; nulls do not count.",
       "least(1, 2.5, 2)", "1.0", 1, 100, BindExtreme<false>},
      {"row_number", kFamily, "row_number()", "The row's number, from 0.",
       "row_number() - row_number()", "0", 0, 0, BindRowNumber},
      {"rand", kFamily, "rand() or rand(a, b)",
       "A random double from 0 to 1 (from a to b), without the upper end; each use in "
       "the "
       "text draws on its own.",
       "rand() < 1", "true", 0, 2, BindRand},
      {"now", kFamily, "now()", "The run's frozen moment.", "now() > date '1970-01-01'",
       "true", 0, 0, BindNow},
  };
}

}  // namespace rowmill
