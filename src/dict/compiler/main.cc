// Build tool: dictionary_compiler OUTPUT TABLE.tsv ... writes the flat file of the
// tables.
#include <fstream>
#include <iostream>
#include <iterator>

#include "dict/compile.h"

namespace {

std::string TableName(const std::string& path) {
  std::size_t slash = path.rfind('/');
  std::string file = slash == std::string::npos ? path : path.substr(slash + 1);
  return file.substr(0, file.find('.'));
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<rowmill::DictSource> tables;
  for (int i = 2; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)),
                     std::istreambuf_iterator<char>());
    if (!file) {
      std::cerr << "cannot read " << argv[i] << "\n";
      return 1;
    }
    tables.push_back({TableName(argv[i]), std::move(text)});
  }
  rowmill::Result<std::string> made = rowmill::CompileDictionaries(tables);
  if (!made) {
    for (const rowmill::Error& fault : made.error().Flatten()) {
      std::cerr << fault.ToString() << "\n";
    }
    return 1;
  }
  std::ofstream out(argc > 1 ? argv[1] : "", std::ios::binary);
  out << *made;
  out.close();
  return out ? 0 : 1;
}
