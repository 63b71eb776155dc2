/// Document text -> `Node` tree with places, and back: the step before every model
/// language. JSON (RFC 8259, strict) and YAML 1.2 (core schema: `yes` and `no` are texts,
/// quoted scalars are always texts). Thread-safe (no state).
///
/// Hostile texts end in an error: bytes, depth, nodes and aliases are bounded by
/// base/limits.h, texts must be UTF-8 without control characters, duplicate keys and
/// several documents in one text are faults. A byte order mark is skipped.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "plugin/node.h"

namespace rowmill {

/// Reads one JSON value. Errors: kInvalidModel, kTooLarge, with the place.
Result<Node> ParseJson(std::string_view text);

/// Reads one YAML document; an empty text is null. Errors: kInvalidModel, kTooLarge.
Result<Node> ParseYaml(std::string_view text);

/// JSON when the first character that is not blank is `{` or `[` and the text reads as
/// JSON, else YAML (whose flow style also starts so). When neither reads, the error is
/// JSON's. Errors: as above.
Result<Node> ParseDocument(std::string_view text);

/// One plain (unquoted) YAML scalar by the core schema: null, boolean, number or text.
/// Numbers keep their spelling in `text`.
Node ResolvePlainScalar(std::string_view text);

/// `indent` blanks per level; 0 = one line. Numbers keep their spelling where JSON has
/// it. Ends with a newline unless indent is 0.
std::string WriteJson(const Node& node, int indent);

/// Block style; maps and lists from level 4 on (the fields of a model) are written in
/// one line where they are small. Reading it back gives the same content.
std::string WriteYaml(const Node& node);

}  // namespace rowmill
