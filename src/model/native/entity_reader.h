/// Reads one entity of the native language. Not thread-safe; one per document.
#pragma once

#include <string>

#include "model/native/field_reader.h"

namespace rowmill {

class EntityReader {
 public:
  explicit EntityReader(FieldReader* fields) : fields_(fields) {}

  /// Reads the entity `name` from its value; faults are added.
  Entity Read(const std::string& name, const Node& node, Place key_place,
              const std::string& pointer, Faults* faults);

 private:
  void ReadFields(const Section& section, Entity* entity);
  void ReadRows(const Section& section, Entity* entity) const;
  void ReadCorrelate(const Section& section, Entity* entity) const;
  void ReadPrimaryKey(const Section& section, Entity* entity) const;

  FieldReader* fields_;
};

}  // namespace rowmill
