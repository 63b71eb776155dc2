# ./mill test, lint and format. Sourced. The stages themselves are in stages.py.
# shellcheck shell=bash

run_tests() {
  local started=$SECONDS group=test
  [[ " $* " == *" --long "* ]] && group=long
  # In a subshell, because the last line must come even where setup gives up.
  if ! (setup "$group"); then
    echo "stage setup: FAILED"
    echo "0 passed, 1 failed"
    exit 1
  fi
  exec "$PYTHON" tools/mill/run_tests.py --setup-seconds $((SECONDS - started)) "$@"
}

lint() {
  "$PYTHON" tools/mill/run_tests.py --stage format --stage tidy
  if [ "${1:-}" = --tidy ]; then
    build dev
    changed_sources | xargs -r -n 1 -P "$(nproc)" clang-tidy-16 -p build/dev --quiet \
      --warnings-as-errors='*'
  fi
}

# Sources that differ from the last commit, or of the last commit when nothing differs.
changed_sources() {
  local files
  files=$(git diff --name-only --diff-filter=d HEAD -- 'src/*.cc')
  [ -n "$files" ] || files=$(git diff --name-only --diff-filter=d HEAD~1 -- 'src/*.cc')
  printf '%s\n' "$files" | grep . || true
}

format_sources() {
  git ls-files -co --exclude-standard -- '*.cc' '*.h' |
    xargs -r -P "$(nproc)" -n 32 clang-format-16 -i
}
