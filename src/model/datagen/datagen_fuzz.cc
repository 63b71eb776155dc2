// Any text that is JSON ends in a dataset or in faults with text, never otherwise.
#include <cstdlib>

#include "model/datagen/datagen.h"
#include "model/text/document.h"

namespace {

/// Types with the kinds of options that the reader fills in; `any` takes what comes.
const rowmill::Catalog& FuzzCatalog() {
  using rowmill::Info;
  using rowmill::OptionInfo;
  using rowmill::OptionKind;
  static const std::vector<Info> types = [] {
    auto option = [](std::string_view name, OptionKind kind) {
      OptionInfo info;
      info.name = name;
      info.kind = kind;
      return info;
    };
    std::vector<Info> made;
    for (std::string_view name :
         {"integer", "float", "boolean", "string", "datagen.string_az", "bytes",
          "datagen.hash_md5", "internet.ipv4", "id.uuid4", "datagen.increment",
          "datagen.timestamp", "datagen.birthdate", "datagen.date",
          "datagen.date_as_string", "datagen.regex"}) {
      Info info;
      info.name = name;
      bool dates = name.find("date") != std::string_view::npos;
      OptionKind limit = dates             ? OptionKind::kInstant
                         : name == "float" ? OptionKind::kNumber
                                           : OptionKind::kInt;
      info.options = {option("bits", OptionKind::kInt),
                      option("min", limit),
                      option("max", limit),
                      option("length", OptionKind::kLength),
                      option("pattern", OptionKind::kText),
                      option("regex", OptionKind::kText),
                      option("use_now", OptionKind::kBool)};
      made.push_back(std::move(info));
    }
    return made;
  }();
  static const rowmill::Catalog catalog = [] {
    rowmill::Catalog made;
    for (const Info& info : types) made.types.Add(&info);
    return made;
  }();
  return catalog;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto root = rowmill::ParseJson(text);
  if (!root) return 0;
  rowmill::ReadOptions options;
  options.catalog = &FuzzCatalog();
  auto dataset = rowmill::ReadDatagen(*root, text, options);
  if (dataset) {
    if (dataset->entities.size() != 1 || dataset->entities[0].fields.empty())
      std::abort();
    for (const rowmill::Field& field : dataset->entities[0].fields) {
      if (field.name.empty()) std::abort();
    }
    return 0;
  }
  for (const rowmill::Error& error : dataset.error().Flatten()) {
    if (error.message.empty()) std::abort();
    // A limit that the reader made itself must suit the type: it never says so later.
    if (error.code == rowmill::ErrorCode::kInternal) std::abort();
  }
  return 0;
}
