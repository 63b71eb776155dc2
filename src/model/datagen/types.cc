#include "model/datagen/scope_internal.h"
#include "model/datagen/types_internal.h"

namespace rowmill::datagen_model {

namespace {

constexpr std::uint32_t kLimits = kMin | kMax;
constexpr std::uint32_t kDateLimits = kLimits | kMinDate | kMaxDate;
constexpr std::uint32_t kLlm = kPrompt | kSampling;

constexpr TypeRow kTypes[] = {
    {Kind::kBedrock, "BEDROCK", "", kLlm | kModelType | kUser | kPassword | kMaxTokens,
     ""},
    {Kind::kBirthdate, "BIRTHDATE", "datagen.birthdate", kDateLimits | kChoices, ""},
    {Kind::kBlob, "BLOB", "bytes", kLength | kChoices, ""},
    {Kind::kBoolean, "BOOLEAN", "boolean", kChoices, ""},
    {Kind::kBytes, "BYTES", "bytes", kLength | kChoices, ""},
    {Kind::kCity, "CITY", "datagen.city", kFilters, ""},
    {Kind::kCountry, "COUNTRY", "datagen.country", kChoices, ""},
    {Kind::kCsv, "CSV", "datagen.csv", kFilters | kFile | kSeparator | kColumn, ""},
    {Kind::kDate, "DATE", "datagen.date", kDateLimits | kChoices | kUseNow, ""},
    {Kind::kDateAsString, "DATE_AS_STRING", "datagen.date_as_string",
     kDateLimits | kChoices | kUseNow | kPattern, ""},
    {Kind::kEmail, "EMAIL", "datagen.email", kChoices | kFilters, ""},
    {Kind::kFloat, "FLOAT", "float", kLimits | kChoices, ""},
    {Kind::kHashMd5, "HASH_MD5", "datagen.hash_md5", kLength | kChoices, "md5"},
    {Kind::kIncrementInteger, "INCREMENT_INTEGER", "datagen.increment", kMin, ""},
    {Kind::kIncrementLong, "INCREMENT_LONG", "datagen.increment", kMin, ""},
    {Kind::kInteger, "INTEGER", "integer", kLimits | kChoices, ""},
    {Kind::kIp, "IP", "internet.ipv4", 0, ""},
    {Kind::kLink, "LINK", "", 0, ""},
    {Kind::kLocalLlm, "LOCAL_LLM", "", kLlm | kFile | kMaxTokens, ""},
    {Kind::kLong, "LONG", "integer", kLimits | kChoices, ""},
    {Kind::kName, "NAME", "datagen.name", kFilters, ""},
    {Kind::kOllama, "OLLAMA", "", kLlm | kModelType | kUrl, ""},
    {Kind::kOpenAi, "OPEN_AI", "", kLlm | kModelType | kPassword | kMaxTokens, ""},
    {Kind::kPhone, "PHONE", "datagen.phone", kFilters, ""},
    {Kind::kString, "STRING", "string", kLength | kChoices, ""},
    {Kind::kStringAz, "STRING_AZ", "datagen.string_az", kLength | kChoices, ""},
    {Kind::kStringRegex, "STRING_REGEX", "datagen.regex", kRegex, ""},
    {Kind::kTimestamp, "TIMESTAMP", "datagen.timestamp", kLimits | kChoices, ""},
    {Kind::kUuid, "UUID", "id.uuid4", 0, ""},
};

constexpr AttributeRow kAttributes[] = {
    {"name", kEverywhere},
    {"type", kEverywhere},
    {"ghost", kEverywhere},
    {"length", kLength},
    {"min", kMin},
    {"max", kMax},
    {"min_date", kMinDate},
    {"max_date", kMaxDate},
    {"possible_values", kChoices},
    {"possible_values_weighted", kChoices},
    {"filters", kFilters},
    {"conditionals", kEverywhere},
    {"formula", kEverywhere},
    {"injection", kEverywhere},
    {"link", kEverywhere},
    {"file", kFile},
    {"separator", kSeparator},
    {"field", kColumn},
    {"pattern", kPattern},
    {"use_now", kUseNow},
    {"regex", kRegex},
    {"request", kPrompt},
    {"context", kPrompt},
    {"model_type", kModelType},
    {"url", kUrl},
    {"user", kUser},
    {"password", kPassword},
    {"temperature", kSampling},
    {"frequency_penalty", kSampling},
    {"presence_penalty", kSampling},
    {"top_p", kSampling},
    {"max_tokens", kMaxTokens},
};

}  // namespace

std::span<const TypeRow> AllTypes() { return kTypes; }

const TypeRow* FindType(std::string_view name) {
  std::string folded = FoldWords(name);
  for (const TypeRow& row : kTypes) {
    if (FoldWords(row.name) == folded) return &row;
    if (!row.other_name.empty() && row.other_name == folded) return &row;
  }
  return nullptr;
}

std::vector<std::string> TypeNames() {
  std::vector<std::string> names;
  for (const TypeRow& row : kTypes) names.emplace_back(row.name);
  return names;
}

const AttributeRow* FindAttribute(std::string_view name) {
  for (const AttributeRow& row : kAttributes) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

std::vector<std::string> AttributeNames() {
  std::vector<std::string> names;
  for (const AttributeRow& row : kAttributes) names.emplace_back(row.name);
  return names;
}

}  // namespace rowmill::datagen_model
