// Several fields as one column.

#include "gen/nested_columns.h"

namespace rowmill {

TypePlugin struct_type() {
  return MakeNestingPlugin(
      "struct", "struct<...>",
      "Several fields as one column. Persons and places in it are those of the row.",
      {FieldsOption(true)},
      "{ type: struct, fields: { city: place.city, zip: place.postcode } }",
      MakeStructGenerator);
}

}  // namespace rowmill
