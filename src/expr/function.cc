#include "expr/function.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "expr/convert.h"
#include "expr/lexer.h"

namespace rowmill {

tl::unexpected<Error> CallBinder::Fault(std::string message) const {
  return Fail(ExpressionFault(text, span, std::move(message)));
}

tl::unexpected<Error> CallBinder::ArgFault(std::size_t arg, std::string message) const {
  return Fail(ExpressionFault(text, arg_spans[arg], std::move(message)));
}

Result<std::string> CallBinder::ConstantText(std::size_t arg,
                                             std::string_view what) const {
  const Column* constant = builder->ConstantOf(args[arg]);
  if (constant == nullptr || constant->has_nulls() || type(arg).id != TypeId::kString) {
    return ArgFault(arg,
                    fmt::format("{} of {} is a text that is written out", what, name));
  }
  return std::string(constant->text(0));
}

Result<std::int64_t> CallBinder::ConstantWhole(std::size_t arg, std::string_view what,
                                               std::int64_t min, std::int64_t max) const {
  const Column* constant = builder->ConstantOf(args[arg]);
  const bool whole =
      constant != nullptr && !constant->has_nulls() && type(arg).id == TypeId::kInt64;
  const std::int64_t value = whole ? constant->values<std::int64_t>()[0] : 0;
  if (!whole || value < min || value > max) {
    return ArgFault(arg, fmt::format("{} of {} is a whole number from {} to {} that is "
                                     "written out",
                                     what, name, min, max));
  }
  return value;
}

Status CallBinder::Convert(std::size_t arg, const DataType& to) {
  const DataType from = type(arg);
  if (from == to) return {};
  const bool literal =
      from.id == TypeId::kString && builder->ConstantOf(args[arg]) != nullptr;
  if (!IsNull(arg) && !literal && !GoesByItself(from, to)) {
    return ArgFault(arg, fmt::format("{} takes {} here, this is {} (cast(x as {}))", name,
                                     to.ToString(), from.ToString(), to.ToString()));
  }
  Result<int> made = CastNode(builder, args[arg], to, arg_spans[arg]);
  if (!made) {
    if (!made.error().excerpt.empty()) return Fail(made.error());
    return ArgFault(arg, made.error().message);
  }
  args[arg] = *made;
  return {};
}

Result<DataType> CallBinder::Unify(std::size_t first) {
  std::optional<DataType> common;
  // Texts that are written out take the type of what is beside them.
  auto literal = [&](std::size_t i) {
    return type(i).id == TypeId::kString && builder->ConstantOf(args[i]) != nullptr;
  };
  for (std::size_t i = first; i < size(); ++i) {
    if (IsNull(i) || literal(i)) continue;
    const std::optional<DataType> next = common ? CommonType(*common, type(i)) : type(i);
    if (!next) {
      return ArgFault(i, fmt::format("this is {}, beside {}", type(i).ToString(),
                                     common->ToString()));
    }
    common = next;
  }
  if (!common) common = DataType::Of(TypeId::kString);
  for (std::size_t i = first; i < size(); ++i) RM_RETURN_IF_ERROR(Convert(i, *common));
  return *common;
}

Result<int> CallBinder::Other(std::string_view function, std::vector<int> of) const {
  CallBinder other = *this;
  other.name = function;
  other.arg_spans.assign(of.size(), span);
  other.args = std::move(of);
  return FindExprFunction(function)->bind(&other);
}

const std::vector<FunctionInfo>& ExprFunctions() {
  static const auto* const all = [] {
    auto* made = new std::vector<FunctionInfo>;
    for (auto family : {ArithmeticFunctions, ComparisonFunctions, ValueFunctions,
                        TextFunctions, TextPartFunctions, DateFunctions}) {
      for (FunctionInfo& info : family()) made->push_back(std::move(info));
    }
    return made;
  }();
  return *all;
}

const FunctionInfo* FindExprFunction(std::string_view name) {
  static const auto* const by_name = [] {
    auto* made = new std::map<std::string_view, const FunctionInfo*>;
    for (const FunctionInfo& info : ExprFunctions()) made->emplace(info.name, &info);
    return made;
  }();
  const auto found = by_name->find(name);
  return found == by_name->end() ? nullptr : found->second;
}

}  // namespace rowmill
