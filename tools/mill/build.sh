# ./mill build: configures and builds a preset of CMakePresets.json. Sourced.
# shellcheck shell=bash

# Compilations are cached outside the tree (ccache's own folder); these two make a fresh
# clone in another folder find them.
export CCACHE_NOHASHDIR=1
export CCACHE_BASEDIR=$ROOT

known_preset() {
  case "$1" in
    release | release-clang | dev | tsan | fuzz) ;;
    *) die "unknown preset '$1' (release, release-clang, dev, tsan, fuzz)" 2 ;;
  esac
}

configure() {
  local dir=build/$1
  if [ -f "$dir/build.ninja" ] && [ "$dir/build.ninja" -nt CMakePresets.json ]; then
    return
  fi
  quiet "build/logs/configure-$1.log" cmake --preset "$1"
}

# build [PRESET [TARGET...]]; no target means all of the preset.
build() {
  local preset=${1:-release} targets=()
  [ $# -gt 0 ] && shift
  known_preset "$preset"
  [ $# -gt 0 ] && targets=(--target "$@")
  if [ "$preset" = release-clang ] || [ "$preset" = fuzz ]; then
    command -v clang++-19 >/dev/null || setup test || return 1
  fi
  configure "$preset" || return 1
  note "building $preset${*:+: $*}"
  cmake --build "build/$preset" "${targets[@]}" -- --quiet >&2
}
