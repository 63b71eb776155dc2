/// The typed tree that all model languages become: dataset -> entities -> fields.
/// Knows nothing of columns' contents or of HTTP. Values; thread-safe to read.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "column/type.h"
#include "model/distribution.h"
#include "plugin/catalog.h"
#include "plugin/node.h"
#include "plugin/options.h"

namespace rowmill {

/// Where a field's values come from. Those after kValues are read and kept, and answered
/// "not built yet" by the planner until their issues are done.
enum class SourceKind : std::uint8_t {
  kType,
  kValues,
  kFormula,
  kTemplate,
  kCase,
  kLink,
  kRef,
  kJavascript,
};

/// The key of the native language: `type`, `values`, `formula`, …
std::string_view SourceName(SourceKind kind);

/// One entry of a `values` source.
struct Choice {
  Node value;
  double weight = 1;  ///< >= 0; probability = weight / sum of weights
};

/// `values` from a file: the rows of a CSV file, read when the run is planned.
struct ValuesFile {
  std::string path;    ///< as written
  std::string column;  ///< of the values; empty = the file's only one
  std::string weight;  ///< column of the weights; empty = all alike
  std::string separator = ",";
};

/// What may be added to any source (native.md section 3).
struct Modifiers {
  double null_rate = 0;                      ///< 0..1
  bool unique = false;                       ///< each value once; nulls do not count
  bool hidden = false;                       ///< computed, not written
  std::optional<DataType> as;                ///< output type
  std::optional<Distribution> distribution;  ///< types whose Info says so
  std::string stream;  ///< fields with the same stream share their draws
  std::string prefix;
  std::string suffix;
  std::string case_style;  ///< empty, lower, upper, title
  std::string format;      ///< of numbers, dates and times; empty = none
  std::string locale;      ///< empty = the entity's
  std::string description;
  std::vector<std::string> tags;
  std::string pii;  ///< tag of the kind of personal data it imitates
};

/// Where a field or entity stands in the model text, and the values of its keys.
struct Located {
  std::string pointer;  ///< JSON pointer
  Place place;          ///< of the name
  std::map<std::string, Place, std::less<>> key_places;

  /// Notes where the values of a map's members are.
  void SetKeyPlaces(const Node& map);
  /// Where the value of `key` is; the name's place when the text has no such key.
  Place PlaceOf(std::string_view key) const;
  /// A fault (kInvalidModel) of the value of `key`.
  Error Fault(std::string_view key, std::string message) const;
};

struct Field : Located {
  std::string name;
  SourceKind source = SourceKind::kType;

  std::string type;  ///< kType: canonical name of the plug-in
  Options options;   ///< kType: checked against the plug-in's Info
  /// kType: the fields its options hold (kItem, kFields), in the order of the text.
  std::vector<Field> children;
  std::string role;   ///< of a child: the option it stands under
  bool item = false;  ///< of a child: it makes items (kItem), which are rows of their own
  std::vector<Choice> choices;            ///< kValues without a file
  std::optional<ValuesFile> values_file;  ///< kValues from a file
  Node raw;                               ///< the other sources: as written

  Modifiers modifiers;
  bool broken = false;  ///< has faults; only ReadOptions::check_fields sees such fields
  /// Whether the source can be tried all the same: the faults are those of modifiers and
  /// children.
  bool source_read = true;
};

/// A whole number that may be an expression over vars: `1000`, `"customers * 4"`.
struct RowCount {
  std::string expression;  ///< digits or expression text; empty = not given
  Place place;
  bool given() const { return !expression.empty(); }
};

struct Entity : Located {
  std::string name;
  RowCount rows;
  bool fixed = false;  ///< `--scale` does not change its size
  std::string locale;  ///< empty = the dataset's
  std::string description;
  std::vector<std::string> countries;
  std::vector<std::string> primary_key;
  std::vector<Correlation> correlate;  ///< groups of fields, each in at most one
  std::vector<Field> fields;
  /// Names of fields that could not be read at all: ReadOptions::check_fields sees only
  /// the others.
  std::vector<std::string> unread;
};

/// `Table_Names` and `Options` of a Datagen model, kept for its connectors: canonical
/// upper-case key -> value as text, in the order of the file.
struct DatagenSettings {
  std::string model_name;
  std::vector<std::pair<std::string, std::string>> table_names;
  std::vector<std::pair<std::string, std::string>> options;

  const std::string* FindTableName(std::string_view key) const;
  const std::string* FindOption(std::string_view key) const;
};

struct Dataset {
  std::string name;
  std::optional<std::uint64_t> seed;
  std::string locale = "en-US";
  Place locale_place;
  std::optional<MicrosUtc> now;
  std::string dictionaries;  ///< folder of tables over the program's; empty = none
  Place dictionaries_place;
  std::vector<std::pair<std::string, Node>> vars;  ///< scalars
  std::vector<Entity> entities;
  std::optional<DatagenSettings> datagen;  ///< set when it came from Datagen's language
  std::string folder;                      ///< where its files lie; empty = unknown
  std::string hash;                        ///< SHA-256 hex of the model text
  std::vector<Error> warnings;

  const Entity* FindEntity(std::string_view name) const;
};

/// Which language a model text is in.
enum class ModelLanguage : std::uint8_t { kAuto, kNative, kDatagen };

/// Everything a reader needs besides the text.
struct ReadOptions {
  const Catalog* catalog = nullptr;  ///< REQUIRED
  std::string name;         ///< default dataset name: the file's, without extension
  std::string native_name;  ///< the same for native models, when it is another one
  std::string folder;       ///< where `include` may look; empty = nowhere
  std::string file;         ///< the model's own name in it, for includes; empty = unknown
  ModelLanguage language = ModelLanguage::kAuto;
  std::map<std::string, std::string> vars;  ///< -D overrides, name -> text
  /// Called when the text has faults, with what could be read of it: adds those that
  /// only a layer above can see, so that a user is told all at once.
  std::function<void(const Dataset&, Faults*)> check_fields;
};

/// Reads a model of any language. All faults are told at once.
/// Errors: kInvalidModel, kNotBuilt, kTooLarge, each with pointer and place.
Result<Dataset> ReadModel(std::string_view text, const ReadOptions& options);

/// Reads the file; `-` is standard input. Errors: also kNotFound, kIo.
Result<Dataset> ReadModelFile(const std::string& path, ReadOptions options);

/// The value of a row count: whole number expression (`+ - * /`, parentheses, names of
/// vars, numbers with `_` and suffixes). `/` must divide evenly or is rounded down.
/// Errors: kInvalidModel with the expression's place; negative or overflowing results.
Result<std::uint64_t> EvaluateRowCount(const RowCount& rows, const Dataset& dataset);

/// Which syntax a model is written in.
enum class ModelSyntax : std::uint8_t { kYaml, kJson };

/// Writes the dataset in the native language, without loss: reading the result gives the
/// same tree (places and hash apart).
std::string WriteNative(const Dataset& dataset, ModelSyntax syntax);

/// JSON Schema (draft 2020-12) of the native language, made from the catalog.
std::string NativeSchema(const Catalog& catalog);

}  // namespace rowmill
