#include "dict/embedded/embedded.h"

#include "base/check.h"

// The assembler takes the file in as it is; no compiler has to read megabytes of text.
asm(R"(
  .section .rodata
  .balign 64
  .globl rowmill_dictionaries_begin
  .globl rowmill_dictionaries_end
rowmill_dictionaries_begin:
  .incbin ")" ROWMILL_DICTIONARIES_FILE R"("
rowmill_dictionaries_end:
  .byte 0
  .text
)");

extern "C" {
extern const char rowmill_dictionaries_begin[];
extern const char rowmill_dictionaries_end[];
}

namespace rowmill {

const Dictionaries& EmbeddedDictionaries() {
  static const Dictionaries kEmbedded = [] {
    Result<Dictionaries> opened =
        Dictionaries::Open({rowmill_dictionaries_begin,
                            static_cast<std::size_t>(rowmill_dictionaries_end -
                                                     rowmill_dictionaries_begin)});
    RM_CHECK(opened.has_value());
    return std::move(*opened);
  }();
  return kEmbedded;
}

}  // namespace rowmill
