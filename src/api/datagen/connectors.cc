#include "api/datagen/connectors.h"

#include "base/text.h"

namespace rowmill::api::datagen {

const std::vector<Connector>& Connectors() {
  static const std::vector<Connector> all = {
      {"CSV", "csv", "local"},
      {"JSON", "json", "local"},
      {"AVRO", "avro", "local"},
      {"PARQUET", "parquet", "local"},
      {"ORC", "orc", "local"},
      {"HDFS_CSV", "csv", "hdfs"},
      {"HDFS_JSON", "json", "hdfs"},
      {"HDFS_AVRO", "avro", "hdfs"},
      {"HDFS_PARQUET", "parquet", "hdfs"},
      {"HDFS_ORC", "orc", "hdfs"},
      {"OZONE_CSV", "csv", "ozone"},
      {"OZONE_JSON", "json", "ozone"},
      {"OZONE_AVRO", "avro", "ozone"},
      {"OZONE_PARQUET", "parquet", "ozone"},
      {"OZONE_ORC", "orc", "ozone"},
      // Early versions wrote a JSON object per row to it.
      {"OZONE", "json", "ozone"},
      {"S3_CSV", "csv", "s3"},
      {"S3_JSON", "json", "s3"},
      {"S3_AVRO", "avro", "s3"},
      {"S3_PARQUET", "parquet", "s3"},
      {"S3_ORC", "orc", "s3"},
      {"ADLS_CSV", "csv", "adls"},
      {"ADLS_JSON", "json", "adls"},
      {"ADLS_AVRO", "avro", "adls"},
      {"ADLS_PARQUET", "parquet", "adls"},
      {"ADLS_ORC", "orc", "adls"},
      {"GCS_CSV", "csv", "gcs"},
      {"GCS_JSON", "json", "gcs"},
      {"GCS_AVRO", "avro", "gcs"},
      {"GCS_PARQUET", "parquet", "gcs"},
      {"GCS_ORC", "orc", "gcs"},
      {"HIVE", "", "hive"},
      {"HBASE", "", "hbase"},
      {"KAFKA", "", "kafka"},
      {"KUDU", "", "kudu"},
      {"SOLR", "", "solr"},
  };
  return all;
}

std::string ConnectorPath(const Connector& connector) {
  return LowerAscii(connector.constant);
}

bool IsBuilt(const Connector& connector, const Plugins& plugins) {
  // Only local files are mapped so far (mapping.h); a sink that becomes known joins
  // there.
  return connector.sink == "local" && plugins.FindFormat(connector.format) != nullptr;
}

}  // namespace rowmill::api::datagen
