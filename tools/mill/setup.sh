# ./mill setup: installs what is missing, removes nothing, and does nothing the second
# time. Sourced; uses ROOT, note, die, quiet.
# shellcheck shell=bash

readonly VENV=.venv
PYTHON=$ROOT/$VENV/bin/python

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "packages are missing and this is not root: install sudo or run as root"
  fi
}

# packages_of GROUP: the names of a group and of those it builds upon.
packages_of() {
  local groups
  case "$1" in
    build) groups='^build ' ;;
    test) groups='^(build|test) ' ;;
    long) groups='^(build|test|long) ' ;;
    *) die "no package group '$1'" ;;
  esac
  grep -E "$groups" tools/mill/packages.txt | cut -d' ' -f2
}

# missing_packages NAME...: those that dpkg does not know as installed.
missing_packages() {
  local installed
  installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
    awk '$2 == "installed" { print $1 }' || true)
  comm -23 <(printf '%s\n' "$@" | sort -u) <(printf '%s\n' "$installed" | sort -u)
}

# apt_would_work NAME...: simulates; refuses where something would be removed.
apt_would_work() {
  local plan=build/logs/apt-plan.log
  apt-get install -s --no-install-recommends "$@" >"$plan" 2>&1 || return 1
  if grep -q '^Remv ' "$plan"; then
    grep '^Remv ' "$plan" >&2
    die "installing $* would remove the packages above; nothing was done"
  fi
}

install_packages() {
  local names missing
  mapfile -t names < <(packages_of "$1")
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    note "no apt here: these must be there already: ${names[*]}"
    return
  fi
  mapfile -t missing < <(missing_packages "${names[@]}")
  [ ${#missing[@]} -eq 0 ] && return
  mkdir -p build/logs
  note "installing ${#missing[@]} Debian packages: ${missing[*]}"
  local install=(as_root env DEBIAN_FRONTEND=noninteractive
    apt-get install -y -q --no-install-recommends --no-remove "${missing[@]}")
  if apt_would_work "${missing[@]}" && quiet build/logs/apt-install.log "${install[@]}"; then
    return
  fi
  note "the package lists are missing or old: apt-get update"
  quiet build/logs/apt-update.log as_root apt-get update -q || return 1
  if ! apt_would_work "${missing[@]}"; then
    cat build/logs/apt-plan.log >&2
    die "apt cannot install these packages; Rowmill is built on Debian 12 (bookworm)"
  fi
  quiet build/logs/apt-install.log "${install[@]}"
}

# The Python of the distribution, not one that happens to be first in PATH: the hashes in
# requirements.txt are those of its version.
system_python() {
  if [ -x /usr/bin/python3 ]; then echo /usr/bin/python3; else command -v python3; fi
}

install_python_packages() {
  local python stamp wanted
  python=$(system_python) || die "python3 is missing"
  stamp=$VENV/rowmill.stamp
  wanted=$("$python" --version && cat requirements.txt)
  [ -x "$PYTHON" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return
  note "installing the pinned Python packages into $VENV"
  "$python" -m venv --clear "$VENV" || return 1
  quiet build/logs/pip.log "$PYTHON" -m pip install --disable-pip-version-check \
    --no-input --only-binary :all: --require-hashes -r requirements.txt || return 1
  printf '%s\n' "$wanted" >"$stamp"
}

# setup GROUP: build, test or long.
setup() {
  install_packages "$1" || return 1
  [ "$1" = build ] || install_python_packages || return 1
}
