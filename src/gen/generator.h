/// The interface of field types: a generator fills a column for any vector of row ids.
///
/// A generator is made once per plan, never changes, and is shared by all workers
/// (thread-safe). A cell is a pure function of (keys, row id, inputs of the same row):
/// no state, no order, no clock, no libm in values.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "column/column.h"
#include "column/scratch.h"
#include "dict/dictionaries.h"
#include "draw/key.h"
#include "model/dataset.h"
#include "plugin/info.h"
#include "plugin/options.h"

namespace rowmill {

class CopulaPart;

/// One call: which rows, and the columns the generator asked for in `inputs()`.
struct GenerateCall {
  std::span<const std::uint64_t> rows;  ///< any row ids below 2^56, at most kTileRows
  std::span<const Column* const> inputs;
  Scratch* scratch = nullptr;
};

class ModelFiles;

class Generator {
 public:
  virtual ~Generator() = default;

  const DataType& type() const { return type_; }
  /// Facts that hold for every row; `nullable` is set by the planner for `null_rate`.
  const ColumnFacts& facts() const { return facts_; }
  /// Names of fields of the same entity whose columns Generate needs.
  virtual std::vector<std::string> inputs() const { return {}; }
  /// What is wrong with the columns it reads, by their generators in the order of
  /// inputs(); asked once, while the plan is made. Errors: kInvalidModel; the pointer
  /// leads from the field to the option that names the column (`/input`).
  virtual Status CheckInputs(std::span<const Generator* const>) const { return {}; }
  /// How many rows have a value: row ids [0, capacity). The planner refuses ranges that
  /// go on behind it (a sequence that would overflow). Unset: every row id.
  virtual std::optional<std::uint64_t> capacity() const { return std::nullopt; }

  /// Fills `out` (reset to type()) with one value per row id, in that order.
  /// Errors: a cell that cannot be made (computed columns only), naming the row.
  virtual Status Generate(const GenerateCall& call, Column* out) const = 0;

 protected:
  DataType type_;
  ColumnFacts facts_;
};

class RecordContext;  // gen/record.h
class SharedParts;    // gen/shared_parts.h

/// A field that an option of the type holds (OptionKind::kItem, kFields), ready made.
struct ChildField {
  std::string role;  ///< the option
  std::string name;
  bool hidden = false;
  std::shared_ptr<const Generator> generator;
};

/// What a type knows when it is made.
struct TypeContext {
  DrawScope draws;    ///< keys of this field: `draws.Key("value")`
  MicrosUtc now = 0;  ///< the run's frozen moment
  std::string locale;
  bool own_locale = false;  ///< it is the field's, not that of the entity or dataset
  std::string field;        ///< its name, for messages
  const Dictionaries* dictionaries = nullptr;
  /// The record the field speaks of; set for types of a record family.
  std::shared_ptr<const RecordContext> record;
  /// For types whose Info is `distributed`; nullptr: as the type is by itself.
  const Distribution* distribution = nullptr;
  std::shared_ptr<const CopulaPart> copula;  ///< the field's part in `correlate`
  /// Whether the type hands over to gen/distributed.h.
  bool distributed() const { return distribution != nullptr || copula != nullptr; }
  /// Every row another value, with a capacity; only for types that can
  /// (TypePlugin::unique).
  bool unique = false;
  std::uint64_t seed = 0;
  std::string entity;
  ModelFiles* files = nullptr;  ///< what files the model may name; null = none
  std::vector<ChildField> children = {};
  /// Parts of the whole plan, for the time the type is made; null = none are shared.
  const SharedParts* shared = nullptr;
  /// Where a type tells what is no fault, but not what was asked for either, with the
  /// field's pointer and place; null = nobody listens.
  std::vector<Error>* warnings = nullptr;

  /// Streams that all fields of the entity share which speak of the same record.
  DrawScope Record(std::string_view label) const {
    return DrawScope::Record(seed, entity, label);
  }
};

/// Families whose types speak of one person, place or company per row and label.
enum class RecordFamily : std::uint8_t { kNone, kPerson, kPlace, kCompany };

/// A field type: what it says of itself and how it is made. `make` returns nullptr after
/// adding at least one fault (all faults of the field, not the first).
struct TypePlugin {
  Info info;
  std::unique_ptr<Generator> (*make)(const TypeContext& context, const Options& options,
                                     Faults* faults) = nullptr;
  RecordFamily record = RecordFamily::kNone;
  /// Table that a country has to be in for records of the type to be of it by default.
  std::string_view record_table = {};
  /// Types whose rows have attributes for `link`: their names, and what makes the column
  /// of one from the same context and options, so that it speaks of the same row.
  /// Types of a family have the family's other types instead.
  std::vector<std::string_view> attributes = {};
  std::unique_ptr<Generator> (*make_attribute)(const TypeContext& context,
                                               const Options& options,
                                               std::string_view attribute,
                                               Faults* faults) = nullptr;
  bool unique = false;         ///< whether TypeContext::unique is honoured
  bool any_attribute = false;  ///< make_attribute judges names; `attributes` is empty
};

}  // namespace rowmill
