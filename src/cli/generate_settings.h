/// The arguments of `generate` and `preview`: as given, and checked. Not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/command.h"
#include "cli/output_target.h"
#include "run/plan.h"

namespace rowmill::cli {

/// As on the command line; texts are not looked at yet.
struct GenerateArguments {
  std::optional<std::string> model;
  std::optional<std::string> rows, from_row, rows_per_file, part, parts;
  std::optional<std::string> tables, scale;
  std::vector<std::string> vars;
  std::optional<std::string> seed, now, dictionaries;
  bool random_seed = false;
  std::optional<std::string> format, output, compression;
  std::vector<std::string> format_options;
  bool force = false, fsync = false, no_manifest = false;
  std::optional<std::string> threads, sample;
  bool dry_run = false, quiet = false, verbose = false, no_progress = false;
  std::string sample_option = "--sample";  ///< what `sample` is called, for messages
};

/// Declares the options; `arguments` must outlive the parsing.
std::vector<OptionSpec> GenerateOptions(GenerateArguments* arguments,
                                        const Plugins& plugins);

/// The options of `preview`, a sample of rows by default. The same terms.
std::vector<OptionSpec> PreviewOptions(GenerateArguments* arguments);

/// Checked, and free of contradictions.
struct GenerateSettings {
  std::string model;
  std::map<std::string, std::string> vars;
  PlanOptions plan;
  std::optional<std::uint64_t> rows;
  std::uint64_t from_row = 0;
  bool range_given = false;  ///< -n or --from-row
  std::uint64_t rows_per_file = 0;
  OutputTarget target;
  std::vector<std::pair<std::string, std::string>> format_options;  ///< name, value
  OutputWish wish;
  int threads = 1;
  std::optional<std::uint64_t> sample;
  bool looks_only = false;  ///< a sample, or a dry run without -o: no file has to fit
};

/// Checks everything that can be told without the model, all faults at once.
/// Errors: kInvalidArgument, kNotBuilt, kIo (folder of the output is missing).
Result<GenerateSettings> CheckArguments(const GenerateArguments& arguments,
                                        const Plugins& plugins);

/// The rows a sample may show; more is what files are for.
inline constexpr std::uint64_t kSampleRowsMax = 10'000;

}  // namespace rowmill::cli
