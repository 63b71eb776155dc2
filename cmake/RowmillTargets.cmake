# One function per kind of target. Folders are globbed, so a new file needs no list.

# rm_module(NAME DEPS <libraries>): the library rm_NAME from src/NAME (sub-folders
# included, those with a CMakeLists.txt of their own excepted) and, from the files whose
# suffix says so, the tests NAME_tests (_test.cc), fuzzers (_fuzz.cc) and benchmarks
# (_bench.cc). Tests are not part of `all`; see rm_all_tests.
function(rm_module NAME)
  cmake_parse_arguments(ARG "" "" "DEPS;TEST_DEPS" ${ARGN})
  set(dir ${CMAKE_SOURCE_DIR}/src/${NAME})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${dir}/*.cc)
  file(GLOB_RECURSE own_builds CONFIGURE_DEPENDS ${dir}/*/CMakeLists.txt)
  foreach(own ${own_builds})
    get_filename_component(own_dir ${own} DIRECTORY)
    list(FILTER sources EXCLUDE REGEX "^${own_dir}/")
    list(APPEND sub_builds ${own_dir})
  endforeach()
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  set(fuzzers ${sources})
  list(FILTER fuzzers INCLUDE REGEX "_fuzz\\.cc$")
  set(benches ${sources})
  list(FILTER benches INCLUDE REGEX "_bench\\.cc$")
  list(FILTER sources EXCLUDE REGEX "_(test|fuzz|bench)\\.cc$")

  add_library(rm_${NAME} STATIC ${sources} ${CMAKE_SOURCE_DIR}/cmake/empty.cc)
  target_include_directories(rm_${NAME} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(rm_${NAME} PUBLIC ${ARG_DEPS} PRIVATE rowmill_flags)
  foreach(sub ${sub_builds})
    add_subdirectory(${sub})
  endforeach()

  if(ROWMILL_TESTS AND tests)
    add_executable(${NAME}_tests EXCLUDE_FROM_ALL ${tests})
    set_property(GLOBAL APPEND PROPERTY ROWMILL_UNIT_TESTS ${NAME}_tests)
    target_link_libraries(${NAME}_tests PRIVATE
      rm_${NAME} ${ARG_TEST_DEPS} GTest::gmock GTest::gtest_main rowmill_flags)
    target_compile_definitions(${NAME}_tests PRIVATE
      ROWMILL_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    add_test(NAME ${NAME} COMMAND ${NAME}_tests)
  endif()
  if(ROWMILL_TESTS AND benches AND benchmark_FOUND AND NOT ROWMILL_SANITIZE)
    add_executable(${NAME}_bench ${benches})
    target_link_libraries(${NAME}_bench PRIVATE
      rm_${NAME} ${ARG_TEST_DEPS} benchmark::benchmark_main rowmill_flags)
  endif()
  if(ROWMILL_FUZZ)
    foreach(fuzzer ${fuzzers})
      rm_fuzzer(${fuzzer} DEPS rm_${NAME} ${ARG_TEST_DEPS})
    endforeach()
  endif()
endfunction()

# rm_fuzzer(FILE DEPS <libraries>): the libFuzzer program bin/<file name> from one source.
function(rm_fuzzer FILE)
  cmake_parse_arguments(ARG "" "" "DEPS" ${ARGN})
  get_filename_component(fuzz_name ${FILE} NAME_WE)
  add_executable(${fuzz_name} ${FILE})
  set_target_properties(${fuzz_name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  target_link_libraries(${fuzz_name} PRIVATE ${ARG_DEPS} rowmill_flags)
  target_link_options(${fuzz_name} PRIVATE -fsanitize=fuzzer)
  set_property(GLOBAL APPEND PROPERTY ROWMILL_FUZZERS ${fuzz_name})
endfunction()

# rm_all_fuzzers(): the target `fuzzers`, and their names in fuzzers.txt. Called last.
function(rm_all_fuzzers)
  get_property(names GLOBAL PROPERTY ROWMILL_FUZZERS)
  add_custom_target(fuzzers DEPENDS ${names})
  string(REPLACE ";" "\n" lines "${names}")
  file(WRITE ${CMAKE_BINARY_DIR}/fuzzers.txt "${lines}\n")
endfunction()

# rm_all_tests(): the target `unit_tests`. Called last.
function(rm_all_tests)
  get_property(names GLOBAL PROPERTY ROWMILL_UNIT_TESTS)
  add_custom_target(unit_tests DEPENDS ${names})
endfunction()

# rm_program(NAME OUTPUT <file name> DEPS <libraries>): an executable from src/NAME.
function(rm_program NAME)
  cmake_parse_arguments(ARG "" "OUTPUT" "DEPS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${NAME}/*.cc)
  list(FILTER sources EXCLUDE REGEX "_(test|fuzz|bench)\\.cc$")
  add_executable(rm_${NAME}_program ${sources})
  set_target_properties(rm_${NAME}_program PROPERTIES
    OUTPUT_NAME ${ARG_OUTPUT} RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
  target_link_libraries(rm_${NAME}_program PRIVATE ${ARG_DEPS} rowmill_flags)
endfunction()
