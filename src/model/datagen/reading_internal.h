/// For the tests of the Datagen reader: a catalog like the real one in names and kinds of
/// options, and short ways to read a model and to see what came out. Tests only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"

namespace rowmill::datagen_model {

/// Types of issue 3 with the options that the reader sets.
const Catalog& TestCatalog();

/// Reads a whole model text. The name given by the caller is `from-file`.
Result<Dataset> ReadModelText(std::string_view json);
/// Reads a model with these fields (the inside of the list).
Result<Dataset> ReadFieldsText(std::string_view fields);

/// `line:column pointer message` of every fault; empty when the model was read.
std::vector<std::string> FaultsOf(const Result<Dataset>& dataset);
/// Only the messages.
std::vector<std::string> MessagesOf(const Result<Dataset>& dataset);
/// Messages of the warnings. A model with faults has none.
std::vector<std::string> WarningsOf(const Result<Dataset>& dataset);

/// The first field as `type name=value name=value`, options in the order given.
std::string GeneratedText(const Result<Dataset>& dataset);
/// The first field as `as: value*weight value*weight`.
std::string ChoicesText(const Result<Dataset>& dataset);

}  // namespace rowmill::datagen_model
