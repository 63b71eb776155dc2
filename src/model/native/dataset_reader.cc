#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "model/native/entity_reader.h"
#include "model/native/include.h"
#include "model/native/keys.h"
#include "model/native/locale_name.h"
#include "model/native/native.h"
#include "model/text/document.h"

namespace rowmill {

namespace {

constexpr std::int64_t kLanguageVersion = 1;
constexpr std::int64_t kRecipe = 1;
/// Every row expression looks its names up among them.
constexpr std::size_t kVarsMax = 1'000;

std::size_t CountNodes(const Node& node) {
  std::size_t count = 1;
  for (const Node& item : node.items) count += CountNodes(item);
  for (const auto& member : node.members) count += CountNodes(member.second);
  return count;
}

/// Gives every node the same place: what an included file brings stands, for the model,
/// where it is included.
void Relocate(Node* node, Place place) {
  node->place = place;
  for (Place& key : node->member_places) key = place;
  for (Node& item : node->items) Relocate(&item, place);
  for (auto& member : node->members) Relocate(&member.second, place);
}

/// A fault when the map `key` has more members than `most`.
bool IsTooLarge(const Section& section, std::string_view key, std::size_t most) {
  std::size_t count = section.Get(key)->members.size();
  if (count <= most) return false;
  section.faults()->Add(ErrorCode::kTooLarge,
                        fmt::format("{} has {} members, more than {}", key, count, most),
                        section.PointerOf(key), section.KeyPlace(key));
  return true;
}

bool IsVarName(std::string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    char c = name[i];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (!letter && (i == 0 || c < '0' || c > '9')) return false;
  }
  return !name.empty();
}

class DatasetReader {
 public:
  DatasetReader(const Node& root, std::string_view text, const ReadOptions& options)
      : root_(root),
        text_(text),
        options_(options),
        fields_(*options.catalog, definitions_) {}

  Result<Dataset> Read();

 private:
  void ReadHead(const Section& section);
  void ReadSeed(const Section& section);
  void ReadNow(const Section& section);
  void ReadXDatagen(const Section& section);
  void ReadSettings(const Section& section, std::string_view key,
                    std::vector<std::pair<std::string, std::string>>* out) const;
  void CheckVersion(const Section& section, bool required) const;
  void ReadVars(const Section& section);
  void OverrideVars();
  void ReadDefinitions(const Section& section);
  void ReadEntities(const Section& section);
  void CheckRowCounts();
  /// Faults of an included file, told at its `include` entry.
  void AddFaultsOf(const IncludedPart& part, const Faults& inner);
  void ReadIncluded(IncludedPart* part);

  const Node& root_;
  std::string_view text_;
  const ReadOptions& options_;
  Faults faults_;
  Dataset dataset_;
  FieldReader::Definitions definitions_;
  FieldReader fields_;
};

void DatasetReader::CheckVersion(const Section& section, bool required) const {
  const Node* version = section.Get("rowmill");
  if (version == nullptr) {
    if (required) {
      section.faults()->Add(ErrorCode::kInvalidModel,
                            "a model needs 'rowmill: 1', the version of its language", "",
                            section.map().place);
    }
    return;
  }
  if (version->is_text()) {
    section.Fault("rowmill", fmt::format("rowmill is the number {}, without quotes, not "
                                         "the text {}",
                                         kLanguageVersion, Shown(*version)));
  } else if (version->kind != NodeKind::kInt || version->integer != kLanguageVersion) {
    section.Fault("rowmill", fmt::format("this build knows version {} of the language, "
                                         "not {}",
                                         kLanguageVersion, Shown(*version)));
  }
}

void DatasetReader::ReadSeed(const Section& section) {
  const Node* seed = section.Get("seed");
  if (seed == nullptr) return;
  if (seed->kind == NodeKind::kInt && seed->integer >= 0) {
    dataset_.seed = static_cast<std::uint64_t>(seed->integer);
  } else if (seed->kind == NodeKind::kUInt) {
    dataset_.seed = seed->unsigned_int;
  } else if (Result<std::int64_t> count = ParseCount(seed->ScalarText());
             seed->is_text() && count) {
    dataset_.seed = static_cast<std::uint64_t>(*count);
  } else {
    section.Fault("seed", fmt::format("seed is a whole number from 0 to 2^64-1, not {}",
                                      Shown(*seed)));
  }
}

void DatasetReader::ReadNow(const Section& section) {
  std::optional<std::string> text = section.Text("now");
  if (!text) return;
  Result<MicrosUtc> now = ParseInstant(*text);
  if (now) {
    dataset_.now = *now;
  } else {
    section.Fault("now", fmt::format("now: {}", now.error().message));
  }
}

void DatasetReader::ReadSettings(
    const Section& section, std::string_view key,
    std::vector<std::pair<std::string, std::string>>* out) const {
  const Node* map = section.Map(key);
  if (map == nullptr) return;
  Section settings(*map, section.PointerOf(key), section.faults());
  for (const auto& [name, value] : map->members) {
    if (settings.full()) return;
    if (value.is_scalar() && !value.is_null()) {
      out->emplace_back(name, value.ScalarText());
    } else {
      settings.Fault(name, fmt::format("{} takes a text, not {}", name, Shown(value)));
    }
  }
}

void DatasetReader::ReadXDatagen(const Section& section) {
  const Node* map = section.Map("x-datagen");
  if (map == nullptr) return;
  Section inner(*map, section.PointerOf("x-datagen"), section.faults());
  inner.CheckKeys("x-datagen", keys::kXDatagen, {});
  DatagenSettings settings;
  settings.model_name = inner.Text("model_name").value_or("");
  ReadSettings(inner, "table_names", &settings.table_names);
  ReadSettings(inner, "options", &settings.options);
  dataset_.datagen = std::move(settings);
}

namespace {
/// Whether the path is relative and does not leave where it starts.
bool IsBelow(std::string_view path) {
  if (path.empty() || path.starts_with('/')) return false;
  const std::vector<std::string_view> steps = Split(path, '/');
  return std::find(steps.begin(), steps.end(), "..") == steps.end();
}
}  // namespace

void DatasetReader::ReadHead(const Section& section) {
  section.CheckKeys("a model", keys::kDataset, keys::kDatasetPlanned);
  CheckVersion(section, true);
  const Node* recipe = section.Get("recipe");
  if (recipe != nullptr &&
      (recipe->kind != NodeKind::kInt || recipe->integer != kRecipe)) {
    section.Fault("recipe", fmt::format("this build knows recipe {}, not {}", kRecipe,
                                        Shown(*recipe)));
  }
  const std::string& given =
      options_.native_name.empty() ? options_.name : options_.native_name;
  dataset_.name = given.empty() ? "model" : given;
  if (std::optional<std::string> name = section.Text("name")) {
    dataset_.name = *name;
    std::string fault = FileNameFault(*name);
    if (!fault.empty()) section.Fault("name", fault);
  }
  if (std::optional<std::string> locale = section.Text("locale")) {
    dataset_.locale = *locale;
    dataset_.locale_place = section.Get("locale")->place;
    CheckLocale(section, *locale);
  }
  if (std::optional<std::string> folder = section.Text("dictionaries")) {
    dataset_.dictionaries = *folder;
    dataset_.dictionaries_place = section.Get("dictionaries")->place;
    if (!IsBelow(*folder)) {
      section.Fault("dictionaries",
                    fmt::format("dictionaries are in a folder below the model's, not {}",
                                Shown(*section.Get("dictionaries"))));
    }
  }
  ReadSeed(section);
  ReadNow(section);
  ReadXDatagen(section);
}

void DatasetReader::ReadVars(const Section& section) {
  const Node* vars = section.Map("vars");
  if (vars == nullptr) return;
  if (IsTooLarge(section, "vars", kVarsMax)) return;
  Section inner(*vars, section.PointerOf("vars"), section.faults());
  for (const auto& [name, value] : vars->members) {
    if (inner.full()) return;
    if (!IsVarName(name)) {
      inner.KeyFault(name, fmt::format("a var's name is letters, digits and '_', not {}",
                                       Shown(Node::Text(name))));
    } else if (!value.is_scalar() || value.is_null()) {
      inner.Fault(
          name, fmt::format("a var is a number, text or boolean, not {}", Shown(value)));
    } else {
      auto known = std::find_if(dataset_.vars.begin(), dataset_.vars.end(),
                                [&](const auto& var) { return var.first == name; });
      if (known == dataset_.vars.end()) {
        dataset_.vars.emplace_back(name, value);
      } else {
        known->second = value;
      }
    }
  }
}

void DatasetReader::OverrideVars() {
  std::vector<std::string> names;
  for (const auto& var : dataset_.vars) names.push_back(var.first);
  for (const auto& [name, text] : options_.vars) {
    auto known = std::find(names.begin(), names.end(), name);
    if (known == names.end()) {
      faults_.Add(
          ErrorCode::kInvalidModel,
          fmt::format("-D: the model has no var '{}'{}", name, Suggestion(name, names)),
          "/vars", {});
      continue;
    }
    Node& value = dataset_.vars[static_cast<std::size_t>(known - names.begin())].second;
    Place place = value.place;
    value = ResolvePlainScalar(text);
    if (value.is_null()) value = Node::Text(text);
    value.place = place;
  }
}

void DatasetReader::ReadDefinitions(const Section& section) {
  const Node* map = section.Map("definitions");
  if (map == nullptr || IsTooLarge(section, "definitions", limits::kFieldsMax)) return;
  for (std::size_t i = 0; i < map->members.size() && !section.full(); ++i) {
    const auto& [name, node] = map->members[i];
    std::string pointer = section.PointerOf("definitions") + PointerStep(name);
    auto fault = [&](std::string message) {
      section.faults()->Add(ErrorCode::kInvalidModel, std::move(message), pointer,
                            map->KeyPlace(i));
    };
    Definition definition;
    definition.node = node;
    if (node.is_text()) {
      definition.node = Node::Map();
      definition.node.place = node.place;
      definition.node.Add("type", node);
      definition.node.member_places.push_back(node.place);
    }
    definition.nodes = CountNodes(definition.node);
    std::size_t before = section.faults()->errors().size();
    if (definition.node.is_map() && definition.node.Find("use") != nullptr) {
      fault("a definition cannot 'use' another one");
    } else {
      Field field;
      fields_.Read(name, definition.node, map->KeyPlace(i), pointer, section.faults(),
                   &field);
    }
    definition.valid = section.faults()->errors().size() == before;
    if (!definitions_.emplace(name, std::move(definition)).second) {
      fault(fmt::format("definition '{}' is given in two files", name));
    }
  }
}

void DatasetReader::ReadEntities(const Section& section) {
  const Node* map = section.Map("entities");
  if (map == nullptr || IsTooLarge(section, "entities", limits::kEntitiesMax)) return;
  EntityReader reader(&fields_);
  for (std::size_t i = 0; i < map->members.size() && !section.full(); ++i) {
    const auto& [name, node] = map->members[i];
    std::string pointer = section.PointerOf("entities") + PointerStep(name);
    if (dataset_.FindEntity(name) != nullptr) {
      section.faults()->Add(ErrorCode::kInvalidModel,
                            fmt::format("entity '{}' is given in two files", name),
                            pointer, map->KeyPlace(i));
      continue;
    }
    dataset_.entities.push_back(
        reader.Read(name, node, map->KeyPlace(i), pointer, section.faults()));
  }
}

void DatasetReader::AddFaultsOf(const IncludedPart& part, const Faults& inner) {
  for (const Error& error : inner.errors()) {
    faults_.Add(error.code, error.ToString(part.label), part.pointer, part.place);
  }
}

void DatasetReader::ReadIncluded(IncludedPart* part) {
  // Twice: with its own places for its faults, then, when it is sound, with the place of
  // the include for whatever is told later.
  Faults inner;
  Section own(part->root, "", &inner);
  own.CheckKeys("an included file", keys::kIncluded, {});
  CheckVersion(own, false);
  ReadVars(own);
  std::size_t entities = dataset_.entities.size();
  std::set<std::string> known;
  for (const auto& definition : definitions_) known.insert(definition.first);
  ReadDefinitions(own);
  ReadEntities(own);
  AddFaultsOf(*part, inner);
  if (!inner.empty()) return;
  std::erase_if(definitions_, [&](const auto& d) { return known.count(d.first) == 0; });
  dataset_.entities.resize(entities);
  Relocate(&part->root, part->place);
  Section relocated(part->root, "", &faults_);
  ReadVars(relocated);
  ReadDefinitions(relocated);
  ReadEntities(relocated);
}

void DatasetReader::CheckRowCounts() {
  for (const Entity& entity : dataset_.entities) {
    if (!entity.rows.given()) continue;
    Result<std::uint64_t> rows = EvaluateRowCount(entity.rows, dataset_);
    if (rows) continue;
    Error error = rows.error();
    error.pointer = entity.pointer + "/rows";
    faults_.Add(std::move(error));
  }
}

Result<Dataset> DatasetReader::Read() {
  if (!root_.is_map()) {
    return Fail(Error(ErrorCode::kInvalidModel,
                      root_.is_null()
                          ? "the model is empty"
                          : fmt::format("a model is a map of keys, not {}", Shown(root_)),
                      "", root_.place));
  }
  Section section(root_, "", &faults_);
  ReadHead(section);
  std::vector<IncludedPart> parts =
      IncludeLoader(options_.folder, options_.file).Load(root_, &faults_);
  for (IncludedPart& part : parts) ReadIncluded(&part);
  ReadVars(section);
  OverrideVars();
  ReadDefinitions(section);
  ReadEntities(section);
  if (section.Get("entities") == nullptr && parts.empty()) {
    faults_.Add(ErrorCode::kInvalidModel, "a model needs 'entities'", "", root_.place);
  } else if (dataset_.entities.empty() && faults_.empty()) {
    section.Fault("entities", "a model needs at least one entity");
  }
  if (dataset_.entities.size() > limits::kEntitiesMax) {
    faults_.Add(ErrorCode::kTooLarge,
                fmt::format("the model has {} entities, more than {}",
                            dataset_.entities.size(), limits::kEntitiesMax),
                "/entities", section.KeyPlace("entities"));
  }
  CheckRowCounts();
  std::string hashed(text_);
  for (const IncludedPart& part : parts) {
    hashed += fmt::format("\n{} {}\n{}", part.label, part.text.size(), part.text);
  }
  dataset_.hash = Sha256Hex(hashed);
  if (!faults_.empty() && options_.check_fields) {
    options_.check_fields(dataset_, &faults_);
  }
  RM_RETURN_IF_ERROR(faults_.ToStatus());
  return std::move(dataset_);
}

}  // namespace

void CheckNames(const Dataset& dataset, Faults* faults) {
  auto check = [faults](std::string fault, const std::string& pointer, Place place) {
    if (fault.empty()) return;
    faults->Add(ErrorCode::kInvalidModel, std::move(fault), pointer, place);
  };
  check(FileNameFault(dataset.name), "", {});
  for (const Entity& entity : dataset.entities) {
    if (entity.name != dataset.name) {
      check(FileNameFault(entity.name), entity.pointer, entity.place);
    }
    for (const Field& field : entity.fields) {
      check(NameFault(field.name), field.pointer, field.place);
    }
  }
}

Result<Dataset> ReadNative(const Node& root, std::string_view text,
                           const ReadOptions& options) {
  return DatasetReader(root, text, options).Read();
}

}  // namespace rowmill
