#include "expr/template.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "expr/convert.h"
#include "expr/lexer.h"

namespace rowmill {

namespace {

constexpr std::size_t kPartsMax = 1'000;

class TemplateCompiler {
 public:
  TemplateCompiler(std::string_view text, const ExprNames& names,
                   const ExprContext& context)
      : text_(text), names_(names), context_(context), builder_(std::string(text)) {}

  Result<Program> Compile(const std::vector<TemplatePart>& parts) {
    std::vector<int> nodes;
    std::vector<TextSpan> spans;
    Faults faults;
    for (const TemplatePart& part : parts) {
      Result<int> node = part.field.empty()
                             ? Result<int>(builder_.Text(part.text, part.span))
                             : Field(part);
      if (!node) {
        faults.Add(node.error());
        continue;
      }
      nodes.push_back(*node);
      spans.push_back(part.span);
    }
    RM_RETURN_IF_ERROR(faults.ToStatus());
    if (nodes.empty()) nodes.push_back(builder_.Text("", {}));
    spans.resize(nodes.size());
    RM_ASSIGN_OR_RETURN(const int joined, Bind("concat", {0, text_.size()},
                                               std::move(nodes), std::move(spans)));
    return std::move(builder_).Finish(joined);
  }

 private:
  tl::unexpected<Error> Fault(TextSpan span, std::string message) const {
    return Fail(ExpressionFault(text_, span, std::move(message)));
  }

  Result<int> Bind(std::string_view name, TextSpan span, std::vector<int> args,
                   std::vector<TextSpan> spans) {
    const FunctionInfo* function = FindExprFunction(name);
    CallBinder call{text_, context_,        &builder_,       function->name,
                    span,  std::move(args), std::move(spans)};
    return function->bind(&call);
  }

  Result<int> Field(const TemplatePart& part) {
    const std::optional<ExprColumn> column = names_.column(part.field);
    if (!column) {
      return Fault(part.span,
                   fmt::format("no field is called '{}'{}", Printable(part.field),
                               Suggestion(part.field, names_.all)));
    }
    if (column->type.is_nested()) {
      return Fault(part.span,
                   fmt::format("'{}' is {}: templates of nested columns are not "
                               "built yet",
                               Printable(part.field), column->type.ToString()));
    }
    const int node = builder_.Input(part.field, column->type, column->facts);
    if (part.format.empty()) return node;
    Result<int> value = ToWorkingType(&builder_, node, part.span);
    if (!value) return Fault(part.span, value.error().message);
    const int format = builder_.Text(part.format, part.span);
    return Bind("to_char", part.span, {*value, format}, {part.span, part.span});
  }

  std::string_view text_;
  const ExprNames& names_;
  const ExprContext& context_;
  ProgramBuilder builder_;
};

}  // namespace

Result<std::vector<TemplatePart>> ParseTemplate(std::string_view text) {
  std::vector<TemplatePart> parts;
  std::string plain;
  auto end_plain = [&](std::size_t at) {
    if (plain.empty()) return;
    parts.push_back({std::move(plain), "", "", {at, at}});
    plain.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const bool twice = at + 1 < text.size() && text[at + 1] == c;
    if ((c == '{' || c == '}') && twice) {
      plain += c;
      at += 2;
      continue;
    }
    if (c == '}') {
      return Fail(ExpressionFault(text, {at, at + 1},
                                  "a '}' without its '{' (write }} for a brace)"));
    }
    if (c != '{') {
      plain += c;
      ++at;
      continue;
    }
    const std::size_t end = text.find('}', at);
    if (end == std::string_view::npos) {
      return Fail(ExpressionFault(text, {at, text.size()},
                                  "a '{' without its '}' (write {{ for a brace)"));
    }
    end_plain(at);
    const std::string_view inner = text.substr(at + 1, end - at - 1);
    const std::size_t colon = inner.find(':');
    TemplatePart part;
    part.span = {at, end + 1};
    part.field = std::string(Trim(inner.substr(0, colon)));
    if (colon != std::string_view::npos)
      part.format = std::string(inner.substr(colon + 1));
    if (part.field.empty()) {
      return Fail(
          ExpressionFault(text, part.span, "a place without the name of a field"));
    }
    if (colon != std::string_view::npos && part.format.empty()) {
      return Fail(ExpressionFault(text, part.span, "a ':' without a format behind it"));
    }
    parts.push_back(std::move(part));
    at = end + 1;
  }
  end_plain(text.size());
  if (parts.size() > kPartsMax) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("a template of more than {} parts", kPartsMax));
  }
  return parts;
}

Result<std::vector<std::string>> FieldsOfTemplate(std::string_view text) {
  RM_ASSIGN_OR_RETURN(const std::vector<TemplatePart> parts, ParseTemplate(text));
  std::vector<std::string> fields;
  for (const TemplatePart& part : parts) {
    if (part.field.empty()) continue;
    if (std::find(fields.begin(), fields.end(), part.field) == fields.end()) {
      fields.push_back(part.field);
    }
  }
  return fields;
}

Result<Program> CompileTemplate(std::string_view text, const ExprNames& names,
                                const ExprContext& context) {
  RM_ASSIGN_OR_RETURN(const std::vector<TemplatePart> parts, ParseTemplate(text));
  return TemplateCompiler(text, names, context).Compile(parts);
}

}  // namespace rowmill
