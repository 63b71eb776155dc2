#include "run/run.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "run/file_names.h"
#include "run/manifest.h"
#include "run/pipeline.h"
#include "sink/direct.h"

namespace rowmill {

namespace {

using Uint128 = unsigned __int128;

/// XXH3 of a stream of bytes, 128 bits.
class StreamHash {
 public:
  StreamHash() : state_(XXH3_createState()) { XXH3_128bits_reset(state_.get()); }
  void Add(std::string_view bytes) {
    XXH3_128bits_update(state_.get(), bytes.data(), bytes.size());
  }
  std::string Text() const {
    XXH128_hash_t hash = XXH3_128bits_digest(state_.get());
    return fmt::format("xxh3-128:{:016x}{:016x}", hash.high64, hash.low64);
  }

 private:
  struct Free {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
  };
  std::unique_ptr<XXH3_state_t, Free> state_;
};

/// Writes chunks into files, one file after the other.
class FileWriter final : public ChunkReceiver {
 public:
  FileWriter(const RunRequest& request, const std::vector<FilePlan>& files,
             const std::vector<std::unique_ptr<Format>>& formats, ByteStore* store,
             RunControl* control)
      : request_(request),
        files_(files),
        formats_(formats),
        store_(store),
        control_(control) {}

  ~FileWriter() override {
    if (file_ != nullptr) file_->Abort();
  }

  Status Take(const ChunkTask& task, const Chunk& chunk) override {
    if (file_ == nullptr) RM_RETURN_IF_ERROR(Open(task.file));
    RM_RETURN_IF_ERROR(frame_->Place(chunk, current_.bytes));
    RM_RETURN_IF_ERROR(Write(chunk.bytes.view()));
    for (const Buffer& piece : chunk.more) RM_RETURN_IF_ERROR(Write(piece.view()));
    current_.rows += chunk.rows;
    return task.last_of_file ? Close() : Status();
  }

  std::vector<OutputFile>& done() { return done_; }

 private:
  Status Open(std::size_t index) {
    const FilePlan& plan = files_[index];
    current_ = OutputFile{};
    current_.entity = request_.plan->entities[plan.entity].name;
    current_.name = plan.name;
    current_.path =
        store_ != nullptr ? store_->Describe(plan.name) : request_.direct_path;
    current_.first_row = plan.first_row;
    hash_.emplace();
    auto file =
        store_ != nullptr ? store_->Create(plan.name) : OpenDirect(request_.direct_path);
    RM_ASSIGN_OR_RETURN(file_, std::move(file));
    frame_ = formats_[plan.entity]->NewFile();
    frame_bytes_.Clear();
    RM_RETURN_IF_ERROR(frame_->Header(&frame_bytes_));
    return Write(frame_bytes_.view());
  }

  Status Close() {
    frame_bytes_.Clear();
    RM_RETURN_IF_ERROR(frame_->Footer(&frame_bytes_));
    RM_RETURN_IF_ERROR(Write(frame_bytes_.view()));
    RM_RETURN_IF_ERROR(file_->Finish());
    file_.reset();
    if (store_ != nullptr) current_.hash = hash_->Text();
    done_.push_back(std::move(current_));
    return {};
  }

  Status Write(std::string_view bytes) {
    if (bytes.empty()) return {};
    if (store_ != nullptr) hash_->Add(bytes);
    RM_RETURN_IF_ERROR(file_->Write(bytes));
    current_.bytes += bytes.size();
    control_->progress.bytes.fetch_add(bytes.size(), std::memory_order_relaxed);
    return {};
  }

  const RunRequest& request_;
  const std::vector<FilePlan>& files_;
  const std::vector<std::unique_ptr<Format>>& formats_;
  ByteStore* store_;  ///< nullptr: direct
  RunControl* control_;
  std::unique_ptr<ByteFile> file_;
  std::unique_ptr<FileFrame> frame_;
  Buffer frame_bytes_;
  OutputFile current_;
  std::optional<StreamHash> hash_;
  std::vector<OutputFile> done_;
};

/// Key-value pairs for formats that carry metadata. Only what the bytes depend on anyway.
std::vector<std::pair<std::string, std::string>> Metadata(const Plan& plan,
                                                          const EntityPlan& entity) {
  return {{"rowmill.model", plan.dataset},
          {"rowmill.model_sha256", plan.model_hash},
          {"rowmill.entity", entity.name},
          {"rowmill.seed", fmt::format("{}", plan.seed)},
          {"rowmill.now", FormatInstant(plan.now)},
          {"rowmill.recipe", fmt::format("{}", kRecipeVersion)}};
}

Result<std::unique_ptr<Format>> MakeEntityFormat(const RunRequest& request,
                                                 const EntityPlan& entity) {
  RM_ASSIGN_OR_RETURN(const FormatPlugin* plugin,
                      request.plugins->GetFormat(request.format));
  Faults faults;
  Options options = ParseOptions(plugin->info, request.format_options, "", &faults);
  RM_RETURN_IF_ERROR(faults.ToStatus());
  FormatContext context;
  context.schema = &entity.schema;
  context.metadata = Metadata(*request.plan, entity);
  if (plugin->compresses_itself) context.compression = request.compression;
  RM_ASSIGN_OR_RETURN(std::unique_ptr<Format> format, plugin->make(context, options));
  if (plugin->compresses_itself || request.compression.empty()) return format;
  RM_ASSIGN_OR_RETURN(Codec codec, ParseCodec(request.compression));
  return MakeCompressedFormat(std::move(format), codec);
}

Status CheckRequest(const RunRequest& request) {
  auto bad = [](std::string message) {
    return Fail(ErrorCode::kInvalidArgument, std::move(message));
  };
  const std::size_t entities = request.plan->entities.size();
  if (request.parts < 1 || request.parts > limits::kPartsMax || request.part < 1 ||
      request.part > request.parts) {
    return bad(fmt::format("part {} of {} is not one of 1 to {}", request.part,
                           request.parts, request.parts));
  }
  if (request.threads < 1 || request.threads > limits::kThreadsMax) {
    return bad(
        fmt::format("threads must be 1 to {}: {}", limits::kThreadsMax, request.threads));
  }
  if (entities > 1 && (request.rows || request.from_row > 0)) {
    return bad("a number of rows or a first row needs one entity, and the model has " +
               std::to_string(entities) + ": choose one");
  }
  if (entities > 1 && (request.naming == Naming::kFile || !request.direct_path.empty())) {
    return bad(fmt::format(
        "{} entities cannot go into one file: choose one or give a folder", entities));
  }
  if (!request.direct_path.empty() && request.rows_per_file > 0) {
    return bad("rows per file needs a folder to write the files to");
  }
  return {};
}

/// One run, step by step.
class Runner {
 public:
  Runner(const RunRequest& request, RunControl* control)
      : request_(request), control_(control) {}

  Status Check() {
    RM_RETURN_IF_ERROR(CheckRequest(request_));
    return PlanOutput();
  }

  Result<RunReport> Execute() {
    RM_RETURN_IF_ERROR(Check());
    if (request_.direct_path.empty()) RM_RETURN_IF_ERROR(PrepareStore());
    PipelineInput input;
    input.plan = request_.plan.get();
    input.files = &files_;
    input.formats = &formats_;
    input.threads = request_.threads;
    input.tile_rows = std::clamp<std::size_t>(request_.tile_rows, 1, limits::kTileRows);
    input.control = control_;
    {
      FileWriter writer(request_, files_, formats_, store_.get(), control_);
      RM_RETURN_IF_ERROR(RunPipeline(input, &writer));
      report_.files = std::move(writer.done());
    }
    for (const OutputFile& file : report_.files) {
      report_.rows += file.rows;
      report_.bytes += file.bytes;
    }
    if (store_ != nullptr) RM_RETURN_IF_ERROR(Commit());
    return std::move(report_);
  }

 private:
  Status PlanOutput() {
    Faults faults;
    const Plan& plan = *request_.plan;
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < plan.entities.size(); ++i) {
      const EntityPlan& entity = plan.entities[i];
      Result<std::unique_ptr<Format>> format = MakeEntityFormat(request_, entity);
      Result<RowRange> range = RangeOf(entity, request_);
      const bool has_format = faults.Take(format);
      const bool has_range = faults.Take(range);
      if (!has_format || !has_range) {
        formats_.emplace_back();
        continue;
      }
      formats_.push_back(std::move(*format));
      if (range->count > 0) {
        faults.Take(CheckCapacity(entity, range->first + range->count));
      }
      Result<std::vector<FilePlan>> files =
          PlanFiles(request_, i, *range, formats_.back()->extension());
      if (!faults.Take(files)) continue;
      files_.insert(files_.end(), files->begin(), files->end());
      total += range->count;
    }
    control_->progress.rows_total = total;
    return faults.ToStatus();
  }

  Status PrepareStore() {
    const SinkPlugin* plugin = request_.plugins->FindSink("local");
    if (plugin == nullptr) {
      return Fail(ErrorCode::kUnsupported, "this build has no sink for local files");
    }
    SinkContext context;
    context.target = request_.folder;
    context.fsync = request_.fsync;
    RM_ASSIGN_OR_RETURN(store_, plugin->make(context, Options()));
    std::vector<std::string> names = Names();
    std::vector<std::string> sorted = names;
    std::sort(sorted.begin(), sorted.end());
    auto twice = std::adjacent_find(sorted.begin(), sorted.end());
    if (twice != sorted.end()) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("two files would be called {}", *twice));
    }
    return store_->Prepare(names, request_.existing);
  }

  /// All names of the run, the manifest last.
  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const FilePlan& file : files_) names.push_back(file.name);
    if (request_.manifest) names.push_back(ManifestName(request_));
    return names;
  }

  Status Commit() {
    if (request_.manifest) {
      std::string name = ManifestName(request_);
      RM_ASSIGN_OR_RETURN(std::unique_ptr<ByteFile> file, store_->Create(name));
      Status written = file->Write(ManifestText(request_, report_));
      if (written) written = file->Finish();
      if (!written) {
        file->Abort();
        return written;
      }
      report_.manifest_path = store_->Describe(name);
    }
    std::vector<std::string> obsolete;
    if (request_.delete_previous) {
      RM_ASSIGN_OR_RETURN(std::vector<std::string> standing, store_->List());
      for (std::string& name : standing) {
        if (IsDatagenName(name, request_.file_name, Extension())) {
          obsolete.push_back(std::move(name));
        }
      }
    }
    return store_->Publish(Names(), obsolete);
  }

  std::string Extension() const {
    return formats_.empty() ? std::string() : formats_.front()->extension();
  }

  const RunRequest& request_;
  RunControl* control_;
  std::vector<std::unique_ptr<Format>> formats_;  ///< by plan entity
  std::vector<FilePlan> files_;
  std::unique_ptr<ByteStore> store_;
  RunReport report_;
};

}  // namespace

Result<RowRange> RangeOf(const EntityPlan& entity, const RunRequest& request) {
  RowRange range;
  range.first = request.from_row;
  if (request.rows) {
    range.count = *request.rows;
  } else if (entity.rows) {
    if (request.from_row > *entity.rows) {
      return Fail(
          ErrorCode::kInvalidArgument,
          fmt::format("the first row {} lies behind the end of '{}', which has {} "
                      "rows",
                      request.from_row, entity.name, *entity.rows));
    }
    range.count = *entity.rows - request.from_row;
  } else {
    return Fail(
        ErrorCode::kInvalidArgument,
        fmt::format("the model does not say how many rows '{}' has: give a number "
                    "of rows",
                    entity.name));
  }
  if (range.first > limits::kRowIdMax || range.count > limits::kRowIdMax - range.first) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("row ids end at 2^56: {} rows from row {} pass it",
                            range.count, range.first));
  }
  std::uint64_t begin = static_cast<std::uint64_t>(static_cast<Uint128>(range.count) *
                                                   (request.part - 1) / request.parts);
  std::uint64_t end = static_cast<std::uint64_t>(static_cast<Uint128>(range.count) *
                                                 request.part / request.parts);
  return RowRange{range.first + begin, end - begin};
}

Status CheckRun(const RunRequest& request) {
  RunControl control;
  return Runner(request, &control).Check();
}

Result<RunReport> Run(const RunRequest& request, RunControl* control) {
  return Runner(request, control).Execute();
}

}  // namespace rowmill
