/// Requests and answers as values, without sockets: what the server hands to the doors
/// (facades) and what they hand back. Not thread-safe; one request, one owner at a time.
///
/// All structs here have constructors: g++ 12 destroys temporaries of aggregates twice
/// when they stand in an expression with `co_await`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rowmill::api {

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

/// One part of a multipart/form-data body (RFC 7578).
struct Part {
  Part() {}
  Part(std::string part_name, std::string text)
      : name(std::move(part_name)), body(std::move(text)) {}

  std::string name;
  std::optional<std::string> file_name;  ///< set: the part is an upload
  std::string content_type;
  std::string body;
};

struct Request {
  Request() {}
  Request(std::string verb, std::string decoded_path)
      : method(std::move(verb)), path(std::move(decoded_path)) {}

  std::string id;                     ///< for the log and `X-Request-Id`
  std::string method;                 ///< upper case
  std::string path;                   ///< decoded, without the query
  std::vector<std::string> segments;  ///< of the path, each decoded on its own
  NamedTexts query;                   ///< decoded
  NamedTexts form;                    ///< of an application/x-www-form-urlencoded body
  std::vector<Part> parts;            ///< of a multipart/form-data body
  std::string owner = "anonymous";    ///< who calls
};

struct Response {
  Response() {}
  Response(int code, std::string type, std::string text)
      : status(code), content_type(std::move(type)), body(std::move(text)) {}

  /// The media type of nearly every answer.
  static Response Json(int code, std::string text) {
    return Response(code, "application/json", std::move(text));
  }

  int status = 200;
  std::string content_type;
  std::string body;
  NamedTexts headers;  ///< besides those every answer has
};

/// `Not Found` for 404, …; RFC 9110 section 15. `Error` for codes not in the table.
std::string_view ReasonPhrase(int status);

}  // namespace rowmill::api
