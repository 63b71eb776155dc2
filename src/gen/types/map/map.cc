// Keys, each once in its row, with values.

#include <fmt/format.h>

#include "gen/nested_columns.h"

namespace rowmill {

namespace {

/// Two lists with common offsets: keys, which differ within their row, and values.
class MapGenerator final : public Generator {
 public:
  MapGenerator(const DrawScope& draws, std::shared_ptr<const Generator> keys,
               std::shared_ptr<const Generator> values, LengthRange length)
      : rows_(draws, length, true), keys_(std::move(keys)), values_(std::move(values)) {
    type_ = DataType::Of(TypeId::kMap);
    type_.children = {{"key", keys_->type(), false},
                      {"value", values_->type(), values_->facts().nullable}};
    facts_.children = {FactsOfItems(*keys_), FactsOfItems(*values_)};
    facts_.bytes_max = static_cast<std::uint32_t>(length.max);
  }

  std::optional<std::uint64_t> capacity() const override {
    return rows_.capacity({keys_->capacity(), values_->capacity()});
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    out->children().resize(2);
    RM_RETURN_IF_ERROR(rows_.SetLengths(call, out));
    RM_RETURN_IF_ERROR(rows_.MakeDistinct(call, *keys_, out, &out->children()[0]));
    return GenerateItems(*values_, rows_.Ids(call, *out), call.scratch,
                         &out->children()[1]);
  }

 private:
  ItemRows rows_;
  std::shared_ptr<const Generator> keys_;
  std::shared_ptr<const Generator> values_;
};

std::unique_ptr<Generator> MakeMap(const TypeContext& context, const Options& options,
                                   Faults* faults) {
  std::shared_ptr<const Generator> keys = ItemOf(context, options, "keys", faults);
  std::shared_ptr<const Generator> values = ItemOf(context, options, "values", faults);
  if (keys == nullptr || values == nullptr) return nullptr;
  if (keys->type().is_nested() || keys->facts().nullable) {
    faults->Add(options.Fault(
        "keys", fmt::format("field '{}': keys of a map are neither null nor nested",
                            context.field)));
    return nullptr;
  }
  const LengthRange length = options.Length("length", kItemsDefault);
  if (!CheckItemsOfRow(context, options, length, *values, faults)) return nullptr;
  return std::make_unique<MapGenerator>(context.draws, std::move(keys), std::move(values),
                                        length);
}

}  // namespace

TypePlugin map_type() {
  OptionInfo length = ItemsLengthOption();
  length.doc =
      "Number of entries, or the range it is drawn from; fewer where there are not "
      "enough "
      "different keys.";
  return MakeNestingPlugin(
      "map", "map<...>", "Keys, each once in its row, with values.",
      {{.name = "keys",
        .kind = OptionKind::kItem,
        .doc = "The field that makes the keys.",
        .required = true,
        .example = "text.word"},
       {.name = "values",
        .kind = OptionKind::kItem,
        .doc = "The field that makes the values.",
        .required = true,
        .example = "integer"},
       std::move(length)},
      "{ type: map, keys: { values: [red, green, blue] }, values: { type: integer, max: "
      "9 }, length: 2 }",
      MakeMap);
}

}  // namespace rowmill
