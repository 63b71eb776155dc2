/// What a run shall generate, whichever door it came through: a copy of the model, sizes,
/// seed and outputs. Complete: with it alone a run can be repeated byte for byte after a
/// restart. Values; stored as JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "run/run.h"

namespace rowmill {

/// One format written to one place.
struct OutputRequest {
  std::string connector;  ///< as its door calls it (`CSV`): for messages and counters
  std::string format;     ///< name of a format plug-in
  std::vector<std::pair<std::string, std::string>> format_options;  ///< name, text
  std::string compression;
  std::string sink = "local";  ///< name of a sink plug-in
  std::string folder;          ///< absolute and canonical when the run was accepted
  std::string file_name;
  Naming naming = Naming::kTable;
  std::uint64_t rows_per_file = 0;
  /// Files of rows_per_file rows each; unset: one file without a number.
  std::optional<std::uint64_t> file_count;
  Existing existing = Existing::kReplace;
  bool delete_previous = false;
};

struct GenerationRequest {
  std::string model_text;
  std::string model_name;  ///< name of the dataset when the text gives none
  std::vector<std::string> tables;
  double scale = 1;
  std::uint64_t from_row = 0;
  std::optional<std::uint64_t> rows;  ///< of each entity; unset: as the model says
  std::uint64_t rows_per_batch = 0;   ///< as asked, to show; 0 = not given in batches
  std::uint64_t batches = 1;          ///< as asked; 0 = nothing is generated
  int threads = 1;                    ///< as asked; the executor has the last word
  std::uint64_t seed = 0;
  MicrosUtc now = 0;  ///< the frozen moment of the run
  bool temporal_as_text = false;
  std::vector<OutputRequest> outputs;

  /// Rows of all outputs together when `rows` is known, else 0.
  std::uint64_t RowsTotal() const;
};

/// One file that a run has written.
struct RunOutput {
  std::string connector;
  std::string entity;
  std::string path;
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
  std::string hash;
};

/// JSON of one line, with a version of its own.
std::string RequestToJson(const GenerationRequest& request);
/// Errors: kInternal when the text is not what `RequestToJson` writes.
Result<GenerationRequest> RequestFromJson(const std::string& text);

std::string OutputsToJson(const std::vector<RunOutput>& outputs);
/// Errors: kInternal.
Result<std::vector<RunOutput>> OutputsFromJson(const std::string& text);

}  // namespace rowmill
