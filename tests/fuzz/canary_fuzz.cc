// A fuzzer with a planted bug. The fuzz stage must find it within seconds; if it does
// not, the fuzzers are built or run in a way that finds nothing, and the stage is red.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (text.size() >= 4 && text[0] == 'R' && text[1] == 'o' && text[2] == 'w' &&
      text[3] == '!') {
    std::fputs("canary: the planted bug was reached\n", stderr);
    __builtin_trap();
  }
  return 0;
}
