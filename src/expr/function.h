/// The functions and operators of expressions: what each is called, how it is explained,
/// and how a call of it becomes kernels. Thread-safe.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "draw/key.h"
#include "expr/program.h"

namespace rowmill {

/// What expressions know besides the columns.
struct ExprContext {
  MicrosUtc now = 0;
  DrawScope draws;  ///< of the field: `rand()`
};

/// One call while it is compiled: its arguments are nodes of the program.
struct CallBinder {
  std::string_view text;  ///< of the whole expression
  const ExprContext& context;
  ProgramBuilder* builder;
  std::string_view name;
  TextSpan span;
  std::vector<int> args;
  std::vector<TextSpan> arg_spans;

  std::size_t size() const { return args.size(); }
  const DataType& type(std::size_t arg) const { return builder->TypeOf(args[arg]); }
  const ColumnFacts& facts(std::size_t arg) const {
    return builder->node(args[arg]).facts;
  }
  bool IsNull(std::size_t arg) const { return builder->IsNull(args[arg]); }
  /// The text of a constant; a fault when it is none.
  Result<std::string> ConstantText(std::size_t arg, std::string_view what) const;
  /// The value of a whole constant; a fault when it is none or out of bounds.
  Result<std::int64_t> ConstantWhole(std::size_t arg, std::string_view what,
                                     std::int64_t min, std::int64_t max) const;

  tl::unexpected<Error> Fault(std::string message) const;
  tl::unexpected<Error> ArgFault(std::size_t arg, std::string message) const;
  /// Turns an argument into the type, if values of its type go there by themselves
  /// (numbers widen, constant texts are read, nulls are of any type).
  Status Convert(std::size_t arg, const DataType& to);
  /// All arguments from `first` on become their common type. Errors: none is common.
  Result<DataType> Unify(std::size_t first = 0);

  /// A call of another function in the place of this one.
  Result<int> Other(std::string_view function, std::vector<int> of) const;

  Result<int> Call(const DataType& type, ColumnFacts facts, KernelTraits traits,
                   Kernel kernel) {
    if (!traits.key.empty()) traits.key = std::string(name) + " " + traits.key;
    return builder->Call(type, std::move(facts), args, std::move(traits),
                         std::move(kernel), span);
  }
};

using FunctionBinder = Result<int> (*)(CallBinder* call);

struct FunctionInfo {
  std::string_view name;    ///< lower case; operators by their sign
  std::string_view family;  ///< heading of the page: arithmetic, text, ...
  std::string_view usage;   ///< `round(x, digits)`
  std::string_view doc;     ///< one sentence
  std::string_view example;
  std::string_view result;  ///< of the example, as text
  std::size_t args_min;
  std::size_t args_max;
  FunctionBinder bind;
};

/// All functions, by family.
const std::vector<FunctionInfo>& ExprFunctions();
const FunctionInfo* FindExprFunction(std::string_view name);

/// Each family's functions; ExprFunctions puts them together.
std::vector<FunctionInfo> ArithmeticFunctions();
std::vector<FunctionInfo> ComparisonFunctions();
std::vector<FunctionInfo> TextFunctions();
std::vector<FunctionInfo> TextPartFunctions();
std::vector<FunctionInfo> DateFunctions();
std::vector<FunctionInfo> ValueFunctions();

/// args[0], a date or moment, and an interval more or less.
Result<int> AddInterval(CallBinder* call, const Interval& interval, bool minus);

}  // namespace rowmill
