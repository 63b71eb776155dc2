/// The folder that holds a server's state, locked against a second server. Not
/// thread-safe; one per process.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"

namespace rowmill::server {

class Home {
 public:
  /// Makes the folders that are missing (`state/` for the owner only) and takes the lock.
  /// Errors: kIo, kBusy.
  static Result<Home> Open(const std::string& path);

  const std::string& path() const { return path_; }
  std::string state() const { return path_ + "/state"; }
  std::string data() const { return path_ + "/data"; }
  std::string models() const { return path_ + "/models"; }
  std::string store_file() const { return state() + "/jobs.sqlite"; }

 private:
  std::string path_;
  std::shared_ptr<void> lock_;  ///< holds the lock file open
};

}  // namespace rowmill::server
