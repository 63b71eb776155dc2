/// The plan of a run: generators of every entity in dependency order, sizes, the schema
/// encoders see. Made once, then shared by all workers (thread-safe).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/limits.h"
#include "gen/generator.h"
#include "gen/model_files.h"
#include "model/dataset.h"
#include "run/plugins.h"

namespace rowmill {

/// 2025-01-01T00:00:00Z: the frozen moment when neither the command nor the model says.
inline constexpr MicrosUtc kDefaultNow = 1'735'689'600'000'000;
/// The stable name of the bytes a model gives; native.md section 10.
inline constexpr int kRecipeVersion = 1;

struct PlanOptions {
  std::optional<std::uint64_t> seed;  ///< else the model's, else 0
  std::optional<MicrosUtc> now;       ///< else the model's, else kDefaultNow
  double scale = 1;                   ///< of all entities that are not `fixed`
  std::vector<std::string> tables;    ///< only these; empty = all
  /// Temporal columns become texts as Datagen's typed files hold them (dates
  /// `yyyy-MM-dd`, timestamps ISO local), for commands that come through its API.
  bool temporal_as_text = false;
  /// How files that the model names are found; without it no file may be read.
  FileResolver files;
  std::string dictionaries;  ///< a folder of tables over the model's; empty = none
};

/// One column of an entity.
struct ColumnPlan {
  std::string name;
  bool hidden = false;
  std::unique_ptr<Generator> generator;
  std::vector<std::size_t> inputs;  ///< indices of earlier columns in `columns`
  std::string logical;              ///< for people: `integer`, `values`
  std::string pointer;              ///< into the model, as Error has it
  Place place;                      ///< of the field in the model's text
};

struct EntityPlan {
  std::string name;
  std::optional<std::uint64_t> rows;  ///< unset: the model gives no size
  std::vector<ColumnPlan> columns;    ///< in order of evaluation
  std::vector<std::size_t> output;    ///< visible columns, in output order
  Schema schema;                      ///< of `output`
  /// Rows of a tile: fewer than limits::kTileRows when the columns are wide.
  std::size_t tile_rows = limits::kTileRows;
};

struct Plan {
  std::string dataset;
  std::string model_hash;
  std::uint64_t seed = 0;
  MicrosUtc now = 0;
  std::string dictionaries_hash;  ///< SHA-256 hex of tables that are not the program's
  std::shared_ptr<const Dictionaries> dictionaries;  ///< what the generators look at
  std::vector<EntityPlan> entities;
  std::vector<Error> warnings;  ///< for people: what is made in another way than asked
};

/// Whether every column has a value for the rows [0, rows): counters must not run over.
/// Errors: kInvalidModel, with the places of the fields.
Status CheckCapacity(const EntityPlan& entity, std::uint64_t rows);

/// Makes the plan. All faults at once.
/// Errors: kInvalidModel, kNotBuilt (with the field's place), kInvalidArgument (options).
Result<std::shared_ptr<const Plan>> MakePlan(const Dataset& dataset,
                                             const Plugins& plugins,
                                             const PlanOptions& options);

/// Adds the faults that a plan would find in single fields; fields that have faults
/// already are left out.
void CheckFields(const Dataset& dataset, const Plugins& plugins, Faults* faults);

/// How models are read to be planned: with this build's types, all faults at once.
/// `plugins` must outlive the options.
ReadOptions ReadOptionsFor(const Plugins& plugins);

/// Makes rows of one entity, tile by tile. One per worker; not thread-safe.
class RowMaker {
 public:
  explicit RowMaker(const EntityPlan* plan);
  /// Makes the rows with these ids (at most limits::kTileRows). The batch stays valid
  /// until the next call.
  Result<const Batch*> Make(std::span<const std::uint64_t> rows);
  /// The rows [first, first + count).
  Result<const Batch*> MakeRange(std::uint64_t first, std::size_t count);

 private:
  const EntityPlan* plan_;
  std::vector<Column> columns_;
  std::vector<const Column*> inputs_;
  std::vector<std::uint64_t> ids_;
  Scratch scratch_;
  Batch batch_;
};

}  // namespace rowmill
