// The sample tables of the tests; see parquet_sample_internal.h.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>

#include "format/parquet/parquet_sample_internal.h"
#include "format/parquet/parquet_types.h"

namespace rowmill::parquet::sample {

namespace {

bool IsFloating(const DataType& type) {
  return type.id == TypeId::kFloat || type.id == TypeId::kDouble;
}

bool IsWhole(const DataType& type) { return type.fixed_width() > 0 && !IsFloating(type); }

/// Least and greatest value a column of the type may hold here.
std::pair<std::int64_t, std::int64_t> Limits(const DataType& type) {
  switch (type.id) {
    case TypeId::kDecimal: {
      std::int64_t limit = 1;
      for (int i = 0; i < type.precision; ++i) limit *= 10;
      return {-(limit - 1), limit - 1};
    }
    case TypeId::kDate:
      return {-719'162, 2'932'896};  // 0001-01-01 .. 9999-12-31, Python's calendar
    case TypeId::kTime:
      return {0, 86'400 * UnitsPerSecond(type.unit) - 1};
    case TypeId::kTimestamp:
      if (type.unit == TimeUnit::kNano) return {INT64_MIN / 2, INT64_MAX / 2};
      return {-62'135'596'800 * UnitsPerSecond(type.unit),
              253'402'300'799 * UnitsPerSecond(type.unit)};
    default:
      break;
  }
  auto bits = static_cast<int>(type.fixed_width() * 8);
  if (type.is_unsigned()) {
    return {0, bits == 64 ? INT64_MAX : (std::int64_t{1} << bits) - 1};
  }
  return {bits == 64 ? INT64_MIN : -(std::int64_t{1} << (bits - 1)),
          bits == 64 ? INT64_MAX : (std::int64_t{1} << (bits - 1)) - 1};
}

Cell WholeCell(const DataType& type, std::int64_t low, std::int64_t high,
               SampleDraws* draws) {
  std::uint64_t span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  std::uint64_t draw = draws->Next();
  if (span != UINT64_MAX) draw %= span + 1;
  if (draws->Chance(2)) draw = 0;
  if (draws->Chance(2)) draw = span;
  std::uint64_t value = static_cast<std::uint64_t>(low) + draw;
  if (type.id == TypeId::kUInt64) return value;
  return static_cast<std::int64_t>(value);
}

std::uint64_t FloatBits(const DataType& type, SampleDraws* draws) {
  bool wide = type.id == TypeId::kDouble;
  double value = static_cast<double>(static_cast<std::int64_t>(draws->Next())) / 1e12;
  switch (draws->Below(40)) {
    case 0:
      value = std::numeric_limits<double>::quiet_NaN();
      break;
    case 1:
      value = -0.0;
      break;
    case 2:
      value = 0.0;
      break;
    case 3:
      value = std::numeric_limits<double>::infinity();
      break;
    default:
      break;
  }
  return wide ? std::bit_cast<std::uint64_t>(value)
              : std::bit_cast<std::uint32_t>(static_cast<float>(value));
}

std::string TextOf(bool utf8, std::uint64_t length, SampleDraws* draws) {
  static const std::string kPieces[] = {
      "a", "b", "Z", "~", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", " "};
  std::string text;
  while (text.size() < length) {
    std::string piece(1, static_cast<char>(draws->Below(256)));
    if (utf8) piece = kPieces[draws->Below(std::size(kPieces))];
    if (text.size() + piece.size() <= length) text += piece;
  }
  return text;
}

/// Lengths of a text column, of one of several kinds.
struct TextShape {
  std::uint32_t min = 0;
  std::uint32_t max = 20;
  bool told = true;
};

TextShape ShapeOf(SampleDraws* draws) {
  static constexpr TextShape kShapes[] = {
      {0, 20, true},  {36, 36, true},    {20, 60, true}, {0, 300, true}, {0, 90, false},
      {60, 70, true}, {0, 5'000, false}, {0, 0, true},   {1, 16, false}};
  return kShapes[draws->Below(std::size(kShapes))];
}

bool IsNull(Nulls nulls, std::uint64_t row, SampleDraws* draws) {
  switch (nulls) {
    case Nulls::kRequired:
    case Nulls::kNone:
      return false;
    case Nulls::kAll:
      return true;
    case Nulls::kThird:
      return row % 3 == 1;
    case Nulls::kRuns:
      return row / 213 % 2 == 1;
    case Nulls::kRandom:
      return draws->Chance(10);
  }
  return false;
}

void SetBit(std::uint8_t* bits, std::size_t at, bool value) {
  auto mask = static_cast<std::uint8_t>(1u << (at & 7));
  bits[at >> 3] =
      static_cast<std::uint8_t>(value ? bits[at >> 3] | mask : bits[at >> 3] & ~mask);
}

/// Cells as a plain column; null ones hold rubbish.
Column PlainColumn(const DataType& type, const std::vector<Cell>& cells,
                   std::uint64_t from, std::size_t count) {
  Column column(type);
  if (type.is_text_layout()) {
    column.ResizeOffsets(0);
    for (std::size_t i = 0; i < count; ++i) {
      const auto* text = std::get_if<std::string>(&cells[from + i]);
      column.AppendText(text != nullptr ? std::string_view(*text) : "rubbish");
    }
    return column;
  }
  if (type.id == TypeId::kBool) {
    std::uint8_t* bits = column.ResizeBits(count);
    for (std::size_t i = 0; i < count; ++i) {
      const bool* value = std::get_if<bool>(&cells[from + i]);
      SetBit(bits, i, value != nullptr && *value);
    }
    return column;
  }
  std::size_t width = type.fixed_width();
  std::uint8_t* out = nullptr;
  switch (width) {
    case 1:
      out = column.ResizeValues<std::uint8_t>(count);
      break;
    case 2:
      out = reinterpret_cast<std::uint8_t*>(column.ResizeValues<std::uint16_t>(count));
      break;
    case 4:
      out = reinterpret_cast<std::uint8_t*>(column.ResizeValues<std::uint32_t>(count));
      break;
    default:
      out = reinterpret_cast<std::uint8_t*>(column.ResizeValues<std::uint64_t>(count));
  }
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t value = 0xDEAD'BEEF'DEAD'BEEFu;
    const Cell& cell = cells[from + i];
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
      value = static_cast<std::uint64_t>(*whole);
    } else if (const auto* bits = std::get_if<std::uint64_t>(&cell)) {
      value = *bits;
    }
    std::memcpy(out + i * width, &value, width);
  }
  return column;
}

nlohmann::json ToJson(const DataType& type, const Cell& cell) {
  if (std::holds_alternative<std::monostate>(cell)) return nullptr;
  if (const bool* flag = std::get_if<bool>(&cell)) return *flag;
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return *whole;
  if (const auto* bits = std::get_if<std::uint64_t>(&cell)) return *bits;
  const auto& text = std::get<std::string>(cell);
  if (type.id == TypeId::kString) return text;
  std::string hex;
  for (unsigned char byte : text) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

/// Draws cells of a column, its facts with them.
class CellMaker {
 public:
  CellMaker(FieldSchema* field, Domain domain, SampleDraws* draws)
      : field_(*field), domain_(domain), draws_(draws) {
    const DataType& type = field_.type;
    if (type.is_text_layout()) {
      shape_ = ShapeOf(draws);
      field_.facts.bytes_min = shape_.told ? shape_.min : 0;
      field_.facts.bytes_max = shape_.told ? shape_.max : UINT32_MAX;
    }
    if (!IsWhole(type)) return;
    std::tie(low_, high_) = Limits(type);
    if (domain == Domain::kRange || domain == Domain::kConstant) Narrow();
    if (domain == Domain::kAscending) low_ = next_ = std::max<std::int64_t>(low_, 0);
  }

  Cell Next() {
    const DataType& type = field_.type;
    if (type.id == TypeId::kBool) return draws_->Chance(70);
    if (IsFloating(type)) return FloatBits(type, draws_);
    if (type.is_text_layout()) {
      std::uint64_t length = shape_.min + draws_->Below(shape_.max - shape_.min + 1);
      return TextOf(type.id == TypeId::kString, length, draws_);
    }
    if (domain_ == Domain::kAscending) {
      if (next_ < high_) next_ += static_cast<std::int64_t>(draws_->Below(2));
      if (type.id == TypeId::kUInt64) return static_cast<std::uint64_t>(next_);
      return next_;
    }
    return WholeCell(type, low_, high_, draws_);
  }

 private:
  void Narrow() {
    static constexpr std::uint64_t kSpans[] = {1,   2,     5,     99,    127,
                                               254, 1'000, 3'652, 20'000};
    std::uint64_t span = domain_ == Domain::kConstant ? 0 : kSpans[draws_->Below(9)];
    std::uint64_t whole =
        static_cast<std::uint64_t>(high_) - static_cast<std::uint64_t>(low_);
    span = std::min(span, whole);
    std::uint64_t room = whole - span;
    low_ = static_cast<std::int64_t>(static_cast<std::uint64_t>(low_) +
                                     (room == 0 ? 0 : draws_->Next() % room));
    high_ = static_cast<std::int64_t>(static_cast<std::uint64_t>(low_) + span);
    field_.facts.min = low_;
    field_.facts.max = high_;
  }

  FieldSchema& field_;
  Domain domain_;
  SampleDraws* draws_;
  TextShape shape_;
  std::int64_t low_ = 0;
  std::int64_t high_ = 0;
  std::int64_t next_ = 0;
};

}  // namespace

std::vector<DataType> AllTypes() {
  std::vector<DataType> types;
  for (TypeId id :
       {TypeId::kBool, TypeId::kInt8, TypeId::kInt16, TypeId::kInt32, TypeId::kInt64,
        TypeId::kUInt8, TypeId::kUInt16, TypeId::kUInt32, TypeId::kUInt64, TypeId::kFloat,
        TypeId::kDouble, TypeId::kDate, TypeId::kString, TypeId::kBytes}) {
    types.push_back(DataType::Of(id));
  }
  for (auto [precision, scale] : {std::pair{1, 1}, {9, 2}, {10, 0}, {12, 2}, {18, 6}}) {
    types.push_back(DataType::Decimal(precision, scale));
  }
  for (TimeUnit unit :
       {TimeUnit::kSecond, TimeUnit::kMilli, TimeUnit::kMicro, TimeUnit::kNano}) {
    types.push_back(DataType::Timestamp(unit));
    types.push_back(DataType::Timestamp(unit, "UTC"));
    DataType time = DataType::Of(TypeId::kTime);
    time.unit = unit;
    types.push_back(time);
  }
  return types;
}

bool Fits(const DataType& type, Domain domain) {
  switch (domain) {
    case Domain::kWide:
    case Domain::kDictionary:
      return true;
    case Domain::kRange:
    case Domain::kConstant:
    case Domain::kAscending:
      return IsWhole(type);
  }
  return false;
}

SampleColumn MakeColumn(std::string name, const DataType& type, Domain domain,
                        Nulls nulls, std::uint64_t rows, SampleDraws* draws) {
  SampleColumn column;
  column.field.name = std::move(name);
  column.field.type = type;
  column.field.facts.nullable = nulls != Nulls::kRequired;
  column.field.facts.ascending = domain == Domain::kAscending;
  CellMaker maker(&column.field, domain, draws);
  std::vector<Cell> entries;
  if (domain == Domain::kDictionary) {
    std::uint64_t count = draws->Chance(20) ? 1 : 2 + draws->Below(300);
    for (std::uint64_t i = 0; i < count; ++i) entries.push_back(maker.Next());
    column.field.facts.dictionary =
        std::make_shared<Column>(PlainColumn(type, entries, 0, entries.size()));
  }
  for (std::uint64_t row = 0; row < rows; ++row) {
    bool null = IsNull(nulls, row, draws);
    if (domain == Domain::kDictionary) {
      std::uint64_t index = draws->Below(entries.size());
      column.indices.push_back(null ? 1'000'000 : static_cast<std::int32_t>(index));
      column.cells.push_back(null ? Cell() : entries[index]);
    } else {
      Cell cell = maker.Next();
      column.cells.push_back(null ? Cell() : std::move(cell));
    }
  }
  return column;
}

Column TileOf(const SampleColumn& sample, std::uint64_t from, std::size_t count) {
  const FieldSchema& field = sample.field;
  Column column(field.type);
  if (field.facts.dictionary != nullptr) {
    std::int32_t* out = column.ResizeValues<std::int32_t>(count);
    std::copy_n(sample.indices.begin() + static_cast<std::ptrdiff_t>(from), count, out);
    column.set_dictionary(field.facts.dictionary);
  } else {
    column = PlainColumn(field.type, sample.cells, from, count);
  }
  bool any_null = false;
  for (std::size_t i = 0; i < count && !any_null; ++i) {
    any_null = std::holds_alternative<std::monostate>(sample.cells[from + i]);
  }
  if (!any_null) return column;
  std::uint8_t* validity = column.MakeValidity();
  for (std::size_t i = 0; i < count; ++i) {
    SetBit(validity, i, !std::holds_alternative<std::monostate>(sample.cells[from + i]));
  }
  return column;
}

Result<std::unique_ptr<Format>> MakeFormat(const SampleTable& table) {
  FormatPlugin plugin = parquet_format();
  Faults faults;
  Options options = ParseOptions(plugin.info, table.options, "/format", &faults);
  RM_RETURN_IF_ERROR(faults.ToStatus());
  FormatContext context;
  context.schema = &table.schema;
  context.compression = table.compression;
  context.metadata = {{"rowmill.seed", "42"}, {"rowmill.model", "caf\xC3\xA9"}};
  return plugin.make(context, options);
}

Result<SampleFile> Encode(const SampleTable& table) {
  RM_ASSIGN_OR_RETURN(std::unique_ptr<Format> format, MakeFormat(table));
  std::unique_ptr<ChunkEncoder> encoder = format->NewEncoder();
  std::unique_ptr<FileFrame> frame = format->NewFile();
  SampleFile file;
  file.chunk_rows = format->chunk_rows();
  Buffer edge;
  RM_RETURN_IF_ERROR(frame->Header(&edge));
  file.bytes = edge.view();
  Chunk chunk;
  for (std::uint64_t first = 0; first < table.rows; first += file.chunk_rows) {
    std::uint64_t rows = std::min(file.chunk_rows, table.rows - first);
    chunk.bytes.Clear();
    for (Buffer& piece : chunk.more) piece.Clear();
    chunk.rows = rows;
    RM_RETURN_IF_ERROR(encoder->Begin(&chunk));
    for (std::uint64_t done = 0; done < rows;) {
      auto count =
          static_cast<std::size_t>(std::min<std::uint64_t>(table.tile_rows, rows - done));
      std::vector<Column> tiles;
      for (const SampleColumn& column : table.columns) {
        tiles.push_back(TileOf(column, first + done, count));
      }
      Batch batch{first + done, count, {}};
      for (const Column& tile : tiles) batch.columns.push_back(&tile);
      RM_RETURN_IF_ERROR(encoder->Add(batch));
      done += count;
    }
    RM_RETURN_IF_ERROR(encoder->End());
    RM_RETURN_IF_ERROR(frame->Place(chunk, file.bytes.size()));
    file.bytes += chunk.bytes.view();
    for (const Buffer& piece : chunk.more) file.bytes += piece.view();
    ++file.chunks;
  }
  edge.Clear();
  RM_RETURN_IF_ERROR(frame->Footer(&edge));
  file.bytes += edge.view();
  return file;
}

std::string Twin(const SampleTable& table, std::uint64_t chunk_rows) {
  nlohmann::json head;
  head["rows"] = table.rows;
  head["row_group_rows"] = chunk_rows;
  head["compression"] = table.compression;
  head["columns"] = nlohmann::json::array();
  for (const SampleColumn& column : table.columns) {
    const ColumnFacts& facts = column.field.facts;
    nlohmann::json about;
    about["name"] = column.field.name;
    about["type"] = column.field.type.ToString();
    about["nullable"] = facts.nullable;
    about["ascending"] = facts.ascending;
    about["dictionary"] = facts.dictionary != nullptr;
    if (facts.dictionary != nullptr) about["entries"] = facts.dictionary->length();
    if (facts.min && facts.max) {
      about["entries"] = static_cast<std::uint64_t>(*facts.max) -
                         static_cast<std::uint64_t>(*facts.min) + 1;
    }
    head["columns"].push_back(std::move(about));
  }
  std::string out = head.dump() + "\n";
  for (std::uint64_t row = 0; row < table.rows; ++row) {
    nlohmann::json line = nlohmann::json::array();
    for (const SampleColumn& column : table.columns) {
      line.push_back(ToJson(column.field.type, column.cells[row]));
    }
    out += line.dump() + "\n";
  }
  return out;
}

}  // namespace rowmill::parquet::sample
