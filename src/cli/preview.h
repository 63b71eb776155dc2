/// What `generate` and `preview` show instead of writing: a sample of rows, a plan of
/// files. No state.
#pragma once

#include <cstdint>
#include <string>

#include "cli/output_target.h"
#include "run/run.h"

namespace rowmill::cli {

/// The first `rows` rows of each entity's range as tables; longer cells are cut.
/// Errors: kInvalidArgument (range), what RowMaker answers.
Result<std::string> SampleText(const RunRequest& request, std::uint64_t rows,
                               std::size_t cell_width = 40);

/// The first rows of a type's own example as a table. Errors: what the example gets
/// wrong.
Result<std::string> ExampleRows(const Info& type, const Plugins& plugins);

/// Entities, columns with types, files that would be written.
/// Errors: kInvalidArgument (range, too many files).
Result<std::string> DryRunText(const RunRequest& request, const OutputTarget& target);

}  // namespace rowmill::cli
