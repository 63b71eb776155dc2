// What computed columns cost per row, the columns they read being there.
#include <benchmark/benchmark.h>

#include <map>
#include <memory>
#include <numeric>

#include "expr/compile.h"
#include "expr/template.h"

namespace rowmill {
namespace {

constexpr std::size_t kRows = 2'048;

/// Columns that are filled by a simple rule: the kernels do not care.
struct Columns {
  std::map<std::string, ExprColumn> known;
  std::map<std::string, Column> data;

  template <typename T>
  void Numbers(const std::string& name, const DataType& type, std::int64_t max) {
    Column column(type);
    T* values = column.ResizeValues<T>(kRows);
    for (std::size_t i = 0; i < kRows; ++i) {
      values[i] = static_cast<T>(i * 7'919 % static_cast<std::size_t>(max));
    }
    known[name] = {type, {}};
    known[name].facts.min = 0;
    known[name].facts.max = max;
    data[name] = std::move(column);
  }
  void Texts(const std::string& name) {
    Column column(DataType::Of(TypeId::kString));
    for (std::size_t i = 0; i < kRows; ++i) {
      column.AppendText(i % 3 == 0 ? "Ada Lovelace" : "Grace Hopper-Murray");
    }
    known[name] = {column.type(), {}};
    known[name].facts.bytes_max = 40;
    data[name] = std::move(column);
  }

  Columns() {
    Numbers<std::int64_t>("a", DataType::Of(TypeId::kInt64), 1'000'000);
    Numbers<std::int64_t>("b", DataType::Of(TypeId::kInt64), 100);
    Numbers<std::int64_t>("m", DataType::Decimal(12, 2), 99'999);
    Numbers<std::int32_t>("d", DataType::Of(TypeId::kDate), 20'000);
    Texts("s");
    Texts("t");
  }
};

void Run(benchmark::State& state, const Result<Program>& program,
         const Columns& columns) {
  if (!program) {
    state.SkipWithError(program.error().message.c_str());
    return;
  }
  std::vector<const Column*> inputs;
  for (const std::string& name : program->inputs())
    inputs.push_back(&columns.data.at(name));
  std::vector<std::uint64_t> ids(kRows);
  std::iota(ids.begin(), ids.end(), 0);
  Scratch scratch;
  Column out;
  for (auto _ : state) {
    const Status ran = program->Run(ids, inputs, &scratch, &out);
    if (!ran) state.SkipWithError("failed");
    benchmark::DoNotOptimize(out.length());
  }
  state.counters["ns/row"] = benchmark::Counter(
      static_cast<double>(kRows) * static_cast<double>(state.iterations()) * 1e-9,
      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

ExprNames NamesOf(const Columns& columns) {
  ExprNames names;
  names.column = [&columns](const std::string& name) -> std::optional<ExprColumn> {
    const auto found = columns.known.find(name);
    if (found == columns.known.end()) return std::nullopt;
    return found->second;
  };
  return names;
}

void Formula(benchmark::State& state, const char* text) {
  const Columns columns;
  Run(state, CompileExpression(text, NamesOf(columns), {}), columns);
}
void Template(benchmark::State& state, const char* text) {
  const Columns columns;
  Run(state, CompileTemplate(text, NamesOf(columns), {}), columns);
}

BENCHMARK_CAPTURE(Formula, arithmetic, "a * 2 + 42 - b");
BENCHMARK_CAPTURE(Formula, decimals, "round(m * 1.19, 2)");
BENCHMARK_CAPTURE(Formula, division, "m / (b + 1)");
BENCHMARK_CAPTURE(Formula, three_branches,
                  "case when a < 300000 then 'low' when a < 700000 then 'middle' else "
                  "'high' end");
BENCHMARK_CAPTURE(Formula, logic, "a > 5 and b < 50 or m >= 10.5");
BENCHMARK_CAPTURE(Formula, upper, "upper(s)");
BENCHMARK_CAPTURE(Formula, date_part, "extract(year from d)");
BENCHMARK_CAPTURE(Formula, date_add, "d + interval '1 month'");
BENCHMARK_CAPTURE(Template, three_parts, "{s}@{t}.{b}");
BENCHMARK_CAPTURE(Template, formatted, "{d:%Y%m}-{a:06d}");

}  // namespace
}  // namespace rowmill
