// Any number of items.

#include "gen/nested_columns.h"

namespace rowmill {

TypePlugin list_type() {
  return MakeNestingPlugin(
      "list", "list<...>", "Any number of items.",
      {ItemsOption(true),
       ItemsLengthOption(),
       {.name = "distinct",
        .kind = OptionKind::kBool,
        .default_text = "false",
        .doc =
            "No item twice in a row; rows get fewer items when there are not enough."}},
      "{ type: list, items: text.word, length: { min: 1, max: 4 } }", MakeListGenerator);
}

}  // namespace rowmill
