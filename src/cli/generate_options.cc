#include "cli/generate_settings.h"

namespace rowmill::cli {

namespace {

constexpr const char* kRows = "Rows";
constexpr const char* kModel = "Model";
constexpr const char* kOutput = "Output";
constexpr const char* kRun = "Running";

std::vector<std::string> FormatNames(const Plugins& plugins) {
  std::vector<std::string> names;
  for (const FormatPlugin& format : plugins.formats()) {
    names.emplace_back(format.info.name);
  }
  return names;
}

OptionSpec One(std::string names, std::string value, std::string doc,
               std::optional<std::string>* target, const char* group) {
  OptionSpec spec;
  spec.names = std::move(names);
  spec.value = std::move(value);
  spec.doc = std::move(doc);
  spec.one = target;
  spec.group = group;
  return spec;
}

OptionSpec Many(std::string names, std::string value, std::string doc,
                std::vector<std::string>* target, const char* group) {
  OptionSpec spec;
  spec.names = std::move(names);
  spec.value = std::move(value);
  spec.doc = std::move(doc);
  spec.many = target;
  spec.group = group;
  return spec;
}

OptionSpec Flag(std::string names, std::string doc, bool* target, const char* group) {
  OptionSpec spec;
  spec.names = std::move(names);
  spec.doc = std::move(doc);
  spec.flag = target;
  spec.group = group;
  return spec;
}

OptionSpec Model(GenerateArguments* a) {
  OptionSpec spec = One("MODEL", "MODEL", "The model's file, or - for standard input",
                        &a->model, "Options");
  spec.required = true;
  return spec;
}

void AddRangeOptions(GenerateArguments* a, std::vector<OptionSpec>* options) {
  options->push_back(One("--from-row", "N",
                         "First row, counted from 0; default 0. Needs one entity",
                         &a->from_row, kRows));
}

void AddTableOptions(GenerateArguments* a, std::vector<OptionSpec>* options) {
  options->push_back(
      One("--tables", "A,B", "Only these entities of the model", &a->tables, kRows));
  options->push_back(One("-s,--scale", "X",
                         "Multiplies the sizes of all entities that are not 'fixed'",
                         &a->scale, kRows));
}

void AddRowOptions(GenerateArguments* a, std::vector<OptionSpec>* options) {
  options->push_back(One("-n,--rows,--count", "N",
                         "How many rows, from --from-row on: 1000, 1_000_000, 1.5M, 2e9. "
                         "Default: what the model says. Needs one entity",
                         &a->rows, kRows));
  AddRangeOptions(a, options);
  options->push_back(One("--part", "K", "Only part K (1 to N) of the rows; needs --parts",
                         &a->part, kRows));
  options->push_back(
      One("--parts", "N", "Into how many parts the rows are cut", &a->parts, kRows));
  AddTableOptions(a, options);
}

void AddModelOptions(GenerateArguments* a, std::vector<OptionSpec>* options) {
  options->push_back(Many("-D,--define", "NAME=VALUE",
                          "Sets a variable of the model (repeatable)", &a->vars, kModel));
  options->push_back(One("--seed", "N",
                         "What all values depend on, 0 to 2^64-1. Default: the model's, "
                         "else 0",
                         &a->seed, kModel));
  options->push_back(
      Flag("--random-seed", "Draw a seed and print it", &a->random_seed, kModel));
  options->push_back(One("--now", "TIME",
                         "The frozen moment of the run, such as 2025-01-01T00:00:00Z. "
                         "Default: the model's, else that one",
                         &a->now, kModel));
  options->push_back(
      One("--dictionaries", "DIR",
          "A folder of tables NAME.tsv and NAME.add.tsv over the program's "
          "and the model's, see docs/dictionaries.md",
          &a->dictionaries, kModel));
}

void AddOutputOptions(GenerateArguments* a, const Plugins& plugins,
                      std::vector<OptionSpec>* options) {
  OptionSpec format = One("-f,--format", "FORMAT",
                          "Output format; default: by the extension of -o, else csv",
                          &a->format, kOutput);
  format.choices = FormatNames(plugins);
  options->push_back(std::move(format));
  options->push_back(One("-o,--output", "OUTPUT",
                         "A file (known extension), a folder (anything else; made when "
                         "missing), a device, or - for standard output. Default: -",
                         &a->output, kOutput));
  OptionSpec compression =
      One("--compression", "CODEC",
          "none, auto, snappy, lz4, gzip or zstd, the last two also with a level such as "
          "zstd:3. Default: by the extension of -o, else the format's",
          &a->compression, kOutput);
  compression.choices = {"none", "auto", "snappy", "gzip", "zstd", "lz4"};
  options->push_back(std::move(compression));
  options->push_back(Many("-O,--format-option", "NAME=VALUE",
                          "Sets an option of the format (repeatable); 'rowmill formats "
                          "FORMAT' lists them",
                          &a->format_options, kOutput));
  options->push_back(One("--rows-per-file", "N", "Begins a new file every N rows",
                         &a->rows_per_file, kOutput));
  options->push_back(Flag("--force", "Replace files that exist", &a->force, kOutput));
  options->push_back(Flag("--no-manifest",
                          "Do not write _NAME.rowmill.json beside the "
                          "files",
                          &a->no_manifest, kOutput));
  options->push_back(Flag("--fsync",
                          "Flush every file to the disk before it counts as "
                          "finished",
                          &a->fsync, kOutput));
}

void AddRunOptions(GenerateArguments* a, std::vector<OptionSpec>* options) {
  options->push_back(One("-j,--threads", "N",
                         "Worker threads; default: all cores. The output does not depend "
                         "on it",
                         &a->threads, kRun));
  options->push_back(
      Flag("--dry-run", "Show what would be written, write nothing", &a->dry_run, kRun));
  options->push_back(One("--sample", "N",
                         "Show the first N rows of each entity as a table, write nothing",
                         &a->sample, kRun));
  options->push_back(Flag("-q,--quiet", "Only errors and warnings", &a->quiet, kRun));
  options->push_back(
      Flag("-v,--verbose", "Also say what runs with what", &a->verbose, kRun));
  options->push_back(
      Flag("--no-progress", "No progress bar on a terminal", &a->no_progress, kRun));
}

}  // namespace

std::vector<OptionSpec> GenerateOptions(GenerateArguments* arguments,
                                        const Plugins& plugins) {
  std::vector<OptionSpec> options = {Model(arguments)};
  AddRowOptions(arguments, &options);
  AddModelOptions(arguments, &options);
  AddOutputOptions(arguments, plugins, &options);
  AddRunOptions(arguments, &options);
  return options;
}

std::vector<OptionSpec> PreviewOptions(GenerateArguments* arguments) {
  std::vector<OptionSpec> options = {Model(arguments)};
  arguments->sample_option = "-n";
  options.push_back(One("-n,--rows", "N", "How many rows of each entity; default 10",
                        &arguments->sample, kRows));
  AddRangeOptions(arguments, &options);
  AddTableOptions(arguments, &options);
  AddModelOptions(arguments, &options);
  return options;
}

}  // namespace rowmill::cli
