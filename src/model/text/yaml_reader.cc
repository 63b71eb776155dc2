#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <exception>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "base/limits.h"
#include "base/text.h"
#include "model/text/document.h"
#include "model/text/tree_limits.h"

namespace rowmill {

namespace {

constexpr std::string_view kTagPrefix = "tag:yaml.org,2002:";

/// Builds the tree from the parser's events. After the first fault the rest is ignored:
/// a handler cannot stop the parser without throwing.
class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(std::string_view text) : text_(text), places_(text) {}

  const std::optional<Error>& fault() const { return fault_; }
  const Faults& duplicates() const { return duplicates_; }
  Node TakeRoot() { return std::move(root_); }
  std::size_t last_scalar() const { return last_scalar_; }
  Place PlaceOf(const YAML::Mark& mark) {
    return mark.is_null() ? Place{} : places_.At(static_cast<std::size_t>(mark.pos));
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (fault_) return;
    // An empty value has the mark of whatever follows; its key is the better place.
    Place place = PlaceOf(mark);
    std::size_t at = static_cast<std::size_t>(std::max(mark.pos, 0));
    bool written = at < text_.size() &&
                   std::string_view("~nN").find(text_[at]) != std::string_view::npos;
    if (!stack_.empty() && stack_.back().key) {
      Place key = stack_.back().key_place;
      if (!written || place.line != key.line) place = key;
    }
    AddScalarAt(Node::Null(), "", place, anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (fault_) return;
    last_scalar_ = static_cast<std::size_t>(mark.pos);
    if (tag == "?") {
      if (value == "<<" && ExpectsKey()) {
        return SetFault(
            "merge keys ('<<') are not part of YAML 1.2; shared parts of "
            "fields go under 'definitions'",
            PlaceOf(mark));
      }
      return AddScalar(ResolvePlainScalar(value), value, mark, anchor);
    }
    if (tag == "!" || tag == std::string(kTagPrefix) + "str") {
      return AddScalar(Node::Text(value), value, mark, anchor);
    }
    Node node = ResolvePlainScalar(value);
    if (!TagFits(tag, node)) {
      return SetFault(fmt::format("tag '{}' is unknown or does not fit '{}'",
                                  tag.substr(0, 100), value.substr(0, 40)),
                      PlaceOf(mark));
    }
    AddScalar(std::move(node), value, mark, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (fault_) return;
    Place place = PlaceOf(mark);
    auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      return SetFault("an alias stands inside its own anchor", place);
    }
    if (++aliases_ > limits::kModelAliasesMax) {
      fault_ =
          Error(ErrorCode::kTooLarge,
                fmt::format("more than {} aliases", limits::kModelAliasesMax), "", place);
      return;
    }
    if (static_cast<int>(stack_.size()) + found->second.depth > limits::kModelDepthMax) {
      fault_ = TooDeep(place);
      return;
    }
    if (!Spend(found->second.nodes, place)) return;
    const Node& node = found->second.node;
    if (ExpectsKey()) return AddKey(node, node.ScalarText(), place);
    Attach(node, found->second.nodes, found->second.depth);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    Open(Node::List(), mark, tag, anchor);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Open(Node::Map(), mark, tag, anchor);
  }
  void OnMapEnd() override { Close(); }

 private:
  /// A list or map that is still open.
  struct Frame {
    Node node;
    YAML::anchor_t anchor = YAML::NullAnchor;
    std::size_t nodes = 1;  ///< with all below
    int depth = 1;          ///< levels with all below
    std::optional<std::string> key;
    Place key_place;
    KeySet keys;
  };
  struct Anchored {
    Node node;
    std::size_t nodes;
    int depth;
  };

  void SetFault(std::string message, Place place) {
    if (!fault_) fault_ = Error(ErrorCode::kInvalidModel, "YAML: " + message, "", place);
  }

  bool Spend(std::size_t nodes, Place place) {
    if (budget_.Take(nodes)) return true;
    fault_ = TooManyNodes(place);
    return false;
  }

  bool ExpectsKey() const {
    return !stack_.empty() && stack_.back().node.is_map() && !stack_.back().key;
  }

  static bool TagFits(std::string_view tag, const Node& node) {
    if (tag.substr(0, kTagPrefix.size()) != kTagPrefix) return false;
    tag.remove_prefix(kTagPrefix.size());
    switch (node.kind) {
      case NodeKind::kNull:
        return tag == "null";
      case NodeKind::kBool:
        return tag == "bool";
      case NodeKind::kInt:
      case NodeKind::kUInt:
        return tag == "int" || tag == "float";
      case NodeKind::kDouble:
        return tag == "float";
      default:
        return false;
    }
  }

  void AddScalar(Node node, const std::string& written, const YAML::Mark& mark,
                 YAML::anchor_t anchor) {
    AddScalarAt(std::move(node), written, PlaceOf(mark), anchor);
  }

  void AddScalarAt(Node node, const std::string& written, Place place,
                   YAML::anchor_t anchor) {
    if (fault_) return;
    node.place = place;
    if (!Spend(1, node.place)) return;
    if (anchor != YAML::NullAnchor && !Keep(anchor, node, 1, 0)) return;
    if (ExpectsKey()) return AddKey(node, written, node.place);
    Attach(std::move(node), 1, 0);
  }

  void AddKey(const Node& node, std::string written, Place place) {
    if (!node.is_scalar()) return SetFault("a key is a list or a map", place);
    if (node.is_null()) return SetFault("a key is empty or null; quote it", place);
    Frame& frame = stack_.back();
    if (!frame.keys.Insert(frame.node, written)) {
      AddDuplicate(written, place, &duplicates_);
    }
    frame.key = std::move(written);
    frame.key_place = place;
  }

  void Open(Node node, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    if (fault_) return;
    node.place = PlaceOf(mark);
    std::string_view own = node.is_map() ? "map" : "seq";
    if (!tag.empty() && tag != "?" && tag != "!" &&
        tag != std::string(kTagPrefix) + std::string(own)) {
      return SetFault(fmt::format("tag '{}' is unknown or does not fit a {}",
                                  tag.substr(0, 100), node.KindName()),
                      node.place);
    }
    if (ExpectsKey()) return SetFault("a key is a list or a map", node.place);
    if (static_cast<int>(stack_.size()) >= limits::kModelDepthMax) {
      fault_ = TooDeep(node.place);
      return;
    }
    if (!Spend(1, node.place)) return;
    Frame frame;
    frame.node = std::move(node);
    frame.anchor = anchor;
    stack_.push_back(std::move(frame));
  }

  void Close() {
    if (fault_ || stack_.empty()) return;
    Frame frame = std::move(stack_.back());
    stack_.pop_back();
    if (frame.anchor != YAML::NullAnchor &&
        !Keep(frame.anchor, frame.node, frame.nodes, frame.depth)) {
      return;
    }
    Attach(std::move(frame.node), frame.nodes, frame.depth);
  }

  /// Copies what an anchor names; the copy counts, so that nested anchors stay bounded.
  bool Keep(YAML::anchor_t anchor, const Node& node, std::size_t nodes, int depth) {
    if (!Spend(nodes, node.place)) return false;
    anchors_.insert_or_assign(anchor, Anchored{node, nodes, depth});
    return true;
  }

  void Attach(Node node, std::size_t nodes, int depth) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& frame = stack_.back();
    frame.nodes += nodes;
    frame.depth = std::max(frame.depth, depth + 1);
    if (frame.node.is_list()) {
      frame.node.items.push_back(std::move(node));
      return;
    }
    frame.node.members.emplace_back(std::move(*frame.key), std::move(node));
    frame.node.member_places.push_back(frame.key_place);
    frame.key.reset();
  }

  std::string_view text_;
  PlaceFinder places_;
  NodeBudget budget_;
  std::size_t aliases_ = 0;
  std::vector<Frame> stack_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  std::optional<Error> fault_;
  Faults duplicates_;
  Node root_;
  std::size_t last_scalar_ = 0;  ///< byte offset of the last scalar that was read
};

/// True when the scalar at `at` (or behind its anchor and tag) opens a quote that never
/// ends: yaml-cpp 0.7 takes such a text as ended when its last line is.
bool HasOpenQuote(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
    at = text.find_first_of(" \t\r\n", at);
    at = at == std::string_view::npos ? text.size()
                                      : text.find_first_not_of(" \t\r\n", at);
  }
  if (at >= text.size() || (text[at] != '"' && text[at] != '\'')) return false;
  char quote = text[at];
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\' && quote == '"') {
      ++at;
    } else if (text[at] == quote && quote == '\'' && text.substr(at + 1, 1) == "'") {
      ++at;
    } else if (text[at] == quote) {
      return false;
    }
  }
  return true;
}

/// The parser's own faults, and a second document.
Status RunParser(std::string_view text, TreeBuilder* builder) {
  std::istringstream stream{std::string(text)};
  auto fault = [](std::string_view message, Place place) {
    return Fail(
        Error(ErrorCode::kInvalidModel, fmt::format("YAML: {}", message), "", place));
  };
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(*builder) || builder->fault()) return {};
    if (HasOpenQuote(text, builder->last_scalar())) {
      return fault("quoted text without its end",
                   PlaceFinder(text).At(builder->last_scalar()));
    }
    TreeBuilder second(text);
    if (parser.HandleNextDocument(second)) {
      return fault("several documents in one text", second.TakeRoot().place);
    }
    return {};
  } catch (const YAML::Exception& error) {
    return fault(error.msg, builder->PlaceOf(error.mark));
  } catch (const std::exception& error) {
    return fault(error.what(), {});
  }
}

}  // namespace

Result<Node> ParseYaml(std::string_view text) {
  RM_ASSIGN_OR_RETURN(std::string_view checked, CheckedText(text));
  if (checked.size() > limits::kModelYamlBytesMax) {
    return Fail(
        ErrorCode::kTooLarge,
        fmt::format("the YAML text has {}, more than {}; JSON may have {}",
                    FormatBytes(checked.size()), FormatBytes(limits::kModelYamlBytesMax),
                    FormatBytes(limits::kModelBytesMax)));
  }
  TreeBuilder builder(checked);
  Status parsed = RunParser(checked, &builder);
  if (builder.fault()) return Fail(*builder.fault());
  RM_RETURN_IF_ERROR(parsed);
  RM_RETURN_IF_ERROR(builder.duplicates().ToStatus());
  return builder.TakeRoot();
}

Result<Node> ParseDocument(std::string_view text) {
  std::string_view start = text.substr(0, 3) == "\xEF\xBB\xBF" ? text.substr(3) : text;
  start = start.substr(std::min(start.size(), start.find_first_not_of(" \t\r\n")));
  if (start.empty() || (start[0] != '{' && start[0] != '[')) return ParseYaml(text);
  Result<Node> json = ParseJson(text);
  if (json || json.error().code == ErrorCode::kTooLarge) return json;
  Result<Node> yaml = ParseYaml(text);
  return yaml ? std::move(yaml) : std::move(json);
}

}  // namespace rowmill
