#include "gen/type_plugin.h"

namespace rowmill {

TypePlugin MakeTypePlugin(std::string_view name, std::vector<std::string_view> aliases,
                          std::string_view output, std::string_view summary,
                          std::vector<OptionInfo> options, std::string_view example,
                          TypeMaker make) {
  Info info;
  info.name = name;
  info.aliases = std::move(aliases);
  info.family = name.substr(0, name.find('.'));
  info.summary = summary;
  info.output = output;
  info.options = std::move(options);
  info.example = example;
  return {std::move(info), make};
}

TypePlugin MakeRecordPlugin(RecordFamily record, std::string_view name,
                            std::vector<std::string_view> aliases,
                            std::string_view output, std::string_view summary,
                            std::vector<OptionInfo> options, TypeMaker make) {
  TypePlugin plugin = MakeTypePlugin(name, std::move(aliases), output, summary,
                                     RecordOptions(std::move(options)), "", make);
  plugin.record = record;
  return plugin;
}

OptionInfo SpellingOption() {
  return {.name = "spelling",
          .kind = OptionKind::kChoice,
          .default_text = "native",
          .doc = "`ascii` writes letters without accents and other scripts in Latin.",
          .choices = {"native", "ascii"}};
}

}  // namespace rowmill
