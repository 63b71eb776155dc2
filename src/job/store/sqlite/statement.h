/// Thin owners of SQLite's connection and statements. Not thread-safe: whoever holds a
/// connection guards it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace rowmill {

/// One prepared statement. Bind* -> Step (once per row) -> Reset, again and again.
class SqliteStatement {
 public:
  SqliteStatement() = default;
  SqliteStatement& Bind(int index, std::int64_t value);
  /// The text must live until Reset.
  SqliteStatement& Bind(int index, std::string_view text);
  /// True when there is a row. Errors: kIo; kAlreadyExists for a broken unique key.
  Result<bool> Step();
  std::int64_t Int(int column) const;
  std::string Text(int column) const;
  void Reset();

 private:
  friend class SqliteConnection;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  sqlite3* db_ = nullptr;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// Resets a statement at the end of a scope, so that it holds no lock and no text.
class SqliteUse {
 public:
  explicit SqliteUse(SqliteStatement& statement) : statement_(statement) {}
  ~SqliteUse() { statement_.Reset(); }
  SqliteUse(const SqliteUse&) = delete;
  SqliteUse& operator=(const SqliteUse&) = delete;
  SqliteStatement* operator->() const { return &statement_; }
  SqliteStatement& operator*() const { return statement_; }

 private:
  SqliteStatement& statement_;
};

class SqliteConnection {
 public:
  /// Opens or makes the file, in WAL mode and with foreign keys on.
  /// Errors: kIo with path and reason.
  static Result<SqliteConnection> Open(const std::string& path, bool read_only);

  /// Runs statements that answer nothing. Errors: kIo.
  Status Execute(const char* sql);
  /// Errors: kIo.
  Result<SqliteStatement> Prepare(std::string_view sql);
  std::int64_t last_row_id() const;
  int changes() const;

 private:
  struct Close {
    void operator()(sqlite3* db) const;
  };
  std::unique_ptr<sqlite3, Close> db_;
};

/// A write transaction; rolled back unless committed.
class SqliteTransaction {
 public:
  explicit SqliteTransaction(SqliteConnection* connection) : connection_(connection) {}
  ~SqliteTransaction();
  SqliteTransaction(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(const SqliteTransaction&) = delete;
  Status Begin();
  Status Commit();

 private:
  SqliteConnection* connection_;
  bool open_ = false;
};

}  // namespace rowmill
