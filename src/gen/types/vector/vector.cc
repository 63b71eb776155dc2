// Vectors of numbers, as embeddings are: in clusters, of unit length.

#include <bit>
#include <cmath>

#include "draw/stream.h"
#include "gen/generator.h"

namespace rowmill {

namespace {

constexpr std::int64_t kDimensionMax = 65'536;

/// Nearly normal with mean 0 and deviation 1: the sum of the four 16-bit parts of a draw.
/// Additions and one product are the same on every processor, unlike logarithms, and an
/// element costs a single draw.
double NearlyNormal(std::uint64_t draw) {
  const auto sum = static_cast<double>((draw & 0xFFFF) + (draw >> 16 & 0xFFFF) +
                                       (draw >> 32 & 0xFFFF) + (draw >> 48));
  // Each part has mean 32767.5 and variance (2^32 - 1) / 12.
  constexpr double kDeviation = 37837.22723720648;
  return (sum - 131'070.0) / kDeviation;
}

struct VectorOptions {
  std::int64_t dimension = 8;
  std::uint64_t clusters = 0;
  double spread = 0.2;
  bool normalize = false;
};

/// Which cluster a row is in.
class Clusters {
 public:
  Clusters(const DrawScope& draws, std::uint64_t count)
      : key_(draws.Key("cluster")), count_(count) {}
  std::uint64_t Of(std::uint64_t row) const { return Bounded(key_, row, count_); }

 private:
  DrawKey key_;
  std::uint64_t count_;
};

template <typename T>
class VectorGenerator final : public Generator {
 public:
  VectorGenerator(const DrawScope& draws, const VectorOptions& options)
      : options_(options),
        value_key_(draws.Key("value")),
        clusters_(draws, std::max<std::uint64_t>(1, options.clusters)),
        shift_(std::bit_width(static_cast<std::uint64_t>(options.dimension - 1))) {
    type_ = DataType::Of(TypeId::kList);
    const DataType item = DataType::Of(sizeof(T) == 4 ? TypeId::kFloat : TypeId::kDouble);
    type_.children = {{"item", item, false}};
    facts_.children.emplace_back().incompressible = true;
    facts_.bytes_min = facts_.bytes_max = static_cast<std::uint32_t>(options.dimension);
    MakeCentres(draws.Key("centre"));
  }

  std::optional<std::uint64_t> capacity() const override {
    return (limits::kRowIdMax + 1) >> shift_;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    out->children().resize(1);
    const auto dimension = static_cast<std::size_t>(options_.dimension);
    std::int32_t* offsets = out->ResizeOffsets(call.rows.size());
    Column& items = out->children()[0];
    items.Reset(type_.children[0].type);
    T* values = items.ResizeValues<T>(call.rows.size() * dimension);
    std::vector<double> row(dimension);
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      FillRow(call.rows[i], &row);
      for (std::size_t d = 0; d < dimension; ++d) {
        values[i * dimension + d] = static_cast<T>(row[d]);
      }
      offsets[i + 1] = static_cast<std::int32_t>((i + 1) * dimension);
    }
    return {};
  }

 private:
  void MakeCentres(const DrawKey& key) {
    const auto dimension = static_cast<std::uint64_t>(options_.dimension);
    for (std::uint64_t i = 0; i < options_.clusters * dimension; ++i) {
      centres_.push_back(NearlyNormal(Draw(key, i)));
    }
  }

  void FillRow(std::uint64_t id, std::vector<double>* row) const {
    const std::size_t dimension = row->size();
    double* out = row->data();
    for (std::size_t d = 0; d < dimension; ++d) {
      out[d] = NearlyNormal(Draw(value_key_, (id << shift_) + d));
    }
    if (!centres_.empty()) {
      const double* centre = centres_.data() + clusters_.Of(id) * dimension;
      for (std::size_t d = 0; d < dimension; ++d) {
        out[d] = centre[d] + options_.spread * out[d];
      }
    }
    if (!options_.normalize) return;
    double squares = 0;
    for (std::size_t d = 0; d < dimension; ++d) squares += out[d] * out[d];
    // A vector of zeros has no direction; it cannot come but in few dimensions.
    const double norm = squares > 0 ? std::sqrt(squares) : 1;
    for (std::size_t d = 0; d < dimension; ++d) out[d] /= norm;
  }

  VectorOptions options_;
  DrawKey value_key_;
  Clusters clusters_;
  int shift_;
  std::vector<double> centres_;
};

class ClusterGenerator final : public Generator {
 public:
  ClusterGenerator(const DrawScope& draws, std::uint64_t count)
      : clusters_(draws, count) {
    type_ = DataType::Of(TypeId::kInt32);
    facts_.min = 0;
    facts_.max = static_cast<std::int64_t>(count) - 1;
  }
  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    auto* values = out->ResizeValues<std::int32_t>(call.rows.size());
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      values[i] = static_cast<std::int32_t>(clusters_.Of(call.rows[i]));
    }
    return {};
  }

 private:
  Clusters clusters_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  VectorOptions read;
  read.dimension = options.Int("dimension", read.dimension);
  read.clusters = static_cast<std::uint64_t>(options.Int("clusters", 0));
  read.spread = options.Number("spread", read.spread);
  read.normalize = options.Bool("normalize", false);
  if (options.Has("spread") && read.clusters == 0) {
    faults->Add(options.Fault("spread",
                              "spread is the width of clusters, and there are "
                              "none"));
    return nullptr;
  }
  constexpr std::uint64_t kCentresMax = 1u << 24;  // doubles, kept in memory
  if (read.clusters * static_cast<std::uint64_t>(read.dimension) > kCentresMax) {
    faults->Add(options.Fault("clusters", "clusters x dimension is above 16,777,216"));
    return nullptr;
  }
  if (options.Text("item", "float") == "double") {
    return std::make_unique<VectorGenerator<double>>(context.draws, read);
  }
  return std::make_unique<VectorGenerator<float>>(context.draws, read);
}

std::unique_ptr<Generator> MakeAttribute(const TypeContext& context,
                                         const Options& options, std::string_view,
                                         Faults* faults) {
  const std::int64_t clusters = options.Int("clusters", 0);
  if (clusters > 0) {
    return std::make_unique<ClusterGenerator>(context.draws,
                                              static_cast<std::uint64_t>(clusters));
  }
  faults->Add(options.Fault("", "the vector has no clusters"));
  return nullptr;
}

}  // namespace

TypePlugin vector_type() {
  Info info;
  info.name = "vector";
  info.aliases = {"embedding"};
  info.family = "vectors";
  info.summary =
      "Vectors of numbers, such as embeddings; elements are nearly normal. The attribute "
      "`cluster` is the number of a row's cluster.";
  info.output = "list<float>";
  info.options = {{.name = "dimension",
                   .kind = OptionKind::kInt,
                   .default_text = "8",
                   .doc = "Numbers in a vector.",
                   .min = 1,
                   .max = static_cast<double>(kDimensionMax)},
                  {.name = "clusters",
                   .kind = OptionKind::kInt,
                   .default_text = "0",
                   .doc = "Points around which the vectors lie; 0 = none.",
                   .min = 0,
                   .max = 1'000'000},
                  {.name = "spread",
                   .kind = OptionKind::kNumber,
                   .default_text = "0.2",
                   .doc = "Standard deviation of elements around their cluster's.",
                   .min = 0,
                   .max = 1e6},
                  {.name = "normalize",
                   .kind = OptionKind::kBool,
                   .default_text = "false",
                   .doc = "Whether vectors have the Euclidean length 1."},
                  {.name = "item",
                   .kind = OptionKind::kChoice,
                   .default_text = "float",
                   .doc = "Type of the numbers.",
                   .choices = {"float", "double"}}};
  info.example = "{ type: vector, dimension: 4, clusters: 3, normalize: true }";
  return {.info = std::move(info),
          .make = Make,
          .attributes = {"cluster"},
          .make_attribute = MakeAttribute};
}

}  // namespace rowmill
