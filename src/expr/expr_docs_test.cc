// The functions in docs/expressions.md are those of the program.
// ROWMILL_UPDATE_GOLDEN=1 rewrites them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "expr/function.h"

namespace rowmill {
namespace {

/// A bar within a cell of a table ends it.
std::string Cell(std::string_view text) {
  std::string cell;
  for (char c : text) cell += c == '|' ? "\\|" : std::string(1, c);
  return cell;
}

std::string Tables() {
  std::string text;
  std::string_view family;
  for (const FunctionInfo& info : ExprFunctions()) {
    if (info.family != family) {
      family = info.family;
      text += fmt::format(
          "\n### {}{}\n\n| use | meaning | example | gives |\n|---|---|---|---|\n",
          static_cast<char>(family[0] - 'a' + 'A'), family.substr(1));
    }
    text += fmt::format("| `{}` | {} | `{}` | `{}` |\n", Cell(info.usage), Cell(info.doc),
                        Cell(info.example), Cell(info.result));
  }
  return text + "\n";
}

TEST(ExpressionDocs, TablesAreThoseOfTheProgram) {
  const std::string path = ROWMILL_SOURCE_DIR "/docs/expressions.md";
  std::ifstream file(path, std::ios::binary);
  std::stringstream stream;
  stream << file.rdbuf();
  std::string text = stream.str();
  const std::string begin = "<!-- table: functions -->\n", end = "<!-- end of table -->";
  const std::size_t from = text.find(begin);
  ASSERT_NE(from, std::string::npos);
  const std::size_t start = from + begin.size(), stop = text.find(end, start);
  ASSERT_NE(stop, std::string::npos);
  if (std::getenv("ROWMILL_UPDATE_GOLDEN") != nullptr) {
    text.replace(start, stop - start, Tables());
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(text.substr(start, stop - start), Tables())
      << "ROWMILL_UPDATE_GOLDEN=1 expr_tests rewrites it";
}

}  // namespace
}  // namespace rowmill
