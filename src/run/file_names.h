/// Names of the files of a run. No state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "run/run.h"

namespace rowmill {

/// A file the run will write.
struct FilePlan {
  std::size_t entity = 0;  ///< index into the plan
  std::string name;        ///< below the store's folder
  std::uint64_t first_row = 0;
  std::uint64_t rows = 0;
};

/// An entity's or model's name as a file name: `/`, control characters and a leading dot
/// become `_`.
std::string FileStem(std::string_view name);

/// `-2-of-4`, or empty when there is one part.
std::string PartSuffix(const RunRequest& request);

/// All files of one entity for its range. `extension` without the dot.
/// Errors: kInvalidArgument when the naming allows one file and there would be more.
Result<std::vector<FilePlan>> PlanFiles(const RunRequest& request, std::size_t entity,
                                        const RowRange& range,
                                        std::string_view extension);

/// True for the names a Datagen command with this prefix and extension writes:
/// `<prefix>.<ext>` and `<prefix>-<10 digits>.<ext>`.
bool IsDatagenName(std::string_view name, std::string_view prefix,
                   std::string_view extension);

}  // namespace rowmill
