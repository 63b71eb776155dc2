#include <fmt/format.h>

#include <chrono>
#include <csignal>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/generate_settings.h"
#include "cli/model_input.h"
#include "cli/preview.h"
#include "cli/watch.h"

namespace rowmill::cli {

namespace {

constexpr const char* kExamples =
    "  rowmill generate shop.yaml -o out/                    every entity as CSV\n"
    "  rowmill generate shop.yaml -o out/ -f parquet --compression zstd:3\n"
    "  rowmill generate sensor.json -n 1M -o sensors.csv.gz  one packed file\n"
    "  rowmill generate sensor.json -n 10 | head -3          to standard output\n"
    "  rowmill preview shop.yaml                             look first\n"
    "  rowmill generate sensor.json -n 1G -o out/ --part 2 --parts 8\n"
    "  rowmill generate sensor.json --from-row 5_000_000_000 -n 10";

/// The options of a Datagen model that say how text is laid out, by format.
struct LayoutSetting {
  std::string_view setting;
  std::string_view format;
  std::string_view option;
};
constexpr LayoutSetting kLayoutSettings[] = {
    {"CSV_QUOTE", "csv", "quote"},
    {"JSON_VALUES", "json", "values"},
};

Node FormatOptions(const GenerateSettings& settings, const Dataset& dataset) {
  Node map = Node::Map();
  for (const auto& [name, value] : settings.format_options) {
    map.Add(name, Node::Text(value));
  }
  if (!dataset.datagen) return map;
  for (const LayoutSetting& layout : kLayoutSettings) {
    const std::string* value = dataset.datagen->FindOption(layout.setting);
    if (value == nullptr || settings.target.format != layout.format) continue;
    if (map.Find(layout.option) != nullptr) continue;
    map.Add(std::string(layout.option), Node::Text(LowerAscii(*value)));
  }
  return map;
}

RunRequest MakeRequest(const GenerateArguments& arguments,
                       const GenerateSettings& settings, const Dataset& dataset,
                       const Plugins& plugins) {
  RunRequest request;
  request.plugins = &plugins;
  request.from_row = settings.from_row;
  request.rows = settings.rows;
  request.part = settings.wish.part;
  request.parts = settings.wish.parts;
  request.format = settings.target.format;
  request.format_options = FormatOptions(settings, dataset);
  request.compression = settings.target.compression;
  request.threads = settings.threads;
  request.rows_per_file = settings.rows_per_file;
  request.existing = arguments.force ? Existing::kReplace : Existing::kRefuse;
  request.fsync = arguments.fsync;
  request.manifest = !arguments.no_manifest;
  switch (settings.target.kind) {
    case OutputTarget::Kind::kDirect:
      request.direct_path = settings.target.path;
      break;
    case OutputTarget::Kind::kFolder:
      request.folder = settings.target.path;
      break;
    case OutputTarget::Kind::kFile:
      request.folder = settings.target.path;
      request.naming = Naming::kFile;
      request.file_name = settings.target.file_name;
      request.manifest_name = settings.target.file_stem;
      break;
  }
  return request;
}

std::string EntityNames(const Plan& plan) {
  std::string names;
  for (const EntityPlan& entity : plan.entities) {
    if (!names.empty()) names += ", ";
    names += entity.name;
  }
  return names;
}

/// What only fits one entity. Errors: kInvalidArgument.
Status CheckEntities(const Plan& plan, const GenerateSettings& settings) {
  if (plan.entities.size() == 1) return {};
  std::string choose = fmt::format("choose one with --tables ({})", EntityNames(plan));
  Faults faults;
  if (settings.range_given) {
    faults.Add(ErrorCode::kInvalidArgument,
               fmt::format("-n and --from-row need one entity, this model has {}: {}",
                           plan.entities.size(), choose));
  }
  if (settings.target.kind != OutputTarget::Kind::kFolder && !settings.looks_only) {
    faults.Add(ErrorCode::kInvalidArgument,
               fmt::format("{} entities do not fit into one file: give a folder with -o, "
                           "or {}",
                           plan.entities.size(), choose));
  }
  return faults.ToStatus();
}

/// `generate`; and `preview`, which is `generate --sample` by a name of its own.
class GenerateCommand : public Command {
 public:
  explicit GenerateCommand(const CliContext& context) {
    spec_.name = "generate";
    spec_.summary = "Make the rows of a model";
    spec_.examples = kExamples;
    spec_.options = GenerateOptions(&arguments_, *context.plugins);
  }

  int Run(const CliContext& context) override {
    Result<GenerateSettings> settings = CheckArguments(arguments_, *context.plugins);
    if (!settings) return Refuse(settings.error());
    if (arguments_.random_seed) Say(fmt::format("seed: {}", *settings->plan.seed));
    std::string shown = ShownName(settings->model);
    Result<Dataset> dataset = LoadModel(settings->model, context, settings->vars,
                                        !settings->plan.dictionaries.empty());
    if (!dataset) return Tell(dataset.error(), shown);
    TellWarnings(dataset->warnings, shown);
    settings->plan.files = LocalFiles(dataset->folder);
    auto plan = MakePlan(*dataset, *context.plugins, settings->plan);
    if (!plan) {
      bool usage = plan.error().code == ErrorCode::kInvalidArgument;
      return usage ? Refuse(plan.error()) : Tell(plan.error(), shown);
    }
    TellWarnings((*plan)->warnings, shown);
    Status fits = CheckEntities(**plan, *settings);
    if (!fits) return Refuse(fits.error());
    RunRequest request = MakeRequest(arguments_, *settings, *dataset, *context.plugins);
    request.plan = *plan;
    if (arguments_.verbose) TellPlan(**plan, *settings);
    if (settings->sample) return Show(SampleText(request, *settings->sample), shown);
    if (arguments_.dry_run) return Show(DryRunText(request, settings->target), shown);
    return Execute(request, *settings, shown);
  }

 private:
  /// A command line that does not fit: every fault, then where to find help.
  int Refuse(const Error& error) const {
    for (const Error& fault : error.Flatten()) {
      Say(fmt::format("error: {}", fault.message));
    }
    int exit_code = Describe(error.code).exit_code;
    if (exit_code == kExitUsage) Say(fmt::format("try 'rowmill {} --help'", spec_.name));
    return exit_code;
  }

  int Show(const Result<std::string>& text, const std::string& shown) const {
    if (text) return Finish(*text);
    bool usage = text.error().code == ErrorCode::kInvalidArgument;
    return usage ? Refuse(text.error()) : Tell(text.error(), shown);
  }

  void TellPlan(const Plan& plan, const GenerateSettings& settings) const {
    Say(fmt::format("model {}, seed {}, now {}, recipe {}", plan.dataset, plan.seed,
                    FormatInstant(plan.now), kRecipeVersion));
    for (const EntityPlan& entity : plan.entities) {
      Say(fmt::format("entity {}: {} columns, {} rows in the model", entity.name,
                      entity.columns.size(),
                      entity.rows ? GroupDigits(*entity.rows) : "no number of"));
    }
    Say(fmt::format("format {}, {} threads", settings.target.format, settings.threads));
  }

  int Execute(const RunRequest& request, const GenerateSettings& settings,
              const std::string& shown) const {
    bool direct = settings.target.kind == OutputTarget::Kind::kDirect;
    bool to_terminal = settings.target.path == "-" && StdoutIsTerminal();
    // Formats that compress inside are binary, the others are text.
    bool binary = request.plugins->FindFormat(request.format)->compresses_itself ||
                  (!request.compression.empty() && request.compression != "none");
    if (direct && to_terminal && binary) {
      return Refuse(Error(ErrorCode::kInvalidArgument,
                          "binary data does not go to a terminal: give a file with -o"));
    }
    // A reader that goes away ends a pipe as everywhere in Unix; but files must not be
    // lost to a closed standard error.
    if (!direct) std::signal(SIGPIPE, SIG_IGN);
    RunControl control;
    WatchOptions watching;
    watching.direct = direct;
    watching.bar = StderrIsTerminal() && !to_terminal && !arguments_.quiet &&
                   !arguments_.no_progress;
    auto start = std::chrono::steady_clock::now();
    auto watch = RunWatch::Start(&control, watching);
    if (!watch) return Tell(watch.error());
    Result<RunReport> report = rowmill::Run(request, &control);
    watch->reset();
    double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!report) return Failed(report.error(), shown);
    if (!arguments_.quiet) Say(SummaryLine(*report, seconds));
    if (arguments_.verbose) TellFiles(*report);
    return kExitDone;
  }

  int Failed(const Error& error, const std::string& shown) const {
    if (error.code == ErrorCode::kCancelled) {
      Say("interrupted");
      return kExitInterrupted;
    }
    bool of_model =
        error.code == ErrorCode::kInvalidModel || error.code == ErrorCode::kNotBuilt;
    if (of_model) return Tell(error, shown);
    int exit_code = Refuse(error);
    if (error.code == ErrorCode::kAlreadyExists) Say("--force replaces existing files");
    return exit_code;
  }

  void TellFiles(const RunReport& report) const {
    for (const OutputFile& file : report.files) {
      Say(fmt::format("{}: {} rows, {} bytes, {}", file.path, file.rows, file.bytes,
                      file.hash.empty() ? "written directly" : file.hash));
    }
    if (!report.manifest_path.empty()) Say(report.manifest_path);
  }

  GenerateArguments arguments_;

 protected:
  GenerateCommand() = default;
  GenerateArguments* arguments() { return &arguments_; }
};

class PreviewCommand final : public GenerateCommand {
 public:
  PreviewCommand() {
    spec_.name = "preview";
    spec_.summary = "Show the first rows of a model as tables";
    spec_.examples =
        "  rowmill preview shop.yaml                 10 rows of every entity\n"
        "  rowmill preview shop.yaml --tables order -n 50\n"
        "  rowmill preview sensor.json --from-row 5_000_000_000";
    spec_.options = PreviewOptions(arguments());
  }

  int Run(const CliContext& context) override {
    if (!arguments()->sample) arguments()->sample = "10";
    return GenerateCommand::Run(context);
  }
};

}  // namespace

std::unique_ptr<Command> MakePreviewCommand(const CliContext&) {
  return std::make_unique<PreviewCommand>();
}

std::unique_ptr<Command> MakeGenerateCommand(const CliContext& context) {
  return std::make_unique<GenerateCommand>(context);
}

}  // namespace rowmill::cli
