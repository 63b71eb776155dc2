#include "run/file_names.h"

#include <fmt/format.h>

#include <algorithm>

namespace rowmill {

namespace {

constexpr std::uint64_t kFilesMax = 1'000'000;  ///< a run of more is a slip of the keys

std::string NameOf(const RunRequest& request, const EntityPlan& entity,
                   std::uint64_t index, std::uint64_t files, std::string_view extension) {
  switch (request.naming) {
    case Naming::kFile:
      return request.file_name;
    case Naming::kDatagen:
      return request.file_count
                 ? fmt::format("{}-{:010}.{}", request.file_name, index, extension)
                 : fmt::format("{}.{}", request.file_name, extension);
    case Naming::kTable:
      break;
  }
  std::string number = files > 1 ? fmt::format("-{:05}", index) : "";
  return fmt::format("{}{}{}.{}", FileStem(entity.name), number, PartSuffix(request),
                     extension);
}

}  // namespace

std::string FileStem(std::string_view name) {
  std::string stem;
  for (char c : name) {
    stem += static_cast<unsigned char>(c) < 0x20 || c == '/' || c == 0x7F ? '_' : c;
  }
  if (stem.empty() || stem[0] == '.') stem.insert(0, "_");
  return stem;
}

std::string PartSuffix(const RunRequest& request) {
  return request.parts > 1 ? fmt::format("-{}-of-{}", request.part, request.parts) : "";
}

Result<std::vector<FilePlan>> PlanFiles(const RunRequest& request, std::size_t entity,
                                        const RowRange& range,
                                        std::string_view extension) {
  const EntityPlan& plan = request.plan->entities[entity];
  std::uint64_t files = 1;
  std::uint64_t rows_each = range.count;
  if (request.file_count) {
    files = *request.file_count;
    rows_each = request.rows_per_file;
  } else if (request.rows_per_file > 0 && range.count > 0) {
    rows_each = request.rows_per_file;
    files = (range.count + rows_each - 1) / rows_each;
  }
  if (files > kFilesMax) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("the run would write {} files; at most {} are allowed", files,
                            kFilesMax));
  }
  if (request.naming == Naming::kFile && files > 1) {
    return Fail(ErrorCode::kInvalidArgument,
                "several files cannot have one name: give a folder to write them to");
  }
  std::vector<FilePlan> plans;
  std::uint64_t done = 0;
  for (std::uint64_t i = 0; i < files; ++i) {
    FilePlan file;
    file.entity = entity;
    file.name = NameOf(request, plan, i, files, extension);
    file.first_row = range.first + done;
    file.rows = std::min(rows_each, range.count - done);
    done += file.rows;
    plans.push_back(std::move(file));
  }
  return plans;
}

bool IsDatagenName(std::string_view name, std::string_view prefix,
                   std::string_view extension) {
  if (!name.starts_with(prefix)) return false;
  name.remove_prefix(prefix.size());
  if (name.size() < extension.size() + 1 || !name.ends_with(extension)) return false;
  name.remove_suffix(extension.size());
  if (name.back() != '.') return false;
  name.remove_suffix(1);
  if (name.empty()) return true;
  return name.size() == 11 && name[0] == '-' &&
         std::all_of(name.begin() + 1, name.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace rowmill
