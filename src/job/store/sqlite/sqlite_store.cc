#include "job/store/sqlite/sqlite_store.h"

#include <mutex>
#include <utility>

#include <fmt/format.h>

#include "job/store/sqlite/migrations.h"
#include "job/store/sqlite/statement.h"

namespace rowmill {

namespace {
// The order of `ReadRun`.
constexpr std::string_view kColumns =
    "number, id, job_id, project, origin, lane, owner, name, priority, state, attempt, "
    "comment, created, started, finished, rows_total, rows_done, bytes_done";

std::string Select(Detail detail, std::string_view rest) {
  return fmt::format("SELECT {}{} FROM runs {}", kColumns,
                     detail == Detail::kFull ? ", request, outputs" : "", rest);
}

Result<RunRecord> ReadRun(const SqliteStatement& row, Detail detail) {
  RunRecord run;
  run.number = row.Int(0);
  run.id = row.Text(1);
  run.job_id = row.Text(2);
  run.project = row.Text(3);
  run.origin = row.Text(4);
  run.lane = row.Text(5);
  run.owner = row.Text(6);
  run.name = row.Text(7);
  run.priority = static_cast<int>(row.Int(8));
  RM_ASSIGN_OR_RETURN(run.state, ParseRunState(row.Text(9)));
  run.attempt = row.Int(10);
  run.comment = row.Text(11);
  run.created = row.Int(12);
  run.started = row.Int(13);
  run.finished = row.Int(14);
  run.rows_total = static_cast<std::uint64_t>(row.Int(15));
  run.rows_done = static_cast<std::uint64_t>(row.Int(16));
  run.bytes_done = static_cast<std::uint64_t>(row.Int(17));
  if (detail == Detail::kFull) {
    RM_ASSIGN_OR_RETURN(run.request, RequestFromJson(row.Text(18)));
    RM_ASSIGN_OR_RETURN(run.outputs, OutputsFromJson(row.Text(19)));
  }
  return run;
}

// `state IN ('queued','running')`; the names are our own constants.
std::string StateCondition(const std::vector<RunState>& states) {
  std::string list;
  for (RunState state : states) {
    list += fmt::format("{}'{}'", list.empty() ? "" : ",", RunStateName(state));
  }
  return fmt::format("state IN ({})", list);
}

class SqliteStore final : public Store {
 public:
  Status Init(const std::string& path);

  Status AddRun(RunRecord* run) override;
  Result<RunRecord> GetRun(const std::string& id, Detail detail) override;
  Result<std::vector<RunRecord>> ListRuns(const RunQuery& query, Detail detail) override;
  Result<std::uint64_t> CountRuns(const std::vector<RunState>& states) override;
  Result<std::optional<RunRecord>> ClaimRun(const std::string& lane,
                                            MicrosUtc at) override;
  Status MoveRun(const std::string& id, const RunChange& change) override;
  Status SaveProgress(const std::string& id, std::int64_t attempt,
                      std::uint64_t rows_done, std::uint64_t bytes_done) override;
  Result<std::uint64_t> RecoverRuns(MicrosUtc at) override;

 private:
  // One writer and one reader: a status call never waits for a commit.
  std::mutex write_mutex_;
  SqliteConnection writer_;
  SqliteStatement insert_, next_, claim_, state_of_, move_, progress_;
  std::mutex read_mutex_;
  SqliteConnection reader_;
  SqliteStatement get_summary_, get_full_;
};

Status SqliteStore::Init(const std::string& path) {
  RM_ASSIGN_OR_RETURN(writer_, SqliteConnection::Open(path, false));
  RM_RETURN_IF_ERROR(MigrateSqlite(&writer_));
  RM_ASSIGN_OR_RETURN(reader_, SqliteConnection::Open(path, true));
  RM_ASSIGN_OR_RETURN(
      insert_,
      writer_.Prepare("INSERT INTO runs (id, job_id, project, origin, lane, owner, name, "
                      "priority, state, attempt, comment, created, started, finished, "
                      "rows_total, rows_done, bytes_done, request, outputs) VALUES "
                      "(?1,?2,?3,?4,?5,?6,?7,?8,'queued',0,'',?9,0,0,?10,0,0,?11,'[]')"));
  RM_ASSIGN_OR_RETURN(next_,
                      writer_.Prepare(Select(Detail::kFull,
                                             "WHERE state = 'queued' AND lane = ?1 "
                                             "ORDER BY priority DESC, number LIMIT 1")));
  RM_ASSIGN_OR_RETURN(claim_,
                      writer_.Prepare("UPDATE runs SET state = 'starting', started = ?2, "
                                      "attempt = attempt + 1 WHERE number = ?1"));
  RM_ASSIGN_OR_RETURN(state_of_, writer_.Prepare("SELECT state, attempt, started, "
                                                 "finished, rows_done, bytes_done, "
                                                 "outputs FROM runs WHERE id = ?1"));
  RM_ASSIGN_OR_RETURN(
      move_, writer_.Prepare("UPDATE runs SET state = ?2, comment = ?3, started = ?4, "
                             "finished = ?5, rows_done = ?6, bytes_done = ?7, "
                             "outputs = ?8 WHERE id = ?1"));
  RM_ASSIGN_OR_RETURN(
      progress_,
      writer_.Prepare("UPDATE runs SET rows_done = ?3, bytes_done = ?4 WHERE id = ?1 AND "
                      "attempt = ?2 AND state IN ('starting','running')"));
  RM_ASSIGN_OR_RETURN(get_summary_,
                      reader_.Prepare(Select(Detail::kSummary, "WHERE id = ?1")));
  RM_ASSIGN_OR_RETURN(get_full_, reader_.Prepare(Select(Detail::kFull, "WHERE id = ?1")));
  return {};
}

Status SqliteStore::AddRun(RunRecord* run) {
  const std::string request = RequestToJson(run->request);
  std::lock_guard lock(write_mutex_);
  SqliteUse insert(insert_);
  insert->Bind(1, run->id)
      .Bind(2, run->job_id)
      .Bind(3, run->project)
      .Bind(4, run->origin)
      .Bind(5, run->lane)
      .Bind(6, run->owner)
      .Bind(7, run->name)
      .Bind(8, std::int64_t{run->priority})
      .Bind(9, run->created)
      .Bind(10, static_cast<std::int64_t>(run->rows_total))
      .Bind(11, request);
  RM_RETURN_IF_ERROR(insert->Step());
  run->number = writer_.last_row_id();
  run->state = RunState::kQueued;
  return {};
}

Result<RunRecord> SqliteStore::GetRun(const std::string& id, Detail detail) {
  std::lock_guard lock(read_mutex_);
  SqliteUse get(detail == Detail::kFull ? get_full_ : get_summary_);
  get->Bind(1, id);
  RM_ASSIGN_OR_RETURN(const bool found, get->Step());
  if (!found) return Fail(ErrorCode::kNotFound, fmt::format("no run '{}'", id));
  return ReadRun(*get, detail);
}

Result<std::vector<RunRecord>> SqliteStore::ListRuns(const RunQuery& query,
                                                     Detail detail) {
  std::string where = "WHERE number > ?1";
  if (!query.states.empty()) where += " AND " + StateCondition(query.states);
  if (!query.origin.empty()) where += " AND origin = ?2";
  where += " ORDER BY number";
  if (query.limit > 0) where += fmt::format(" LIMIT {}", query.limit);

  std::lock_guard lock(read_mutex_);
  RM_ASSIGN_OR_RETURN(SqliteStatement list, reader_.Prepare(Select(detail, where)));
  list.Bind(1, query.after_number);
  if (!query.origin.empty()) list.Bind(2, query.origin);
  std::vector<RunRecord> runs;
  while (true) {
    RM_ASSIGN_OR_RETURN(const bool more, list.Step());
    if (!more) return runs;
    RM_ASSIGN_OR_RETURN(RunRecord run, ReadRun(list, detail));
    runs.push_back(std::move(run));
  }
}

Result<std::uint64_t> SqliteStore::CountRuns(const std::vector<RunState>& states) {
  std::string sql = "SELECT count(*) FROM runs";
  if (!states.empty()) sql += " WHERE " + StateCondition(states);
  std::lock_guard lock(read_mutex_);
  RM_ASSIGN_OR_RETURN(SqliteStatement count, reader_.Prepare(sql));
  RM_RETURN_IF_ERROR(count.Step());
  return static_cast<std::uint64_t>(count.Int(0));
}

Result<std::optional<RunRecord>> SqliteStore::ClaimRun(const std::string& lane,
                                                       MicrosUtc at) {
  std::lock_guard lock(write_mutex_);
  SqliteTransaction transaction(&writer_);
  RM_RETURN_IF_ERROR(transaction.Begin());
  RunRecord run;
  {
    SqliteUse next(next_);
    next->Bind(1, lane);
    RM_ASSIGN_OR_RETURN(const bool found, next->Step());
    if (!found) return std::nullopt;
    RM_ASSIGN_OR_RETURN(run, ReadRun(*next, Detail::kFull));
  }
  RM_RETURN_IF_ERROR(CheckTransition(run.state, RunState::kStarting));
  {
    SqliteUse claim(claim_);
    claim->Bind(1, run.number).Bind(2, at);
    RM_RETURN_IF_ERROR(claim->Step());
  }
  RM_RETURN_IF_ERROR(transaction.Commit());
  run.state = RunState::kStarting;
  run.started = at;
  ++run.attempt;
  return run;
}

Status SqliteStore::MoveRun(const std::string& id, const RunChange& change) {
  std::lock_guard lock(write_mutex_);
  SqliteTransaction transaction(&writer_);
  RM_RETURN_IF_ERROR(transaction.Begin());
  std::int64_t started = 0, finished = 0, rows = 0, bytes = 0;
  std::string outputs;
  {
    SqliteUse ask(state_of_);
    ask->Bind(1, id);
    RM_ASSIGN_OR_RETURN(const bool found, ask->Step());
    if (!found) return Fail(ErrorCode::kNotFound, fmt::format("no run '{}'", id));
    RM_ASSIGN_OR_RETURN(const RunState from, ParseRunState(ask->Text(0)));
    if (change.attempt != 0 && change.attempt != ask->Int(1)) {
      return Fail(ErrorCode::kConflict, "the run was taken over by another claim");
    }
    RM_RETURN_IF_ERROR(CheckTransition(from, change.to));
    started = ask->Int(2);
    finished = ask->Int(3);
    rows = ask->Int(4);
    bytes = ask->Int(5);
    outputs = ask->Text(6);
  }
  if (change.to == RunState::kStarting) started = change.at;
  if (change.to == RunState::kQueued) started = rows = bytes = 0;
  if (IsFinal(change.to)) {
    finished = change.at;
    rows = static_cast<std::int64_t>(change.rows_done);
    bytes = static_cast<std::int64_t>(change.bytes_done);
    outputs = OutputsToJson(change.outputs);
  }
  SqliteUse move(move_);
  move->Bind(1, id)
      .Bind(2, RunStateName(change.to))
      .Bind(3, change.comment)
      .Bind(4, started)
      .Bind(5, finished)
      .Bind(6, rows)
      .Bind(7, bytes)
      .Bind(8, outputs);
  RM_RETURN_IF_ERROR(move->Step());
  return transaction.Commit();
}

Status SqliteStore::SaveProgress(const std::string& id, std::int64_t attempt,
                                 std::uint64_t rows_done, std::uint64_t bytes_done) {
  std::lock_guard lock(write_mutex_);
  SqliteUse progress(progress_);
  progress->Bind(1, id)
      .Bind(2, attempt)
      .Bind(3, static_cast<std::int64_t>(rows_done))
      .Bind(4, static_cast<std::int64_t>(bytes_done));
  RM_RETURN_IF_ERROR(progress->Step());
  return {};
}

Result<std::uint64_t> SqliteStore::RecoverRuns(MicrosUtc at) {
  std::lock_guard lock(write_mutex_);
  SqliteTransaction transaction(&writer_);
  RM_RETURN_IF_ERROR(transaction.Begin());
  RM_ASSIGN_OR_RETURN(
      SqliteStatement fail,
      writer_.Prepare("UPDATE runs SET state = 'failed', finished = ?1, lost = lost + 1, "
                      "comment = ?2 WHERE state IN ('starting','running') AND "
                      "lost + 1 >= ?3"));
  const std::string comment = fmt::format(
      "given up: the server ended {} times while this run was at work (out of memory?); "
      "send it again to try once more",
      kLostRunsMax);
  fail.Bind(1, at).Bind(2, comment).Bind(3, std::int64_t{kLostRunsMax});
  RM_RETURN_IF_ERROR(fail.Step());
  std::uint64_t count = static_cast<std::uint64_t>(writer_.changes());
  RM_RETURN_IF_ERROR(writer_.Execute(
      "UPDATE runs SET state = 'queued', started = 0, rows_done = 0, bytes_done = 0, "
      "lost = lost + 1 WHERE state IN ('starting','running')"));
  count += static_cast<std::uint64_t>(writer_.changes());
  RM_ASSIGN_OR_RETURN(
      SqliteStatement stop,
      writer_.Prepare("UPDATE runs SET state = 'stopped', finished = ?1, comment = "
                      "'stopped; the server ended while it was stopping' "
                      "WHERE state = 'stopping'"));
  stop.Bind(1, at);
  RM_RETURN_IF_ERROR(stop.Step());
  count += static_cast<std::uint64_t>(writer_.changes());
  RM_RETURN_IF_ERROR(transaction.Commit());
  return count;
}
}  // namespace

Result<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path) {
  auto store = std::make_unique<SqliteStore>();
  RM_RETURN_IF_ERROR(store->Init(path));
  return std::unique_ptr<Store>(std::move(store));
}

int SqliteSchemaVersion() { return static_cast<int>(SqliteMigrations().size()); }

}  // namespace rowmill
