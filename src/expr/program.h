/// A compiled expression: a graph of kernels over columns, with a tile of rows at a time.
///
/// Made once by ProgramBuilder, then immutable and shared by all workers (thread-safe).
/// Every node is evaluated at most once per tile; the branches of a condition only
/// report errors of their own rows, and are not evaluated at all where no row needs them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "column/column.h"
#include "column/scratch.h"
#include "expr/ast.h"

namespace rowmill {

/// Texts that one node may make of a tile of rows, in bytes.
inline constexpr std::size_t kTileTextMax = 256u << 20;

/// Where a kernel tells of rows that have no result. Not thread-safe; one per call.
class RowErrors {
 public:
  /// Only rows of `active` count (a bitmap; null = all). With `failed`, a bitmap, rows
  /// are marked there instead of being errors.
  RowErrors(const std::uint8_t* active, std::uint8_t* failed)
      : active_(active), failed_(failed) {}

  void Add(std::size_t row, std::string_view message);
  /// An error whatever `failed` is: memory does not depend on one row.
  void AddTooLarge(std::size_t row);
  bool any() const { return any_; }
  std::size_t row() const { return row_; }  ///< the first one
  const std::string& message() const { return message_; }

 private:
  const std::uint8_t* active_;
  std::uint8_t* failed_;
  bool any_ = false;
  std::size_t row_ = 0;
  std::string message_;
};

/// What a kernel works on.
struct KernelCall {
  std::size_t rows = 0;
  /// Columns of `rows` rows, or of one row for constants; never dictionary-coded.
  std::span<const Column* const> args;
  std::span<const std::uint64_t> row_ids;
  const std::uint8_t* active = nullptr;  ///< rows that count, a bitmap; null = all
  RowErrors* errors = nullptr;

  bool IsConstant(std::size_t arg) const { return args[arg]->length() == 1 && rows != 1; }
  bool IsActive(std::size_t row) const {
    return active == nullptr || ((active[row / 8] >> (row % 8)) & 1) != 0;
  }
};

/// Fills `out` (already reset to its type) with call.rows values. Rows that do not count
/// may get any value, but must not be errors.
using Kernel = std::function<void(const KernelCall& call, Column* out)>;

/// How a kernel is used.
struct KernelTraits {
  bool strict = true;       ///< null when any argument is; the kernel never sees to nulls
  bool never_null = false;  ///< whatever the arguments are
  bool pure = true;         ///< the same arguments give the same result, in any row
  bool can_fail = false;    ///< may add errors
  /// Tells kernels with other constants inside apart; empty = never shared.
  std::string key = {};
};

class Program {
 public:
  struct Node {
    enum class Kind : std::uint8_t { kInput, kConstant, kKernel, kPick, kCase, kTry };
    Kind kind = Kind::kInput;
    DataType type;
    ColumnFacts facts;
    TextSpan span;
    std::vector<int> args;
    bool can_fail = false;                   ///< itself or what it rests on
    std::size_t input = 0;                   ///< kInput
    std::shared_ptr<const Column> constant;  ///< kConstant: one row
    Kernel kernel;                           ///< kKernel
    bool strict = false;                     ///< kKernel
    bool has_else = false;                   ///< kCase, like Expr
    /// kPick: the results for the entries of args[0]'s dictionary, texts without
    /// repetition. kCase whose results are all constant texts: those.
    std::shared_ptr<const Column> picked;
    /// Where each entry's or result's value stands in `picked`; -1 = null.
    std::vector<std::int32_t> places;
  };

  const DataType& type() const { return nodes_[result_].type; }
  const ColumnFacts& facts() const { return nodes_[result_].facts; }
  /// Names of the fields it reads, in the order of Run's inputs.
  const std::vector<std::string>& inputs() const { return inputs_; }
  /// The value, when it is the same in every row; nullptr else.
  const Column* constant() const { return nodes_[result_].constant.get(); }

  /// One value per row. Errors: kInvalidModel with the row and a caret into `text`.
  Status Run(std::span<const std::uint64_t> row_ids,
             std::span<const Column* const> inputs, Scratch* scratch, Column* out) const;

 private:
  friend class ProgramBuilder;
  friend class ProgramRun;
  std::string text_;
  std::vector<Node> nodes_;
  std::vector<std::string> inputs_;
  std::size_t result_ = 0;
};

/// Puts a program together, with constants folded, equal parts shared, and functions of
/// dictionary-coded columns applied to the dictionary's entries.
class ProgramBuilder {
 public:
  /// `text`: the expression, for errors.
  explicit ProgramBuilder(std::string text) { program_.text_ = std::move(text); }

  const Program::Node& node(int at) const {
    return program_.nodes_[static_cast<std::size_t>(at)];
  }
  const DataType& TypeOf(int at) const { return node(at).type; }
  bool IsNull(int at) const;
  /// The constant's column, or nullptr.
  const Column* ConstantOf(int at) const { return node(at).constant.get(); }

  /// The column of a field.
  int Input(const std::string& name, const DataType& type, const ColumnFacts& facts);
  /// One row; a null has any type until it is given one.
  int Constant(std::shared_ptr<const Column> value, TextSpan span);
  int Null(const DataType& type, TextSpan span);
  int Text(std::string_view text, TextSpan span);
  int Bool(bool value, TextSpan span);
  /// A constant of a type whose values are stored as T.
  template <typename T>
  int Value(const DataType& type, T value, TextSpan span) {
    auto column = std::make_shared<Column>(type);
    column->ResizeValues<T>(1)[0] = value;
    return Constant(std::move(column), span);
  }

  /// `facts` need bounds and lengths; nulls and dictionaries are seen to.
  /// Errors: kInvalidModel when a constant part has no result.
  Result<int> Call(const DataType& type, ColumnFacts facts, std::vector<int> args,
                   KernelTraits traits, Kernel kernel, TextSpan span);
  /// args as of Expr::kCase; all results have the type.
  int Case(const DataType& type, std::vector<int> args, bool has_else, TextSpan span);
  int Try(int of, TextSpan span);

  /// Everything added between Begin and End is not shared with what stands outside.
  void BeginTry() { ++try_depth_, ++try_number_; }
  void EndTry() { --try_depth_; }

  Program Finish(int result) &&;

 private:
  int Add(Program::Node node, const std::string& key);

  Program program_;
  std::map<std::string, int> shared_;  ///< by what a node is
  int try_depth_ = 0;
  int try_number_ = 0;
};

}  // namespace rowmill
