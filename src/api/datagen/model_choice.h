/// Which model a generation call means: decided by the content of the two parameters, not
/// by their names. Thread-safe (no state).
#pragma once

#include <string>

#include "api/datagen/context.h"
#include "api/facade.h"
#include "base/result.h"

namespace rowmill::api::datagen {

struct ModelChoice {
  std::string text;
  std::string name;  ///< of the dataset when the text gives none
  /// The same for native models, which are called like their file; empty = `name`.
  std::string native_name = {};
};

/// Sentences that clients look for.
inline constexpr std::string_view kNoModelText =
    "Error Provide a model file or an existing model named";
inline constexpr std::string_view kBadModelText =
    "Error with Model File - Verify its path and structure";

/// A part with a file name, or a text that begins with `{`, is an upload; any other text
/// is a path below an allowed root, with or without `.json`, or the name of a file in the
/// models folder. With both, the upload counts on un-prefixed paths and the name on v1
/// paths. With neither, un-prefixed paths take the built-in example model.
/// Errors (the message is the whole answer): kInvalidArgument without a model, kNotFound,
/// kForbidden, kTooLarge, kIo.
Result<ModelChoice> ChooseModel(const Call& call, Family family, const Context& context);

/// The model that is used when an un-prefixed call names none.
std::string_view ExampleModel();

}  // namespace rowmill::api::datagen
