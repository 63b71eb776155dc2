/// A run for tests, with a value in every member that is stored.
#pragma once

#include <string>

#include "job/ids.h"
#include "job/store.h"

namespace rowmill {

inline RunRecord SampleRun(const std::string& name = "sample") {
  RunRecord run;
  run.id = NewUuid();
  run.project = "datagen";
  run.origin = "datagen";
  run.lane = "datagen";
  run.owner = "anonymous";
  run.name = name;
  run.created = 1'000;
  run.rows_total = 60;
  run.request.model_text = "{\"model_name\": \"a'b\\u0000\", \"x\": \"\xC3\xA9\"}";
  run.request.rows = 60;
  run.request.rows_per_batch = 20;
  run.request.batches = 3;
  run.request.threads = 2;
  run.request.seed = 0xFFFF'FFFF'FFFF'FFFFu;
  run.request.now = -5;
  run.request.outputs.emplace_back();
  run.request.outputs[0].connector = "CSV";
  run.request.outputs[0].format = "csv";
  run.request.outputs[0].format_options = {{"quote", "all"}};
  run.request.outputs[0].folder = "/tmp/x";
  run.request.outputs[0].file_name = "n";
  run.request.outputs[0].naming = Naming::kDatagen;
  run.request.outputs[0].rows_per_file = 20;
  run.request.outputs[0].file_count = 3;
  run.request.outputs[0].delete_previous = true;
  return run;
}

}  // namespace rowmill
