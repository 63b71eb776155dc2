/// How a door to the server is declared: a facade is a list of routes, each with its
/// parameters declared once. The router, the checks of values and later the OpenAPI
/// documents are made from these declarations and from nothing else. Thread-safe once
/// built; handlers are called by many threads at once and may block (they never run on
/// the threads that serve sockets).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/message.h"
#include "base/result.h"

namespace rowmill::api {

enum class ParamKind : std::uint8_t {
  kText,
  kInt32,
  kInt64,
  kUint64,
  kBool,   ///< true, false, on, off, yes, no, 1, 0 in any letter case
  kUuid,   ///< canonical form, see ParseUuid
  kTexts,  ///< repeated or separated by commas
  kMap,    ///< text, or `name[key]=value`; handlers see the raw values
  kUpload  ///< a file part or a text; handlers see the raw values
};

enum class ParamIn : std::uint8_t {
  kQueryOrForm,  ///< either; the form wins
  kQuery,
  kPath,
};

/// One parameter of a route. An empty value counts as not given; an empty file that has a
/// name is refused.
struct Param {
  std::string_view name;
  ParamKind kind = ParamKind::kText;
  std::string_view doc = {};
  std::string_view default_text = {};  ///< shown, not applied
  bool required = false;
  ParamIn in = ParamIn::kQueryOrForm;
};

/// What a route takes as its body.
enum class BodyKind : std::uint8_t {
  kNone,       ///< read and dropped
  kForm,       ///< urlencoded or multipart; other types are dropped
  kMultipart,  ///< multipart only: any other body is answered 415
};

/// A value as it came, for kUpload and kMap.
struct RawValue {
  std::string_view name;  ///< `model_file`, `extraProperties[K]`
  std::string_view text;
  bool is_file = false;
  std::string_view file_name;
};

class Call;
using Handler = std::function<Response(const Call&)>;

struct Route {
  std::string method = "GET";
  std::string path;  ///< template: `/jobs/{id}`; parts in braces are kPath parameters
  /// The last part is compared without letter case and with `-` as `_`.
  bool fold_last = false;
  BodyKind body = BodyKind::kNone;
  std::vector<Param> params;
  std::string summary;
  std::string tag;  ///< group in the OpenAPI document
  Handler handler;
};

/// Makes a facade's own body for a request that no handler answers: unknown path, wrong
/// method, wrong value, too large, our fault. `detail` is for people and may be empty.
using ErrorWriter =
    std::function<Response(int status, const Request& request, std::string_view detail)>;

struct Facade {
  std::string name;
  /// Paths that begin so belong to this facade as far as errors go; the longest wins.
  std::vector<std::string> prefixes;
  std::vector<Route> routes;
  ErrorWriter error;
};

/// The checked parameters of one request.
class Call {
 public:
  Call(const Request* request, const Route* route) : request_(request), route_(route) {}

  const Request& request() const { return *request_; }
  const Route& route() const { return *route_; }

  bool Has(std::string_view name) const { return values_.contains(name); }
  /// Text, or the canonical text of a uuid or number.
  std::optional<std::string> Text(std::string_view name) const;
  std::optional<std::int64_t> Int(std::string_view name) const;
  std::optional<std::uint64_t> Uint(std::string_view name) const;
  std::optional<bool> Bool(std::string_view name) const;
  std::vector<std::string> Texts(std::string_view name) const;
  std::vector<RawValue> Raw(std::string_view name) const;

 private:
  friend Result<Call> CheckCall(const Request&, const Route&,
                                const std::map<std::string, std::string>&);
  struct Value {
    std::string text;
    std::int64_t integer = 0;
    std::uint64_t natural = 0;
    bool boolean = false;
    std::vector<std::string> texts;
    std::vector<RawValue> raw;
  };
  const Value* Find(std::string_view name) const;

  const Request* request_;
  const Route* route_;
  std::map<std::string, Value, std::less<>> values_;
};

/// Reads and checks all parameters of the route; all faults at once.
/// `path_params` are the parts of the path that stood in braces.
/// Errors: kInvalidArgument. The request must outlive the call.
Result<Call> CheckCall(const Request& request, const Route& route,
                       const std::map<std::string, std::string>& path_params);

}  // namespace rowmill::api
