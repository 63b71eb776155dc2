// Currencies.

#include "gen/table_text.h"
#include "gen/type_plugin.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> MakeCurrency(const TypeContext& context,
                                        const Options& options, Faults*) {
  const DictTable& table = context.dictionaries->Get("currencies");
  return MakeTableText(context, table, table.all(), options.Text("form", "code"));
}

}  // namespace

TypePlugin finance_currency_type() {
  return MakeTypePlugin("finance.currency", {}, "string", "Currencies, ISO 4217.",
                        {{.name = "form",
                          .kind = OptionKind::kChoice,
                          .default_text = "code",
                          .doc = "Code, English name or symbol.",
                          .choices = {"code", "name", "symbol"}}},
                        "finance.currency", MakeCurrency);
}

}  // namespace rowmill
