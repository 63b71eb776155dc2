/// Distributions as models write them (native.md section 4). One table says which there
/// are and what they take: parsing, checks, JSON Schema and docs/model.md come from it.
/// Values; thread-safe to read.
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "plugin/node.h"

namespace rowmill {

enum class ParameterKind : std::uint8_t {
  kNumber,    ///< plain number
  kPosition,  ///< a value of the field: a number, on dates and timestamps a date
  kSpread,    ///< a distance of values: a number, on dates and timestamps also `30d`
};

/// One scalar parameter.
struct ParameterInfo {
  std::string_view name;
  ParameterKind kind = ParameterKind::kNumber;
  std::string_view default_text = {};  ///< shown; empty = required
  std::string_view doc = {};
  double min = std::numeric_limits<double>::lowest();  ///< inclusive
  double max = std::numeric_limits<double>::max();
  bool above_min = false;  ///< the bound itself is refused
  bool whole = false;
};

/// What a distribution takes instead of scalar parameters.
enum class DistributionBody : std::uint8_t { kParameters, kWeights, kPoints, kParts };

struct DistributionInfo {
  std::string_view name;
  std::string_view doc;
  std::vector<ParameterInfo> parameters;  ///< kParameters, in positional order
  DistributionBody body = DistributionBody::kParameters;
  std::string_view example;
};

/// All distributions, in the order of the documentation.
const std::vector<DistributionInfo>& AllDistributions();
const DistributionInfo* FindDistribution(std::string_view name);
std::vector<std::string> DistributionNames();

/// A scalar as it was written.
struct AxisValue {
  enum class Kind : std::uint8_t { kNumber, kInstant, kNow, kDuration };
  Kind kind = Kind::kNumber;
  double number = 0;  ///< kNumber; kDuration: microseconds
  MicrosUtc instant = 0;
  Node node;  ///< for writing back, with its place
};

struct Distribution {
  const DistributionInfo* info = nullptr;
  std::string pointer;
  Place place;
  std::map<std::string, AxisValue> values;  ///< given scalar parameters, by name
  std::vector<AxisValue> points;            ///< kWeights: keys; kPoints
  std::vector<double> weights;              ///< kWeights, kParts
  std::vector<Distribution> parts;          ///< kParts

  const AxisValue* Find(std::string_view name) const {
    auto found = values.find(std::string(name));
    return found == values.end() ? nullptr : &found->second;
  }
};

/// Reads the value of a key `distribution`. `beside` are parameters that stand on the
/// field itself (scalars; only with the text form). Nothing after adding faults
/// (kInvalidModel, each with pointer and place).
std::optional<Distribution> ReadDistribution(const Node& node, const Node& beside,
                                             const std::string& pointer, Faults* faults);

/// Writes it in the map form; reading that gives the same.
Node WriteDistribution(const Distribution& distribution);

/// JSON Schema of the key's value.
Node DistributionSchema();

/// Fields of one entity whose values are correlated (`correlate`).
struct Correlation {
  std::vector<std::string> fields;
  std::vector<std::vector<double>> matrix;
  std::string pointer;
  Place place;
};

/// Reads the list of an entity's `correlate`; shapes and matrices are checked.
std::vector<Correlation> ReadCorrelations(const Node& node, const std::string& pointer,
                                          Faults* faults);
Node WriteCorrelations(const std::vector<Correlation>& correlations);

}  // namespace rowmill
