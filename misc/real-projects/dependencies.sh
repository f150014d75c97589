#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Builds what misc/examples says of real projects with third-party sources:
# redis in three profiles, whose server must answer, and a program with liburing
# and OpenSSL.  Measures dependencies that are built at the same time against
# one after the other, and what a second checkout has to do.
# `real-projects.sh --dependencies` starts it.
set -euo pipefail

usage() {
  cat <<'END'
usage: real-projects.sh --dependencies [option...] [redis] [uring-tls]

  --xb PATH         the xb to try (build/xb)
  --fetch-dir DIR   where unpacked sources are kept (build/real-projects/src)
  --work-dir DIR    where the builds go (build/real-projects/work)
  --fetch-only      get the sources and stop
END
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here

die() {
  printf 'real-projects.sh --dependencies: %s\n' "$*" >&2
  exit 1
}

say() { printf '== %s\n' "$*"; }

# elapsed COMMAND...: runs it, its output goes to $work/log; prints seconds.
# For assignments alone: elsewhere its failure is none of the script.
elapsed() {
  local begin end
  begin=$(date +%s%N)
  "$@" >"$work/log" 2>&1 || {
    tail -n 40 "$work/log" >&2
    die "failed: $*"
  }
  end=$(date +%s%N)
  awk "BEGIN { printf \"%.1f s\", ($end - $begin) / 1e9 }"
}

# The next run has nothing to do, and says so.
expect_no_work() {
  "$xb" -C "$1" "${@:2}" >"$work/log" 2>&1 || die "the second run failed"
  grep -q 'no work to do' "$work/log" || {
    cat "$work/log" >&2
    die "the second run in $1 had something to do"
  }
}

# What recipes have run for: their logs are made anew for each.
count_results() {
  find "$XB_STORE_DIR/results" -mindepth 1 -maxdepth 1 | wc -l
}

# Asks the server in $1 and stops it; it listens on a socket of its own and
# ends by itself when nobody stops it.
ask_server() {
  local bin=$1 socket=$work/redis.sock server answer='' i
  timeout 60 "$bin/redis-server" --port 0 --unixsocket "$socket" --save '' \
    --dir "$work" >"$work/server.log" 2>&1 &
  server=$!
  for i in $(seq 100); do
    answer=$("$bin/redis-cli" -s "$socket" ping 2>/dev/null) && break
    sleep 0.1
  done
  [ "$answer" = PONG ] || die "the server answers \`$answer\` after $i tries"
  "$bin/redis-cli" -s "$socket" set key value >/dev/null
  [ "$("$bin/redis-cli" -s "$socket" eval 'return redis.call("get", "key")' 0)" \
    = value ] || die "Lua in the server does not find the key"
  # And over the network, as people do.
  "$bin/redis-cli" -s "$socket" config set port "$port" >/dev/null
  [ "$("$bin/redis-cli" -h 127.0.0.1 -p "$port" ping)" = PONG ] ||
    die "the server does not answer on port $port"
  "$bin/redis-cli" -s "$socket" shutdown nosave >/dev/null 2>&1 || true
  wait "$server" || die "the server ended with status $?"
}

checkout_redis() {
  rm -rf "$1"
  cp -a "$sources/redis" "$1"
  cp "$here/../examples/redis/"* "$1"
}

try_redis() {
  local profile before took
  checkout_redis "$work/redis"
  for profile in dev prod test; do
    before=$(count_results)
    took=$(elapsed "$xb" -C "$work/redis" -p "$profile")
    say "redis, $profile: $took," \
      "$(($(count_results) - before)) dependencies built"
    expect_no_work "$work/redis" -p "$profile"
    ask_server "$work/redis/build/$profile"
  done
  checkout_redis "$work/redis-2"
  before=$(count_results)
  took=$(elapsed "$xb" -C "$work/redis-2" jemalloc lua hiredis)
  say "redis, its dependencies in another checkout: $took," \
    "$(($(count_results) - before)) built"
  [ "$(count_results)" -eq "$before" ] || die "something was built again"
}

checkout_uring_tls() {
  rm -rf "$1"
  mkdir -p "$1/third_party"
  cp "$here/../examples/uring-tls/"* "$1"
  cp -a "$sources/liburing" "$sources/openssl" "$1/third_party"
}

try_uring_tls() {
  local before took
  checkout_uring_tls "$work/uring-tls"
  took=$(elapsed "$xb" -C "$work/uring-tls" liburing openssl)
  say "liburing and OpenSSL, at the same time: $took"
  took=$(elapsed "$xb" -C "$work/uring-tls")
  say "the program with them: $took"
  "$work/uring-tls/build/dev/uring-tls"
  expect_no_work "$work/uring-tls"
  checkout_uring_tls "$work/uring-tls-2"
  before=$(count_results)
  took=$(elapsed "$xb" -C "$work/uring-tls-2")
  say "in another checkout: $took," \
    "$(($(count_results) - before)) dependencies built"
  [ "$(count_results)" -eq "$before" ] || die "something was built again"
  "$work/uring-tls-2/build/dev/uring-tls"
  rm -rf "$XB_STORE_DIR"
  checkout_uring_tls "$work/uring-tls"
  took=$(elapsed "$xb" -C "$work/uring-tls" liburing)
  took="$took and $(elapsed "$xb" -C "$work/uring-tls" openssl)"
  say "one after the other: $took"
}

xb=build/xb
sources=build/real-projects/src
work=build/real-projects/work
fetch_only=false
port=${XB_TEST_PORT:-16379}
chosen=()
while [ $# -gt 0 ]; do
  case $1 in
    --xb | --fetch-dir | --work-dir)
      [ $# -ge 2 ] || die "$1 needs a value"
      case $1 in
        --xb) xb=$2 ;;
        --fetch-dir) sources=$2 ;;
        --work-dir) work=$2 ;;
      esac
      shift
      ;;
    --fetch-only) fetch_only=true ;;
    -h | --help) usage && exit ;;
    redis | uring-tls) chosen+=("$1") ;;
    *) die "Unknown word \`$1\`; see --help" ;;
  esac
  shift
done
[ ${#chosen[@]} -gt 0 ] || chosen=(redis uring-tls)

mkdir -p "$sources" "$work"
sources=$(cd "$sources" && pwd)
work=$(cd "$work" && pwd)
"$here/debian-source.sh" "$sources" redis liburing openssl
if $fetch_only; then exit; fi
xb=$(command -v "$xb") || die "There is no \`$xb\`"
xb=$(realpath "$xb")
export XB_STORE_DIR=$work/store
rm -rf "$XB_STORE_DIR"
mkdir -p "$XB_STORE_DIR/results"
for project in "${chosen[@]}"; do
  rm -rf "$XB_STORE_DIR"
  mkdir -p "$XB_STORE_DIR/results"
  "try_${project//-/_}"
done
