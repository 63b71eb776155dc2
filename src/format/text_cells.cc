#include "format/text_cells.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "base/check.h"
#include "column/render.h"
#include "format/text_escape_internal.h"

namespace rowmill {

namespace {

/// Tables of ready cells are worth their memory while they stay in the L2 cache.
constexpr std::uint64_t kTableEntriesMax = 8'192;

/// Longest text of any value that is not a text: a timestamp, rounded up.
constexpr std::size_t kScalarTextMax = 64;

/// What all cell writers share.
class FramedCells : public CellWriter {
 public:
  explicit FramedCells(const CellFrame& frame)
      : before_(frame.before), after_(frame.after), null_(frame.null) {}

 protected:
  std::size_t FrameBytes() const {
    return std::max(before_.size() + after_.size(), null_.size());
  }

  /// Calls `put(row, out)` for valid rows and writes the null text for the others.
  template <typename Put>
  void ForRows(const Column& column, std::size_t first, std::size_t rows, char** cursors,
               Put put) const {
    if (!column.has_nulls()) {
      for (std::size_t i = 0; i < rows; ++i) cursors[i] = put(first + i, cursors[i]);
      return;
    }
    for (std::size_t i = 0; i < rows; ++i) {
      cursors[i] =
          column.IsValid(first + i) ? put(first + i, cursors[i]) : null_.Put(cursors[i]);
    }
  }

  Literal before_;
  Literal after_;
  Literal null_;
};

/// Values of a fixed width, spelled by a renderer: `char* Renderer::operator()(Value,
/// char*)`.
template <typename Value, typename Renderer>
class ScalarCells final : public FramedCells {
 public:
  ScalarCells(const CellFrame& frame, Renderer renderer)
      : FramedCells(frame), renderer_(std::move(renderer)) {}

  std::size_t MaxBytes(const Column&, std::size_t, std::size_t) const override {
    return FrameBytes() + kScalarTextMax;
  }

  void Append(const Column& column, std::size_t first, std::size_t rows,
              char** cursors) const override {
    const Value* values = column.values<Value>();
    ForRows(column, first, rows, cursors, [&](std::size_t row, char* out) {
      return after_.Put(renderer_(values[row], before_.Put(out)));
    });
  }

 private:
  Renderer renderer_;
};

template <typename Value, typename Renderer>
std::shared_ptr<const CellWriter> MakeScalarCells(const CellFrame& frame,
                                                  Renderer renderer) {
  return std::make_shared<ScalarCells<Value, Renderer>>(frame, std::move(renderer));
}

class BoolCells final : public FramedCells {
 public:
  explicit BoolCells(const CellFrame& frame)
      : FramedCells(frame),
        true_(frame.before + "true" + frame.after),
        false_(frame.before + "false" + frame.after) {}

  std::size_t MaxBytes(const Column&, std::size_t, std::size_t) const override {
    return FrameBytes() + 5;
  }
  void Append(const Column& column, std::size_t first, std::size_t rows,
              char** cursors) const override {
    ForRows(column, first, rows, cursors, [&](std::size_t row, char* out) {
      return (column.bit(row) ? true_ : false_).Put(out);
    });
  }

 private:
  Literal true_;
  Literal false_;
};

/// Ready-made cells by index: dictionary columns, and integers and dates of a small
/// range.
class CellTable {
 public:
  void Reserve(std::size_t cells, std::size_t bytes) {
    offsets_.reserve(cells + 1);
    bytes_.reserve(bytes + kCellSlack);
  }
  void Add(std::string_view cell) {
    offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
    bytes_.append(cell);
    longest_ = std::max(longest_, cell.size());
  }
  void Seal() {
    offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
    bytes_.append(kCellSlack, '\0');
  }
  char* Put(std::size_t index, char* out) const {
    const char* from = bytes_.data() + offsets_[index];
    std::size_t size = offsets_[index + 1] - offsets_[index];
    std::size_t copied = 0;
    do {
      std::memcpy(out + copied, from + copied, 16);
      copied += 16;
    } while (copied < size);
    return out + size;
  }
  /// Cells are looked up in no order: those of a whole step are asked for at once.
  void Prefetch(std::size_t index) const {
    __builtin_prefetch(bytes_.data() + offsets_[index]);
  }
  std::size_t longest() const { return longest_; }

 private:
  std::string bytes_;
  std::vector<std::uint32_t> offsets_;
  std::size_t longest_ = 0;
};

class DictionaryCells final : public FramedCells {
 public:
  DictionaryCells(const CellFrame& frame, CellTable table)
      : FramedCells(frame), table_(std::move(table)) {}
  std::size_t MaxBytes(const Column&, std::size_t, std::size_t) const override {
    return std::max(FrameBytes(), table_.longest());
  }
  void Append(const Column& column, std::size_t first, std::size_t rows,
              char** cursors) const override {
    const std::int32_t* indices = column.values<std::int32_t>();
    for (std::size_t i = first; !column.has_nulls() && i < first + rows; ++i) {
      table_.Prefetch(static_cast<std::size_t>(indices[i]));
    }
    ForRows(column, first, rows, cursors, [&](std::size_t row, char* out) {
      return table_.Put(static_cast<std::size_t>(indices[row]), out);
    });
  }

 private:
  CellTable table_;
};

template <typename Value>
class RangeCells final : public FramedCells {
 public:
  RangeCells(const CellFrame& frame, std::int64_t min, CellTable table)
      : FramedCells(frame), min_(min), table_(std::move(table)) {}
  std::size_t MaxBytes(const Column&, std::size_t, std::size_t) const override {
    return std::max(FrameBytes(), table_.longest());
  }
  void Append(const Column& column, std::size_t first, std::size_t rows,
              char** cursors) const override {
    const Value* values = column.values<Value>();
    ForRows(column, first, rows, cursors, [&](std::size_t row, char* out) {
      return table_.Put(
          static_cast<std::size_t>(static_cast<std::int64_t>(values[row]) - min_), out);
    });
  }

 private:
  std::int64_t min_;
  CellTable table_;
};

// --- texts -------------------------------------------------------------------------

template <typename Writer>
class TextCells final : public FramedCells {
 public:
  TextCells(const CellFrame& frame, Writer writer)
      : FramedCells(frame), writer_(writer) {}

  std::size_t MaxBytes(const Column& column, std::size_t first,
                       std::size_t rows) const override {
    return FrameBytes() + LongestSpan(column, first, rows) * Writer::kGrowth +
           Writer::kExtra;
  }

  void Append(const Column& column, std::size_t first, std::size_t rows,
              char** cursors) const override {
    ForRows(column, first, rows, cursors, [&](std::size_t row, char* out) {
      return after_.Put(writer_(column.text(row), before_.Put(out)));
    });
  }

 private:
  Writer writer_;
};

class HexCells final : public FramedCells {
 public:
  HexCells(const CellFrame& frame, bool upper) : FramedCells(frame), upper_(upper) {}
  std::size_t MaxBytes(const Column& column, std::size_t first,
                       std::size_t rows) const override {
    return FrameBytes() + 2 * LongestSpan(column, first, rows);
  }
  void Append(const Column& column, std::size_t first, std::size_t rows,
              char** cursors) const override {
    ForRows(column, first, rows, cursors, [&](std::size_t row, char* out) {
      std::string_view bytes = column.text(row);
      out = RenderHex(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                      static_cast<std::uint32_t>(bytes.size()), upper_, before_.Put(out));
      return after_.Put(out);
    });
  }

 private:
  bool upper_;
};

std::shared_ptr<const CellWriter> MakeTextCells(const FieldSchema& field,
                                                const TextStyle& style,
                                                const CellFrame& frame) {
  using Escape = TextStyle::Escape;
  static constexpr std::string_view kPlainDelimiters = ",;|\t";
  bool plain = field.facts.plain_text;
  if (style.escape == Escape::kCsvMinimal) {
    if (plain && kPlainDelimiters.find(style.delimiter) != std::string_view::npos) {
      return std::make_shared<TextCells<PlainText>>(frame, PlainText{});
    }
    return std::make_shared<TextCells<MinimalCsvText>>(
        frame, MinimalCsvText{CsvSpecial{style.delimiter}});
  }
  if (plain) return std::make_shared<TextCells<PlainText>>(frame, PlainText{});
  if (style.escape == Escape::kCsvAll) {
    return std::make_shared<TextCells<QuotedCsvText>>(frame, QuotedCsvText{});
  }
  return std::make_shared<TextCells<JsonText>>(frame, JsonText{});
}

/// Lists, structs and maps as JSON text; quoted as a text of the format.
class NestedCells final : public FramedCells {
 public:
  NestedCells(const TextStyle& style, const CellFrame& frame)
      : FramedCells(frame), style_(style), json_{.strings = style.json_strings} {}

  std::size_t MaxBytes(const Column& column, std::size_t first,
                       std::size_t rows) const override {
    std::size_t text = JsonTextMax(column, first, rows);
    bool csv = style_.escape != TextStyle::Escape::kJson;
    return FrameBytes() + (csv ? 2 * text + 2 : text);
  }

  void Append(const Column& column, std::size_t first, std::size_t rows,
              char** cursors) const override {
    ForRows(column, first, rows, cursors, [&](std::size_t row, char* out) {
      char* text = before_.Put(out);
      return after_.Put(Quote(text, RenderJsonText(column, row, json_, text)));
    });
  }

 private:
  /// Makes the text a cell, in place; answers its new end.
  char* Quote(char* text, char* end) const {
    if (style_.escape == TextStyle::Escape::kJson) return end;
    CsvSpecial special{style_.delimiter};
    bool all = style_.escape == TextStyle::Escape::kCsvAll;  // quotes are in the frame
    if (!all && std::none_of(text, end, [&](char c) { return special.Is(c); })) {
      return end;
    }
    auto more = std::count(text, end, '"') + (all ? 0 : 2);
    char* to = end + more;
    char* const cell_end = to;
    if (!all) *--to = '"';
    for (const char* from = end; from != text;) {
      *--to = *--from;
      if (*from == '"') *--to = '"';
    }
    if (!all) *--to = '"';
    return cell_end;
  }

  TextStyle style_;
  JsonTextStyle json_;
};

// --- dates and times ---------------------------------------------------------------

char* PutTimestamp(std::int64_t value, const DataType& type, const TextStyle& style,
                   char* out) {
  if (style.datagen_local_time) return RenderLocalDateTime(value, type.unit, out);
  if (style.datagen_day_first) {
    out = RenderTimestamp(value, type.unit, 'T', out);
    *out++ = 'Z';
    return out;
  }
  if (type.rules != nullptr) {
    return RenderZonedTimestamp(value, type.unit, *type.rules, style.time_separator, out);
  }
  out = RenderTimestamp(value, type.unit, style.time_separator, out);
  if (!type.zone.empty()) *out++ = 'Z';
  return out;
}

/// Whole-second timestamps of a bounded range: the date comes from a table.
class SecondTimestampCells final : public FramedCells {
 public:
  SecondTimestampCells(const CellFrame& frame, std::int64_t first_day,
                       std::int64_t last_day, char separator, std::string_view zone)
      : FramedCells(frame), first_second_(first_day * 86'400), after_text_(zone) {
    for (std::int64_t day = first_day; day <= last_day; ++day) {
      char text[32 + kRenderSlack];
      char* end = RenderDate(static_cast<std::int32_t>(day), text);
      *end++ = separator;
      days_.Add(frame.before + std::string(text, end));
    }
    days_.Seal();
    after_text_ = Literal(std::string(zone) + frame.after);
  }
  std::size_t MaxBytes(const Column&, std::size_t, std::size_t) const override {
    return FrameBytes() + kScalarTextMax;
  }
  void Append(const Column& column, std::size_t first, std::size_t rows,
              char** cursors) const override {
    const std::int64_t* values = column.values<std::int64_t>();
    ForRows(column, first, rows, cursors, [&](std::size_t row, char* out) {
      std::uint64_t seconds = static_cast<std::uint64_t>(values[row] - first_second_);
      std::uint64_t day = seconds / 86'400;
      out = days_.Put(day, out);
      out = RenderTimeOfDay(static_cast<std::int64_t>(seconds - day * 86'400),
                            TimeUnit::kSecond, out);
      return after_text_.Put(out);
    });
  }

 private:
  std::int64_t first_second_;
  CellTable days_;
  Literal after_text_;
};

std::int64_t FloorDay(std::int64_t seconds) {
  return seconds / 86'400 - (seconds % 86'400 < 0 ? 1 : 0);
}

std::shared_ptr<const CellWriter> MakeTimestampCells(const FieldSchema& field,
                                                     const TextStyle& style,
                                                     const CellFrame& frame) {
  const ColumnFacts& facts = field.facts;
  if (field.type.unit == TimeUnit::kSecond && facts.min && facts.max &&
      !style.datagen_local_time && field.type.rules == nullptr) {
    std::int64_t first = FloorDay(*facts.min), last = FloorDay(*facts.max);
    if (static_cast<std::uint64_t>(last - first) < kTableEntriesMax) {
      bool zoned = style.datagen_day_first || !field.type.zone.empty();
      char separator = style.datagen_day_first ? 'T' : style.time_separator;
      return std::make_shared<SecondTimestampCells>(frame, first, last, separator,
                                                    zoned ? "Z" : "");
    }
  }
  return MakeScalarCells<std::int64_t>(
      frame, [type = field.type, style](std::int64_t value, char* out) {
        return PutTimestamp(value, type, style, out);
      });
}

char* PutDate(std::int32_t days, bool day_first, char* out) {
  return day_first ? RenderDateDayFirst(days, out) : RenderDate(days, out);
}

// --- numbers -----------------------------------------------------------------------

template <typename Value>
char* PutInteger(Value value, char* out) {
  if constexpr (std::is_signed_v<Value>) return RenderSigned(value, out);
  return RenderUnsigned(value, out);
}

/// A table of every value's cell when the range is small, else digits cell by cell.
template <typename Value, typename Put>
std::shared_ptr<const CellWriter> MakeRangedCells(const FieldSchema& field,
                                                  const CellFrame& frame, Put put) {
  const ColumnFacts& facts = field.facts;
  if (!facts.min || !facts.max ||
      static_cast<std::uint64_t>(*facts.max) - static_cast<std::uint64_t>(*facts.min) >=
          kTableEntriesMax) {
    return MakeScalarCells<Value>(frame, put);
  }
  CellTable table;
  // Counted from 0: the largest value of 64 bits has no successor to stop at.
  const std::uint64_t entries =
      static_cast<std::uint64_t>(*facts.max) - static_cast<std::uint64_t>(*facts.min) + 1;
  for (std::uint64_t i = 0; i < entries; ++i) {
    char text[kScalarTextMax + kRenderSlack];
    char* end = put(static_cast<Value>(static_cast<std::uint64_t>(*facts.min) + i), text);
    table.Add(frame.before + std::string(text, end) + frame.after);
  }
  table.Seal();
  return std::make_shared<RangeCells<Value>>(frame, *facts.min, std::move(table));
}

template <typename Value>
std::shared_ptr<const CellWriter> MakeIntegerCells(const FieldSchema& field,
                                                   const CellFrame& frame) {
  return MakeRangedCells<Value>(field, frame, PutInteger<Value>);
}

std::shared_ptr<const CellWriter> MakeDictionaryCells(const FieldSchema& field,
                                                      const TextStyle& style,
                                                      const CellFrame& frame) {
  FieldSchema plain = field;
  plain.facts.dictionary.reset();
  plain.facts.nullable = false;
  std::shared_ptr<const CellWriter> writer = MakeCellWriter(plain, style, frame);
  CellTable table;
  const Dictionary& entries = *field.facts.dictionary;
  table.Reserve(entries.length(),
                entries.bytes().size() +
                    entries.length() * (frame.before.size() + frame.after.size()));
  Buffer cell;
  for (std::size_t i = 0; i < entries.length(); ++i) {
    cell.Resize(writer->MaxBytes(entries, i, 1) + kCellSlack);
    char* end = cell.as<char>();
    writer->Append(entries, i, 1, &end);
    table.Add({cell.as<char>(), end});
  }
  table.Seal();
  return std::make_shared<DictionaryCells>(frame, std::move(table));
}

}  // namespace

bool IsQuotedInJson(const DataType& type) {
  switch (type.id) {
    case TypeId::kDate:
    case TypeId::kTime:
    case TypeId::kTimestamp:
    case TypeId::kString:
    case TypeId::kBytes:
      return true;
    default:
      return false;
  }
}

std::shared_ptr<const CellWriter> MakeCellWriter(const FieldSchema& field,
                                                 const TextStyle& style,
                                                 const CellFrame& frame) {
  if (field.facts.dictionary != nullptr) return MakeDictionaryCells(field, style, frame);
  const DataType& type = field.type;
  switch (type.id) {
    case TypeId::kBool:
      return std::make_shared<BoolCells>(frame);
    case TypeId::kInt8:
      return MakeIntegerCells<std::int8_t>(field, frame);
    case TypeId::kInt16:
      return MakeIntegerCells<std::int16_t>(field, frame);
    case TypeId::kInt32:
      return MakeIntegerCells<std::int32_t>(field, frame);
    case TypeId::kInt64:
      return MakeIntegerCells<std::int64_t>(field, frame);
    case TypeId::kUInt8:
      return MakeIntegerCells<std::uint8_t>(field, frame);
    case TypeId::kUInt16:
      return MakeIntegerCells<std::uint16_t>(field, frame);
    case TypeId::kUInt32:
      return MakeIntegerCells<std::uint32_t>(field, frame);
    case TypeId::kUInt64:
      return MakeIntegerCells<std::uint64_t>(field, frame);
    case TypeId::kFloat:
      return MakeScalarCells<float>(frame, style.datagen ? RenderJavaFloat : RenderFloat);
    case TypeId::kDouble:
      return MakeScalarCells<double>(frame,
                                     style.datagen ? RenderJavaDouble : RenderDouble);
    case TypeId::kDecimal:
      return MakeScalarCells<std::int64_t>(
          frame, [scale = type.scale](std::int64_t units, char* out) {
            return RenderDecimal(units, scale, out);
          });
    case TypeId::kDate:
      return MakeRangedCells<std::int32_t>(
          field, frame, [day_first = style.datagen_day_first](std::int32_t d, char* out) {
            return PutDate(d, day_first, out);
          });
    case TypeId::kTime:
      return MakeScalarCells<std::int64_t>(
          frame, [unit = type.unit](std::int64_t value, char* out) {
            return RenderTimeOfDay(value, unit, out);
          });
    case TypeId::kTimestamp:
      return MakeTimestampCells(field, style, frame);
    case TypeId::kString:
      return MakeTextCells(field, style, frame);
    case TypeId::kBytes:
      return std::make_shared<HexCells>(frame, style.datagen);
    case TypeId::kList:
    case TypeId::kStruct:
    case TypeId::kMap:
      break;
  }
  return std::make_shared<NestedCells>(style, frame);
}

}  // namespace rowmill
