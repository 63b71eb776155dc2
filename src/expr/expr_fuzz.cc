// Any text -> an expression or a template: an error with its place, or a program that
// makes every row, or tells which one it cannot make.
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>

#include "base/check.h"
#include "expr/compile.h"
#include "expr/template.h"

namespace rowmill {
namespace {

constexpr std::size_t kRows = 19;

struct Columns {
  std::map<std::string, ExprColumn> known;
  std::map<std::string, Column> data;

  void Add(const std::string& name, Column column) {
    known[name].type = column.type();
    known[name].facts.nullable = column.has_nulls();
    known[name].facts.dictionary = column.dictionary();
    data[name] = std::move(column);
  }

  Columns() {
    Column n(DataType::Of(TypeId::kInt64)), m(DataType::Decimal(18, 2));
    Column r(DataType::Of(TypeId::kDouble)), d(DataType::Of(TypeId::kDate));
    Column p(DataType::Timestamp(TimeUnit::kNano)), s(DataType::Of(TypeId::kString));
    for (std::size_t i = 0; i < kRows; ++i) {
      const auto k = static_cast<std::int64_t>(i) - 9;
      n.ResizeValues<std::int64_t>(i + 1)[i] =
          k % 2 == 0 ? k : k * 1'000'000'000'000'000'000;
      m.ResizeValues<std::int64_t>(i + 1)[i] = k * 12'345;
      r.ResizeValues<double>(i + 1)[i] = static_cast<double>(k) * 1e250;
      d.ResizeValues<std::int32_t>(i + 1)[i] = static_cast<std::int32_t>(k * 70'000);
      p.ResizeValues<std::int64_t>(i + 1)[i] = k * 900'000'000'000'000'000;
      s.AppendText(std::string_view("a\xC3\xA9\xF0\x9F\x98\x80 %_7")
                       .substr(0, i % 3 == 0 ? 0 : 9));
    }
    m.MakeValidity()[1] = 0x5A;
    Column b(DataType::Of(TypeId::kBool));
    b.ResizeBits(kRows)[0] = 0xA5;
    b.bytes().data()[1] = 0;
    b.bytes().data()[2] = 7;
    b.MakeValidity()[0] = 0xF0;
    auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
    entries->AppendText("open");
    entries->AppendText("12");
    Column c(DataType::Of(TypeId::kString));
    c.set_dictionary(entries);
    for (std::size_t i = 0; i < kRows; ++i) {
      c.ResizeValues<std::int32_t>(i + 1)[i] = static_cast<std::int32_t>(i % 2);
    }
    Add("n", std::move(n));
    Add("m", std::move(m));
    Add("r", std::move(r));
    Add("d", std::move(d));
    Add("p", std::move(p));
    Add("s", std::move(s));
    Add("b", std::move(b));
    Add("c", std::move(c));
  }
};

void Check(const Result<Program>& program, const Columns& columns) {
  if (!program) {
    RM_CHECK(!program.error().Flatten().empty());
    return;
  }
  std::vector<const Column*> inputs;
  for (const std::string& name : program->inputs())
    inputs.push_back(&columns.data.at(name));
  std::vector<std::uint64_t> ids(kRows);
  for (std::size_t i = 0; i < kRows; ++i) ids[i] = i * 1'000'003;
  Scratch scratch;
  Column out;
  const Status ran = program->Run(ids, inputs, &scratch, &out);
  RM_CHECK(scratch.columns_used == 0);
  if (!ran) return;
  RM_CHECK(out.length() == kRows && out.type() == program->type());
  if (!program->facts().nullable) RM_CHECK(out.null_count() == 0);
}

}  // namespace
}  // namespace rowmill

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rowmill;  // NOLINT: the entry point has no namespace of its own
  static const auto* const columns = new Columns;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  ExprNames names;
  names.column = [](const std::string& name) -> std::optional<ExprColumn> {
    const auto found = columns->known.find(name);
    if (found == columns->known.end()) return std::nullopt;
    return found->second;
  };
  names.vars = {{"v", "0.2"}};
  (void)FieldsOfExpression(text);
  Check(CompileExpression(text, names, {}), *columns);
  Check(CompileTemplate(text, names, {}), *columns);
  return 0;
}
