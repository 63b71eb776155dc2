#include "cli/generate_settings.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <thread>

#include "base/text.h"
#include "cli/model_input.h"

namespace rowmill::cli {

namespace {

/// Reads the arguments one by one and keeps every fault.
class Checker {
 public:
  Checker(const GenerateArguments& arguments, const Plugins& plugins)
      : a_(arguments), plugins_(plugins) {}

  Result<GenerateSettings> Check() {
    s_.model = a_.model.value_or("-");
    CheckRows();
    CheckModel();
    CheckRunning();
    CheckOutput();
    RM_RETURN_IF_ERROR(faults_.ToStatus());
    return std::move(s_);
  }

 private:
  void Bad(std::string message) {
    faults_.Add(ErrorCode::kInvalidArgument, std::move(message));
  }

  std::optional<std::uint64_t> Count(const std::optional<std::string>& text,
                                     std::string_view option, std::uint64_t min,
                                     std::uint64_t max) {
    if (!text) return std::nullopt;
    Result<std::int64_t> value = ParseCount(*text);
    if (!value) {
      Bad(fmt::format("{}: {}", option, value.error().message));
      return std::nullopt;
    }
    auto count = static_cast<std::uint64_t>(*value);
    if (count < min || count > max) {
      Bad(fmt::format("{} {}: must be {} to {}", option, *text, min, max));
      return std::nullopt;
    }
    return count;
  }

  void CheckRows() {
    s_.rows = Count(a_.rows, "-n", 0, limits::kRowIdMax);
    s_.from_row = Count(a_.from_row, "--from-row", 0, limits::kRowIdMax).value_or(0);
    s_.range_given = a_.rows.has_value() || a_.from_row.has_value();
    s_.rows_per_file =
        Count(a_.rows_per_file, "--rows-per-file", 1, limits::kRowIdMax).value_or(0);
    CheckParts();
    if (a_.tables) {
      for (std::string_view name : Split(*a_.tables, ',')) {
        name = Trim(name);
        if (name.empty()) {
          Bad(fmt::format("--tables '{}': a name is empty", *a_.tables));
          break;
        }
        auto& tables = s_.plan.tables;
        if (std::find(tables.begin(), tables.end(), name) != tables.end()) {
          Bad(fmt::format("--tables '{}': '{}' stands twice", *a_.tables, name));
          break;
        }
        tables.emplace_back(name);
      }
    }
    if (a_.scale) CheckScale(*a_.scale);
  }

  void CheckParts() {
    if (a_.part.has_value() != a_.parts.has_value()) {
      Bad(a_.part ? "--part needs --parts" : "--parts needs --part");
      return;
    }
    auto parts = Count(a_.parts, "--parts", 1, limits::kPartsMax);
    if (!parts) return;
    s_.wish.parts = static_cast<std::uint32_t>(*parts);
    auto part = Count(a_.part, "--part", 1, *parts);
    if (part) s_.wish.part = static_cast<std::uint32_t>(*part);
  }

  void CheckScale(const std::string& text) {
    double scale = 0;
    const char* end = text.data() + text.size();
    auto [stop, error] = std::from_chars(text.data(), end, scale);
    if (error != std::errc() || stop != end || !std::isfinite(scale) || scale <= 0) {
      Bad(fmt::format("--scale {}: must be a number above 0", text));
      return;
    }
    s_.plan.scale = scale;
  }

  void CheckModel() {
    Result<std::map<std::string, std::string>> vars = ParseVars(a_.vars);
    if (faults_.Take(vars)) s_.vars = std::move(*vars);
    if (a_.now) {
      Result<MicrosUtc> now = ParseInstant(*a_.now);
      if (now) {
        s_.plan.now = *now;
      } else {
        Bad(fmt::format("--now: {}", now.error().message));
      }
    }
    if (a_.seed && a_.random_seed) Bad("--seed and --random-seed exclude each other");
    if (a_.seed) CheckSeed(*a_.seed);
    if (a_.dictionaries && a_.dictionaries->empty()) Bad("--dictionaries needs a folder");
    s_.plan.dictionaries = a_.dictionaries.value_or("");
    if (a_.random_seed) DrawSeed();
  }

  void CheckSeed(const std::string& text) {
    std::string digits = text;
    std::erase(digits, '_');
    std::uint64_t seed = 0;
    const char* end = digits.data() + digits.size();
    auto [stop, error] = std::from_chars(digits.data(), end, seed);
    if (digits.empty() || error != std::errc() || stop != end) {
      Bad(fmt::format("--seed {}: must be a whole number 0 to 2^64-1", text));
      return;
    }
    s_.plan.seed = seed;
  }

  void DrawSeed() {
    std::uint64_t seed = 0;
    if (::getrandom(&seed, sizeof seed, 0) != sizeof seed) {
      faults_.Add(ErrorCode::kInternal,
                  "--random-seed: the system gives no random bytes");
      return;
    }
    // People copy it by hand, so not all 64 bits.
    s_.plan.seed = seed % 1'000'000'000'000ull;
  }

  void CheckRunning() {
    unsigned cores = std::max(1u, std::thread::hardware_concurrency());
    s_.threads =
        static_cast<int>(Count(a_.threads, "-j", 1, limits::kThreadsMax)
                             .value_or(std::min<unsigned>(cores, limits::kThreadsMax)));
    s_.sample = Count(a_.sample, a_.sample_option, 1, kSampleRowsMax);
    if (a_.quiet && a_.verbose) Bad("-q and -v exclude each other");
    if (a_.dry_run && a_.sample) Bad("--dry-run and --sample exclude each other");
    s_.looks_only = a_.sample || (a_.dry_run && !a_.output);
    if (!a_.sample) return;
    // A sample goes to the screen: what says how to write is not honoured, so refused.
    if (a_.output) Bad("--sample writes nothing: leave out -o");
    if (a_.rows_per_file) Bad("--sample writes nothing: leave out --rows-per-file");
    if (a_.compression) Bad("--sample writes nothing: leave out --compression");
    if (a_.format) Bad("--sample writes nothing: leave out -f");
    if (!a_.format_options.empty()) Bad("--sample writes nothing: leave out -O");
  }

  void CheckOutput() {
    s_.wish.output = a_.output;
    s_.wish.format = a_.format;
    s_.wish.compression = a_.compression;
    Result<OutputTarget> target = ResolveOutput(s_.wish, plugins_);
    if (!faults_.Take(target)) return;
    s_.target = std::move(*target);
    bool folder = s_.target.kind == OutputTarget::Kind::kFolder;
    if (s_.rows_per_file > 0 && !folder && !a_.sample) {
      Bad("--rows-per-file makes several files: -o must be a folder");
    }
    if (s_.target.kind == OutputTarget::Kind::kDirect && !a_.sample) {
      if (a_.force) Bad("--force is for files: the output is written directly");
      if (a_.fsync) Bad("--fsync is for files: the output is written directly");
    }
    CheckFormatOptions();
  }

  void CheckFormatOptions() {
    const FormatPlugin* format = plugins_.FindFormat(s_.target.format);
    Node map = Node::Map();
    for (const std::string& argument : a_.format_options) {
      std::size_t equals = argument.find('=');
      if (equals == std::string::npos || equals == 0) {
        Bad(fmt::format("-O {}: must be NAME=VALUE", argument));
        continue;
      }
      std::string name = argument.substr(0, equals);
      if (map.Find(name) != nullptr) {
        Bad(fmt::format("-O {}: given twice", name));
        continue;
      }
      s_.format_options.emplace_back(name, argument.substr(equals + 1));
      map.Add(name, Node::Text(argument.substr(equals + 1)));
    }
    Faults faults;
    (void)ParseOptions(format->info, map, "", &faults);
    for (const Error& fault : faults.errors()) {
      Bad(fmt::format("-O {}: {}", fault.pointer.empty() ? "" : fault.pointer.substr(1),
                      fault.message));
    }
  }

  const GenerateArguments& a_;
  const Plugins& plugins_;
  GenerateSettings s_;
  Faults faults_;
};

}  // namespace

Result<GenerateSettings> CheckArguments(const GenerateArguments& arguments,
                                        const Plugins& plugins) {
  return Checker(arguments, plugins).Check();
}

}  // namespace rowmill::cli
