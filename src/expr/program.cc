#include "expr/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "base/text.h"
#include "column/copy.h"
#include "expr/lexer.h"
#include "value/text_facts.h"
#include "value/text_writer.h"

namespace rowmill {

namespace {

std::size_t BitmapBytes(std::size_t rows) { return (rows + 7) / 8; }

bool BitAt(const std::uint8_t* bits, std::size_t row) {
  return ((bits[row / 8] >> (row % 8)) & 1) != 0;
}

bool AnyBit(const std::uint8_t* bits, std::size_t rows) {
  const std::size_t whole = rows / 8;
  for (std::size_t i = 0; i < whole; ++i) {
    if (bits[i] != 0) return true;
  }
  return rows % 8 != 0 && (bits[whole] & ((1u << (rows % 8)) - 1)) != 0;
}

/// Entries of a text column without repetitions, and where each row's value went.
std::shared_ptr<Dictionary> DistinctTexts(const Column& texts,
                                          std::vector<std::int32_t>* places) {
  auto entries = std::make_shared<Dictionary>(texts.type());
  std::map<std::string_view, std::int32_t> seen;
  for (std::size_t i = 0; i < texts.length(); ++i) {
    if (!texts.IsValid(i)) {
      places->push_back(-1);
      continue;
    }
    auto [found, added] =
        seen.emplace(texts.text(i), static_cast<std::int32_t>(seen.size()));
    if (added) entries->AppendText(texts.text(i));
    places->push_back(found->second);
  }
  // Rows that are null have an index too.
  if (entries->length() == 0) entries->AppendText("");
  return entries;
}

/// Calls f with a value of an integer as wide as those of the type.
template <typename F>
void WithWidth(const DataType& type, F f) {
  switch (type.fixed_width()) {
    case 1:
      return f(std::uint8_t{});
    case 2:
      return f(std::uint16_t{});
    case 4:
      return f(std::uint32_t{});
    default:
      RM_CHECK(type.fixed_width() == 8);
      return f(std::uint64_t{});
  }
}

/// Memory for the values of every row, whatever is written later.
void ResizeRows(std::size_t rows, Column* out) {
  if (out->type().id == TypeId::kBool) {
    std::memset(out->ResizeBits(rows), 0, BitmapBytes(rows));
  } else if (out->type().is_text_layout()) {
    std::memset(out->ResizeOffsets(rows), 0, (rows + 1) * sizeof(std::int32_t));
    out->bytes().Clear();
  } else {
    WithWidth(out->type(), [&](auto value) {
      using T = decltype(value);
      std::fill_n(out->ResizeValues<T>(rows), rows, T{});
    });
  }
}

/// The same value in every row.
void Repeat(const Column& one, std::size_t rows, Column* out) {
  out->Reset(one.type());
  if (one.has_nulls()) {
    ResizeRows(rows, out);
    std::memset(out->MakeValidity(), 0, BitmapBytes(rows));
  } else if (one.type().is_text_layout()) {
    TextWriter writer(out, rows, one.text(0).size());
    for (std::size_t i = 0; i < rows; ++i) {
      writer.Put(one.text(0));
      writer.EndRow();
    }
  } else if (one.type().id == TypeId::kBool) {
    std::memset(out->ResizeBits(rows), one.bit(0) ? 0xFF : 0, BitmapBytes(rows));
  } else {
    WithWidth(one.type(), [&](auto value) {
      using T = decltype(value);
      std::fill_n(out->ResizeValues<T>(rows), rows, one.values<T>()[0]);
    });
  }
}

/// Where no argument is null.
void AndValidities(const KernelCall& call, Column* out) {
  for (std::size_t i = 0; i < call.args.size(); ++i) {
    const Column& arg = *call.args[i];
    if (!arg.has_nulls()) continue;
    RM_DCHECK(!call.IsConstant(i));
    out->AddNulls(arg.validity());
  }
}

}  // namespace

void RowErrors::Add(std::size_t row, std::string_view message) {
  if (active_ != nullptr && !BitAt(active_, row)) return;
  if (failed_ != nullptr) {
    failed_[row / 8] = static_cast<std::uint8_t>(failed_[row / 8] | (1u << (row % 8)));
    return;
  }
  if (any_ && row_ <= row) return;
  any_ = true;
  row_ = row;
  message_ = message;
}

void RowErrors::AddTooLarge(std::size_t row) {
  failed_ = nullptr;
  active_ = nullptr;
  Add(row, fmt::format("the texts of this row and of those around it are more than {}",
                       FormatBytes(kTileTextMax)));
}

/// One tile.
class ProgramRun {
 public:
  ProgramRun(const Program& program, std::span<const std::uint64_t> row_ids,
             std::span<const Column* const> inputs, Scratch* scratch)
      : program_(program),
        row_ids_(row_ids),
        rows_(row_ids.size()),
        inputs_(inputs),
        scratch_(scratch),
        columns_before_(scratch->columns_used),
        slots_(program.nodes_.size()) {}
  ProgramRun(const ProgramRun&) = delete;
  ProgramRun& operator=(const ProgramRun&) = delete;
  ~ProgramRun() { scratch_->columns_used = columns_before_; }

  Status Run(Column* out) {
    const auto result = program_.result_;
    RM_ASSIGN_OR_RETURN(const Column* made, Evaluate(static_cast<int>(result), nullptr));
    out->Reset(program_.type());
    if (made->length() == 1 && rows_ != 1) {
      RM_RETURN_IF_ERROR(CheckRepeat(program_.nodes_[result], *made));
      Repeat(*made, rows_, out);
    } else if (slots_[result].owned != nullptr && slots_[result].owned == made) {
      std::swap(*out, *slots_[result].owned);
    } else {
      AppendRows(*made, out);
    }
    return {};
  }

 private:
  using Node = Program::Node;

  struct Slot {
    const Column* column = nullptr;
    Column* owned = nullptr;       ///< the scratch column it lies in, if it does
    const Column* flat = nullptr;  ///< without a dictionary, once that was asked for
    const std::uint8_t* active = nullptr;  ///< rows that were told of; null = all
  };

  /// Scratch memory until the tile is done.
  Column* NewColumn() {
    if (scratch_->columns_used == scratch_->columns.size()) {
      scratch_->columns.push_back(std::make_unique<Column>());
    }
    Column* column = scratch_->columns[scratch_->columns_used++].get();
    column->ClearValidity();
    return column;
  }
  std::uint8_t* NewBitmap() {
    Column* column = NewColumn();
    column->Reset(DataType::Of(TypeId::kBool));
    return column->ResizeBits(rows_);
  }

  const Node& NodeAt(int at) const {
    return program_.nodes_[static_cast<std::size_t>(at)];
  }

  /// Whether rows of `active` have been told of in the slot.
  bool Covers(const Slot& slot, const std::uint8_t* active) const {
    if (slot.active == nullptr) return true;
    if (active == nullptr) return false;
    for (std::size_t i = 0; i < BitmapBytes(rows_); ++i) {
      if ((active[i] & ~slot.active[i]) != 0) return false;
    }
    return true;
  }

  Result<const Column*> Evaluate(int at, const std::uint8_t* active) {
    const Node& node = NodeAt(at);
    Slot& slot = slots_[static_cast<std::size_t>(at)];
    if (!node.can_fail) active = nullptr;
    if (slot.column != nullptr && Covers(slot, active)) return slot.column;
    if (slot.column != nullptr && active != nullptr) {
      std::uint8_t* both = NewBitmap();
      for (std::size_t i = 0; i < BitmapBytes(rows_); ++i) {
        both[i] = static_cast<std::uint8_t>(active[i] | slot.active[i]);
      }
      active = both;
    }
    slot.flat = nullptr;
    slot.owned = nullptr;
    switch (node.kind) {
      case Node::Kind::kInput:
        slot.column = inputs_[node.input];
        break;
      case Node::Kind::kConstant:
        slot.column = node.constant.get();
        break;
      default: {
        Column* out = NewColumn();
        out->Reset(node.type);
        Status made = node.kind == Node::Kind::kKernel ? RunKernel(node, active, out)
                      : node.kind == Node::Kind::kPick ? RunPick(node, out)
                      : node.kind == Node::Kind::kCase ? RunCase(node, active, out)
                                                       : RunTry(node, active, out);
        RM_RETURN_IF_ERROR(made);
        slot.owned = out;
        slot.column = out;
        break;
      }
    }
    slot.active = active;
    return slot.column;
  }

  Result<const Column*> EvaluateFlat(int at, const std::uint8_t* active) {
    RM_ASSIGN_OR_RETURN(const Column* column, Evaluate(at, active));
    if (column->dictionary() == nullptr) return column;
    Slot& slot = slots_[static_cast<std::size_t>(at)];
    if (slot.flat != nullptr) return slot.flat;
    Column* flat = NewColumn();
    flat->Reset(column->type());
    const auto* indices =
        reinterpret_cast<const std::uint32_t*>(column->values<std::int32_t>());
    TakeRows(*column->dictionary(), {indices, rows_}, flat);
    if (column->has_nulls()) flat->AddNulls(column->validity());
    slot.flat = flat;
    return slot.flat;
  }

  Status RunKernel(const Node& node, const std::uint8_t* active, Column* out) {
    constexpr std::size_t kFew = 8;
    const Column* few[kFew];
    std::vector<const Column*> many;
    const Column** args = few;
    if (node.args.size() > kFew) {
      many.resize(node.args.size());
      args = many.data();
    }
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      RM_ASSIGN_OR_RETURN(args[i], EvaluateFlat(node.args[i], active));
    }
    RowErrors errors(active, failed_);
    KernelCall call;
    call.rows = rows_;
    call.args = {args, node.args.size()};
    call.row_ids = row_ids_;
    call.active = active;
    call.errors = &errors;
    // Rows that are null anyway have no errors.
    if (node.strict && node.can_fail) {
      RM_RETURN_IF_ERROR(RunOverNulls(node, call, &errors, out));
    } else {
      node.kernel(call, out);
    }
    if (node.strict) AndValidities(call, out);
    if (!errors.any()) return {};
    return Told(node, errors.row(), errors.message());
  }

  Status RunOverNulls(const Node& node, KernelCall call, RowErrors* errors, Column* out) {
    bool nulls = false;
    for (const Column* arg : call.args) nulls = nulls || arg->has_nulls();
    if (!nulls) {
      node.kernel(call, out);
      return {};
    }
    std::uint8_t* valid = NewBitmap();
    if (call.active != nullptr) {
      std::memcpy(valid, call.active, BitmapBytes(rows_));
    } else {
      std::memset(valid, 0xFF, BitmapBytes(rows_));
    }
    for (const Column* arg : call.args) {
      if (!arg->has_nulls()) continue;
      for (std::size_t i = 0; i < BitmapBytes(rows_); ++i) {
        valid[i] = static_cast<std::uint8_t>(valid[i] & arg->validity()[i]);
      }
    }
    *errors = RowErrors(valid, failed_);
    call.active = valid;
    node.kernel(call, out);
    return {};
  }

  Status Told(const Node& node, std::size_t row, const std::string& message) const {
    return Fail(ExpressionFault(program_.text_, node.span,
                                fmt::format("row {}: {}", row_ids_[row], message)));
  }

  Status RunPick(const Node& node, Column* out) {
    RM_ASSIGN_OR_RETURN(const Column* of, Evaluate(node.args[0], nullptr));
    RM_CHECK(of->dictionary() != nullptr);
    const std::int32_t* indices = of->values<std::int32_t>();
    if (node.type.is_text_layout()) {
      PutPlaces(
          node, [&](std::size_t i) { return static_cast<std::size_t>(indices[i]); }, out);
    } else {
      TakeRows(*node.picked, {reinterpret_cast<const std::uint32_t*>(indices), rows_},
               out);
    }
    if (of->has_nulls()) out->AddNulls(of->validity());
    return {};
  }

  /// Rows as indices into `picked`: those of which(row) in `places`.
  template <typename Which>
  void PutPlaces(const Node& node, const Which& which, Column* out) {
    out->set_dictionary(node.picked);
    std::int32_t* places = out->ResizeValues<std::int32_t>(rows_);
    bool nulls = false;
    for (std::size_t i = 0; i < rows_; ++i) {
      places[i] = node.places[which(i)];
      nulls = nulls || places[i] < 0;
    }
    if (!nulls) return;
    std::uint8_t* validity = out->MakeValidity();
    for (std::size_t i = 0; i < rows_; ++i) {
      if (places[i] >= 0) continue;
      places[i] = 0;
      validity[i / 8] = static_cast<std::uint8_t>(validity[i / 8] & ~(1u << (i % 8)));
    }
  }

  Status RunTry(const Node& node, const std::uint8_t* active, Column* out) {
    std::uint8_t* const before = failed_;
    failed_ = NewBitmap();
    std::memset(failed_, 0, BitmapBytes(rows_));
    Result<const Column*> of = EvaluateFlat(node.args[0], active);
    std::uint8_t* const failed = failed_;
    failed_ = before;
    if (!of) return Fail(std::move(of).error());
    if ((*of)->length() == 1 && rows_ != 1) {
      RM_RETURN_IF_ERROR(CheckRepeat(node, **of));
      Repeat(**of, rows_, out);
    } else {
      AppendRows(**of, out);
    }
    for (std::size_t i = 0; i < BitmapBytes(rows_); ++i) {
      failed[i] = static_cast<std::uint8_t>(~failed[i]);
    }
    out->AddNulls(failed);
    return {};
  }

  /// Which result each row takes, then the results of those rows alone.
  Status RunCase(const Node& node, const std::uint8_t* active, Column* out) {
    const std::size_t branches = node.args.size() / 2 + (node.has_else ? 1 : 0);
    const std::size_t conditions = node.args.size() / 2;
    std::uint8_t* rest = NewBitmap();
    if (active != nullptr) {
      std::memcpy(rest, active, BitmapBytes(rows_));
    } else {
      std::memset(rest, 0xFF, BitmapBytes(rows_));
    }
    Column* choices = NewColumn();
    choices->Reset(DataType::Of(TypeId::kInt32));
    std::int32_t* choice = choices->ResizeValues<std::int32_t>(rows_);
    std::fill_n(choice, rows_, static_cast<std::int32_t>(conditions));
    std::vector<const Column*> results(branches + 1, nullptr);
    for (std::size_t k = 0; k < conditions && AnyBit(rest, rows_); ++k) {
      RM_ASSIGN_OR_RETURN(const Column* is, EvaluateFlat(node.args[2 * k], rest));
      std::uint8_t* hits = NewBitmap();
      TakeHits(*is, rest, hits);
      MarkHits(hits, static_cast<std::int32_t>(k), choice);
      if (node.picked == nullptr && AnyBit(hits, rows_)) {
        RM_ASSIGN_OR_RETURN(results[k], EvaluateFlat(node.args[2 * k + 1], hits));
      }
    }
    if (node.picked != nullptr) {
      PutPlaces(
          node, [&](std::size_t i) { return static_cast<std::size_t>(choice[i]); }, out);
      return {};
    }
    if (node.has_else && AnyBit(rest, rows_)) {
      RM_ASSIGN_OR_RETURN(results[conditions], EvaluateFlat(node.args.back(), rest));
    }
    return Gather(node, results, choice, out);
  }

  Status TooLarge(const Node& node, std::size_t row) const {
    RowErrors errors(nullptr, nullptr);
    errors.AddTooLarge(row);
    return Told(node, row, errors.message());
  }

  /// Whether a text fits in every row of the tile.
  Status CheckRepeat(const Node& node, const Column& one) const {
    const bool text = one.type().is_text_layout() && one.IsValid(0);
    if (!text || one.text(0).size() * rows_ <= kTileTextMax) return {};
    return TooLarge(node, 0);
  }

  /// hits = rows of `rest` where the condition holds; they leave `rest`.
  void TakeHits(const Column& is, std::uint8_t* rest, std::uint8_t* hits) const {
    if (is.length() == 1 && rows_ != 1) {
      const bool all = is.IsValid(0) && is.bit(0);
      std::memcpy(hits, rest, BitmapBytes(rows_));
      std::memset(all ? rest : hits, 0, BitmapBytes(rows_));
      return;
    }
    const std::uint8_t* bits = is.bytes().data();
    for (std::size_t i = 0; i < BitmapBytes(rows_); ++i) {
      std::uint8_t hit = static_cast<std::uint8_t>(rest[i] & bits[i]);
      if (is.has_nulls()) hit = static_cast<std::uint8_t>(hit & is.validity()[i]);
      hits[i] = hit;
      rest[i] = static_cast<std::uint8_t>(rest[i] & ~hit);
    }
  }

  void MarkHits(const std::uint8_t* hits, std::int32_t branch,
                std::int32_t* choice) const {
    for (std::size_t i = 0; i < rows_; ++i) {
      const std::int32_t mask = -static_cast<std::int32_t>((hits[i / 8] >> (i % 8)) & 1);
      choice[i] = (branch & mask) | (choice[i] & ~mask);
    }
  }

  /// Rows of a result that nobody evaluated are null, or do not count.
  Status Gather(const Node& node, const std::vector<const Column*>& results,
                const std::int32_t* choice, Column* out) const {
    auto source = [&](std::size_t i) {
      return results[static_cast<std::size_t>(choice[i])];
    };
    auto row_of = [&](const Column& column, std::size_t i) {
      return column.length() == 1 && rows_ != 1 ? 0 : i;
    };
    if (out->type().is_text_layout()) {
      TextWriter writer(out, rows_, 16);
      for (std::size_t i = 0; i < rows_; ++i) {
        const Column* from = source(i);
        if (from != nullptr && from->IsValid(row_of(*from, i))) {
          writer.Put(from->text(row_of(*from, i)));
        }
        writer.EndRow();
        if (writer.size() > kTileTextMax) return TooLarge(node, i);
      }
    } else if (out->type().id == TypeId::kBool) {
      std::uint8_t* bits = out->ResizeBits(rows_);
      std::memset(bits, 0, BitmapBytes(rows_));
      for (std::size_t i = 0; i < rows_; ++i) {
        const Column* from = source(i);
        const bool bit = from != nullptr && from->bit(row_of(*from, i));
        bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | (bit ? 1u << (i % 8) : 0u));
      }
    } else {
      WithWidth(out->type(), [&](auto value) {
        using T = decltype(value);
        T* values = out->ResizeValues<T>(rows_);
        // A null pointer is read as a column of one zero.
        static constexpr T kZero{};
        const T* from[kFewBranches];
        std::size_t step[kFewBranches];
        if (results.size() <= kFewBranches) {
          for (std::size_t k = 0; k < results.size(); ++k) {
            const bool none = results[k] == nullptr;
            from[k] = none ? &kZero : results[k]->values<T>();
            step[k] = none || (results[k]->length() == 1 && rows_ != 1) ? 0 : 1;
          }
          for (std::size_t i = 0; i < rows_; ++i) {
            const auto k = static_cast<std::size_t>(choice[i]);
            values[i] = from[k][i * step[k]];
          }
          return;
        }
        for (std::size_t i = 0; i < rows_; ++i) {
          const Column* column = source(i);
          values[i] = column == nullptr ? T{} : column->values<T>()[row_of(*column, i)];
        }
      });
    }
    bool nulls = false;
    for (const Column* column : results) {
      nulls = nulls || column == nullptr || column->has_nulls();
    }
    if (!nulls) return {};
    std::uint8_t* validity = out->MakeValidity();
    for (std::size_t i = 0; i < rows_; ++i) {
      const Column* from = source(i);
      if (from != nullptr && from->IsValid(row_of(*from, i))) continue;
      validity[i / 8] = static_cast<std::uint8_t>(validity[i / 8] & ~(1u << (i % 8)));
    }
    return {};
  }

  static constexpr std::size_t kFewBranches = 16;

  const Program& program_;
  std::span<const std::uint64_t> row_ids_;
  std::size_t rows_;
  std::span<const Column* const> inputs_;
  Scratch* scratch_;
  std::size_t columns_before_;
  std::vector<Slot> slots_;
  std::uint8_t* failed_ = nullptr;  ///< of the innermost try
};

Status Program::Run(std::span<const std::uint64_t> row_ids,
                    std::span<const Column* const> inputs, Scratch* scratch,
                    Column* out) const {
  return ProgramRun(*this, row_ids, inputs, scratch).Run(out);
}

bool ProgramBuilder::IsNull(int at) const {
  const Column* constant = ConstantOf(at);
  return constant != nullptr && constant->has_nulls();
}

int ProgramBuilder::Add(Program::Node node, const std::string& key) {
  if (!key.empty()) {
    if (auto found = shared_.find(key); found != shared_.end()) return found->second;
  }
  program_.nodes_.push_back(std::move(node));
  const int at = static_cast<int>(program_.nodes_.size()) - 1;
  if (!key.empty()) shared_.emplace(key, at);
  return at;
}

int ProgramBuilder::Input(const std::string& name, const DataType& type,
                          const ColumnFacts& facts) {
  std::vector<std::string>& names = program_.inputs_;
  const auto found = std::find(names.begin(), names.end(), name);
  Program::Node node;
  node.kind = Program::Node::Kind::kInput;
  node.type = type;
  node.facts = facts;
  node.input = static_cast<std::size_t>(found - names.begin());
  if (found == names.end()) names.push_back(name);
  return Add(std::move(node), fmt::format("input {}", node.input));
}

int ProgramBuilder::Constant(std::shared_ptr<const Column> value, TextSpan span) {
  RM_CHECK(value->length() == 1);
  Program::Node node;
  node.kind = Program::Node::Kind::kConstant;
  node.type = value->type();
  node.span = span;
  node.facts.nullable = value->has_nulls();
  if (!value->has_nulls()) node.facts = FactsOfEntries(value);
  node.facts.dictionary = nullptr;
  node.constant = std::move(value);
  return Add(std::move(node), "");
}

int ProgramBuilder::Null(const DataType& type, TextSpan span) {
  auto column = std::make_shared<Column>(type);
  ResizeRows(1, column.get());
  column->MakeValidity()[0] = 0;
  return Constant(std::move(column), span);
}

int ProgramBuilder::Text(std::string_view text, TextSpan span) {
  auto column = std::make_shared<Column>(DataType::Of(TypeId::kString));
  column->AppendText(text);
  return Constant(std::move(column), span);
}

int ProgramBuilder::Bool(bool value, TextSpan span) {
  auto column = std::make_shared<Column>(DataType::Of(TypeId::kBool));
  column->ResizeBits(1)[0] = value ? 1 : 0;
  return Constant(std::move(column), span);
}

Result<int> ProgramBuilder::Call(const DataType& type, ColumnFacts facts,
                                 std::vector<int> args, KernelTraits traits,
                                 Kernel kernel, TextSpan span) {
  bool constant = traits.pure;
  std::vector<int> varying;
  Program::Node node;
  node.can_fail = traits.can_fail;
  facts.nullable = !traits.strict && !traits.never_null;
  for (int arg : args) {
    const Program::Node& of = this->node(arg);
    if (traits.strict && IsNull(arg)) return Null(type, span);
    if (of.constant == nullptr) varying.push_back(arg);
    node.can_fail = node.can_fail || of.can_fail;
    facts.nullable = facts.nullable || (of.facts.nullable && !traits.never_null);
  }
  constant = constant && varying.empty();
  const bool entries = traits.pure && varying.size() == 1 &&
                       TypeOf(varying[0]).id != TypeId::kBool &&
                       this->node(varying[0]).facts.dictionary != nullptr &&
                       (traits.strict || !facts.nullable);
  if (constant || entries) {
    // Once, over the constants or the entries.
    std::vector<const Column*> columns;
    const Column* of = entries ? this->node(varying[0]).facts.dictionary.get() : nullptr;
    for (int arg : args) {
      columns.push_back(ConstantOf(arg) != nullptr ? ConstantOf(arg) : of);
    }
    auto made = std::make_shared<Column>(type);
    RowErrors errors(nullptr, nullptr);
    KernelCall call;
    call.rows = entries ? of->length() : 1;
    call.args = columns;
    call.errors = &errors;
    kernel(call, made.get());
    if (constant && errors.any()) {
      if (try_depth_ > 0) return Null(type, span);
      return Fail(ExpressionFault(program_.text_, span, errors.message()));
    }
    if (constant) return Constant(std::move(made), span);
    if (!errors.any()) {
      node.kind = Program::Node::Kind::kPick;
      node.type = type;
      node.span = span;
      node.can_fail = this->node(varying[0]).can_fail;
      node.args = varying;
      node.facts = facts;
      if (type.is_text_layout()) {
        node.picked = DistinctTexts(*made, &node.places);
        const bool nullable = facts.nullable || made->has_nulls();
        node.facts = FactsOfEntries(node.picked);
        node.facts.nullable = nullable;
      } else {
        node.facts.nullable = facts.nullable || made->has_nulls();
        node.picked = std::move(made);
      }
      return Add(std::move(node), "");
    }
  }
  node.kind = Program::Node::Kind::kKernel;
  node.type = type;
  node.facts = std::move(facts);
  node.span = span;
  node.strict = traits.strict;
  node.kernel = std::move(kernel);
  std::string key;
  if (traits.pure && !traits.key.empty()) {
    key = fmt::format("{} {}", traits.key, fmt::join(args, " "));
    if (node.can_fail && try_depth_ > 0) key += fmt::format(" try {}", try_number_);
  }
  node.args = std::move(args);
  return Add(std::move(node), key);
}

int ProgramBuilder::Case(const DataType& type, std::vector<int> args, bool has_else,
                         TextSpan span) {
  Program::Node node;
  node.kind = Program::Node::Kind::kCase;
  node.type = type;
  node.span = span;
  node.has_else = has_else;
  bool constants = type.is_text_layout();
  Column texts(type);
  bool first = true;
  node.facts.nullable = !has_else;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const Program::Node& of = this->node(args[i]);
    node.can_fail = node.can_fail || of.can_fail;
    const bool result = i % 2 == 1 || (has_else && i + 1 == args.size());
    if (!result) continue;
    node.facts.nullable = node.facts.nullable || of.facts.nullable;
    constants = constants && of.constant != nullptr;
    if (constants) {
      texts.AppendText(IsNull(args[i]) ? "" : of.constant->text(0));
    }
    if (IsNull(args[i])) continue;
    if (first) {
      const bool nullable = node.facts.nullable;
      node.facts = of.facts;
      node.facts.nullable = nullable;
    } else {
      auto low = [](const auto& a, const auto& b) { return a && b ? std::min(a, b) : a; };
      auto high = [](const auto& a, const auto& b) {
        return a && b ? std::max(a, b) : a;
      };
      if (!of.facts.min) node.facts.min.reset();
      if (!of.facts.max) node.facts.max.reset();
      node.facts.min = low(node.facts.min, of.facts.min);
      node.facts.max = high(node.facts.max, of.facts.max);
      node.facts.bytes_min = std::min(node.facts.bytes_min, of.facts.bytes_min);
      node.facts.bytes_max = std::max(node.facts.bytes_max, of.facts.bytes_max);
      node.facts.plain_text = node.facts.plain_text && of.facts.plain_text;
    }
    first = false;
  }
  node.facts.dictionary = nullptr;
  node.facts.ascending = false;
  node.facts.incompressible = false;
  if (constants) {
    std::size_t at = 0;
    std::vector<std::int32_t> places;
    auto entries = DistinctTexts(texts, &places);
    for (std::size_t i = 0; i < args.size(); ++i) {
      if (!(i % 2 == 1 || (has_else && i + 1 == args.size()))) continue;
      if (IsNull(args[i])) places[at] = -1;
      ++at;
    }
    if (!has_else) places.push_back(-1);
    const bool nullable = node.facts.nullable;
    node.facts = FactsOfEntries(entries);
    node.facts.nullable = nullable;
    node.picked = std::move(entries);
    node.places = std::move(places);
  }
  node.args = std::move(args);
  return Add(std::move(node), "");
}

int ProgramBuilder::Try(int of, TextSpan span) {
  if (!node(of).can_fail) return of;
  Program::Node made;
  made.kind = Program::Node::Kind::kTry;
  made.type = TypeOf(of);
  made.facts = node(of).facts;
  made.facts.dictionary = nullptr;
  made.facts.nullable = true;
  made.span = span;
  made.args = {of};
  return Add(std::move(made), "");
}

Program ProgramBuilder::Finish(int result) && {
  program_.result_ = static_cast<std::size_t>(result);
  return std::move(program_);
}

}  // namespace rowmill
