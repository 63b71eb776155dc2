/// Reads one field of the native language: its source, options and modifiers.
/// Not thread-safe; one per document.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/dataset.h"
#include "model/native/section.h"

namespace rowmill {

/// A shared field of `definitions`, taken over with `use: name`.
struct Definition {
  Node node;              ///< a map; plain text is written as `{ type: text }`
  std::size_t nodes = 0;  ///< of the tree, against limits::kModelNodesMax
  bool valid = true;      ///< false: its faults were told already
};

class FieldReader {
 public:
  using Definitions = std::map<std::string, Definition>;

  /// REQUIRES: all outlive the reader.
  FieldReader(const Catalog& catalog, const Definitions& definitions)
      : catalog_(catalog), definitions_(definitions) {}

  /// Reads field `name` with its value `node`. True when it could be made (its faults, if
  /// any, are in `faults` all the same).
  bool Read(const std::string& name, const Node& node, Place key_place,
            const std::string& pointer, Faults* faults, Field* field);

 private:
  bool ReadMap(const Node& node, const std::string& pointer, Faults* faults,
               Field* field);
  bool ReadUse(const Section& section, Node* merged);
  bool FindSource(const Section& section, std::string* source) const;
  void ReadType(const Section& section, Field* field);
  void ReadChildren(const Info& info, const Section& section, Field* field);
  void ReadChild(const std::string& role, const std::string* name, const Node& node,
                 Place key_place, const Section& section, Field* field);
  const Info* TypeOf(const Section& section) const;
  Node ModifiersOf(const Section& section) const;
  void ReadComputed(const Section& section, std::string_view source, Field* field) const;
  void ReadLink(const Section& section, Field* field) const;
  void ReadPlannedSource(const Section& section, std::string_view source) const;
  void CheckOwnKeys(const Section& section, std::string_view source) const;

  const Catalog& catalog_;
  const Definitions& definitions_;
  std::size_t expanded_nodes_ = 0;
};

/// Reads a `values` source: choices (`field->modifiers.as` decides how keys of the map
/// form are taken) or the file they are in. Faults go to the section.
void ReadChoices(const Section& section, Field* field);

/// The values that the keys of a map `values: {key: weight}` stand for: texts when `as`
/// is given; else numbers when all look like numbers, booleans when all look like
/// booleans, texts otherwise. Reader and writer agree through this.
std::vector<Node> ChoicesOfKeys(const std::vector<std::string_view>& keys, bool has_as);

/// Reads the modifiers that are built.
void ReadModifiers(const Section& section, Modifiers* modifiers);

}  // namespace rowmill
