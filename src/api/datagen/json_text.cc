#include "api/datagen/json_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace rowmill::api::datagen {

std::string Quoted(std::string_view text) {
  using nlohmann::json;
  return json(std::string(text)).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string CommandAnswer(std::string_view uuid, std::string_view error) {
  return fmt::format(R"({{ "commandUuid": {} , "error": {} }})", Quoted(uuid),
                     Quoted(error));
}

std::string FrameworkTime(MicrosUtc time) {
  constexpr MicrosUtc kSecond = 1'000'000;
  const MicrosUtc micros = ((time % kSecond) + kSecond) % kSecond;
  std::string text = FormatInstant(time - micros);  // ends in `Z`
  text.pop_back();
  return fmt::format("{}.{:03}+00:00", text, micros / 1000);
}

std::string DurationText(std::int64_t millis) {
  constexpr std::int64_t kSecond = 1'000, kMinute = 60 * kSecond, kHour = 60 * kMinute;
  std::string text;
  std::int64_t rest = millis;
  if (rest >= kHour) {
    text += fmt::format("{}h ", rest / kHour);
    rest %= kHour;
  }
  if (rest >= kMinute) {
    text += fmt::format("{}m ", rest / kMinute);
    rest %= kMinute;
  }
  if (rest > kSecond) {
    text += fmt::format("{}s ", rest / kSecond);
    rest %= kSecond;
  }
  return text + fmt::format("{}ms", rest);
}

}  // namespace rowmill::api::datagen
