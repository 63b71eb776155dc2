# Flags every target shares. Determinism needs contraction off and no fast-math; the
# rest is warnings and the build kinds of CMakePresets.json.
option(ROWMILL_WERROR "Treat warnings as errors" ON)
set(ROWMILL_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined")
option(ROWMILL_FUZZ "Build the libFuzzer targets (clang only)" OFF)
option(ROWMILL_TESTS "Build unit tests" ON)

add_library(rowmill_flags INTERFACE)
target_compile_options(rowmill_flags INTERFACE
  -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual
  -ffp-contract=off -fno-fast-math)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 warns of overlaps in std::string's operator+ that cannot happen (PR 105651).
  target_compile_options(rowmill_flags INTERFACE -Wno-restrict)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # libstdc++ 12's std::stable_sort uses a function it calls deprecated itself.
  target_compile_options(rowmill_flags INTERFACE -Wno-deprecated-declarations)
endif()
if(ROWMILL_WERROR)
  target_compile_options(rowmill_flags INTERFACE -Werror)
endif()
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  # The floor of the release: every x86-64 processor since 2009. Faster kernels are
  # chosen at run time (draw/kernels.h).
  target_compile_options(rowmill_flags INTERFACE -march=x86-64-v2)
endif()
if(ROWMILL_SANITIZE)
  target_compile_options(rowmill_flags INTERFACE
    -fsanitize=${ROWMILL_SANITIZE} -fno-omit-frame-pointer)
  if(ROWMILL_SANITIZE MATCHES "undefined")
    target_compile_options(rowmill_flags INTERFACE -fno-sanitize-recover=undefined)
  endif()
  target_link_options(rowmill_flags INTERFACE -fsanitize=${ROWMILL_SANITIZE})
  if(ROWMILL_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Asio's fences are not modelled by g++'s TSan; it only warns about them.
    target_compile_options(rowmill_flags INTERFACE -Wno-tsan)
  endif()
endif()
if(ROWMILL_FUZZ)
  target_compile_options(rowmill_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
find_program(ROWMILL_CCACHE ccache)
if(ROWMILL_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ROWMILL_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${ROWMILL_CCACHE})
endif()
