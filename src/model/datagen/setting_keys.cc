// The known keys of Table_Names, Options and Primary_Keys with the values they take.
#include <cstdint>

#include "model/datagen/settings_internal.h"

namespace rowmill::datagen_model {

namespace {

constexpr std::int64_t kInt16Max = INT16_MAX;
constexpr std::int64_t kInt32Max = INT32_MAX;
constexpr std::int64_t kInt64Max = INT64_MAX;

constexpr SettingRow kTableNames[] = {
    {"LOCAL_FILE_PATH"},
    {"LOCAL_FILE_NAME"},
    {"HDFS_FILE_PATH"},
    {"HDFS_FILE_NAME"},
    {"HDFS_USE_KERBEROS", ValueKind::kBool},
    {"HDFS_USER"},
    {"HDFS_KEYTAB"},
    {"OZONE_VOLUME"},
    {"OZONE_BUCKET"},
    {"OZONE_KEY_NAME"},
    {"OZONE_LOCAL_FILE_PATH"},
    {"OZONE_USE_KERBEROS", ValueKind::kBool},
    {"OZONE_USER"},
    {"OZONE_KEYTAB"},
    {"S3_BUCKET"},
    {"S3_DIRECTORY"},
    {"S3_KEY_NAME"},
    {"S3_LOCAL_FILE_PATH"},
    {"S3_REGION"},
    {"S3_ACCESS_KEY_ID"},
    {"S3_ACCESS_KEY_SECRET"},
    {"ADLS_CONTAINER"},
    {"ADLS_DIRECTORY"},
    {"ADLS_FILE_NAME"},
    {"ADLS_LOCAL_FILE_PATH"},
    {"ADLS_SAS_TOKEN"},
    {"ADLS_ACCOUNT_NAME"},
    {"ADLS_ACCOUNT_TYPE", ValueKind::kChoice, 0, 0, "dfs blob"},
    {"GCS_BUCKET"},
    {"GCS_DIRECTORY"},
    {"GCS_OBJECT_NAME"},
    {"GCS_LOCAL_FILE_PATH"},
    {"GCS_PROJECT_ID"},
    {"GCS_REGION"},
    {"GCS_ACCOUNT_KEY_PATH"},
    {"GCS_ACCOUNT_ACCESS_TOKEN"},
    {"HIVE_DATABASE"},
    {"HIVE_TABLE_NAME"},
    {"HIVE_TEMPORARY_TABLE_NAME"},
    {"HIVE_HDFS_FILE_PATH"},
    {"HIVE_USE_KERBEROS", ValueKind::kBool},
    {"HIVE_USER"},
    {"HIVE_KEYTAB"},
    {"HBASE_NAMESPACE"},
    {"HBASE_TABLE_NAME"},
    {"HBASE_USE_KERBEROS", ValueKind::kBool},
    {"HBASE_USER"},
    {"HBASE_KEYTAB"},
    {"KAFKA_TOPIC"},
    {"KAFKA_USE_KERBEROS", ValueKind::kBool},
    {"KAFKA_USER"},
    {"KAFKA_KEYTAB"},
    {"KAFKA_KEYSTORE_LOCATION"},
    {"KAFKA_KEYSTORE_PASSWORD"},
    {"KAFKA_KEYSTORE_KEY_PASSWORD"},
    {"KAFKA_TRUSTSTORE_LOCATION"},
    {"KAFKA_TRUSTSTORE_PASSWORD"},
    {"KUDU_TABLE_NAME"},
    {"KUDU_USE_KERBEROS", ValueKind::kBool},
    {"KUDU_USER"},
    {"KUDU_KEYTAB"},
    {"SOLR_COLLECTION"},
    {"SOLR_USE_KERBEROS", ValueKind::kBool},
    {"SOLR_USER"},
    {"SOLR_KEYTAB"},
    {"SOLR_KEYSTORE_LOCATION"},
    {"SOLR_KEYSTORE_PASSWORD"},
    {"SOLR_TRUSTSTORE_LOCATION"},
    {"SOLR_TRUSTSTORE_PASSWORD"},
    {"AVRO_NAME"},
};

constexpr SettingRow kOptions[] = {
    {"ONE_FILE_PER_ITERATION", ValueKind::kBool},
    {"DELETE_PREVIOUS", ValueKind::kBool},
    {"CSV_HEADER", ValueKind::kBool},
    {"PARQUET_PAGE_SIZE", ValueKind::kInt, 1, kInt32Max},
    {"PARQUET_ROW_GROUP_SIZE", ValueKind::kInt, 1, kInt32Max},
    {"PARQUET_DICTIONARY_PAGE_SIZE", ValueKind::kInt, 1, kInt32Max},
    {"PARQUET_DICTIONARY_ENCODING", ValueKind::kBool},
    {"HDFS_REPLICATION_FACTOR", ValueKind::kInt, 1, kInt16Max},
    {"OZONE_REPLICATION_FACTOR", ValueKind::kChoice, 0, 0, "1 3"},
    {"ADLS_BLOCK_SIZE", ValueKind::kInt, 1, kInt64Max},
    {"ADLS_MAX_UPLOAD_SIZE", ValueKind::kInt, 1, kInt64Max},
    {"ADLS_MAX_CONCURRENCY", ValueKind::kInt, 1, kInt32Max},
    {"HIVE_THREAD_NUMBER", ValueKind::kInt, 1, kInt32Max},
    {"HIVE_TABLE_TYPE", ValueKind::kChoice, 0, 0, "external managed iceberg", "external"},
    {"HIVE_TABLE_FORMAT", ValueKind::kChoice, 0, 0, "orc parquet avro json csv", "orc"},
    {"HIVE_ON_HDFS", ValueKind::kBool},
    {"HIVE_TEZ_QUEUE_NAME"},
    {"HIVE_TABLE_PARTITIONS_COLS"},
    {"HIVE_TABLE_BUCKETS_COLS"},
    {"HIVE_TABLE_BUCKETS_NUMBER", ValueKind::kInt, 1, kInt32Max},
    {"HIVE_TABLE_ICEBERG_V2", ValueKind::kBool},
    {"HBASE_PRIMARY_KEY"},
    {"HBASE_COLUMN_FAMILIES_MAPPING"},
    {"KAFKA_MSG_KEY"},
    {"KAFKA_ACKS_CONFIG"},
    {"KAFKA_RETRIES_CONFIG", ValueKind::kInt, 0, kInt32Max},
    {"KAFKA_JAAS_FILE_PATH"},
    {"KAFKA_REPLICATION_FACTOR", ValueKind::kInt, 1, kInt16Max},
    {"KAFKA_PARTITIONS_NUMBER", ValueKind::kInt, 1, kInt32Max},
    {"KAFKA_MESSAGE_TYPE", ValueKind::kChoice, 0, 0, "json csv avro", "json"},
    {"KUDU_PRIMARY_KEYS"},
    {"KUDU_HASH_KEYS"},
    {"KUDU_RANGE_KEYS"},
    {"KUDU_BUCKETS", ValueKind::kInt, 1, kInt32Max},
    {"KUDU_BUFFER", ValueKind::kInt, 1, kInt32Max},
    {"KUDU_FLUSH", ValueKind::kChoice, 0, 0,
     "MANUAL_FLUSH AUTO_FLUSH_SYNC AUTO_FLUSH_BACKGROUND"},
    {"KUDU_REPLICAS", ValueKind::kInt, 1, kInt32Max},
    {"SOLR_SHARDS", ValueKind::kInt, 1, kInt32Max},
    {"SOLR_REPLICAS", ValueKind::kInt, 1, kInt32Max},
    {"SOLR_JAAS_FILE_PATH"},
    // Rowmill's own.
    {"JSON_VALUES", ValueKind::kChoice, 0, 0, "typed strings"},
    {"CSV_QUOTE", ValueKind::kChoice, 0, 0, "minimal all"},
};

constexpr std::string_view kPrimaryKeys[] = {
    "KAFKA_MSG_KEY",   "HBASE_PRIMARY_KEY", "KUDU_PRIMARY_KEYS", "KUDU_HASH_KEYS",
    "KUDU_RANGE_KEYS", "OZONE_BUCKET",      "OZONE_KEY"};

template <std::size_t N>
const SettingRow* FindRow(const SettingRow (&rows)[N], std::string_view key) {
  for (const SettingRow& row : rows) {
    if (row.key == key) return &row;
  }
  return nullptr;
}

template <std::size_t N>
std::vector<std::string> Keys(const SettingRow (&rows)[N]) {
  std::vector<std::string> keys;
  for (const SettingRow& row : rows) keys.emplace_back(row.key);
  return keys;
}

}  // namespace

const SettingRow* FindTableName(std::string_view key) {
  return FindRow(kTableNames, key);
}
const SettingRow* FindOptionKey(std::string_view key) { return FindRow(kOptions, key); }

bool IsPrimaryKey(std::string_view key) {
  for (std::string_view known : kPrimaryKeys) {
    if (known == key) return true;
  }
  return false;
}

std::vector<std::string> TableNameKeys() { return Keys(kTableNames); }
std::vector<std::string> OptionKeys() { return Keys(kOptions); }

}  // namespace rowmill::datagen_model
