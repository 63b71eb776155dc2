// Nanoseconds per value of every kind of field, in tiles of 2,048 rows.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/limits.h"
#include "gen/field_generator.h"
#include "gen/values.h"

namespace rowmill {

TypePlugin integer_type();
TypePlugin double_type();
TypePlugin float_type();
TypePlugin decimal_type();
TypePlugin boolean_type();
TypePlugin sequence_type();
TypePlugin uuid4_type();
TypePlugin date_type();
TypePlugin timestamp_type();
TypePlugin string_type();
TypePlugin pattern_type();
TypePlugin slice_type();
TypePlugin regex_type();
TypePlugin datagen_regex_type();
TypePlugin uuid7_type();
TypePlugin ulid_type();
TypePlugin ksuid_type();
TypePlugin objectid_type();
TypePlugin nanoid_type();
TypePlugin snowflake_type();
TypePlugin time_type();
TypePlugin duration_type();
TypePlugin ipv6_type();
TypePlugin mac_type();
TypePlugin port_type();
TypePlugin http_method_type();
TypePlugin http_status_type();
TypePlugin hash_md5_type();
TypePlugin hash_sha1_type();
TypePlugin hash_sha256_type();
TypePlugin hash_xxh64_type();
TypePlugin hash_crc32_type();
TypePlugin bytes_type();
TypePlugin ipv4_type();
TypePlugin datagen_hash_md5_type();
TypePlugin datagen_date_as_string_type();

namespace {

using OptionTexts = std::vector<std::pair<std::string, std::string>>;

TypeContext Context() {
  TypeContext context;
  context.draws = DrawScope::Column(1, "e", "f");
  context.now = 1'735'689'600'000'000;
  return context;
}

std::unique_ptr<Generator> Make(const TypePlugin& plugin, const OptionTexts& options,
                                const Modifiers& modifiers) {
  Node node = Node::Map();
  for (const auto& [name, text] : options) node.Add(name, Node::Text(text));
  Faults faults;
  Field field;
  field.type = plugin.info.name;
  field.modifiers = modifiers;
  field.options = ParseOptions(plugin.info, node, "", &faults);
  std::unique_ptr<Generator> made =
      MakeFieldGenerator(field, &plugin, Context(), &faults);
  if (made == nullptr || !faults.empty()) std::abort();
  return made;
}

void Measure(benchmark::State& state, const Generator& generator) {
  std::vector<std::uint64_t> rows(limits::kTileRows);
  Scratch scratch;
  Column column;
  std::uint64_t first = 0;
  for (auto _ : state) {
    for (std::uint64_t& row : rows) row = first++;
    GenerateCall call;
    call.rows = rows;
    call.scratch = &scratch;
    if (!generator.Generate(call, &column)) std::abort();
    benchmark::DoNotOptimize(column.bytes().data());
  }
  state.counters["per_value"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * limits::kTileRows,
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void Add(const std::string& name, const TypePlugin& plugin,
         const OptionTexts& options = {}, const Modifiers& modifiers = {}) {
  std::shared_ptr<Generator> generator = Make(plugin, options, modifiers);
  benchmark::RegisterBenchmark(
      name.c_str(), [generator](benchmark::State& state) { Measure(state, *generator); });
}

void AddDistributed(const std::string& type, const TypePlugin& plugin,
                    const std::string& distribution, const Node& body) {
  Node node = Node::Map();
  node.Add(distribution, body);
  Faults faults;
  Modifiers modifiers;
  modifiers.distribution = ReadDistribution(node, Node::Map(), "", &faults);
  if (!faults.empty()) std::abort();
  Add(type + ", " + distribution, plugin, {}, modifiers);
}

/// The draws' own benchmark has every distribution; here what types add to them.
void AddDistributions() {
  Node normal = Node::List();
  normal.items = {Node::Number(100), Node::Number(15)};
  AddDistributed("integer", integer_type(), "normal", normal);
  AddDistributed("double", double_type(), "normal", normal);
  AddDistributed("decimal", decimal_type(), "lognormal", Node::List());
  AddDistributed("integer", integer_type(), "zipf", Node::Number(1.1));
  AddDistributed("integer", integer_type(), "poisson", Node::Number(4));
  AddDistributed("double", double_type(), "walk", Node::List());
}

void AddValues() {
  Field field;
  field.source = SourceKind::kValues;
  for (int i = 0; i < 8; ++i)
    field.choices.push_back({Node::Text(std::to_string(i)), 1.0 + i});
  Faults faults;
  std::shared_ptr<Generator> generator = MakeValuesGenerator(field, Context(), &faults);
  benchmark::RegisterBenchmark(
      "values of 8, weighted",
      [generator](benchmark::State& state) { Measure(state, *generator); });
}

bool AddAll() {
  Modifiers nulls;
  nulls.null_rate = 0.1;
  Modifiers merchant;
  merchant.as = DataType::Of(TypeId::kString);
  merchant.prefix = "merchant-";
  Add("integer 32", integer_type(), {{"bits", "32"}, {"min", "1"}, {"max", "100"}});
  Add("integer 64", integer_type());
  Add("integer 64, wide", integer_type(), {{"max", "1000000000000"}});
  Add("integer 8", integer_type(), {{"bits", "8"}});
  Add("integer 32, 10 % null", integer_type(), {{"bits", "32"}, {"max", "999999"}},
      nulls);
  Add("merchant-N", integer_type(), {{"max", "9999"}}, merchant);
  Add("double", double_type(), {{"max", "1000"}});
  Add("float", float_type());
  Add("decimal", decimal_type(), {{"min", "0.01"}, {"max", "99999.99"}});
  Add("boolean", boolean_type(), {{"p", "0.7"}});
  Add("sequence", sequence_type());
  Add("date", date_type());
  Add("timestamp", timestamp_type());
  Add("timestamp us", timestamp_type(), {{"unit", "us"}});
  Add("uuid", uuid4_type());
  Add("string 20", string_type());
  Add("string hex 32", string_type(), {{"length", "32"}, {"alphabet", "hex"}});
  Add("pattern ?#-####-**", pattern_type(), {{"pattern", "?#-####-**"}});
  Add("slice 20..60", slice_type());
  Add("regex [A-Z]{2}\\d{4}", regex_type(), {{"regex", "[A-Z]{2}\\d{4}"}});
  Add("regex [A-Z]{2}\\d{4}, uniform", regex_type(),
      {{"regex", "[A-Z]{2}\\d{4}"}, {"uniform", "true"}});
  Add("regex name", regex_type(),
      {{"regex", "(Mr|Ms|Dr)\\. [A-Z][a-z]{2,8}( (Jr|Sr))?"}});
  Add("regex \\w{32}, uniform", regex_type(),
      {{"regex", "\\w{32}"}, {"uniform", "true"}});
  Add("datagen.regex", datagen_regex_type(), {{"regex", "[A-G]{1}-[b-l]{2}-[3-7]{4}"}});
  Add("uuid7", uuid7_type());
  Add("ulid", ulid_type());
  Add("ksuid", ksuid_type());
  Add("objectid", objectid_type());
  Add("nanoid", nanoid_type());
  Add("snowflake", snowflake_type());
  Add("time", time_type());
  Add("duration iso", duration_type(), {{"written", "iso"}});
  Add("timestamp, business hours", timestamp_type(), {{"profile", "business_hours"}});
  Add("ipv6", ipv6_type());
  Add("mac", mac_type());
  Add("port", port_type());
  Add("http_method", http_method_type());
  Add("http_status", http_status_type());
  Add("md5, random", hash_md5_type());
  Add("sha1, random", hash_sha1_type());
  Add("sha256, random", hash_sha256_type());
  Add("xxh64, random", hash_xxh64_type());
  Add("crc32, random", hash_crc32_type());
  Add("bytes 20", bytes_type());
  Add("ipv4", ipv4_type());
  Add("hash_md5", datagen_hash_md5_type());
  Add("date_as_string", datagen_date_as_string_type());
  Modifiers unique;
  unique.unique = true;
  Add("integer, unique", integer_type(), {{"max", "999999999"}}, unique);
  Add("string 20, unique", string_type(), {}, unique);
  Add("pattern, unique", pattern_type(), {{"pattern", "?#-####-**"}}, unique);
  AddValues();
  AddDistributions();
  return true;
}

[[maybe_unused]] const bool kAdded = AddAll();

}  // namespace
}  // namespace rowmill
