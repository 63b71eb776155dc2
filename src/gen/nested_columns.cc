#include "gen/nested_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "base/text.h"
#include "gen/field_order.h"

namespace rowmill {

namespace {

struct Member {
  std::string name;
  std::shared_ptr<const Generator> generator;
  bool hidden = false;
  /// What it reads: members by number, then the struct's own inputs.
  std::vector<std::size_t> inputs = {};
};

class StructGenerator final : public Generator {
 public:
  StructGenerator(std::vector<Member> members, std::vector<std::size_t> order,
                  std::vector<std::string> outer)
      : members_(std::move(members)), order_(std::move(order)), outer_(std::move(outer)) {
    type_ = DataType::Of(TypeId::kStruct);
    for (const Member& member : members_) {
      if (member.hidden) continue;
      ColumnFacts facts = FactsOfItems(*member.generator);
      type_.children.push_back({member.name, member.generator->type(), facts.nullable});
      facts_.children.push_back(std::move(facts));
    }
  }

  std::vector<std::string> inputs() const override { return outer_; }
  Status CheckInputs(std::span<const Generator* const> inputs) const override {
    for (const Member& member : members_) {
      std::vector<const Generator*> read;
      for (std::size_t input : member.inputs) {
        read.push_back(input < members_.size() ? members_[input].generator.get()
                                               : inputs[input - members_.size()]);
      }
      Status checked = member.generator->CheckInputs(read);
      if (!checked) {
        return Fail({ErrorCode::kInvalidModel,
                     fmt::format("'{}': {}", member.name, checked.error().message),
                     "/fields" + PointerStep(member.name) + checked.error().pointer});
      }
    }
    return {};
  }
  std::optional<std::uint64_t> capacity() const override {
    std::optional<std::uint64_t> rows;
    for (const Member& member : members_) {
      std::optional<std::uint64_t> capacity = member.generator->capacity();
      if (capacity) rows = std::min(rows.value_or(*capacity), *capacity);
    }
    return rows;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    out->set_length(call.rows.size());
    out->children().resize(type_.children.size());
    // The members' columns, then the columns that come from outside.
    std::vector<const Column*> columns(members_.size(), nullptr);
    columns.insert(columns.end(), call.inputs.begin(), call.inputs.end());
    std::deque<ScratchColumn> hidden;
    std::vector<const Column*> inputs;
    for (std::size_t at : order_) {
      const Member& member = members_[at];
      Column* column = member.hidden ? hidden.emplace_back(call.scratch).get()
                                     : &out->children()[VisibleBefore(at)];
      inputs.clear();
      for (std::size_t input : member.inputs) inputs.push_back(columns[input]);
      column->Reset(member.generator->type());
      GenerateCall own{call.rows, inputs, call.scratch};
      RM_RETURN_IF_ERROR(member.generator->Generate(own, column));
      columns[at] = column;
    }
    return {};
  }

 private:
  std::size_t VisibleBefore(std::size_t member) const {
    return static_cast<std::size_t>(
        std::count_if(members_.begin(), members_.begin() + static_cast<long>(member),
                      [](const Member& m) { return !m.hidden; }));
  }

  std::vector<Member> members_;
  std::vector<std::size_t> order_;
  std::vector<std::string> outer_;
};

class ListGenerator final : public Generator {
 public:
  ListGenerator(const DrawScope& draws, std::shared_ptr<const Generator> items,
                LengthRange length, bool distinct)
      : rows_(draws, length, distinct), items_(std::move(items)), distinct_(distinct) {
    type_ = DataType::Of(TypeId::kList);
    ColumnFacts item = FactsOfItems(*items_);
    type_.children = {{"item", items_->type(), item.nullable}};
    facts_.children.push_back(std::move(item));
    facts_.bytes_min = distinct ? 0 : static_cast<std::uint32_t>(length.min);
    facts_.bytes_max = static_cast<std::uint32_t>(length.max);
  }

  std::optional<std::uint64_t> capacity() const override {
    return rows_.capacity({items_->capacity()});
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    out->children().resize(1);
    RM_RETURN_IF_ERROR(rows_.SetLengths(call, out));
    Column* items = &out->children()[0];
    if (distinct_) return rows_.MakeDistinct(call, *items_, out, items);
    return GenerateItems(*items_, rows_.Ids(call, *out), call.scratch, items);
  }

 private:
  ItemRows rows_;
  std::shared_ptr<const Generator> items_;
  bool distinct_;
};

std::vector<Member> MembersOf(const TypeContext& context) {
  std::vector<Member> members;
  for (const ChildField& child : context.children) {
    if (child.role != "fields") continue;
    members.push_back({child.name, child.generator, child.hidden});
  }
  return members;
}

/// Numbers what the members read; names of no member are answered.
std::vector<std::string> ResolveInputs(std::vector<Member>* members) {
  std::vector<std::string> outer;
  for (Member& member : *members) {
    for (const std::string& name : member.generator->inputs()) {
      auto sibling = std::find_if(members->begin(), members->end(),
                                  [&](const Member& m) { return m.name == name; });
      if (sibling != members->end()) {
        member.inputs.push_back(static_cast<std::size_t>(sibling - members->begin()));
        continue;
      }
      auto known = std::find(outer.begin(), outer.end(), name);
      if (known == outer.end()) known = outer.insert(outer.end(), name);
      member.inputs.push_back(members->size() +
                              static_cast<std::size_t>(known - outer.begin()));
    }
  }
  return outer;
}

}  // namespace

std::unique_ptr<Generator> MakeStructGenerator(const TypeContext& context,
                                               const Options& options, Faults* faults) {
  std::vector<Member> members = MembersOf(context);
  if (std::all_of(members.begin(), members.end(),
                  [](const Member& m) { return m.hidden; })) {
    faults->Add(options.Fault(
        "fields",
        fmt::format("field '{}': every one of its fields is hidden", context.field)));
    return nullptr;
  }
  std::vector<std::string> outer = ResolveInputs(&members);
  std::vector<std::vector<std::size_t>> siblings(members.size());
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (std::size_t input : members[i].inputs) {
      if (input < members.size()) siblings[i].push_back(input);
    }
  }
  FieldOrder order = OrderFields(siblings);
  if (!order.circle.empty()) {
    std::vector<std::string> names;
    for (std::size_t at : order.circle) names.push_back(members[at].name);
    faults->Add(options.Fault(
        "fields",
        fmt::format("fields refer to each other in a circle: {}", CircleText(names))));
    return nullptr;
  }
  return std::make_unique<StructGenerator>(std::move(members), std::move(order.order),
                                           std::move(outer));
}

std::unique_ptr<Generator> MakeListGenerator(const TypeContext& context,
                                             const Options& options, Faults* faults) {
  std::shared_ptr<const Generator> items = ItemOf(context, options, "items", faults);
  if (items == nullptr) return nullptr;
  const bool distinct = options.Bool("distinct", false);
  if (distinct && items->type().is_nested()) {
    faults->Add(options.Fault("distinct",
                              fmt::format("field '{}': items of {} cannot be told apart",
                                          context.field, items->type().ToString())));
    return nullptr;
  }
  const LengthRange length = options.Length("length", kItemsDefault);
  if (!CheckItemsOfRow(context, options, length, *items, faults)) return nullptr;
  return std::make_unique<ListGenerator>(context.draws, std::move(items), length,
                                         distinct);
}

OptionInfo ItemsOption(bool required) {
  return {.name = "items",
          .kind = OptionKind::kItem,
          .doc = "The field that makes the items; each is a row of its own.",
          .required = required,
          .example = "text.word"};
}

OptionInfo FieldsOption(bool required) {
  return {.name = "fields",
          .kind = OptionKind::kFields,
          .doc = "The members, each a field like those of an entity.",
          .required = required,
          .example = "{ x: integer, y: integer }"};
}

TypePlugin MakeNestingPlugin(std::string_view name, std::string_view output,
                             std::string_view summary, std::vector<OptionInfo> options,
                             std::string_view example, TypeMaker make) {
  TypePlugin plugin =
      MakeTypePlugin(name, {}, output, summary, std::move(options), example, make);
  plugin.info.family = "nesting";
  return plugin;
}

}  // namespace rowmill
