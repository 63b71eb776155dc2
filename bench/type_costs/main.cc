// Nanoseconds per value of every type of the registry, made by its example: one line of
// JSON each. `type_costs [PART OF A NAME]`. The columns are made in tiles and dropped, so
// nothing but the generator is measured; types that read files are left out.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/registry.h"
#include "run/plan.h"

namespace rowmill {
namespace {

constexpr int kRounds = 8;
constexpr double kRoundSeconds = 0.01;

/// Time of this thread alone: others may be at work on the machine.
double CpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

struct Cost {
  double nanoseconds = 0;  ///< per value, the best round
  double bytes = 0;        ///< of text per value; 0 for others and for dictionaries
};

Result<Cost> Measure(const EntityPlan& entity) {
  RowMaker maker(&entity);
  std::uint64_t first = 0;
  std::uint64_t bytes = 0;
  auto tile = [&]() -> Status {
    auto made = maker.MakeRange(first, entity.tile_rows);
    if (!made) return Fail(made.error());
    const Column& column = *(*made)->columns[0];
    if (column.type().is_text_layout() && column.dictionary() == nullptr) {
      bytes += column.bytes().size();
    }
    first += entity.tile_rows;
    return {};
  };
  RM_RETURN_IF_ERROR(tile());  // warms the tables
  Cost cost{1e9, 0};
  bytes = 0;
  const std::uint64_t before = first;
  for (int round = 0; round < kRounds; ++round) {
    const std::uint64_t round_first = first;
    const double start = CpuSeconds();
    double seconds = 0;
    do {
      RM_RETURN_IF_ERROR(tile());
      seconds = CpuSeconds() - start;
    } while (seconds < kRoundSeconds);
    const double each = seconds * 1e9 / static_cast<double>(first - round_first);
    cost.nanoseconds = std::min(cost.nanoseconds, each);
  }
  cost.bytes = static_cast<double>(bytes) / static_cast<double>(first - before);
  return cost;
}

/// Unset for types whose example reads a file.
Result<std::optional<Cost>> CostOf(const Info& info, const Plugins& plugins) {
  const std::string model = fmt::format(
      "rowmill: 1\nentities: {{ e: {{ rows: 5, fields:\n  {{ f: {} }} }} }}\n",
      info.example);
  RM_ASSIGN_OR_RETURN(Dataset dataset, ReadModel(model, ReadOptionsFor(plugins)));
  auto plan = MakePlan(dataset, plugins, PlanOptions());
  if (!plan && plan.error().code == ErrorCode::kForbidden) return std::nullopt;
  if (!plan) return Fail(plan.error());
  RM_ASSIGN_OR_RETURN(const Cost cost, Measure((*plan)->entities[0]));
  return cost;
}

int Main(std::string_view wanted) {
  Plugins plugins;
  RegisterPlugins(&plugins);
  int failed = 0;
  for (const TypePlugin& type : plugins.types()) {
    const Info& info = type.info;
    if (info.name.find(wanted) == std::string_view::npos) continue;
    Result<std::optional<Cost>> cost = CostOf(info, plugins);
    if (!cost) {
      fmt::print(stderr, "{}: {}\n", info.name, cost.error().ToString());
      ++failed;
    } else if (!*cost) {
      fmt::print(stderr, "{}: left out, it reads a file\n", info.name);
    } else {
      fmt::print("{{\"type\": \"{}\", \"ns\": {:.2f}, \"bytes\": {:.1f}}}\n", info.name,
                 (*cost)->nanoseconds, (*cost)->bytes);
      std::fflush(stdout);
    }
  }
  return failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace rowmill

int main(int argc, char** argv) { return rowmill::Main(argc > 1 ? argv[1] : ""); }
