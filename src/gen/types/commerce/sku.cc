// Stock keeping units: article numbers by a pattern.

#include "gen/pattern_text.h"
#include "gen/type_plugin.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  return MakePatternText(context, options, "\?\?\?-#####-\?\?", PatternLetters::kCapitals,
                         faults);
}

}  // namespace

TypePlugin commerce_sku_type() {
  TypePlugin plugin = MakeTypePlugin(
      "commerce.sku", {}, "string", "Article numbers (stock keeping units) by a pattern.",
      {{.name = "pattern",
        .kind = OptionKind::kText,
        .default_text = "\?\?\?-#####-\?\?",
        .doc = "# gives a digit, ? a capital letter, * either; \\ takes the next "
               "character as it is, and so does everything else.",
        .example = "'SKU-####-?'"}},
      "{ type: commerce.sku, pattern: 'SKU-####-?' }", Make);
  plugin.unique = true;
  return plugin;
}

}  // namespace rowmill
