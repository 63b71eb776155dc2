// Local files. A file is written without a name (O_TMPFILE), so that a process that dies
// leaves nothing behind; where the file system has no such files, and for those beyond
// kUnnamedMax, under a hidden temporary name. Publish links it beside its final name and
// renames it.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>

#include "sink/posix_internal.h"
#include "sink/sink.h"

namespace rowmill {

namespace {

namespace fs = std::filesystem;
using internal::FileDescriptor;
using internal::IoError;

/// Finished files that wait for Publish without a name, so that nothing is left of them
/// when the process dies; those beyond have a temporary name, or descriptors run out.
constexpr std::size_t kUnnamedMax = 256;

/// A name beside `path` that no other run uses. Short, so that every final name is as
/// long as the file system allows.
std::string TemporaryName(const fs::path& path) {
  static std::atomic<std::uint64_t> counter{0};
  return (path.parent_path() /
          fmt::format(".{}-{}.rowmill-tmp", ::getpid(), counter.fetch_add(1)))
      .string();
}

/// A file of a run between Create and Publish, owned by the store.
struct Pending {
  FileDescriptor fd;
  std::string path;       ///< final
  std::string temporary;  ///< empty while the file has no name
  bool finished = false;
};

Status GiveTemporaryName(Pending* pending) {
  std::string name = TemporaryName(pending->path);
  std::string self = fmt::format("/proc/self/fd/{}", pending->fd.get());
  if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0) {
    return Fail(IoError("create", name, errno));
  }
  pending->temporary = std::move(name);
  return {};
}

Status CloseFile(Pending* pending) {
  int error = pending->fd.Close();
  if (error != 0) return Fail(IoError("close", pending->path, error));
  return {};
}

/// Moves a finished file to its name. Errors: kAlreadyExists unless `replace`.
Status GiveFinalName(Pending* pending, bool replace) {
  if (pending->temporary.empty()) RM_RETURN_IF_ERROR(GiveTemporaryName(pending));
  if (pending->fd.is_open()) RM_RETURN_IF_ERROR(CloseFile(pending));
  const char* from = pending->temporary.c_str();
  const char* to = pending->path.c_str();
  int result = replace ? ::rename(from, to)
                       : ::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
  if (result != 0 && !replace && errno == EINVAL) {
    // The file system knows no such rename; a link refuses standing names as well.
    result = ::link(from, to);
    if (result == 0) (void)::unlink(from);
  }
  if (result == 0) return {};
  if (!replace && errno == EEXIST) {
    return Fail(ErrorCode::kAlreadyExists,
                fmt::format("already exists: {}", pending->path));
  }
  return Fail(IoError("rename to", pending->path, errno));
}

class LocalFile final : public ByteFile {
 public:
  /// `unnamed` counts the finished files of the store that have no name.
  LocalFile(Pending* pending, bool fsync, std::size_t* unnamed)
      : pending_(pending), fsync_(fsync), unnamed_(unnamed) {}

  Status Write(std::string_view bytes) override {
    return internal::WriteAll(pending_->fd.get(), bytes, pending_->path);
  }

  Status Finish() override {
    if (fsync_ && ::fsync(pending_->fd.get()) != 0) {
      return Fail(IoError("flush", pending_->path, errno));
    }
    pending_->finished = true;
    if (pending_->temporary.empty() && *unnamed_ < kUnnamedMax) {
      ++*unnamed_;
      return {};
    }
    if (pending_->temporary.empty()) RM_RETURN_IF_ERROR(GiveTemporaryName(pending_));
    return CloseFile(pending_);
  }

  void Abort() override {
    (void)pending_->fd.Close();
    if (!pending_->temporary.empty()) (void)::unlink(pending_->temporary.c_str());
    pending_->temporary.clear();
  }

 private:
  Pending* pending_;
  bool fsync_;
  std::size_t* unnamed_;
};

class LocalStore final : public ByteStore {
 public:
  explicit LocalStore(const SinkContext& context)
      : folder_(context.target.empty() ? "." : context.target), fsync_(context.fsync) {}

  ~LocalStore() override { Discard(); }

  Status Prepare(const std::vector<std::string>& names, Existing existing) override {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) return Fail(IoError("create folder", folder_.string(), error.value()));
    replace_ = existing == Existing::kReplace;
    std::string standing;
    std::size_t count = 0;
    for (const std::string& name : names) {
      // Of a link itself: one that leads nowhere stands in the way too.
      fs::file_status status = fs::symlink_status(folder_ / name, error);
      if (fs::is_directory(status)) {
        return Fail(ErrorCode::kAlreadyExists,
                    fmt::format("a folder stands in the way: {}", Describe(name)));
      }
      if (fs::exists(status) && count++ == 0) standing = Describe(name);
    }
    if (count > 0 && existing == Existing::kRefuse) {
      return Fail(
          ErrorCode::kAlreadyExists,
          count == 1 ? fmt::format("already exists: {}", standing)
                     : fmt::format("already exist: {} and {} more", standing, count - 1));
    }
    return {};
  }

  Result<std::unique_ptr<ByteFile>> Create(const std::string& name) override {
    fs::path path = folder_ / name;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    Pending& pending = pending_[name];
    pending = Pending{};
    pending.path = path.string();
    int fd = -1;
#ifdef O_TMPFILE
    std::string parent = path.parent_path().string();
    fd = ::open(parent.empty() ? "." : parent.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC,
                0644);
#endif
    if (fd < 0) {
      pending.temporary = TemporaryName(path);
      fd = ::open(pending.temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                  0644);
      if (fd < 0) {
        int reason = errno;
        pending_.erase(name);
        return Fail(IoError("create", path.string(), reason));
      }
    }
    pending.fd = FileDescriptor(fd);
    return std::make_unique<LocalFile>(&pending, fsync_, &unnamed_);
  }

  Status Publish(const std::vector<std::string>& names,
                 const std::vector<std::string>& obsolete) override {
    if (replace_ && names.size() > 1) (void)::unlink((folder_ / names.back()).c_str());
    for (const std::string& name : names) {
      auto found = pending_.find(name);
      if (found == pending_.end() || !found->second.finished) {
        return Fail(ErrorCode::kInternal, "a file was published before it was finished");
      }
      RM_RETURN_IF_ERROR(GiveFinalName(&found->second, replace_));
      pending_.erase(found);
    }
    std::set<std::string> published(names.begin(), names.end());
    for (const std::string& name : obsolete) {
      if (published.count(name) > 0) continue;
      if (::unlink((folder_ / name).c_str()) != 0 && errno != ENOENT) {
        return Fail(IoError("remove", Describe(name), errno));
      }
    }
    return fsync_ ? SyncFolder() : Status();
  }

  void Discard() override {
    for (auto& [name, pending] : pending_) {
      (void)pending.fd.Close();
      if (!pending.temporary.empty()) (void)::unlink(pending.temporary.c_str());
    }
    pending_.clear();
    unnamed_ = 0;
  }

  Result<std::vector<std::string>> List() override {
    std::vector<std::string> names;
    std::error_code error;
    fs::directory_iterator entries(folder_, error);
    if (error.value() == ENOENT) return names;
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
      std::error_code ignored;
      if (entries->is_regular_file(ignored)) {
        names.push_back(entries->path().filename().string());
      }
    }
    if (error) return Fail(IoError("list", folder_.string(), error.value()));
    return names;
  }

  std::string Describe(const std::string& name) const override {
    return folder_ == "." ? name : (folder_ / name).string();
  }

 private:
  Status SyncFolder() {
    FileDescriptor fd(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd.is_open() || ::fsync(fd.get()) != 0) {
      return Fail(IoError("flush", folder_.string(), errno));
    }
    return {};
  }

  fs::path folder_;
  bool fsync_;
  bool replace_ = false;
  std::size_t unnamed_ = 0;                 ///< finished files without a name
  std::map<std::string, Pending> pending_;  ///< stable addresses for LocalFile
};

Result<std::unique_ptr<ByteStore>> MakeLocalStore(const SinkContext& context,
                                                  const Options& /*options*/) {
  return std::make_unique<LocalStore>(context);
}

}  // namespace

SinkPlugin local_sink() {
  SinkPlugin plugin;
  plugin.info.name = "local";
  plugin.info.aliases = {"file", "files"};
  plugin.info.summary =
      "Files in a folder of this machine, visible only when the whole run is complete.";
  plugin.info.output = "folder or file path";
  plugin.info.example = "-o out/";
  plugin.make = MakeLocalStore;
  return plugin;
}

}  // namespace rowmill
