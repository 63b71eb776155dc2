#include "run/plan_dictionaries.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "dict/merge.h"
#include "gen/model_files.h"

namespace rowmill {

namespace {

constexpr const char* kPointer = "/dictionaries";

/// The faults of a model's dictionaries are faults of the model.
Error OfModel(Error error, Place place) {
  if (error.code != ErrorCode::kForbidden) error.code = ErrorCode::kInvalidModel;
  error.pointer = kPointer;
  error.place = place;
  return error;
}

class Reader {
 public:
  explicit Reader(const Dictionaries& own)
      : tables_(std::make_shared<const Dictionaries>(own)) {}

  Status Add(const FileResolver& resolver, const std::string& folder) {
    RM_ASSIGN_OR_RETURN(const std::vector<DictFile> files,
                        ModelFiles(resolver).ReadDictionaries(folder));
    RM_ASSIGN_OR_RETURN(Dictionaries merged, MergeDictionaries(*tables_, files));
    tables_ = std::make_shared<const Dictionaries>(std::move(merged));
    for (const DictFile& file : files) {
      hashed_ +=
          fmt::format("{} {} {}\n", Sha256Hex(file.text), file.text.size(), file.name);
    }
    return {};
  }

  PlanDictionaries Finish() && {
    return {std::move(tables_), hashed_.empty() ? "" : Sha256Hex(hashed_)};
  }

 private:
  std::shared_ptr<const Dictionaries> tables_;
  std::string hashed_;
};

}  // namespace

Result<PlanDictionaries> ReadPlanDictionaries(const Dataset& dataset,
                                              const PlanOptions& options,
                                              const Plugins& plugins) {
  Reader reader(plugins.dictionaries());
  Faults faults;
  if (!dataset.dictionaries.empty()) {
    Status done = reader.Add(options.files, dataset.dictionaries);
    for (const Error& error : done ? std::vector<Error>() : done.error().Flatten()) {
      faults.Add(OfModel(error, dataset.dictionaries_place));
    }
  }
  if (!options.dictionaries.empty()) {
    Status done = reader.Add(LocalFiles(""), options.dictionaries);
    for (Error error : done ? std::vector<Error>() : done.error().Flatten()) {
      error.code = ErrorCode::kInvalidArgument;
      error.message = fmt::format("--dictionaries: {}", error.message);
      faults.Add(std::move(error));
    }
  }
  RM_RETURN_IF_ERROR(faults.ToStatus());
  return std::move(reader).Finish();
}

}  // namespace rowmill
