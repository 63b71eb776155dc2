/// A small catalog of hand-written Info rows for the tests and the fuzzer of this
/// folder; the real types live in gen/types. Thread-safe once built.
#pragma once

#include <deque>
#include <string_view>
#include <vector>

#include "plugin/catalog.h"

namespace rowmill {

namespace test_catalog {

inline OptionInfo Option(std::string_view name, OptionKind kind) {
  OptionInfo option;
  option.name = name;
  option.kind = kind;
  option.doc = "An option.";
  return option;
}

inline OptionInfo Bounded(std::string_view name, OptionKind kind, double min,
                          double max) {
  OptionInfo option = Option(name, kind);
  option.min = min;
  option.max = max;
  return option;
}

inline OptionInfo Choice(std::string_view name, std::vector<std::string_view> choices) {
  OptionInfo option = Option(name, OptionKind::kChoice);
  option.choices = std::move(choices);
  return option;
}

inline OptionInfo Required(OptionInfo option) {
  option.required = true;
  return option;
}

inline Info Type(std::string_view name, std::vector<std::string_view> aliases,
                 std::vector<OptionInfo> options) {
  Info info;
  info.name = name;
  info.aliases = std::move(aliases);
  info.summary = "A type.";
  info.options = std::move(options);
  return info;
}

inline Info Distributed(Info info) {
  info.distributed = true;
  return info;
}

inline std::deque<Info> Numbers() {
  OptionInfo min = Option("min", OptionKind::kInt), max = Option("max", OptionKind::kInt);
  OptionInfo low = Option("min", OptionKind::kNumber);
  OptionInfo high = Option("max", OptionKind::kNumber);
  return {
      Type("integer", {"int"},
           {Choice("bits", {"8", "16", "32", "64"}),
            Option("unsigned", OptionKind::kBool), min, max}),
      Distributed(Type("double", {}, {low, high})),
      Type("float", {}, {low, high}),
      Type("decimal", {},
           {Bounded("precision", OptionKind::kInt, 1, 18),
            Bounded("scale", OptionKind::kInt, 0, 18),
            Option("min", OptionKind::kDecimal), Option("max", OptionKind::kDecimal)}),
      Type("boolean", {"bool"}, {Bounded("p", OptionKind::kNumber, 0, 1)}),
      Type("sequence", {},
           {Option("start", OptionKind::kInt), Option("step", OptionKind::kInt),
            Option("end", OptionKind::kInt), Option("cycle", OptionKind::kBool)}),
      Type("id.uuid4", {"uuid"}, {}),
  };
}

inline std::deque<Info> Others() {
  OptionInfo from = Option("min", OptionKind::kInstant);
  OptionInfo to = Option("max", OptionKind::kInstant);
  OptionInfo length = Bounded("length", OptionKind::kLength, 0, 1 << 24);
  return {
      Type("date", {}, {from, to}),
      Type("timestamp", {},
           {Choice("unit", {"s", "ms", "us", "ns"}), Option("zone", OptionKind::kText),
            from, to}),
      Type("string", {}, {length, Option("alphabet", OptionKind::kText)}),
      Type("text.pattern", {"pattern"}, {Required(Option("pattern", OptionKind::kText))}),
      Type("text.slice", {"slice"},
           {length, Option("pool", OptionKind::kBytes),
            Bounded("vocabulary", OptionKind::kInt, 1, 100'000)}),
      Type("bytes", {}, {length}),
      Type("internet.ipv4", {"ip", "ipv4"}, {Option("cidr", OptionKind::kText)}),
      Type("datagen.string_az", {}, {Bounded("length", OptionKind::kInt, 1, 1 << 24)}),
      Type("datagen.csv", {},
           {Required(Option("file", OptionKind::kText)),
            Required(Option("column", OptionKind::kText)),
            Option("separator", OptionKind::kText),
            Option("filters", OptionKind::kTextList)}),
      Type("datagen.regex", {}, {Required(Option("regex", OptionKind::kText))}),
      Type("datagen.increment", {},
           {Choice("bits", {"32", "64"}), Option("min", OptionKind::kInt)}),
      Type("datagen.timestamp", {},
           {Option("min", OptionKind::kInt), Option("max", OptionKind::kInt)}),
      Type("datagen.hash_md5", {}, {Bounded("length", OptionKind::kInt, 1, 1 << 24)}),
      Type("datagen.birthdate", {}, {from, to}),
      Type("datagen.date", {}, {from, to, Option("use_now", OptionKind::kBool)}),
      Type("datagen.date_as_string", {},
           {Option("pattern", OptionKind::kText), from, to,
            Option("use_now", OptionKind::kBool)}),
      Type("list", {}, {Required(Option("items", OptionKind::kItem)), length}),
      Type("map", {},
           {Required(Option("keys", OptionKind::kItem)),
            Required(Option("values", OptionKind::kItem))}),
      Type("struct", {}, {Required(Option("fields", OptionKind::kFields))}),
      Type("test.words", {},
           {Option("list", OptionKind::kTextList), Option("raw", OptionKind::kRaw),
            Option("big", OptionKind::kUInt64)}),
  };
}

struct Holder {
  Holder() {
    for (std::deque<Info> list : {Numbers(), Others()}) {
      for (Info& info : list) infos.push_back(std::move(info));
    }
    for (const Info& info : infos) catalog.types.Add(&info);
    catalog.types.AddPlanned({"person.full_name", {"full_name"}});
    catalog.types.AddPlanned({"place.city", {"city"}});
  }
  std::deque<Info> infos;
  Catalog catalog;
};

}  // namespace test_catalog

/// Types `integer`, `double`, `decimal`, … with the options the language documents,
/// and some planned names.
inline const Catalog& TestCatalog() {
  static const test_catalog::Holder kHolder;
  return kHolder.catalog;
}

}  // namespace rowmill
