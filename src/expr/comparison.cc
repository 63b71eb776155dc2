// Comparison and logic, with SQL's three truth values.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "expr/convert.h"
#include "expr/function.h"
#include "expr/kernels.h"

namespace rowmill {

namespace {

enum class Test : std::uint8_t { kEqual, kUnequal, kLess, kLessEqual, kMore, kMoreEqual };

template <Test kTest, typename T>
bool Holds(const T& a, const T& b) {
  switch (kTest) {
    case Test::kEqual:
      return a == b;
    case Test::kUnequal:
      return a != b;
    case Test::kLess:
      return a < b;
    case Test::kLessEqual:
      return a <= b;
    case Test::kMore:
      return a > b;
    case Test::kMoreEqual:
      return a >= b;
  }
  return false;
}

template <Test kTest>
Kernel CompareKernel(const DataType& type) {
  switch (type.id) {
    case TypeId::kDouble:
      return [](const KernelCall& call, Column* out) {
        Test2<double>(call, out, Holds<kTest, double>);
      };
    case TypeId::kDate:
      return [](const KernelCall& call, Column* out) {
        Test2<std::int32_t>(call, out, Holds<kTest, std::int32_t>);
      };
    case TypeId::kString:
    case TypeId::kBytes:
      return [](const KernelCall& call, Column* out) {
        const Column &a = *call.args[0], &b = *call.args[1];
        FillBits(call.rows, out,
                 [&](std::size_t at, std::size_t count, std::uint8_t* bytes) {
                   for (std::size_t i = 0; i < count; ++i) {
                     bytes[i] = Holds<kTest>(a.text(RowOf(call, 0, at + i)),
                                             b.text(RowOf(call, 1, at + i)));
                   }
                 });
      };
    case TypeId::kBool:
      return [](const KernelCall& call, Column* out) {
        const Column &a = *call.args[0], &b = *call.args[1];
        FillBits(call.rows, out,
                 [&](std::size_t at, std::size_t count, std::uint8_t* bytes) {
                   for (std::size_t i = 0; i < count; ++i) {
                     bytes[i] = Holds<kTest>(a.bit(RowOf(call, 0, at + i)),
                                             b.bit(RowOf(call, 1, at + i)));
                   }
                 });
      };
    default:
      return [](const KernelCall& call, Column* out) {
        Test2<std::int64_t>(call, out, Holds<kTest, std::int64_t>);
      };
  }
}

template <Test kTest>
Result<int> BindCompare(CallBinder* call) {
  RM_ASSIGN_OR_RETURN(const DataType type, call->Unify());
  return call->Call(DataType::Of(TypeId::kBool), {}, {.key = type.ToString()},
                    CompareKernel<kTest>(type));
}

Status CheckBools(CallBinder* call) {
  for (std::size_t i = 0; i < call->size(); ++i) {
    if (call->IsNull(i)) {
      call->args[i] =
          call->builder->Null(DataType::Of(TypeId::kBool), call->arg_spans[i]);
    }
    if (call->type(i).id == TypeId::kBool) continue;
    return call->ArgFault(i, fmt::format("{} takes true or false, this is {}", call->name,
                                         call->type(i).ToString()));
  }
  return {};
}

/// Right sides are only asked for rows that need them, so that they may rest on what the
/// left side has made sure of.
template <bool kAnd>
Result<int> BindLogic(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckBools(call));
  ProgramBuilder* const builder = call->builder;
  const DataType type = DataType::Of(TypeId::kBool);
  if (builder->node(call->args[1]).can_fail) {
    const int decided = builder->Bool(!kAnd, call->span);
    RM_ASSIGN_OR_RETURN(const int is_decided,
                        call->Other(kAnd ? "is false" : "is true", {call->args[0]}));
    // `left and right` where left is not decided: right, or null where left is.
    CallBinder rest = *call;
    RM_ASSIGN_OR_RETURN(
        const int both,
        rest.Call(type, {}, {.strict = false, .key = kAnd ? "and" : "or"},
                  [](const KernelCall& c, Column* out) {
                    const Column &a = *c.args[0], &b = *c.args[1];
                    FillBits(c.rows, out,
                             [&](std::size_t at, std::size_t count, std::uint8_t* bytes) {
                               for (std::size_t i = 0; i < count; ++i) {
                                 bytes[i] = b.bit(RowOf(c, 1, at + i));
                               }
                             });
                    for (std::size_t i = 0; i < c.rows; ++i) {
                      const std::size_t left = RowOf(c, 0, i), right = RowOf(c, 1, i);
                      const bool decides = b.IsValid(right) && b.bit(right) == !kAnd;
                      if (decides || (a.IsValid(left) && b.IsValid(right))) continue;
                      std::uint8_t* valid =
                          out->has_nulls() ? const_cast<std::uint8_t*>(out->validity())
                                           : out->MakeValidity();
                      valid[i / 8] =
                          static_cast<std::uint8_t>(valid[i / 8] & ~(1u << (i % 8)));
                    }
                  }));
    return builder->Case(type, {is_decided, decided, both}, true, call->span);
  }
  return call->Call(
      type, {}, {.strict = false, .key = "bool"}, [](const KernelCall& c, Column* out) {
        const std::size_t bytes = (c.rows + 7) / 8;
        // A byte of a side: its values, and which of them are known.
        struct Side {
          const Column& column;
          bool constant;
          std::uint8_t values(std::size_t i) const {
            return constant ? (column.bit(0) ? 0xFF : 0) : column.bytes().data()[i];
          }
          std::uint8_t known(std::size_t i) const {
            if (!column.has_nulls()) return 0xFF;
            return constant ? (column.IsValid(0) ? 0xFF : 0) : column.validity()[i];
          }
        };
        const Side a{*c.args[0], c.IsConstant(0)}, b{*c.args[1], c.IsConstant(1)};
        const bool nulls = c.args[0]->has_nulls() || c.args[1]->has_nulls();
        std::uint8_t* values = out->ResizeBits(c.rows);
        std::uint8_t* valid = nulls ? out->MakeValidity() : nullptr;
        for (std::size_t i = 0; i < bytes; ++i) {
          const unsigned x = a.values(i), y = b.values(i);
          values[i] = static_cast<std::uint8_t>(kAnd ? x & y : x | y);
          if (!nulls) continue;
          const unsigned p = a.known(i), q = b.known(i);
          // Decided by one side alone, or known from both.
          const unsigned decided = kAnd ? (p & ~x) | (q & ~y) : (p & x) | (q & y);
          valid[i] = static_cast<std::uint8_t>(decided | (p & q));
          values[i] = static_cast<std::uint8_t>(kAnd ? values[i] & ~decided
                                                     : values[i] | decided);
        }
      });
}

Result<int> BindNot(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckBools(call));
  return call->Call(DataType::Of(TypeId::kBool), {}, {.key = "bool"},
                    [](const KernelCall& c, Column* out) {
                      const std::uint8_t* in = c.args[0]->bytes().data();
                      std::uint8_t* values = out->ResizeBits(c.rows);
                      for (std::size_t i = 0; i < (c.rows + 7) / 8; ++i) {
                        values[i] = static_cast<std::uint8_t>(~in[i]);
                      }
                    });
}

Result<int> BindIsNull(CallBinder* call) {
  if (!call->facts(0).nullable) {
    return call->builder->Bool(false, call->span);
  }
  return call->Call(DataType::Of(TypeId::kBool), {},
                    {.strict = false, .never_null = true, .key = "null"},
                    [](const KernelCall& c, Column* out) {
                      const Column& in = *c.args[0];
                      std::uint8_t* values = out->ResizeBits(c.rows);
                      for (std::size_t i = 0; i < (c.rows + 7) / 8; ++i) {
                        values[i] = in.has_nulls()
                                        ? static_cast<std::uint8_t>(~in.validity()[i])
                                        : std::uint8_t{0};
                      }
                    });
}

/// Whether the value is known and that one.
template <bool kWanted>
Result<int> BindIs(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckBools(call));
  return call->Call(DataType::Of(TypeId::kBool), {},
                    {.strict = false, .never_null = true, .key = "bool"},
                    [](const KernelCall& c, Column* out) {
                      const Column& in = *c.args[0];
                      std::uint8_t* values = out->ResizeBits(c.rows);
                      for (std::size_t i = 0; i < (c.rows + 7) / 8; ++i) {
                        unsigned bits = in.bytes().data()[i];
                        if (!kWanted) bits = ~bits;
                        if (in.has_nulls()) bits &= in.validity()[i];
                        values[i] = static_cast<std::uint8_t>(bits);
                      }
                    });
}

Result<int> BindDistinct(CallBinder* call) {
  RM_ASSIGN_OR_RETURN(const DataType type, call->Unify());
  Kernel unequal = CompareKernel<Test::kUnequal>(type);
  return call->Call(DataType::Of(TypeId::kBool), {},
                    {.strict = false, .never_null = true, .key = type.ToString()},
                    [unequal](const KernelCall& c, Column* out) {
                      unequal(c, out);
                      std::uint8_t* bits = out->bytes().data();
                      for (std::size_t i = 0; i < c.rows; ++i) {
                        const bool a = c.args[0]->IsValid(RowOf(c, 0, i));
                        const bool b = c.args[1]->IsValid(RowOf(c, 1, i));
                        if (a && b) continue;
                        const unsigned bit = 1u << (i % 8);
                        bits[i / 8] = static_cast<std::uint8_t>(
                            a == b ? bits[i / 8] & ~bit : bits[i / 8] | bit);
                      }
                    });
}

/// Texts that are all written out are looked up, anything else is compared one by one.
Result<int> BindIn(CallBinder* call) {
  RM_ASSIGN_OR_RETURN(const DataType type, call->Unify());
  bool constants = type.id == TypeId::kString;
  std::set<std::string, std::less<>> texts;
  for (std::size_t i = 1; i < call->size(); ++i) {
    const Column* value = call->builder->ConstantOf(call->args[i]);
    constants = constants && value != nullptr && !value->has_nulls();
    if (constants) texts.emplace(value->text(0));
  }
  if (constants) {
    CallBinder one = *call;
    one.args.resize(1);
    return one.Call(
        DataType::Of(TypeId::kBool), {}, {}, [texts](const KernelCall& c, Column* out) {
          const Column& in = *c.args[0];
          FillBits(c.rows, out,
                   [&](std::size_t at, std::size_t count, std::uint8_t* bytes) {
                     for (std::size_t i = 0; i < count; ++i) {
                       bytes[i] = texts.count(in.text(at + i)) > 0;
                     }
                   });
        });
  }
  std::optional<int> any;
  for (std::size_t i = 1; i < call->size(); ++i) {
    RM_ASSIGN_OR_RETURN(const int equal,
                        call->Other("=", {call->args[0], call->args[i]}));
    if (!any) {
      any = equal;
    } else {
      RM_ASSIGN_OR_RETURN(any, call->Other("or", {*any, equal}));
    }
  }
  return *any;
}

}  // namespace

std::vector<FunctionInfo> ComparisonFunctions() {
  constexpr std::string_view kFamily = "comparison and logic";
  return {
      {"=", kFamily, "a = b", "Whether both are equal; texts byte by byte.", "1 = 1.0",
       "true", 2, 2, BindCompare<Test::kEqual>},
      {"<>", kFamily, "a <> b", "Whether they differ; also written a != b.", "'a' <> 'A'",
       "true", 2, 2, BindCompare<Test::kUnequal>},
      {"<", kFamily, "a < b", "Whether a is less; texts by their bytes.", "2 < 10",
       "true", 2, 2, BindCompare<Test::kLess>},
      {"<=", kFamily, "a <= b", "Whether a is not more.", "'b' <= 'a'", "false", 2, 2,
       BindCompare<Test::kLessEqual>},
      {">", kFamily, "a > b", "Whether a is more.", "2.5 > 2", "true", 2, 2,
       BindCompare<Test::kMore>},
      {">=", kFamily, "a >= b", "Whether a is not less.", "2 >= 2", "true", 2, 2,
       BindCompare<Test::kMoreEqual>},
      {"and", kFamily, "a and b",
       "True when both are; b is only asked where a is not false.", "true and 1 > 2",
       "false", 2, 2, BindLogic<true>},
      {"or", kFamily, "a or b", "True when one is; b is only asked where a is not true.",
       "1 > 2 or true", "true", 2, 2, BindLogic<false>},
      {"not", kFamily, "not a", "The other truth value; null stays null.", "not 1 = 2",
       "true", 1, 1, BindNot},
      {"is null", kFamily, "x is null", "Whether there is no value; also x is not null.",
       "nullif(1, 1) is null", "true", 1, 1, BindIsNull},
      {"is true", kFamily, "x is true", "Whether x is known and true.", "null is true",
       "false", 1, 1, BindIs<true>},
      {"is false", kFamily, "x is false", "Whether x is known and false.",
       "1 = 2 is false", "true", 1, 1, BindIs<false>},
      {"is distinct from", kFamily, "a is distinct from b",
       "Like <>, with null as a value of its own.", "1 is distinct from null", "true", 2,
       2, BindDistinct},
      {"in", kFamily, "x in (a, b, ...)", "Whether x is one of the values.",
       "'b' in ('a', 'b')", "true", 2, 10'000, BindIn},
  };
}

}  // namespace rowmill
