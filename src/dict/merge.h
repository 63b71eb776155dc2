/// Dictionaries that a user brings, put over those of the program. A file `NAME.tsv`
/// stands for the whole table, `NAME.add.tsv` adds its rows to it: rows of a slice behind
/// the table's rows of that slice, new slices behind those of the same wider one. The
/// first line is that of the table in data/. Thread-safe (no state).
///
/// Only tables that are lists for themselves can be changed; the program relies on the
/// rows of the others (`countries`, `phones`, …). docs/dictionaries.md has the list.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dict/dictionaries.h"

namespace rowmill {

/// A file as it was read.
struct DictFile {
  std::string name;  ///< `colors.tsv`, `given_names.add.tsv`
  std::string path;  ///< for messages
  std::string text;
};

/// All tables. All faults at once, each with its file and line in the message.
/// Errors: kInvalidArgument.
Result<Dictionaries> MergeDictionaries(const Dictionaries& base,
                                       const std::vector<DictFile>& files);

/// Names of the tables that can be changed.
std::vector<std::string> ChangeableDictionaries();

}  // namespace rowmill
