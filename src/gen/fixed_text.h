/// Texts of one shape: literal bytes and places that choose from symbols of one byte.
/// What `text.pattern` and regular expressions without alternatives are made by.
/// Definition: docs/draws.md, "Choices of a cell". Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gen/generator.h"

namespace rowmill {

/// A place of a fixed text that is drawn.
struct TextPlace {
  std::uint32_t offset;
  std::string symbols;  ///< one byte each, equally likely
};

/// Generator of `text` with its places filled in, draws from slot `value`. With `unique`
/// every row has another text, and the capacity says for how many rows.
/// REQUIRES: places in rising order, symbols not empty, and different when `unique`.
std::unique_ptr<Generator> MakeFixedTextGenerator(const DrawScope& draws,
                                                  std::string text,
                                                  std::vector<TextPlace> places,
                                                  bool unique);

}  // namespace rowmill
