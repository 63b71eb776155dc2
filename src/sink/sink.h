/// The interface of stores of bytes: files, later objects of S3, GCS, ADLS, Ozone.
///
/// A file goes Create -> Write* -> Finish or Abort, exactly one of the two. A finished
/// file is complete but still invisible; Publish gives a whole run's files their names.
/// So readers see all of a run or nothing of it, and Abort leaves nothing behind.
/// A ByteFile is used by one thread; a ByteStore by one run.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "plugin/info.h"
#include "plugin/options.h"

namespace rowmill {

class ByteFile {
 public:
  virtual ~ByteFile() = default;
  /// Appends. Errors: kIo with the path and the system's reason (disk full, …).
  virtual Status Write(std::string_view bytes) = 0;
  /// Completes the file under its temporary name.
  virtual Status Finish() = 0;
  /// Removes what was written. Safe to call in any state but after Finish.
  virtual void Abort() = 0;
};

/// What a run does with files that stand where its own shall.
enum class Existing : std::uint8_t {
  kRefuse,   ///< fails before anything is generated
  kReplace,  ///< replaced when the run is published
};

class ByteStore {
 public:
  virtual ~ByteStore() = default;
  /// Fails unless every name can be created. Called once, before generating.
  /// Errors: kAlreadyExists, kIo.
  virtual Status Prepare(const std::vector<std::string>& names, Existing existing) = 0;
  /// Starts a file that will be called `name` once published.
  virtual Result<std::unique_ptr<ByteFile>> Create(const std::string& name) = 0;
  /// Gives the finished files their names, in the order given; then removes `obsolete`
  /// names, if they exist and were not just published. The last name vouches for the
  /// others (the manifest): an older file of that name goes before the first of them.
  /// Errors: kAlreadyExists when Prepare refused standing files and one has come since.
  virtual Status Publish(const std::vector<std::string>& names,
                         const std::vector<std::string>& obsolete) = 0;
  /// Removes the unpublished files of this run.
  virtual void Discard() = 0;
  /// Names in the store that the predicate accepts (for DELETE_PREVIOUS).
  virtual Result<std::vector<std::string>> List() = 0;
  /// A name as people and manifests see it: `out/orders.csv`.
  virtual std::string Describe(const std::string& name) const = 0;
};

struct SinkContext {
  std::string target;  ///< folder, prefix or URI
  bool fsync = false;  ///< flush to the device before a file counts as finished
};

struct SinkPlugin {
  Info info;
  Result<std::unique_ptr<ByteStore>> (*make)(const SinkContext& context,
                                             const Options& options) = nullptr;
};

}  // namespace rowmill
