# Messages of ./mill; sourced.
# shellcheck shell=bash

note() { printf 'mill: %s\n' "$*" >&2; }

# die MESSAGE [EXIT CODE]
die() {
  printf 'mill: error: %s\n' "$1" >&2
  exit "${2:-1}"
}

# Runs a command quietly: its output goes to a log and is shown only when it fails.
# quiet LOG COMMAND...
quiet() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  if ! "$@" >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    printf 'mill: error: failed: %s (all of its output: %s)\n' "$*" "$log" >&2
    return 1
  fi
}
