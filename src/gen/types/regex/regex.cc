// Texts that a regular expression matches.

#include <fmt/format.h>

#include "gen/regex_uniform.h"
#include "gen/regex_walk.h"

namespace rowmill {

namespace {

constexpr std::int64_t kOpenRepeat = 10;
constexpr std::int64_t kMaxLength = 1 << 20;

Result<std::unique_ptr<Generator>> MakeFrom(const TypeContext& context,
                                            const RegexNode& regex,
                                            std::optional<std::uint64_t> most,
                                            bool uniform) {
  RM_ASSIGN_OR_RETURN(std::unique_ptr<Generator> walk,
                      MakeRegexWalkGenerator(context.draws, regex, most));
  if (!uniform && !context.unique) return walk;
  RM_ASSIGN_OR_RETURN(std::vector<RegexState> states, CountRegex(regex, most));
  const std::uint64_t longest = FactsOfRegex(regex).characters_max;
  return MakeRegexUniformGenerator(context.draws, std::move(states), walk->facts(),
                                   most ? std::min(*most, longest) : longest,
                                   context.unique);
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  const std::string text = options.Text("regex", "");
  Result<RegexNode> regex =
      ParseRegex(text, static_cast<std::uint32_t>(options.Int("repeat", kOpenRepeat)));
  if (!regex) {
    faults->Add(options.Fault(
        "regex", fmt::format("regex '{}': {}", text, regex.error().message)));
    return nullptr;
  }
  std::optional<std::uint64_t> most;
  if (options.Has("max_length")) {
    most = static_cast<std::uint64_t>(options.Int("max_length", 0));
  }
  Result<std::unique_ptr<Generator>> made =
      MakeFrom(context, *regex, most, options.Bool("uniform", false));
  if (!made) {
    faults->Add(options.Fault("regex",
                              fmt::format("regex '{}': {}", text, made.error().message)));
    return nullptr;
  }
  return std::move(*made);
}

}  // namespace

TypePlugin regex_type() {
  Info info;
  info.name = "text.regex";
  info.aliases = {"regex"};
  info.family = "text";
  info.summary = "Texts that a regular expression matches.";
  info.output = "string";
  info.options = {
      {.name = "regex",
       .kind = OptionKind::kText,
       .doc = "The expression: literals, classes, \\d \\w \\s, groups, |, ? * + {n} {n,} "
              "{n,m}, `.`, ^ and $ at the ends.",
       .required = true,
       .example = "'[A-Z]{2}\\d{4}'"},
      {.name = "uniform",
       .kind = OptionKind::kBool,
       .default_text = "false",
       .doc = "Every text equally likely, instead of every alternative, count and class "
              "by itself.",
       .example = "true"},
      {.name = "repeat",
       .kind = OptionKind::kInt,
       .default_text = "10",
       .doc = "What `*`, `+` and `{n,}` add at most to their least count.",
       .unit = "times",
       .min = 0,
       .max = 10'000,
       .example = "20"},
      {.name = "max_length",
       .kind = OptionKind::kInt,
       .default_text = "none",
       .doc = "Most characters of a text; choices that leave no room are not made.",
       .unit = "characters",
       .min = 0,
       .max = kMaxLength,
       .example = "30"},
  };
  info.example = "{ type: regex, regex: '[A-Z]{2}\\d{4}(-[a-f0-9]{2}){1,3}' }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
