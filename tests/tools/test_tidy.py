"""tools/tidy.py finds what is planted, and nothing in code that follows the rules."""

from __future__ import annotations

import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = """
rm_module(base DEPS fmt::fmt)
rm_module(draw DEPS rm_base)
rm_module(gen DEPS rm_draw)
rm_module(format DEPS rm_draw)
rm_module(sink DEPS rm_draw)
rm_module(run DEPS rm_gen)
rm_module(server DEPS rm_run)
rm_program(app OUTPUT rowmill DEPS rm_server)
# rm_module(read DEPS rm_draw)
"""


def tidy(tmp_path: pathlib.Path, files: dict[str, str]) -> list[str]:
    """Runs tidy over a tree of `files` (paths below src/); returns its findings."""
    for path, text in {"CMakeLists.txt": BUILD, **files}.items():
        target = tmp_path / "src" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    done = subprocess.run([sys.executable, ROOT / "tools" / "tidy.py", "--root", tmp_path],
                          capture_output=True, text=True)
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert done.returncode == (1 if len(lines) > 1 else 0)
    return lines[:-1]


def only(lines: list[str], place: str, rule: str, words: str) -> None:
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"{place}: {rule}: "), lines[0]
    assert words in lines[0]


# --- includes ---------------------------------------------------------------------------


def test_includes_to_the_left_are_fine(tmp_path):
    files = {"base/a.h": "", "gen/g.h": '#include "base/a.h"\n#include <vector>\n',
             "run/r.cc": '#include "gen/g.h"\n#include "run/r.h"\n', "run/r.h": "",
             "app/main.cc": '#include "run/r.h"\n'}
    assert tidy(tmp_path, files) == []


def test_include_of_a_folder_above(tmp_path):
    files = {"run/r.h": "", "base/a.cc": '\n#include "run/r.h"\n'}
    only(tidy(tmp_path, files), "src/base/a.cc:2", "includes", "may not include run/")


def test_include_between_neighbours(tmp_path):
    files = {"format/f.h": "", "gen/g.cc": '#include "format/f.h"\n'}
    only(tidy(tmp_path, files), "src/gen/g.cc:1", "includes", "side by side")


def test_include_in_a_test_obeys_too(tmp_path):
    files = {"run/r.h": "", "base/a_test.cc": '#include "run/r.h"\n'}
    only(tidy(tmp_path, files), "src/base/a_test.cc:1", "includes", "run/")


def test_include_between_types(tmp_path):
    files = {"gen/types/a/a.h": "", "gen/types/b/b.cc": '#include "gen/types/a/a.h"\n'}
    only(tidy(tmp_path, files), "src/gen/types/b/b.cc:1", "includes", "gen/types/a")


def test_include_between_registered_formats(tmp_path):
    files = {"app/registry/formats.inc": "RM_FORMAT(csv)\nRM_FORMAT(json)\n",
             "format/csv/csv.h": "", "format/json/json.cc": '#include "format/csv/csv.h"\n'}
    only(tidy(tmp_path, files), "src/format/json/json.cc:1", "includes", "plug-in format/csv")


def test_include_of_a_shared_format_folder_is_fine(tmp_path):
    files = {"app/registry/formats.inc": "RM_FORMAT(csv)\n", "format/text/text.h": "",
             "format/csv/csv.cc": '#include "format/text/text.h"\n'}
    assert tidy(tmp_path, files) == []


def test_include_that_is_not_below_src(tmp_path):
    only(tidy(tmp_path, {"base/a.cc": '#include "a.h"\n', "base/a.h": ""}),
         "src/base/a.cc:1", "includes", "no such file")


def test_beast_outside_the_server(tmp_path):
    files = {"run/r.cc": "#include <boost/beast/http.hpp>\n",
             "server/s.cc": "#include <boost/beast/http.hpp>\n"}
    only(tidy(tmp_path, files), "src/run/r.cc:1", "includes", "Beast")


# --- targets ----------------------------------------------------------------------------


def test_folder_without_a_module(tmp_path):
    only(tidy(tmp_path, {"read/r.cc": ""}), "src/read/r.cc:1", "targets", "no rm_module")


def test_folder_that_is_no_layer(tmp_path):
    only(tidy(tmp_path, {"misc/m.cc": ""}), "src/misc/m.cc:1", "targets", "layers")


@pytest.mark.parametrize("name", ["a.cpp", "a.cxx", "a.c", "a.hpp"])
def test_suffix_that_is_not_globbed(tmp_path, name):
    only(tidy(tmp_path, {f"base/{name}": ""}), f"src/base/{name}:1", "targets", ".cc and .h")


def test_source_outside_the_folders(tmp_path):
    only(tidy(tmp_path, {"main.cc": ""}), "src/main.cc:1", "targets", "not in src/ itself")


def test_source_forgotten_by_its_own_build_file(tmp_path):
    files = {"sink/kudu/CMakeLists.txt": "add_library(kudu a.cc)  # b.cc\n",
             "sink/kudu/a.cc": "", "sink/kudu/b.cc": ""}
    only(tidy(tmp_path, files), "src/sink/kudu/b.cc:1", "targets", "does not mention")


def test_source_globbed_by_its_own_build_file(tmp_path):
    files = {"sink/kudu/CMakeLists.txt": "file(GLOB sources CONFIGURE_DEPENDS *.cc)\n",
             "sink/kudu/a.cc": ""}
    assert tidy(tmp_path, files) == []


def test_test_in_a_program(tmp_path):
    only(tidy(tmp_path, {"app/a_test.cc": ""}), "src/app/a_test.cc:1", "targets", "tests")


def test_type_that_is_not_registered(tmp_path):
    files = {"app/registry/types.inc": "// RM_TYPE(b)\nRM_TYPE(a)\n", "gen/types/a/a.cc": "",
             "gen/types/b/b.cc": ""}
    only(tidy(tmp_path, files), "src/gen/types/b:1", "targets", "RM_TYPE(b)")


# --- determinism ------------------------------------------------------------------------


@pytest.mark.parametrize("line", [
    "#include <random>",
    "std::random_device d;",
    "int x = std::rand();",
    "srand(3);",
    "auto t = std::time(nullptr);",
    "auto t = time(NULL);",
    "auto t = std::chrono::system_clock::now();",
    "auto t = std::chrono::steady_clock::now();",
    "clock_gettime(CLOCK_REALTIME, &t);",
    "auto now = SystemClock().Now();",
    'const char* home = std::getenv("HOME");',
    "auto id = std::this_thread::get_id();",
    "auto h = std::hash<int>()(1);",
    "double y = std::log(x);",
    "double y = pow(x, 2);",
    "for (auto& [k, v] : counts) Use(k);",
    "auto it = counts.begin();",
])
@pytest.mark.parametrize("folder", ["gen", "draw", "format"])
def test_non_deterministic(tmp_path, folder, line):
    text = f"std::unordered_map<std::string, std::vector<int>> counts;\n{line}\n"
    only(tidy(tmp_path, {f"{folder}/a.cc": text}), f"src/{folder}/a.cc:2", "determinism", "")


def test_hash_order_of_a_member_of_the_header(tmp_path):
    files = {"gen/a.h": "class A { std::unordered_set<int> seen_; };\n",
             "gen/a.cc": '#include "gen/a.h"\nvoid F() {\n  for (int x : seen_) Use(x);\n}\n'}
    only(tidy(tmp_path, files), "src/gen/a.cc:3", "determinism", "'seen_'")


@pytest.mark.parametrize("line", [
    "auto it = counts.find(3);",
    "for (int x : list) Use(x);",
    "double y = std::sqrt(x);",
    "double y = Log(x) + draw::log(x) + table.log(x);",
    "Runtime(nullptr); uptime(nullptr); b.time(nullptr);",
    "// std::rand(), time(nullptr)",
    'Fail("std::rand() and time(nullptr)");',
    "auto big = 1'000'000; char c = '\"'; // system_clock",
    "int randomness = random_rows;",
])
def test_deterministic(tmp_path, line):
    text = f"std::unordered_map<int, int> counts;\n{line}\n"
    assert tidy(tmp_path, {"gen/a.cc": text}) == []


def test_non_deterministic_elsewhere_and_in_tests_is_fine(tmp_path):
    text = "#include <random>\nauto t = std::time(nullptr);\n"
    assert tidy(tmp_path, {"run/a.cc": text, "gen/a_test.cc": text}) == []


def test_allowance_with_a_reason(tmp_path):
    text = "// tidy: allow(determinism): chooses a kernel, not a value\nauto a = getenv(\"A\");\n"
    assert tidy(tmp_path, {"gen/a.cc": text}) == []


def test_allowance_without_a_reason(tmp_path):
    text = "auto a = getenv(\"A\");  // tidy: allow(determinism)\n"
    only(tidy(tmp_path, {"gen/a.cc": text}), "src/gen/a.cc:1", "allow", "reason")


def test_allowance_of_another_rule(tmp_path):
    text = "auto a = getenv(\"A\");  // tidy: allow(includes): because\n"
    only(tidy(tmp_path, {"gen/a.cc": text}), "src/gen/a.cc:1", "determinism", "environment")


# --- coroutines -------------------------------------------------------------------------

WRAP = """awaitable<void> F(int a) {{
  if (a > 0) {{
    Prepare();
  }}
  {statement}
}}
"""


@pytest.mark.parametrize("statement, words", [
    ('co_await Send(Reply{std::string("x"), 3});', "braced temporary"),
    ("co_await Send({1, 2});", "braced temporary"),
    ("co_await Send({.status = 3});", "braced temporary"),
    ("co_await Send(std::move(Reply{x}));", "braced temporary"),
    ("Use(Reply{x}, co_await Get());", "braced temporary"),
    ("auto r = Pair{co_await Get(), 1};", "braced temporary"),
    ("co_await Send(std::array<std::string, 2>{a, b});", "braced temporary"),
    ("auto s = a ? co_await Get() : b;", "?:"),
    ("auto s = co_await Get(a ? b : c);", "?:"),
    ("co_await [x = a]() -> awaitable<void> { co_return; }();", "capturing lambda"),
    ("auto r = co_await Run([&] { return 1; });", "capturing lambda"),
    ("if (a) co_await Send(Reply{x});", "braced temporary"),
    ("co_return co_await Send(Reply{x});", "braced temporary"),
    ("while (co_await Next(Key{1})) { Use(a); }", "braced temporary"),
])
def test_coroutine_traps(tmp_path, statement, words):
    lines = tidy(tmp_path, {"server/s.cc": WRAP.format(statement=statement)})
    only(lines, "src/server/s.cc:5", "coroutines", words)


@pytest.mark.parametrize("statement", [
    "Reply r{x, 3}; co_await Send(std::move(r));",
    "auto s = a ? b : c; co_await Send(s);",
    "co_await Send(Reply(x));",
    "auto f = [x = a]() -> awaitable<void> { co_return; }; co_await f();",
    "co_await []() -> awaitable<void> { co_return; }();",
    "if (co_await Ready()) { Use(Reply{x}); }",
    "if (auto r = co_await Get(); !r) { Use(a ? b : c); }",
    "for (auto& part : co_await Parts()) { Use(Reply{part}); }",
    "auto [e, n] = co_await Read(); Use(e ? n : 0);",
    "auto& [e, n] = co_await Read();",
    "co_await Send(a[3], b[i]);",
    "switch (co_await Kind()) { case 1: Use(Reply{x}); break; default: break; }",
    "co_spawn(io, [s = a]() -> awaitable<void> { co_await Serve(s); }, detached);",
    'co_await Send("?{}");  // Reply{x} ? a : b',
    "co_return Reply{x};",
])
def test_safe_coroutines(tmp_path, statement):
    assert tidy(tmp_path, {"server/s.cc": WRAP.format(statement=statement)}) == []


# --- the project ------------------------------------------------------------------------


def test_the_layers_are_those_of_the_build():
    """The order in src/CMakeLists.txt is the order of the rule."""
    import re
    sys.path.insert(0, str(ROOT / "tools"))
    from tidy_rules.includes import RANK
    text = (ROOT / "src" / "CMakeLists.txt").read_text()
    names = re.findall(r"\brm_(?:module|program)\(\s*(\w+)", text)
    assert [RANK[name] for name in names] == sorted(RANK[name] for name in names)
