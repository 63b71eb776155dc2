#include <fmt/format.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/model_input.h"
#include "cli/moved_paths.h"
#include "sink/direct.h"

namespace rowmill::cli {

namespace {

std::string FolderOf(const std::string& path) {
  std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

std::string NameOf(const std::string& path) {
  std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

/// The file appears complete or not at all. Errors: kAlreadyExists, kIo.
Status WriteFile(const Plugins& plugins, const std::string& path, bool force,
                 const std::string& text) {
  const SinkPlugin* local = plugins.FindSink("local");
  if (local == nullptr) {
    return Fail(ErrorCode::kUnsupported, "this build has no sink for local files");
  }
  SinkContext context;
  context.target = FolderOf(path);
  std::string name = NameOf(path);
  RM_ASSIGN_OR_RETURN(auto store, local->make(context, Options()));
  RM_RETURN_IF_ERROR(
      store->Prepare({name}, force ? Existing::kReplace : Existing::kRefuse));
  RM_ASSIGN_OR_RETURN(auto file, store->Create(name));
  Status written = file->Write(text);
  if (written) written = file->Finish();
  if (!written) {
    file->Abort();
    return written;
  }
  return store->Publish({name}, {});
}

Status WriteDirect(const std::string& path, const std::string& text) {
  RM_ASSIGN_OR_RETURN(auto file, OpenDirect(path));
  RM_RETURN_IF_ERROR(file->Write(text));
  return file->Finish();
}

class ConvertCommand final : public Command {
 public:
  ConvertCommand() {
    spec_.name = "convert";
    spec_.summary = "Write a model of any language in the native one, without loss";
    spec_.examples =
        "  rowmill convert datagen-model.json\n"
        "  rowmill convert datagen-model.json -o model.yaml\n"
        "  rowmill convert model.yaml --to json | jq .entities";
    OptionSpec model;
    model.names = "MODEL";
    model.value = "MODEL";
    model.doc = "The model's file, or - for standard input";
    model.one = &model_;
    model.required = true;
    OptionSpec output;
    output.names = "-o,--output";
    output.value = "FILE";
    output.doc = "Where to write; default: standard output";
    output.one = &output_;
    OptionSpec to;
    to.names = "--to";
    to.value = "SYNTAX";
    to.doc = "yaml or json; default: by the extension of -o, else yaml";
    to.one = &to_;
    to.choices = {"yaml", "json"};
    OptionSpec force;
    force.names = "--force";
    force.doc = "Replace the file when it exists";
    force.flag = &force_;
    spec_.options = {model, output, to, force};
  }

  int Run(const CliContext& context) override {
    Result<ModelSyntax> syntax = Syntax();
    if (!syntax) return TellUsage(syntax.error().message, "convert");
    bool to_stdout = !output_ || *output_ == "-";
    if (to_stdout && force_) {
      return TellUsage("--force is for files: give one with -o", "convert");
    }
    std::string path = model_.value_or("-");
    std::string shown = ShownName(path);
    Result<Dataset> dataset = LoadModel(path, context, {});
    if (!dataset) return Tell(dataset.error(), shown);
    TellWarnings(dataset->warnings, shown);
    if (!to_stdout && !IsDirectTarget(*output_)) {
      const Catalog& catalog = context.plugins->catalog();
      TellWarnings(MovePaths(catalog, FolderOf(*output_), &*dataset), shown);
    }
    std::string text = WriteNative(*dataset, *syntax);
    if (to_stdout) return Finish(text);
    Status written = IsDirectTarget(*output_)
                         ? WriteDirect(*output_, text)
                         : WriteFile(*context.plugins, *output_, force_, text);
    return written ? kExitDone : Tell(written.error());
  }

 private:
  Result<ModelSyntax> Syntax() const {
    std::string output = LowerAscii(output_.value_or(""));
    bool json_file = output.ends_with(".json");
    bool yaml_file = output.ends_with(".yaml") || output.ends_with(".yml");
    if (!to_) return json_file ? ModelSyntax::kJson : ModelSyntax::kYaml;
    std::string to = LowerAscii(*to_);
    if (to != "yaml" && to != "json") {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("--to {}: must be yaml or json", *to_));
    }
    if ((to == "yaml" && json_file) || (to == "json" && yaml_file)) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("--to {} and the extension of '{}' contradict each other",
                              to, *output_));
    }
    return to == "json" ? ModelSyntax::kJson : ModelSyntax::kYaml;
  }

  std::optional<std::string> model_;
  std::optional<std::string> output_;
  std::optional<std::string> to_;
  bool force_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeConvertCommand(const CliContext&) {
  return std::make_unique<ConvertCommand>();
}

}  // namespace rowmill::cli
