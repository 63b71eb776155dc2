/// The field types of Datagen's language and which attributes each of them reads: the
/// one table that names, warnings and the mapping to plug-ins are made from.
/// Constant data, thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rowmill::datagen_model {

enum class Kind : std::uint8_t {
  kBedrock,
  kBirthdate,
  kBlob,
  kBoolean,
  kBytes,
  kCity,
  kCountry,
  kCsv,
  kDate,
  kDateAsString,
  kEmail,
  kFloat,
  kHashMd5,
  kIncrementInteger,
  kIncrementLong,
  kInteger,
  kIp,
  kLink,
  kLocalLlm,
  kLong,
  kName,
  kOllama,
  kOpenAi,
  kPhone,
  kString,
  kStringAz,
  kStringRegex,
  kTimestamp,
  kUuid,
};

/// Attributes beside those that every type has, one bit each.
enum Attribute : std::uint32_t {
  kLength = 1u << 0,
  kMin = 1u << 1,
  kMax = 1u << 2,
  kMinDate = 1u << 3,
  kMaxDate = 1u << 4,
  kChoices = 1u << 5,  ///< possible_values and possible_values_weighted
  kFilters = 1u << 6,
  kFile = 1u << 7,
  kSeparator = 1u << 8,
  kColumn = 1u << 9,  ///< `field`
  kPattern = 1u << 10,
  kUseNow = 1u << 11,
  kRegex = 1u << 12,
  kPrompt = 1u << 13,  ///< request and context
  kModelType = 1u << 14,
  kUrl = 1u << 15,
  kUser = 1u << 16,
  kPassword = 1u << 17,
  kSampling = 1u << 18,  ///< temperature, penalties, top_p
  kMaxTokens = 1u << 19,
  kEverywhere = 1u << 31,
};

struct TypeRow {
  Kind kind;
  std::string_view name;        ///< canonical, as Datagen writes it
  std::string_view plugin;      ///< canonical name of our type; empty = not built yet
  std::uint32_t attributes;     ///< bits of Attribute
  std::string_view other_name;  ///< a second accepted name, folded; empty = none

  bool Reads(std::uint32_t attribute) const { return (attributes & attribute) != 0; }
};

struct AttributeRow {
  std::string_view name;
  std::uint32_t bit;
};

/// All types, in alphabetical order.
std::span<const TypeRow> AllTypes();
/// The type of that name in any accepted spelling; nullptr when unknown.
const TypeRow* FindType(std::string_view name);
/// Canonical names, for suggestions.
std::vector<std::string> TypeNames();

/// The attribute of exactly that name; nullptr when unknown.
const AttributeRow* FindAttribute(std::string_view name);
std::vector<std::string> AttributeNames();

}  // namespace rowmill::datagen_model
