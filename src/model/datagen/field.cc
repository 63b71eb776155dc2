#include "model/datagen/field_internal.h"

#include <fmt/format.h>

#include "base/limits.h"
#include "base/text.h"
#include "model/datagen/attributes_internal.h"
#include "model/datagen/choices_internal.h"
#include "model/datagen/generated_internal.h"
#include "model/datagen/types_internal.h"

namespace rowmill::datagen_model {

namespace {

constexpr std::string_view kComputed[] = {"conditionals", "formula", "injection", "link"};

class FieldReader {
 public:
  FieldReader(const Node& node, std::string pointer, Scope* scope)
      : attributes_(node, std::move(pointer), scope), scope_(scope) {}

  Field Read() {
    field_.pointer = attributes_.pointer();
    field_.place = attributes_.node().place;
    if (!attributes_.node().is_map()) {
      scope_->Fault(
          fmt::format("a field is an object, not {}", Shown(attributes_.node())),
          field_.pointer, field_.place);
      return std::move(field_);
    }
    ReadName();
    attributes_.Index(field_.name);
    ReadGhost();
    ReadType();
    WarnAttributes();
    ReadComputed();
    if (type_ != nullptr) ReadSource();
    return std::move(field_);
  }

 private:
  void ReadName() {
    const Node* name = attributes_.node().Find("name");
    if (name == nullptr || name->is_null() || name->ScalarText().empty()) {
      bool wrong = name != nullptr && !name->is_scalar();
      scope_->Fault(wrong ? fmt::format("name of a field is {}", Shown(*name))
                          : "a field has no name",
                    field_.pointer, wrong ? name->place : field_.place);
      return;
    }
    field_.name = name->ScalarText();
    if (field_.name.size() > limits::kNameBytesMax) {
      scope_->faults.Add(ErrorCode::kTooLarge,
                         fmt::format("name of a field is longer than {} bytes: '{}...'",
                                     limits::kNameBytesMax, field_.name.substr(0, 40)),
                         field_.pointer + "/name", name->place);
    }
  }

  void ReadGhost() { field_.modifiers.hidden = attributes_.Bool("ghost", false); }

  void ReadType() {
    const Node* type = attributes_.Find("type");
    if (type == nullptr || type->ScalarText().empty()) {
      attributes_.Fault("", type != nullptr && !type->is_scalar()
                                ? fmt::format("type is {}", Shown(*type))
                                : "has no type");
      return;
    }
    type_ = FindType(type->ScalarText());
    if (type_ == nullptr) {
      attributes_.Fault(
          "type", fmt::format("unknown type: '{}'{}", type->ScalarText(),
                              Suggestion(UpperAscii(type->ScalarText()), TypeNames())));
    }
  }

  /// Names that mean nothing, or nothing to this type.
  void WarnAttributes() {
    const Node& node = attributes_.node();
    for (std::size_t i = 0; i < node.members.size(); ++i) {
      const std::string& name = node.members[i].first;
      const AttributeRow* row = FindAttribute(name);
      if (row == nullptr) {
        attributes_.Warn(name, fmt::format("unknown attribute is not used: '{}'{}", name,
                                           Suggestion(name, AttributeNames())));
      } else if (type_ != nullptr && row->bit != kEverywhere && !type_->Reads(row->bit) &&
                 !node.members[i].second.is_null()) {
        attributes_.Warn(name,
                         fmt::format("{} is not used by the type {}", name, type_->name));
      }
    }
  }

  /// The first of conditionals, formula, injection and link counts, as in Datagen.
  void ReadComputed() {
    if (type_ != nullptr && type_->kind == Kind::kLink && ReadLink()) return;
    std::string_view used;
    for (std::string_view name : kComputed) {
      const Node* value = attributes_.Find(name);
      if (value == nullptr) continue;
      bool object = name == "conditionals";
      if (object ? !value->is_map() : !value->is_scalar()) {
        attributes_.Fault(name,
                          fmt::format("{} takes {}, not {}", name,
                                      object ? "an object" : "a text", Shown(*value)));
        continue;
      }
      if (object ? value->members.empty() : value->ScalarText().empty()) continue;
      if (used.empty()) {
        attributes_.NotBuilt(name, fmt::format("{} is not built yet", name));
        used = name;
      } else {
        attributes_.Warn(name, fmt::format("{} is not used beside {}", name, used));
      }
    }
  }

  /// A link of a LINK field, written as `link` or alone among the conditionals; false
  /// when there is none. `$` means nothing, and of the parts the first two count.
  bool ReadLink() {
    const Node* link = attributes_.Find("link");
    std::string_view name = "link";
    const Node* conditionals = attributes_.Find("conditionals");
    if (conditionals != nullptr && conditionals->is_map() &&
        conditionals->members.size() == 1) {
      if (const Node* inner = conditionals->Find("link")) {
        if (link != nullptr)
          attributes_.Warn("link", "link is not used beside conditionals");
        link = inner;
        name = "conditionals";
      }
    } else if (conditionals != nullptr) {
      return false;
    }
    if (link == nullptr || link->ScalarText().empty()) return false;
    std::string text;
    for (char c : link->ScalarText()) {
      if (c != '$') text += c;
    }
    std::vector<std::string_view> parts = Split(text, '.');
    if (parts.size() < 2 || parts[0].empty() || parts[1].empty()) {
      attributes_.Fault(name,
                        fmt::format("link is $field.attribute, not {}", Shown(*link)));
      return true;
    }
    field_.source = SourceKind::kLink;
    field_.raw = Node::Text(fmt::format("{}.{}", parts[0], parts[1]));
    field_.raw.place = link->place;
    return true;
  }

  void ReadSource() {
    if (field_.source == SourceKind::kLink) return;
    if (type_->kind == Kind::kLink) {
      // Without a link it is the empty text, as in Datagen.
      attributes_.Warn("type", "LINK without link: its texts are empty");
      field_.source = SourceKind::kValues;
      field_.choices = {Choice{Node::Text("")}};
      field_.modifiers.as = DataType::Of(TypeId::kString);
      return;
    }
    if (type_->Reads(kChoices) && ReadValues()) return;
    if (type_->plugin.empty()) {
      attributes_.NotBuilt("type", fmt::format("type {} is not built yet", type_->name));
      return;
    }
    ReadGenerated(*type_, attributes_, scope_, &field_);
  }

  /// False when neither kind of possible values is given.
  bool ReadValues() {
    ChoicesRequest request;
    request.field = field_.name;
    request.pointer = field_.pointer;
    request.type = type_;
    request.values = GivenValues("possible_values");
    request.weighted = GivenValues("possible_values_weighted");
    if (request.values == nullptr && request.weighted == nullptr) return false;
    if (type_->kind == Kind::kDateAsString) {
      request.date_pattern = DatePattern(attributes_);
    }
    field_.source = SourceKind::kValues;
    field_.choices = ReadChoices(request, scope_);
    field_.modifiers.as = ChoiceType(type_->kind);
    for (const auto& [name, value] : attributes_.node().members) {
      const AttributeRow* row = FindAttribute(name);
      constexpr std::uint32_t kUnused =
          kLength | kMin | kMax | kMinDate | kMaxDate | kUseNow | kFilters;
      if (row != nullptr && row->bit != kEverywhere && (row->bit & kUnused) != 0 &&
          type_->Reads(row->bit) && !value.is_null()) {
        attributes_.Warn(name,
                         fmt::format("{} is not used beside possible values", name));
      }
    }
    return true;
  }

  const Node* GivenValues(std::string_view name) {
    const Node* value = attributes_.Find(name);
    if (value == nullptr) return nullptr;
    bool empty = (value->is_list() && value->items.empty()) ||
                 (value->is_map() && value->members.empty());
    if (empty) {
      attributes_.Warn(name, fmt::format("{} is empty and not used", name));
      return nullptr;
    }
    return value;
  }

  Attributes attributes_;
  Scope* scope_;
  Field field_;
  const TypeRow* type_ = nullptr;
};

}  // namespace

Field ReadField(const Node& node, std::string pointer, Scope* scope) {
  return FieldReader(node, std::move(pointer), scope).Read();
}

}  // namespace rowmill::datagen_model
