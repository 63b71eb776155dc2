#include <fmt/format.h>
#include <simdjson.h>

#include "base/limits.h"
#include "base/text.h"
#include "model/text/document.h"
#include "model/text/scalar.h"
#include "model/text/tree_limits.h"

namespace rowmill {

namespace {

namespace ondemand = simdjson::ondemand;

Error Fault(std::string message, Place place) {
  return Error(ErrorCode::kInvalidModel, "JSON: " + std::move(message), "", place);
}

/// Walks the whole document, so that every part of it is checked.
class JsonReader {
 public:
  explicit JsonReader(std::string_view text)
      : text_(text), padded_(text), places_(text) {}

  Result<Node> Read() {
    ondemand::document document;
    if (auto error = parser_.iterate(padded_).get(document)) return StageOneFault(error);
    ondemand::json_type type;
    if (auto error = document.type().get(type)) return LocatedFault(error, &document);
    bool parsed_here = type != ondemand::json_type::object &&
                       type != ondemand::json_type::array &&
                       type != ondemand::json_type::string;
    Result<Node> node = ReadRoot(type, &document);
    const char* rest = nullptr;
    bool at_end = document.current_location().get(rest) == simdjson::OUT_OF_BOUNDS;
    if (node && !parsed_here && !at_end) {
      return LocatedFault(simdjson::TRAILING_CONTENT, &document);
    }
    if (node) RM_RETURN_IF_ERROR(duplicates_.ToStatus());
    return node;
  }

 private:
  Result<Node> ReadRoot(ondemand::json_type type, ondemand::document* document) {
    if (type == ondemand::json_type::object || type == ondemand::json_type::array) {
      ondemand::value value;
      if (auto error = document->get_value().get(value)) {
        return LocatedFault(error, document);
      }
      document_ = document;
      return ReadValue(value, 1);
    }
    // A scalar: the strict grammar is checked over the whole text.
    std::string_view token = Trim(text_);
    Place place = places_.At(static_cast<std::size_t>(token.data() - text_.data()));
    if (type == ondemand::json_type::string) {
      std::string_view content;
      if (auto error = document->get_string().get(content)) {
        return Fail(Fault(simdjson::error_message(error), place));
      }
      Node node = Node::Text(std::string(content));
      node.place = place;
      return node;
    }
    return ReadScalar(token, place);
  }

  Result<Node> ReadValue(ondemand::value value, int depth) {
    std::string_view token = value.raw_json_token();
    Place place = PlaceOf(token.data());
    if (!budget_.Take(1)) return Fail(TooManyNodes(place));
    Result<Node> node;
    switch (token.empty() ? '\0' : token[0]) {
      case '{':
        node = ReadObject(value, place, depth);
        break;
      case '[':
        node = ReadArray(value, place, depth);
        break;
      case '"': {
        std::string_view content;
        if (auto error = value.get_string().get(content)) {
          return Fail(Fault(simdjson::error_message(error), place));
        }
        node = Node::Text(std::string(content));
        break;
      }
      default:
        // The parser skips a scalar that was not taken when it moves on.
        node = ReadScalar(Trim(token), place);
        break;
    }
    if (node) node->place = place;
    return node;
  }

  Result<Node> ReadObject(ondemand::value value, Place place, int depth) {
    if (depth > limits::kModelDepthMax) return Fail(TooDeep(place));
    ondemand::object object;
    if (auto error = value.get_object().get(object))
      return LocatedFault(error, document_);
    Node map = Node::Map();
    KeySet keys;
    for (auto result : object) {
      ondemand::field field;
      if (auto error = std::move(result).get(field))
        return LocatedFault(error, document_);
      Place key_place = PlaceOf(field.key().raw() - 1);
      std::string_view unescaped;
      if (auto error = field.unescaped_key().get(unescaped)) {
        return Fail(Fault(simdjson::error_message(error), key_place));
      }
      std::string key(unescaped);
      if (!keys.Insert(map, key)) AddDuplicate(key, key_place, &duplicates_);
      RM_ASSIGN_OR_RETURN(Node member, ReadValue(field.value(), depth + 1));
      map.members.emplace_back(std::move(key), std::move(member));
      map.member_places.push_back(key_place);
    }
    return map;
  }

  Result<Node> ReadArray(ondemand::value value, Place place, int depth) {
    if (depth > limits::kModelDepthMax) return Fail(TooDeep(place));
    ondemand::array array;
    if (auto error = value.get_array().get(array)) return LocatedFault(error, document_);
    Node list = Node::List();
    for (auto result : array) {
      ondemand::value item;
      if (auto error = std::move(result).get(item)) return LocatedFault(error, document_);
      RM_ASSIGN_OR_RETURN(Node node, ReadValue(item, depth + 1));
      list.items.push_back(std::move(node));
    }
    return list;
  }

  Result<Node> ReadScalar(std::string_view token, Place place) {
    Node node;
    if (token == "true" || token == "false") {
      node = Node::Bool(token == "true");
    } else if (IsJsonNumber(token)) {
      node = NumberNode(token);
    } else if (token != "null") {
      return Fail(Fault(fmt::format("not a value: '{}'", Shown(token)), place));
    }
    node.place = place;
    return node;
  }

  static std::string_view Shown(std::string_view token) {
    token = token.substr(0, token.find_first_of("\r\n"));
    std::size_t end = std::min<std::size_t>(token.size(), 40);
    while (end < token.size() &&
           (static_cast<unsigned char>(token[end]) & 0xC0) == 0x80) {
      --end;
    }
    return token.substr(0, end);
  }

  Place PlaceOf(const char* at) {
    return places_.At(static_cast<std::size_t>(at - padded_.data()));
  }

  tl::unexpected<Error> LocatedFault(simdjson::error_code error,
                                     ondemand::document* document) {
    Place place = places_.At(text_.size());
    const char* at = nullptr;
    if (document != nullptr &&
        document->current_location().get(at) == simdjson::SUCCESS &&
        at >= padded_.data() && at <= padded_.data() + padded_.size()) {
      place = PlaceOf(at);
    }
    return Fail(Fault(simdjson::error_message(error), place));
  }

  /// The first pass of the parser knows no place: an open string, or nothing at all.
  tl::unexpected<Error> StageOneFault(simdjson::error_code error) {
    bool inside = false;
    std::size_t start = 0;
    for (std::size_t at = 0; at < text_.size(); ++at) {
      if (inside && text_[at] == '\\') {
        ++at;
      } else if (text_[at] == '"') {
        inside = !inside;
        start = at;
      } else if (inside && static_cast<unsigned char>(text_[at]) < 0x20) {
        return Fail(Fault("line break or tab inside a string", places_.At(at)));
      }
    }
    if (inside) return Fail(Fault("string without its end", places_.At(start)));
    return Fail(Fault(simdjson::error_message(error), places_.At(0)));
  }

  std::string_view text_;
  simdjson::padded_string padded_;
  PlaceFinder places_;
  NodeBudget budget_;
  Faults duplicates_;
  ondemand::parser parser_;
  ondemand::document* document_ = nullptr;
};

}  // namespace

Result<Node> ParseJson(std::string_view text) {
  RM_ASSIGN_OR_RETURN(std::string_view checked, CheckedText(text));
  return JsonReader(checked).Read();
}

}  // namespace rowmill
