#include "api/datagen/routes.h"

#include <array>

#include <fmt/format.h>

#include "api/datagen/connectors.h"
#include "api/datagen/json_text.h"
#include "api/datagen/status.h"
#include "api/datagen/submit.h"

namespace rowmill::api::datagen {

namespace {
std::string Prefixed(Family family, std::string_view path) {
  return fmt::format("{}{}", family == Family::kV1 ? "/api/v1" : "", path);
}

Response FrameworkError(int status, const Request& request, std::string_view detail,
                        const Clock& clock) {
  std::string body = fmt::format(
      R"({{"timestamp":"{}","status":{},"error":"{}","path":{})",
      FrameworkTime(clock.Now()), status, ReasonPhrase(status), Quoted(request.path));
  if (!detail.empty()) body += fmt::format(R"(,"message":{})", Quoted(detail));
  Response response = Response::Json(status, body + "}");
  if (status == 415) response.headers.emplace_back("Accept", "multipart/form-data");
  return response;
}

std::vector<Param> GenerationParams(const Defaults& defaults) {
  static const std::string threads = fmt::format("{}", defaults.threads);
  static const std::string batches = fmt::format("{}", defaults.batches);
  static const std::string rows = fmt::format("{}", defaults.rows);
  return {
      {"model_file", ParamKind::kUpload,
       "The model: a file, its JSON text, a path on the server, or the name of a file in "
       "the models folder.",
       "", false, ParamIn::kQueryOrForm},
      {"model", ParamKind::kUpload, "The same as model_file.", "", false,
       ParamIn::kQueryOrForm},
      {"threads", ParamKind::kInt32,
       "Threads wished for, at least 1; never more than the server's setting. Values do "
       "not depend on it.",
       threads, false, ParamIn::kQueryOrForm},
      {"batches", ParamKind::kInt64, "Number of batches (files), 0 or more.", batches,
       false, ParamIn::kQueryOrForm},
      {"rows", ParamKind::kInt64, "Rows of each batch, 0 or more.", rows, false,
       ParamIn::kQueryOrForm},
      {"seed", ParamKind::kUint64,
       "The same seed and model give the same values again; without it a native "
       "model's own, else random.",
       "", false, ParamIn::kQueryOrForm},
      {"delay_between_executions_seconds", ParamKind::kInt64,
       "Seconds between runs of a scheduled command. Not built yet.", "", false,
       ParamIn::kQueryOrForm},
      {"scheduled", ParamKind::kBool,
       "Whether the command is repeated. `true` is not built yet.", "", false,
       ParamIn::kQueryOrForm},
      {"extraProperties", ParamKind::kMap,
       "Settings for this command only. Not built yet.", "", false,
       ParamIn::kQueryOrForm},
      {"credentials", ParamKind::kTexts, "Names of stored credentials. Not built yet.",
       "", false, ParamIn::kQueryOrForm},
  };
}

void AddGeneration(Family family, const Context& context, std::vector<Route>* routes) {
  for (const Connector& connector : Connectors()) {
    Route route;
    route.method = "POST";
    route.path = Prefixed(family, "/datagen/" + ConnectorPath(connector));
    route.fold_last = true;
    route.body = BodyKind::kMultipart;
    route.params = GenerationParams(context.defaults);
    route.summary = fmt::format("Generate data to {}", connector.constant);
    route.tag = "Data generation";
    route.handler = [&connector, family, context](const Call& call) {
      return Submit(call, connector, family, context);
    };
    routes->push_back(std::move(route));
  }
  for (const auto& [path, parameter] : {std::pair("multipleconnectors", "connectors"),
                                        std::pair("multiplesinks", "sinks")}) {
    Route route;
    route.method = "POST";
    route.path = Prefixed(family, fmt::format("/datagen/{}", path));
    route.fold_last = true;
    route.body = BodyKind::kMultipart;
    route.params = GenerationParams(context.defaults);
    route.params.push_back({parameter, ParamKind::kTexts, "Connectors to generate to.",
                            "", true, ParamIn::kQueryOrForm});
    route.summary = "Generate data to several connectors; not built yet";
    route.tag = "Data generation";
    const std::string name = path;
    route.handler = [name](const Call&) {
      return Response::Json(200, CommandAnswer("", name + " is not built yet"));
    };
    routes->push_back(std::move(route));
  }
}

// Our fault: told to the log with all details, to the client without any.
Response StoreFault(const Error& error, const Call& call, const Context& context) {
  context.log->Write(LogLevel::kError, call.request().id, error.ToString());
  return FrameworkError(500, call.request(), "", *context.clock);
}

Response OneStatus(const Call& call, Family family, const Context& context) {
  // Asked before the store: a run that ends in between is then final there.
  const std::string id = *call.Text("commandUuid");
  const std::optional<LiveProgress> live = context.executor->ProgressOf(id);
  const Result<RunRecord> run = context.store->GetRun(id, Detail::kSummary);
  if (run) {
    return Response::Json(200, StatusObject(*run, live, context.clock->Now(), family));
  }
  if (run.error().code == ErrorCode::kNotFound) {
    return Response::Json(200, UnknownCommand(family));
  }
  return StoreFault(run.error(), call, context);
}

Response AllStatus(const Call& call, Family family, const Context& context) {
  RunQuery query;
  query.origin = call.Text("origin").value_or("");
  const auto runs = context.store->ListRuns(query, Detail::kSummary);
  if (!runs) return StoreFault(runs.error(), call, context);
  std::string list = "[";
  const MicrosUtc now = context.clock->Now();
  for (const RunRecord& run : *runs) {
    if (list.size() > 1) list += ',';
    const bool at_work =
        run.state == RunState::kRunning || run.state == RunState::kStopping;
    list += StatusObject(
        run, at_work ? context.executor->ProgressOf(run.id) : std::nullopt, now, family);
  }
  return Response::Json(200, list + "]");
}

void AddCommands(Family family, const Context& context, std::vector<Route>* routes) {
  for (const char* method : {"POST", "GET"}) {
    Route one;
    one.method = method;
    one.path = Prefixed(family, "/command/getCommandStatus");
    one.body = BodyKind::kForm;
    one.params = {{"commandUuid", ParamKind::kUuid,
                   "The uuid a generation call answered.", "", true,
                   ParamIn::kQueryOrForm}};
    one.summary = "Status of one command";
    one.tag = "Commands";
    one.handler = [family, context](const Call& call) {
      return OneStatus(call, family, context);
    };
    routes->push_back(std::move(one));

    Route all;
    all.method = method;
    all.path = Prefixed(family, "/command/getAll");
    all.body = BodyKind::kForm;
    all.params = {{"origin", ParamKind::kText,
                   "Only runs that came through this interface, for example datagen.", "",
                   false, ParamIn::kQueryOrForm}};
    all.summary = "Status of all commands";
    all.tag = "Commands";
    all.handler = [family, context](const Call& call) {
      return AllStatus(call, family, context);
    };
    routes->push_back(std::move(all));
  }
}

void AddHealth(Family family, std::vector<Route>* routes) {
  Route health;
  health.path = Prefixed(family, "/health/status");
  health.summary = "Whether the server works";
  health.tag = "Health";
  health.handler = [](const Call&) {
    return Response::Json(200, R"({ "status": "OK" })");
  };
  routes->push_back(std::move(health));
}

// Calls the specification has and this build has not: they are answered by name, not as
// if they did not exist.
struct PlannedCall {
  const char* method;
  const char* path;
};
constexpr std::array<PlannedCall, 22> kPlanned = {{
    {"POST", "/datagen/api"},
    {"GET", "/datagen/api/gen"},
    {"POST", "/model/test"},
    {"POST", "/command/get"},
    {"GET", "/command/get"},
    {"POST", "/command/getByStatus"},
    {"GET", "/command/getByStatus"},
    {"POST", "/command/getAllScheduled"},
    {"GET", "/command/getAllScheduled"},
    {"POST", "/command/removeScheduled"},
    {"GET", "/metrics/all"},
    {"POST", "/model_store/add"},
    {"GET", "/model_store/get"},
    {"GET", "/model_store/list"},
    {"DELETE", "/model_store/delete"},
    {"POST", "/model_generation/{source}"},
    {"GET", "/users/list"},
    {"POST", "/users/add"},
    {"DELETE", "/users/delete"},
    {"GET", "/credentials/listCredentials"},
    {"POST", "/credentials/addCredentials"},
    {"DELETE", "/credentials/removeCredentials"},
}};

void AddPlanned(Family family, const Context& context, std::vector<Route>* routes) {
  for (const PlannedCall& planned : kPlanned) {
    Route route;
    route.method = planned.method;
    route.path = Prefixed(family, planned.path);
    route.body = BodyKind::kForm;
    route.summary = "Not built yet";
    route.tag = "Not built yet";
    const Clock* clock = context.clock;
    const std::string path = planned.path;
    route.handler = [clock, path](const Call& call) {
      return FrameworkError(501, call.request(), path + " is not built yet", *clock);
    };
    routes->push_back(std::move(route));
  }
}
}  // namespace

Facade MakeFacade(const Context& context) {
  Facade facade;
  facade.name = "datagen";
  facade.prefixes = {"/datagen", "/command", "/model", "/health", "/metrics", "/api/v1"};
  const Clock* clock = context.clock;
  facade.error = [clock](int status, const Request& request, std::string_view detail) {
    return FrameworkError(status, request, detail, *clock);
  };
  for (Family family : {Family::kLegacy, Family::kV1}) {
    AddGeneration(family, context, &facade.routes);
    AddCommands(family, context, &facade.routes);
    AddHealth(family, &facade.routes);
    AddPlanned(family, context, &facade.routes);
  }
  return facade;
}

}  // namespace rowmill::api::datagen
