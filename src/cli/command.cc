#include "cli/command.h"

#include "base/text.h"

namespace rowmill::cli {

std::vector<std::string> OptionSpec::NameList() const {
  std::vector<std::string> list;
  for (std::string_view name : Split(names, ',')) list.emplace_back(name);
  return list;
}

}  // namespace rowmill::cli
