#include "job/store/sqlite/statement.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace rowmill {

namespace {
constexpr int kBusyMs = 10'000;

tl::unexpected<Error> StoreError(sqlite3* db, std::string_view what) {
  const bool unique = sqlite3_extended_errcode(db) == SQLITE_CONSTRAINT_UNIQUE;
  return Fail(unique ? ErrorCode::kAlreadyExists : ErrorCode::kIo,
              fmt::format("job store: {}: {}", what, sqlite3_errmsg(db)));
}
}  // namespace

void SqliteStatement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

SqliteStatement& SqliteStatement::Bind(int index, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), index, value);
  return *this;
}

SqliteStatement& SqliteStatement::Bind(int index, std::string_view text) {
  // A null pointer would bind NULL; an empty view may hold one.
  sqlite3_bind_text64(statement_.get(), index, text.empty() ? "" : text.data(),
                      text.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Result<bool> SqliteStatement::Step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return StoreError(db_, "cannot run a statement");
}

std::int64_t SqliteStatement::Int(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string SqliteStatement::Text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  if (text == nullptr) return {};
  return std::string(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
}

void SqliteStatement::Reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

void SqliteConnection::Close::operator()(sqlite3* db) const { sqlite3_close_v2(db); }

Result<SqliteConnection> SqliteConnection::Open(const std::string& path, bool read_only) {
  SqliteConnection connection;
  sqlite3* db = nullptr;
  // Read-only users still need to write the WAL index, so they open for writing and
  // then give the right up.
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
  connection.db_.reset(db);
  if (code != SQLITE_OK) {
    return Fail(ErrorCode::kIo, fmt::format("job store: cannot open '{}': {}", path,
                                            sqlite3_errstr(code)));
  }
  sqlite3_busy_timeout(db, kBusyMs);
  RM_RETURN_IF_ERROR(connection.Execute("PRAGMA journal_mode=WAL"));
  // FULL: what a client was told is accepted survives a loss of power too.
  RM_RETURN_IF_ERROR(connection.Execute("PRAGMA synchronous=FULL"));
  RM_RETURN_IF_ERROR(connection.Execute("PRAGMA foreign_keys=ON"));
  if (read_only) RM_RETURN_IF_ERROR(connection.Execute("PRAGMA query_only=ON"));
  return connection;
}

Status SqliteConnection::Execute(const char* sql) {
  if (sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return StoreError(db_.get(), "cannot run a statement");
  }
  return {};
}

Result<SqliteStatement> SqliteConnection::Prepare(std::string_view sql) {
  SqliteStatement statement;
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v3(db_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
  statement.statement_.reset(raw);
  statement.db_ = db_.get();
  if (code != SQLITE_OK) return StoreError(db_.get(), "cannot prepare a statement");
  return statement;
}

std::int64_t SqliteConnection::last_row_id() const {
  return sqlite3_last_insert_rowid(db_.get());
}

int SqliteConnection::changes() const { return sqlite3_changes(db_.get()); }

SqliteTransaction::~SqliteTransaction() {
  if (open_) static_cast<void>(connection_->Execute("ROLLBACK"));
}

Status SqliteTransaction::Begin() {
  RM_RETURN_IF_ERROR(connection_->Execute("BEGIN IMMEDIATE"));
  open_ = true;
  return {};
}

Status SqliteTransaction::Commit() {
  RM_RETURN_IF_ERROR(connection_->Execute("COMMIT"));
  open_ = false;
  return {};
}

}  // namespace rowmill
