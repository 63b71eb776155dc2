// Any text -> ReadModel: an error or a dataset that is written and read back.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "model/dataset.h"
#include "model/test_catalog.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rowmill;  // NOLINT: the entry point has no namespace of its own
  std::string_view text(reinterpret_cast<const char*>(data), size);
  ReadOptions options;
  options.catalog = &TestCatalog();
  Result<Dataset> dataset = ReadModel(text, options);
  if (!dataset) {
    RM_CHECK(!dataset.error().Flatten().empty());
    return 0;
  }
  for (ModelSyntax syntax : {ModelSyntax::kYaml, ModelSyntax::kJson}) {
    std::string written = WriteNative(*dataset, syntax);
    Result<Dataset> again = ReadModel(written, options);
    RM_CHECK(again.has_value());
    RM_CHECK(WriteNative(*again, syntax) == written);
  }
  return 0;
}
