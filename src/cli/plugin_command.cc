#include <fmt/format.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/plugin_pages.h"
#include "cli/preview.h"

namespace rowmill::cli {

namespace {

/// `types` and `formats`: the same command over two lists.
class PluginCommand final : public Command {
 public:
  PluginCommand(const InfoList& list, std::string name, std::string one,
                std::string summary, std::string examples)
      : list_(list), one_(std::move(one)) {
    spec_.name = std::move(name);
    spec_.summary = std::move(summary);
    spec_.examples = std::move(examples);
    OptionSpec which;
    which.names = "NAME";
    which.value = UpperAscii(one_);
    which.doc = "Show this one with its options";
    which.one = &which_;
    for (const Info* info : list.all()) which.choices.emplace_back(info->name);
    OptionSpec markdown;
    markdown.names = "--markdown";
    markdown.doc = "As a Markdown table";
    markdown.flag = &markdown_;
    spec_.options = {which, markdown};
  }

  int Run(const CliContext& context) override {
    if (!which_) return Finish(markdown_ ? ListMarkdown(list_) : ListText(list_));
    if (const Info* info = list_.Find(*which_)) return Show(*info, context);
    if (const PlannedName* planned = list_.FindPlanned(*which_)) {
      return Tell(Error(ErrorCode::kNotBuilt,
                        fmt::format("{} '{}' is not built yet", one_, planned->name)));
    }
    return TellUsage(fmt::format("unknown {} '{}'{}", one_, *which_,
                                 Suggestion(*which_, list_.Names())),
                     spec_.name);
  }

 private:
  int Show(const Info& info, const CliContext& context) const {
    std::string text = markdown_ ? InfoMarkdown(info) : InfoText(info);
    if (&list_ == &context.plugins->catalog().types) {
      Result<std::string> rows = ExampleRows(info, *context.plugins);
      // Types that read files have an example without rows.
      const bool files = !rows && rows.error().code == ErrorCode::kForbidden;
      if (!rows && !files) return Tell(rows.error());
      if (rows) text += markdown_ ? "\n```text\n" + *rows + "```\n" : "\n" + *rows;
    }
    return Finish(text);
  }

  const InfoList& list_;
  std::string one_;
  std::optional<std::string> which_;
  bool markdown_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeTypesCommand(const CliContext& context) {
  return std::make_unique<PluginCommand>(
      context.plugins->catalog().types, "types", "type",
      "List the field types, or show one with its options",
      "  rowmill types\n"
      "  rowmill types decimal");
}

std::unique_ptr<Command> MakeFormatsCommand(const CliContext& context) {
  return std::make_unique<PluginCommand>(
      context.plugins->catalog().formats, "formats", "format",
      "List the output formats, or show one with its options",
      "  rowmill formats\n"
      "  rowmill formats csv");
}

}  // namespace rowmill::cli
