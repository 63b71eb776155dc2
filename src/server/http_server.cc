// The only source that sees Beast and Asio. g++ 12 destroys some temporaries of an
// expression with co_await twice, hence the rules of this file: coroutines take plain
// values or pointers, what is passed to an awaited call has a name, no `?:` and no braces
// in a statement with co_await (tools/tidy.py looks for them).
#include "server/http_server.h"

#include <atomic>
#include <list>
#include <mutex>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <csignal>
#include <ctime>

#include "base/text.h"
#include "job/ids.h"
#include "server/access.h"
#include "server/body.h"
#include "server/target.h"

namespace rowmill::server {

namespace {
namespace beast = boost::beast;
namespace http = beast::http;
namespace net = boost::asio;
using tcp = net::ip::tcp;
using boost::system::error_code;
using RequestParser = http::request_parser<http::buffer_body>;

constexpr std::size_t kChunkBytes = 64u << 10;
// A body that nobody wants is read to its end only when it is short; else the connection
// is closed after the answer.
constexpr std::uint64_t kDropBytesMax = 64u << 10;
// How long and how much is still read after an answer that ends a connection, so that the
// client sees the answer instead of a reset.
constexpr std::chrono::seconds kLinger{2};
constexpr std::size_t kLingerBytesMax = 64u << 20;

// Instead of a status: nobody is there to be answered.
constexpr int kGone = -1;

// True for faults of the text of a message, false for those of the connection.
bool IsHttpError(const error_code& ec) {
  return ec.category() == make_error_code(http::error::end_of_stream).category();
}

std::string_view View(beast::string_view text) { return {text.data(), text.size()}; }

// One connection. `idle` is touched on the connection's strand only.
struct Session {
  explicit Session(tcp::socket socket)
      : stream(std::move(socket)), buffer(limits::kHttpHeaderBytesMax + kChunkBytes) {}
  beast::tcp_stream stream;
  beast::flat_buffer buffer;
  bool idle = false;
};
using SessionPtr = std::shared_ptr<Session>;

// What is known about a request while it is served.
struct Exchange {
  Exchange() {}
  api::Request request;
  api::Match match;
  std::string content_type;
  unsigned version = 11;
  bool keep_alive = false;
  bool wants_continue = false;
  std::uint64_t body_bytes = 0;  // as announced; UINT64_MAX when chunked
};

std::string HttpDate(MicrosUtc now) {
  const std::time_t seconds = static_cast<std::time_t>(now / 1'000'000);
  std::tm tm{};
  gmtime_r(&seconds, &tm);
  char text[40];
  const std::size_t size =
      std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &tm);
  return std::string(text, size);
}

// Whether a request has begun to arrive. Empty lines before it mean nothing and are
// dropped (RFC 9112 section 2.2).
bool HasBegun(beast::flat_buffer* buffer) {
  const char* text = static_cast<const char*>(buffer->data().data());
  std::size_t skipped = 0;
  while (buffer->size() >= skipped + 2 && text[skipped] == '\r' &&
         text[skipped + 1] == '\n') {
    skipped += 2;
  }
  const bool half_a_line = buffer->size() == skipped + 1 && text[skipped] == '\r';
  buffer->consume(skipped);
  return buffer->size() > 0 && !half_a_line;
}

int StatusOf(const Error& error) {
  // Only what reading a request can answer; all else would be our fault.
  switch (error.code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kForbidden:
    case ErrorCode::kTooLarge:
    case ErrorCode::kUnsupportedMedia:
      return Describe(error.code).http_status;
    default:
      return 500;
  }
}

class Server final : public HttpServer {
 public:
  Server(HttpOptions options, const api::Router* router, const Clock* clock, Log* log)
      : options_(std::move(options)),
        router_(router),
        clock_(clock),
        log_(log),
        handlers_(static_cast<std::size_t>(std::max(1, options_.handler_threads))),
        acceptor_(net::make_strand(io_)),
        signals_(io_),
        deadline_(io_) {}
  ~Server() override { handlers_.join(); }

  Status Open();
  std::uint16_t port() const override { return port_; }
  void Run() override;
  void Stop() override;

 private:
  net::awaitable<void> Accept();
  net::awaitable<void> Serve(SessionPtr session);
  net::awaitable<bool> WaitForRequest(SessionPtr session);
  net::awaitable<bool> ServeOne(SessionPtr session);
  net::awaitable<bool> ReadBody(SessionPtr session, RequestParser* parser,
                                BodyReader* reader, Status* taken);
  net::awaitable<bool> Send(SessionPtr session, const Exchange* exchange,
                            const api::Response* response, bool keep);
  net::awaitable<void> Linger(SessionPtr session);
  net::awaitable<bool> Continue(SessionPtr session);
  net::awaitable<void> Handle(SessionPtr session, const Exchange* exchange,
                              api::Response* response);

  net::awaitable<bool> TakeBody(SessionPtr session, RequestParser* parser,
                                Exchange* exchange, api::Response* response,
                                bool* refused);

  int JudgeHead(const error_code& ec, const RequestParser& parser, Exchange* exchange,
                std::string* detail);
  int ReadHead(const RequestParser& parser, Exchange* exchange, std::string* detail);
  bool FindRoute(Exchange* exchange, api::Response* response);
  void BeginStop();
  void WaitForSignal();
  void Forget(const SessionPtr& session);

  const HttpOptions options_;
  const api::Router* const router_;
  const Clock* const clock_;
  Log* const log_;
  // The order matters: what is below is destroyed before what it uses.
  net::io_context io_;
  net::thread_pool handlers_;
  tcp::acceptor acceptor_;
  net::signal_set signals_;
  net::steady_timer deadline_;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::list<SessionPtr> sessions_;
};

Status Server::Open() {
  error_code ec;
  const net::ip::address address = net::ip::make_address(options_.host, ec);
  if (ec) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("'{}' is not an address to listen on", options_.host));
  }
  const tcp::endpoint endpoint(address, options_.port);
  acceptor_.open(endpoint.protocol(), ec);
  if (!ec) acceptor_.set_option(net::socket_base::reuse_address(true), ec);
  if (!ec) acceptor_.bind(endpoint, ec);
  if (!ec) acceptor_.listen(net::socket_base::max_listen_connections, ec);
  if (ec) {
    return Fail(ErrorCode::kIo, fmt::format("cannot listen on {}:{}: {}", options_.host,
                                            options_.port, ec.message()));
  }
  port_ = acceptor_.local_endpoint().port();
  return {};
}

void Server::WaitForSignal() {
  signals_.async_wait([this](const error_code& ec, int) {
    if (ec) return;
    // The second one does not wait any more.
    if (stopping_) io_.stop();
    BeginStop();
    WaitForSignal();
  });
}

void Server::Run() {
  signals_.add(SIGTERM);
  signals_.add(SIGINT);
  WaitForSignal();
  net::co_spawn(acceptor_.get_executor(), Accept(), [this](std::exception_ptr failure) {
    if (failure)
      log_->Write(LogLevel::kError, "", "the accept loop ended by an exception");
  });
  std::vector<std::thread> threads;
  for (int i = 1; i < options_.io_threads; ++i) {
    threads.emplace_back([this] { io_.run(); });
  }
  io_.run();
  for (std::thread& thread : threads) thread.join();
}

void Server::Stop() {
  net::post(io_, [this] { BeginStop(); });
}

void Server::BeginStop() {
  if (stopping_.exchange(true)) return;
  net::post(acceptor_.get_executor(), [this] {
    error_code ignored;
    acceptor_.close(ignored);
  });
  deadline_.expires_after(options_.drain_timeout);
  deadline_.async_wait([this](const error_code& ec) {
    if (!ec) io_.stop();
  });
  std::lock_guard lock(mutex_);
  if (sessions_.empty()) io_.stop();
  for (const SessionPtr& session : sessions_) {
    net::post(session->stream.get_executor(), [session] {
      if (session->idle) session->stream.cancel();
    });
  }
}

void Server::Forget(const SessionPtr& session) {
  std::lock_guard lock(mutex_);
  sessions_.remove(session);
  if (stopping_ && sessions_.empty()) io_.stop();
}

net::awaitable<void> Server::Accept() {
  error_code ec;
  while (!stopping_) {
    tcp::socket socket(net::make_strand(io_));
    co_await acceptor_.async_accept(socket, net::redirect_error(net::use_awaitable, ec));
    if (ec == net::error::operation_aborted || stopping_) co_return;
    if (ec) {
      // Above all: no file descriptor left. Others will end; do not spin until then.
      log_->Write(LogLevel::kWarning, "", fmt::format("cannot accept: {}", ec.message()));
      net::steady_timer pause(io_, std::chrono::milliseconds(100));
      co_await pause.async_wait(net::redirect_error(net::use_awaitable, ec));
      continue;
    }
    socket.set_option(tcp::no_delay(true), ec);
    auto session = std::make_shared<Session>(std::move(socket));
    {
      std::lock_guard lock(mutex_);
      if (sessions_.size() >= static_cast<std::size_t>(options_.connections_max))
        continue;
      sessions_.push_back(session);
    }
    net::co_spawn(session->stream.get_executor(), Serve(session),
                  [this, session](std::exception_ptr failure) {
                    if (failure) {
                      log_->Write(LogLevel::kError, "",
                                  "a connection ended by an exception");
                    }
                    Forget(session);
                  });
  }
}

net::awaitable<void> Server::Serve(SessionPtr session) {
  bool keep = true;
  while (keep && !stopping_) {
    keep = co_await WaitForRequest(session);
    if (keep) keep = co_await ServeOne(session);
  }
  error_code ignored;
  session->stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
}

// The time between requests has a limit of its own, longer than that of a header.
net::awaitable<bool> Server::WaitForRequest(SessionPtr session) {
  session->stream.expires_after(options_.idle_timeout);
  while (!HasBegun(&session->buffer)) {
    session->idle = true;
    error_code ec;
    const auto space = session->buffer.prepare(4096);
    const std::size_t size = co_await session->stream.async_read_some(
        space, net::redirect_error(net::use_awaitable, ec));
    session->idle = false;
    if (ec || size == 0) co_return false;
    session->buffer.commit(size);
  }
  co_return true;
}

// Takes the head apart and finds the route. Answers 0, or the status to refuse with
// (404 and 405 are told by the router later).
int Server::ReadHead(const RequestParser& parser, Exchange* exchange,
                     std::string* detail) {
  const auto& head = parser.get();
  exchange->version = head.version();
  exchange->keep_alive = head.keep_alive();
  exchange->request.method = std::string(View(head.method_string()));
  exchange->content_type = std::string(View(head[http::field::content_type]));
  exchange->wants_continue =
      beast::iequals(head[http::field::expect], "100-continue") && head.version() >= 11;
  // A head that announces too large a body is not called done: then all is unread.
  exchange->body_bytes = parser.is_header_done() ? 0 : UINT64_MAX;
  if (parser.is_header_done()) {
    if (parser.content_length()) exchange->body_bytes = *parser.content_length();
    if (parser.chunked()) exchange->body_bytes = UINT64_MAX;
  }
  // Heads that two programs could read differently end the connection (RFC 9112
  // sections 3.2 and 6.3): a proxy might have seen another body or another host.
  const std::string_view expect = View(head[http::field::expect]);
  if (!expect.empty() && !exchange->wants_continue && head.version() >= 11) {
    *detail = "Expect can only ask for 100-continue";
    return 417;
  }
  const std::string_view packed = View(head[http::field::content_encoding]);
  if (!packed.empty() && !EqualsIgnoreCase(packed, "identity")) {
    *detail = "bodies are taken without a content encoding";
    return 415;
  }
  const auto coding = head.find(http::field::transfer_encoding);
  if (coding != head.end() && !beast::iequals(coding->value(), "chunked")) {
    *detail = "the transfer encoding is chunked or none";
    return 400;
  }
  if (head.count(http::field::host) > 1 ||
      head.count(http::field::transfer_encoding) > 1) {
    *detail = "a header field that may stand once stands twice";
    return 400;
  }
  Result<Target> target = ParseTarget(View(head.target()));
  if (!target) {
    *detail = target.error().message;
    return 400;
  }
  exchange->request.path = std::move(target->path);
  exchange->request.segments = std::move(target->segments);
  exchange->request.query = std::move(target->query);
  // The host of an absolute target counts instead of the header (section 3.2.2).
  const std::string host = target->authority.empty()
                               ? std::string(head[http::field::host])
                               : target->authority;
  const Status access = CheckOpenAccess(host, View(head[http::field::origin]));
  if (!access) {
    *detail = access.error().message;
    return 403;
  }
  return 0;
}

// What came of reading a head: 0, a status to refuse with, or kGone.
int Server::JudgeHead(const error_code& ec, const RequestParser& parser,
                      Exchange* exchange, std::string* detail) {
  if (!ec) return ReadHead(parser, exchange, detail);
  if (ec == http::error::header_limit) return 431;
  if (ec == http::error::body_limit) {
    ReadHead(parser, exchange, detail);
    return 413;
  }
  if (ec == http::error::end_of_stream || ec == http::error::partial_message ||
      !IsHttpError(ec)) {
    return kGone;
  }
  *detail = "not a well-formed HTTP request";
  return 400;
}

// Finds who handles the request; false: `response` refuses it.
bool Server::FindRoute(Exchange* exchange, api::Response* response) {
  auto found = router_->Find(exchange->request);
  if (api::Response* answer = std::get_if<api::Response>(&found)) {
    *response = std::move(*answer);
    return false;
  }
  exchange->match = std::move(std::get<api::Match>(found));
  if (exchange->body_bytes == 0) return true;
  const Status type = CheckBodyType(exchange->match.route->body, exchange->content_type);
  if (type) return true;
  *response =
      router_->Refuse(StatusOf(type.error()), exchange->request, type.error().message);
  return false;
}

net::awaitable<bool> Server::ServeOne(SessionPtr session) {
  RequestParser parser;
  parser.header_limit(static_cast<std::uint32_t>(limits::kHttpHeaderBytesMax));
  parser.body_limit(options_.body_bytes_max);
  session->stream.expires_after(options_.header_timeout);
  error_code ec;
  co_await http::async_read_header(session->stream, session->buffer, parser,
                                   net::redirect_error(net::use_awaitable, ec));
  Exchange exchange;
  exchange.request.id = NewUuid();
  std::string detail;
  const int refuse = JudgeHead(ec, parser, &exchange, &detail);
  if (refuse == kGone) co_return false;
  api::Response response;
  bool refused = true;
  if (refuse != 0) {
    response = router_->Refuse(refuse, exchange.request, detail);
  } else {
    refused = !FindRoute(&exchange, &response);
  }
  bool keep = exchange.keep_alive && refuse == 0;
  if (refused && exchange.body_bytes > 0) {
    keep = keep && exchange.body_bytes <= kDropBytesMax && !exchange.wants_continue;
  }
  if (!refused || keep) {
    const bool there =
        co_await TakeBody(session, &parser, &exchange, &response, &refused);
    if (!there) co_return false;
    keep = keep && parser.is_done();
  }
  if (!refused) co_await Handle(session, &exchange, &response);
  if (response.status >= 400) {
    log_->Write(LogLevel::kInfo, exchange.request.id,
                fmt::format("{} {} answered {}", exchange.request.method,
                            exchange.request.path, response.status));
  }
  keep = keep && !stopping_;
  const bool sent = co_await Send(session, &exchange, &response, keep);
  if (!keep && sent && !parser.is_done()) co_await Linger(session);
  co_return keep&& sent;
}

// Reads the body into the request, or past it when the request is refused already. A bad
// body sets `refused` and the response. False: the connection is gone.
net::awaitable<bool> Server::TakeBody(SessionPtr session, RequestParser* parser,
                                      Exchange* exchange, api::Response* response,
                                      bool* refused) {
  if (exchange->wants_continue && !*refused) {
    const bool sent = co_await Continue(session);
    if (!sent) co_return false;
  }
  api::BodyKind kind = api::BodyKind::kNone;
  if (!*refused) kind = exchange->match.route->body;
  BodyReader reader(kind, exchange->content_type);
  Status taken;
  const bool read = co_await ReadBody(session, parser, &reader, &taken);
  if (!read) co_return false;
  if (*refused) co_return true;
  if (taken) taken = reader.Finish(&exchange->request);
  if (!taken) {
    *response = router_->Refuse(StatusOf(taken.error()), exchange->request,
                                taken.error().message);
    *refused = true;
  }
  co_return true;
}

net::awaitable<bool> Server::Continue(SessionPtr session) {
  static constexpr std::string_view kText = "HTTP/1.1 100 Continue\r\n\r\n";
  session->stream.expires_after(options_.write_timeout);
  error_code ec;
  const net::const_buffer text(kText.data(), kText.size());
  co_await net::async_write(session->stream, text,
                            net::redirect_error(net::use_awaitable, ec));
  co_return !ec;
}

// Feeds the body to the reader. False: the connection is gone. `taken` holds an error
// when the body was refused; the rest of it is not read then.
net::awaitable<bool> Server::ReadBody(SessionPtr session, RequestParser* parser,
                                      BodyReader* reader, Status* taken) {
  if (parser->is_done()) co_return true;
  session->stream.expires_after(options_.body_timeout);
  std::vector<char> chunk(kChunkBytes);
  while (!parser->is_done() && taken->has_value()) {
    auto& body = parser->get().body();
    body.data = chunk.data();
    body.size = chunk.size();
    error_code ec;
    co_await http::async_read_some(session->stream, session->buffer, *parser,
                                   net::redirect_error(net::use_awaitable, ec));
    if (ec == http::error::need_buffer) ec = error_code();
    if (ec == http::error::body_limit) {
      *taken = Fail(ErrorCode::kTooLarge, "the body is too large");
      co_return true;
    }
    if (ec && IsHttpError(ec) && ec != http::error::end_of_stream &&
        ec != http::error::partial_message) {
      *taken = Fail(ErrorCode::kInvalidArgument, "the body is not well-formed");
      co_return true;
    }
    if (ec) co_return false;
    const std::size_t size = chunk.size() - parser->get().body().size;
    *taken = reader->Feed(std::string_view(chunk.data(), size));
  }
  co_return true;
}

net::awaitable<void> Server::Handle(SessionPtr session, const Exchange* exchange,
                                    api::Response* response) {
  co_await net::post(net::bind_executor(handlers_.get_executor(), net::use_awaitable));
  *response = router_->Handle(exchange->match, exchange->request);
  co_await net::post(session->stream.get_executor(), net::use_awaitable);
}

net::awaitable<bool> Server::Send(SessionPtr session, const Exchange* exchange,
                                  const api::Response* response, bool keep) {
  http::response<http::string_body> message;
  message.version(exchange->version);
  message.result(static_cast<unsigned>(response->status));
  message.reason(beast::string_view(api::ReasonPhrase(response->status).data(),
                                    api::ReasonPhrase(response->status).size()));
  message.set(http::field::server, "rowmill");
  message.set(http::field::date, HttpDate(clock_->Now()));
  message.set(http::field::cache_control,
              "no-cache, no-store, max-age=0, must-revalidate");
  message.set(http::field::pragma, "no-cache");
  message.set(http::field::expires, "0");
  message.set("X-Content-Type-Options", "nosniff");
  message.set("X-Frame-Options", "DENY");
  if (!exchange->request.id.empty()) message.set("X-Request-Id", exchange->request.id);
  if (!response->content_type.empty()) {
    message.set(http::field::content_type, response->content_type);
  }
  for (const auto& [name, value] : response->headers) message.set(name, value);
  message.keep_alive(keep);
  message.content_length(response->body.size());
  // The answer to HEAD has the length of the body, but not the body.
  if (exchange->request.method != "HEAD") message.body() = response->body;
  session->stream.expires_after(options_.write_timeout);
  error_code ec;
  http::response_serializer<http::string_body> serializer(message);
  co_await http::async_write(session->stream, serializer,
                             net::redirect_error(net::use_awaitable, ec));
  co_return !ec;
}

net::awaitable<void> Server::Linger(SessionPtr session) {
  error_code ec;
  session->stream.socket().shutdown(tcp::socket::shutdown_send, ec);
  session->stream.expires_after(kLinger);
  std::vector<char> chunk(kChunkBytes);
  std::size_t total = 0;
  while (!ec && total < kLingerBytesMax) {
    const net::mutable_buffer space(chunk.data(), chunk.size());
    total += co_await session->stream.async_read_some(
        space, net::redirect_error(net::use_awaitable, ec));
  }
}
}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::Listen(HttpOptions options,
                                                       const api::Router* router,
                                                       const Clock* clock, Log* log) {
  auto server = std::make_unique<Server>(std::move(options), router, clock, log);
  RM_RETURN_IF_ERROR(server->Open());
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace rowmill::server
