#include "api/datagen/submit.h"

#include <algorithm>

#include <fmt/format.h>

#include "api/datagen/json_text.h"
#include "api/datagen/mapping.h"
#include "api/datagen/model_choice.h"
#include "base/limits.h"
#include "job/ids.h"
#include "model/dataset.h"
#include "run/plan.h"

namespace rowmill::api::datagen {

namespace {
// Longer texts help nobody and would fill the store.
constexpr std::size_t kAnswerBytesMax = 32u << 10;

// What the specification has and this build has not must not look accepted.
void CheckNotBuilt(const Call& call, Faults* faults) {
  const auto refuse = [&](std::string_view what) {
    faults->Add(ErrorCode::kNotBuilt, fmt::format("{} is not built yet", what));
  };
  const std::optional<bool> scheduled = call.Bool("scheduled");
  const bool delayed = call.Has("delay_between_executions_seconds");
  if (scheduled.value_or(delayed)) {
    refuse(delayed ? "scheduling (delay_between_executions_seconds)"
                   : "scheduling (scheduled=true)");
  }
  if (call.Has("extraProperties")) refuse("parameter extraProperties");
  if (call.Has("credentials")) refuse("parameter credentials");
}

struct Sizes {
  int threads = 1;
  CommandSize command;
};

Sizes ReadSizes(const Call& call, const Defaults& defaults, Faults* faults) {
  const std::int64_t threads = call.Int("threads").value_or(defaults.threads);
  const std::int64_t rows = call.Int("rows").value_or(defaults.rows);
  const std::int64_t batches = call.Int("batches").value_or(defaults.batches);
  const auto refuse = [&](std::string_view name, std::string_view bound, std::int64_t v) {
    faults->Add(ErrorCode::kInvalidArgument,
                fmt::format("parameter '{}' must be {}, not {}", name, bound, v));
  };
  if (threads < 1) refuse("threads", "at least 1", threads);
  if (rows < 0) refuse("rows", "0 or more", rows);
  if (batches < 0) refuse("batches", "0 or more", batches);
  Sizes sizes;
  sizes.threads =
      static_cast<int>(std::clamp<std::int64_t>(threads, 1, limits::kThreadsMax));
  sizes.command =
      CommandSize(static_cast<std::uint64_t>(std::max<std::int64_t>(0, rows)),
                  static_cast<std::uint64_t>(std::max<std::int64_t>(0, batches)));
  if (sizes.command.batches > 0 &&
      sizes.command.rows > limits::kRowIdMax / sizes.command.batches) {
    faults->Add(ErrorCode::kInvalidArgument,
                fmt::format("rows x batches ({} x {}) is over {}", rows, batches,
                            limits::kRowIdMax));
  }
  return sizes;
}

Result<Dataset> ReadChosen(const ModelChoice& choice, const Context& context) {
  ReadOptions options = ReadOptionsFor(*context.plugins);
  options.name = choice.name;
  options.native_name = choice.native_name;
  Result<Dataset> dataset = ReadModel(choice.text, options);
  if (!dataset) {
    return Fail(dataset.error().code,
                fmt::format("{}: {}", kBadModelText, DescribeFault(dataset.error())));
  }
  return dataset;
}

std::string NameOf(const Dataset& dataset) {
  if (dataset.datagen && !dataset.datagen->model_name.empty()) {
    return dataset.datagen->model_name;
  }
  return dataset.name;
}

// Planning finds what the reader cannot: capacities, types and features not built yet,
// options that do not fit the schema, too many files.
// Warnings go behind those of the reader.
Status CheckPlan(const Dataset& dataset, const GenerationRequest& request,
                 const Context& context, std::vector<Error>* warnings) {
  Status status;
  if (auto runs = PlanRuns(dataset, request, *context.plugins, *context.paths); runs) {
    Faults faults;
    for (const EngineRun& run : *runs) {
      faults.Take(CheckRun(run.request));
      const std::vector<Error>& told = run.request.plan->warnings;
      warnings->insert(warnings->end(), told.begin(), told.end());
    }
    status = faults.ToStatus();
  } else {
    status = Fail(std::move(runs).error());
  }
  if (status) return {};
  return Fail(status.error().code,
              fmt::format("{}: {}", kBadModelText, DescribeFault(status.error())));
}
}  // namespace

Result<RunRecord> MakeRun(const Call& call, const Connector& connector, Family family,
                          const Context& context) {
  Faults faults;
  CheckNotBuilt(call, &faults);
  const Sizes sizes = ReadSizes(call, context.defaults, &faults);
  if (const Status status = faults.ToStatus(); !status) {
    return Fail(status.error().code, DescribeFault(status.error()));
  }
  RM_ASSIGN_OR_RETURN(ModelChoice choice, ChooseModel(call, family, context));
  RM_ASSIGN_OR_RETURN(const Dataset dataset, ReadChosen(choice, context));

  RunRecord run;
  run.name = NameOf(dataset);
  GenerationRequest& request = run.request;
  Result<OutputRequest> output =
      MapOutput(connector, dataset, run.name, sizes.command, context);
  if (!output) return Fail(output.error().code, DescribeFault(output.error()));
  request.outputs.push_back(std::move(*output));
  request.model_text = std::move(choice.text);
  request.model_name = dataset.datagen ? std::move(choice.name) : dataset.name;
  request.rows = sizes.command.rows * sizes.command.batches;
  request.rows_per_batch = sizes.command.rows;
  request.batches = sizes.command.batches;
  request.threads = sizes.threads;
  // A native model that gives a seed means it; Datagen's commands differ each time.
  request.seed = call.Uint("seed").value_or(dataset.seed.value_or(NewSeed()));
  request.now = context.clock->Now();
  request.temporal_as_text = connector.format != "csv" && connector.format != "json";
  std::vector<Error> warnings = dataset.warnings;
  RM_RETURN_IF_ERROR(CheckPlan(dataset, request, context, &warnings));

  run.id = NewUuid();
  run.project = "datagen";
  run.origin = "datagen";
  run.lane = "datagen";
  run.owner = call.request().owner;
  run.created = request.now;
  run.rows_total = request.RowsTotal() * dataset.entities.size();
  for (const Error& warning : warnings) {
    context.log->Write(LogLevel::kInfo, call.request().id,
                       fmt::format("model '{}': {}", run.name, warning.ToString()));
  }
  return run;
}

Response Submit(const Call& call, const Connector& connector, Family family,
                const Context& context) {
  Status status;
  RunRecord run;
  if (!IsBuilt(connector, *context.plugins)) {
    status = Fail(ErrorCode::kNotBuilt,
                  fmt::format("connector {} is not built yet", connector.constant));
  } else if (Result<RunRecord> made = MakeRun(call, connector, family, context); made) {
    run = std::move(*made);
    status = context.store->AddRun(&run);
    if (!status) {
      context.log->Write(LogLevel::kError, call.request().id, status.error().ToString());
      status = Fail(ErrorCode::kInternal, "the command could not be stored");
    }
  } else {
    status = Fail(std::move(made).error());
  }
  if (!status) {
    std::string text = status.error().message.substr(0, kAnswerBytesMax);
    context.log->Write(LogLevel::kInfo, call.request().id,
                       fmt::format("{}: refused: {}", connector.constant, text));
    return Response::Json(200, CommandAnswer("", text));
  }
  context.executor->Wake();
  return Response::Json(200, CommandAnswer(run.id, ""));
}

}  // namespace rowmill::api::datagen
