#include "gen/json_column.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "column/json_text.h"
#include "column/render.h"
#include "gen/wrapped.h"

namespace rowmill {

namespace {

/// Bytes of a cell's text at most; UINT32_MAX where that is not known.
std::uint64_t JsonBytes(const DataType& type, const ColumnFacts& facts) {
  constexpr std::uint64_t kScalarBytes = 64;
  constexpr std::uint64_t kUnknown = UINT32_MAX;
  constexpr std::uint64_t kEscapeGrowth = 6;
  if (type.is_text_layout()) {
    return std::min(kUnknown, 2 + kEscapeGrowth * facts.bytes_max);
  }
  if (!type.is_nested()) return kScalarBytes;
  std::uint64_t bytes = 4;
  for (std::size_t i = 0; i < type.children.size(); ++i) {
    bytes += JsonBytes(type.children[i].type, facts.children[i]);
    bytes += 4 + kEscapeGrowth * type.children[i].name.size();
  }
  const std::uint64_t items = type.id == TypeId::kStruct ? 1 : facts.bytes_max;
  return std::min(kUnknown, 2 + items * std::min(bytes, kUnknown));
}

/// Rows whose room is asked for at once, and the room itself unless one row takes more.
constexpr std::size_t kStepRows = 64;
constexpr std::size_t kStepBytesMax = 1u << 20;

class JsonColumn final : public WrappedGenerator {
 public:
  explicit JsonColumn(std::unique_ptr<Generator> inner)
      : WrappedGenerator(std::move(inner)) {
    type_ = DataType::Of(TypeId::kString);
    facts_.nullable = wrapped().facts().nullable;
    facts_.bytes_min = 2;
    facts_.bytes_max =
        static_cast<std::uint32_t>(JsonBytes(wrapped().type(), wrapped().facts()));
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    ScratchColumn scratch(call.scratch);
    Column& tree = *scratch.get();
    RM_RETURN_IF_ERROR(wrapped().Generate(call, &tree));
    out->Reset(type_);
    std::int32_t* offsets = out->ResizeOffsets(tree.length());
    Buffer& bytes = out->bytes();
    bytes.Clear();
    for (std::size_t first = 0; first < tree.length();) {
      std::size_t rows = std::min(kStepRows, tree.length() - first);
      const std::size_t most = JsonTextMax(tree, first, rows);
      if (rows * most > kStepBytesMax) {
        rows = std::clamp<std::size_t>(kStepBytesMax / most, 1, rows);
      }
      bytes.Reserve(bytes.size() + rows * most + kRenderSlack);
      char* const begin = bytes.as<char>();
      char* end = begin + bytes.size();
      for (std::size_t i = first; i < first + rows; ++i) {
        end = RenderJsonText(tree, i, JsonTextStyle(), end);
        offsets[i + 1] = static_cast<std::int32_t>(end - begin);
      }
      bytes.SetSize(static_cast<std::size_t>(end - begin));
      if (bytes.size() > static_cast<std::size_t>(INT32_MAX)) {
        return Fail(ErrorCode::kTooLarge, "JSON texts of a batch pass 2 GiB");
      }
      first += rows;
    }
    if (tree.has_nulls()) {
      std::copy_n(tree.validity(), (tree.length() + 7) / 8, out->MakeValidity());
    }
    return {};
  }
};

}  // namespace

std::unique_ptr<Generator> MakeJsonColumn(std::unique_ptr<Generator> inner) {
  RM_CHECK(inner->type().is_nested());
  return std::make_unique<JsonColumn>(std::move(inner));
}

}  // namespace rowmill
