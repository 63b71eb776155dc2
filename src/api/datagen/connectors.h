/// Datagen's connectors: a format and where it goes. Constant data, thread-safe.
/// Source: the connector constants of Datagen 1.0.1.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "run/plugins.h"

namespace rowmill::api::datagen {

struct Connector {
  std::string_view constant;  ///< `HDFS_CSV`
  std::string_view format;    ///< `csv`; empty for table services
  std::string_view sink;      ///< `local`, `hdfs`, `kafka`, …
};

/// All connectors. Do not rename: clients and stored runs use the constants.
const std::vector<Connector>& Connectors();

/// The path part of a connector: its constant in lower case, `hdfs_csv`.
std::string ConnectorPath(const Connector& connector);

/// True when this build has the connector's format and sink.
bool IsBuilt(const Connector& connector, const Plugins& plugins);

}  // namespace rowmill::api::datagen
