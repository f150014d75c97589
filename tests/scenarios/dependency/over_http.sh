# SPDX-License-Identifier: Apache-2.0
# An archive comes over HTTP: from the first address that has it, whole or the
# rest of it, once; and never another file than the one that was asked for.
# xb-only: ninja knows no dependencies
# needs: program curl
# needs: program python3
# normalise: [0-9a-f]{64} => SHA256
# normalise: :[0-9]{4,5}/ => :PORT/
# normalise: curl: \(\d+\) [^;]*; => curl: WHY;
mkdir served app
cat >"$SCRATCH/serve.py" <<'END'
import http.server, os, re, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        wanted = self.headers.get("Range")
        with open(sys.argv[1] + "/requests", "a") as log:
            print(self.path, "from the middle" if wanted else "", file=log)
        try:
            data = open("served" + self.path, "rb").read()
        except OSError:
            return self.send_error(404)
        begin = int(re.match(r"bytes=(\d+)-$", wanted)[1]) if wanted else 0
        self.send_response(206 if wanted else 200)
        if wanted:
            self.send_header("Content-Range",
                             f"bytes {begin}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", len(data) - begin)
        self.end_headers()
        end = len(data) // 2 if os.path.exists("break-off") else len(data)
        self.wfile.write(data[begin:end])

    def log_message(self, *_):
        pass

server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
END
python3 "$SCRATCH/serve.py" "$SCRATCH" >"$SCRATCH/port" &
server=$!
trap 'kill $server' EXIT
while [ ! -s "$SCRATCH/port" ] && kill -0 $server; do sleep 0.01; done
here=http://127.0.0.1:$(cat "$SCRATCH/port")

mkdir seven-1
seq 20000 >seven-1/numbers
echo 'int seven(void);' >seven-1/seven.h
echo 'int seven(void) { return 7; }' >seven-1/seven.c
cat >seven-1/Makefile <<'END'
libseven.a: seven.c
	$(CC) -c seven.c -o seven.o
	ar rcs $@ seven.o
END
tar -czf served/seven-1.tar.gz seven-1
sha256=$(sha256sum served/seven-1.tar.gz | cut -d' ' -f1)
cat >app/main.c <<'END'
#include "seven.h"
int main(void) { return seven(); }
END
# project URLS SHA256
project() {
  cat >app/xb.toml <<END
[dependency.seven]
url = [$1]
sha256 = "$2"
build = "make"
install = false
libs = ["libseven.a"]
includes = ["."]
[target.app]
sources = ["main.c"]
deps = ["seven"]
END
}
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  (cd app && xb "$@") >"$SCRATCH/out" 2>&1 || status=$?
  grep '^xb: \|^\[.*DEP' "$SCRATCH/out" | sed 's/^\[.*\] //'
  echo "[exit $status]"
  ! [ -e "$SCRATCH/requests" ] || sed 's/^/asked for /; s/ *$//' "$SCRATCH/requests"
  rm -f "$SCRATCH/requests"
}
store=$HOME/.cache/xb-store
forget() { rm -rf "$store" app/build; }
says() {
  app/build/dev/app || echo "it says $?"
}

echo "another file than the one that was asked for:"
project "\"$here/seven-1.tar.gz\"" "$(echo wrong | sha256sum | cut -d' ' -f1)"
try
find "$store/archives" -type f
exists app/build/dev/deps/seven/libseven.a app/build/dev/app
echo "a mirror without it, one that nobody runs, one that has it:"
project "\"$here/none/seven-1.tar.gz\", \"http://127.0.0.1:1/seven-1.tar.gz\",
       \"$here/seven-1.tar.gz\"" "$sha256"
try
says
try
echo "once for all profiles:"
try -p prod
echo "broken off in the middle:"
forget
touch break-off
project "\"$here/seven-1.tar.gz\"" "$sha256"
try
cmp -n $(($(stat -c %s served/seven-1.tar.gz) / 2)) \
  served/seven-1.tar.gz "$store/archives/$sha256.part" && echo "half is there"
rm break-off
try
says
echo "offline:"
forget
export XB_OFFLINE=1
try
echo "the file that was named:"
mkdir -p "$store/archives/$sha256"
cp served/seven-1.tar.gz "$store/archives/$sha256/"
try
says
echo "got first, built offline:"
forget
XB_OFFLINE=0 try deps fetch
try
says

: <<'EXPECT'
another file than the one that was asked for:
$ xb
DEP build/dev/deps/seven
xb: error: Cannot get `seven-1.tar.gz` for `seven`: `http://127.0.0.1:PORT/seven-1.tar.gz`: has the sha256 SHA256, not SHA256; or put it at $ROOT/home/.cache/xb-store/archives/SHA256/seven-1.tar.gz
xb: build stopped: subcommand failed.
[exit 1]
asked for /seven-1.tar.gz
app/build/dev/deps/seven/libseven.a: no
app/build/dev/app: no
a mirror without it, one that nobody runs, one that has it:
$ xb
DEP build/dev/deps/seven
[exit 0]
asked for /none/seven-1.tar.gz
asked for /seven-1.tar.gz
it says 7
$ xb
xb: no work to do.
[exit 0]
once for all profiles:
$ xb -p prod
DEP build/prod/deps/seven
[exit 0]
broken off in the middle:
$ xb
DEP build/dev/deps/seven
xb: error: Cannot get `seven-1.tar.gz` for `seven`: `http://127.0.0.1:PORT/seven-1.tar.gz`: curl: WHY; or put it at $ROOT/home/.cache/xb-store/archives/SHA256/seven-1.tar.gz
xb: build stopped: subcommand failed.
[exit 1]
asked for /seven-1.tar.gz
half is there
$ xb
DEP build/dev/deps/seven
[exit 0]
asked for /seven-1.tar.gz from the middle
it says 7
offline:
$ xb
DEP build/dev/deps/seven
xb: error: `seven` needs `seven-1.tar.gz`, which is not in the store, and xb is offline; put it at $ROOT/home/.cache/xb-store/archives/SHA256/seven-1.tar.gz
xb: build stopped: subcommand failed.
[exit 1]
the file that was named:
$ xb
DEP build/dev/deps/seven
[exit 0]
it says 7
got first, built offline:
$ xb deps fetch
[exit 0]
asked for /seven-1.tar.gz
$ xb
DEP build/dev/deps/seven
[exit 0]
it says 7
EXPECT
