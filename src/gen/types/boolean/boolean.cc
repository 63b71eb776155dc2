// Booleans with a given probability of true.

#include "draw/stream.h"
#include "gen/generator.h"

namespace rowmill {

namespace {

class BooleanGenerator final : public Generator {
 public:
  BooleanGenerator(DrawKey key, double p) : key_(key), p_(p) {
    type_ = DataType::Of(TypeId::kBool);
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    FillBernoulli(key_, call.rows, p_, out->ResizeBits(call.rows.size()));
    return {};
  }

 private:
  DrawKey key_;
  double p_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* /*faults*/) {
  return std::make_unique<BooleanGenerator>(context.draws.Key("value"),
                                            options.Number("p", 0.5));
}

}  // namespace

TypePlugin boolean_type() {
  Info info;
  info.name = "boolean";
  info.aliases = {"bool"};
  info.family = "numbers";
  info.summary = "True or false.";
  info.output = "boolean";
  info.options = {{.name = "p",
                   .kind = OptionKind::kNumber,
                   .default_text = "0.5",
                   .doc = "Probability of true.",
                   .min = 0,
                   .max = 1,
                   .example = "0.7"}};
  info.example = "{ type: boolean, p: 0.7 }";
  return {std::move(info), Make};
}

}  // namespace rowmill
