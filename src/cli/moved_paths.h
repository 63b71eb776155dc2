/// Paths of a model that is written into another folder.
#pragma once

#include <string>
#include <vector>

#include "model/dataset.h"

namespace rowmill::cli {

/// Relative paths of files (`file` of types, `values`) start at the model's folder: makes
/// them lead to the same files from `folder`. Answers warnings for what cannot be reached
/// from there: dictionaries must lie below the model.
std::vector<Error> MovePaths(const Catalog& catalog, const std::string& folder,
                             Dataset* dataset);

}  // namespace rowmill::cli
