#!/usr/bin/env bash
# Runs a command of ./mill (demo, test, setup, ...) as a newcomer would: in a new Debian 12
# that has git and nothing else, from a clone of this repository's last commit.
#
#   tests/long/fresh_debian.sh COMMAND      (root; package debootstrap)
#
# The new system gets this machine's package sources, certificates and pip settings as they
# are found, so that it reaches what this machine reaches. ROWMILL_FRESH_DIR says where it
# is put (default: the temporary folder), ROWMILL_FRESH_KEEP=1 keeps it. It is always built
# anew. Exit code 77: it cannot be done here.
set -euo pipefail

COMMAND=${1:?usage: fresh_debian.sh COMMAND of ./mill, e.g. demo}
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
BASE=

say() { printf 'fresh-debian: %s\n' "$*"; }

clean_up() {
  local code=$?
  trap - EXIT INT TERM
  if [ -n "$BASE" ]; then
    # Servers that a failed test left behind hold the folder.
    umount "$BASE/dev/shm" "$BASE/proc" 2>/dev/null || true
    if mountpoint -q "$BASE/proc"; then
      umount -l "$BASE/proc"
    fi
    if [ "${ROWMILL_FRESH_KEEP:-0}" = 1 ]; then
      say "kept: $BASE"
    else
      rm -rf --one-file-system "$BASE" "$BASE.log"
    fi
  fi
  exit "$code"
}

need() {
  [ "$(id -u)" = 0 ] || { say "needs root"; exit 77; }
  command -v debootstrap >/dev/null || { say "needs the package debootstrap"; exit 77; }
}

# The mirror this machine uses, or debootstrap's own default.
mirror() {
  # shellcheck disable=SC2016  # apt's own placeholders
  apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk '$1 == "bookworm" { print $2; exit }'
}

# copy PATH...: what exists of it goes to the same place of the new system.
copy() {
  local path
  for path in "$@"; do
    [ -e "$path" ] || continue
    mkdir -p "$BASE$(dirname "$path")"
    cp -aL --remove-destination --no-preserve=ownership "$path" "$BASE$(dirname "$path")/"
  done
}

make_system() {
  local source
  source=$(mirror || true)
  say "making a new Debian 12 in $BASE"
  # shellcheck disable=SC2086  # no argument when there is no mirror
  debootstrap --variant=minbase bookworm "$BASE" $source >"$BASE.log" 2>&1 || {
    tail -n 20 "$BASE.log"
    return 1
  }
  rm -f "$BASE/etc/apt/sources.list"
  copy /etc/resolv.conf /etc/hosts /etc/apt/sources.list /etc/apt/sources.list.d \
    /etc/apt/apt.conf.d /etc/apt/auth.conf.d /etc/apt/keyrings /etc/apt/trusted.gpg.d \
    /usr/share/keyrings /etc/pip.conf "$HOME/.config/pip" "$HOME/.pip"
  mount -t proc proc "$BASE/proc"
  mkdir -p "$BASE/dev/shm"
  mount -t tmpfs tmpfs "$BASE/dev/shm"
}

# Settings of this machine that say how the network is reached.
network_environment() {
  env | grep -E '^((https?|ftp|all|no)_proxy|PIP_[A-Z_]+|(SSL_CERT|CURL_CA|REQUESTS_CA)[A-Z_]*)=' -i |
    grep -v '^PIP_FIND_LINKS=' || true
}

inside() {
  local settings
  mapfile -t settings < <(network_environment)
  chroot "$BASE" env -i HOME=/root LANG=C.UTF-8 TERM=dumb DEBIAN_FRONTEND=noninteractive \
    PATH=/usr/sbin:/usr/bin:/sbin:/bin "${settings[@]}" "$@"
}

install_git() {
  say "adding git"
  inside sh -c 'apt-get update -q && apt-get install -y -q --no-install-recommends git ca-certificates' \
    >>"$BASE.log" 2>&1 || {
    tail -n 20 "$BASE.log"
    return 1
  }
  # After the package's own, because this machine may trust more.
  copy /etc/ssl/certs /usr/local/share/ca-certificates
}

main() {
  local started
  need
  BASE=$(mktemp -d "${ROWMILL_FRESH_DIR:-${TMPDIR:-/tmp}}/rowmill-fresh.XXXXXX")
  chmod 755 "$BASE"  # for apt's own user
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  make_system
  install_git
  git clone -q --no-local "$ROOT" "$BASE/root/rowmill"
  say "./mill $COMMAND"
  started=$SECONDS
  inside sh -c "cd /root/rowmill && ./mill $COMMAND"
  say "./mill $COMMAND took $((SECONDS - started)) s"
  [ "$COMMAND" = test ] && return
  started=$SECONDS
  inside sh -c "cd /root/rowmill && ./mill $COMMAND >/dev/null 2>&1"
  say "the second time $((SECONDS - started)) s"
}

main
