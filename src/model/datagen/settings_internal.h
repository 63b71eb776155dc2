/// `Table_Names`, `Options` and `Primary_Keys` of a Datagen model. Not thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/datagen/scope_internal.h"
#include "model/dataset.h"
#include "plugin/node.h"

namespace rowmill::datagen_model {

/// A section and where it stands.
struct Section {
  const Node* node = nullptr;
  std::string pointer;
  Place place;  ///< of its key
  bool found() const { return node != nullptr; }
};

/// The four sections, wherever they are nested: the first of each, outer ones before
/// inner ones. Others of the same name, and unknown keys at the top, are warnings.
struct Sections {
  Section fields;
  Section table_names;
  Section options;
  Section primary_keys;
};
Sections FindSections(const Node& root, Scope* scope);

/// Reads the three sections, checking the values of known keys. Values stay as written,
/// empty ones are left out, keys become upper case.
DatagenSettings ReadSettings(const Sections& sections, Scope* scope);

/// What a key's value must be.
enum class ValueKind : std::uint8_t { kText, kBool, kInt, kChoice };

struct SettingRow {
  std::string_view key;
  ValueKind kind = ValueKind::kText;
  std::int64_t min = 0;  ///< kInt, inclusive
  std::int64_t max = 0;
  std::string_view choices = {};  ///< kChoice: separated by blanks
  /// kChoice: what any other value means, with a warning; empty = it is a fault.
  std::string_view otherwise = {};
};

/// nullptr when unknown. `key` in upper case.
const SettingRow* FindTableName(std::string_view key);
const SettingRow* FindOptionKey(std::string_view key);
bool IsPrimaryKey(std::string_view key);
std::vector<std::string> TableNameKeys();
std::vector<std::string> OptionKeys();

}  // namespace rowmill::datagen_model
