#!/bin/sh
# Starts the mock Mastodon server on 127.0.0.1 and prints one line "READY {json}".
# $1: folder of the Python environment, $2: port. Ends on SIGTERM.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
venv=$(CDPATH= cd -- "$1" && pwd)
port=$2
"$venv/bin/mastodon_mock" serve --config "$here/server.toml" --host 127.0.0.1 --port "$port" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; exit 0' TERM INT
tries=0
until "$venv/bin/python" -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$port/api/v2/instance', timeout=2)" 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 120 ] || ! kill -0 "$server" 2>/dev/null; then
        echo "the mock Mastodon server did not start" >&2
        exit 1
    fi
    sleep 0.5
done
echo "READY {\"server\":\"http://127.0.0.1:$port\",\"token\":\"peer-token-kommune\",\"citizen_token\":\"peer-token-innbygger\",\"python\":\"$venv/bin/python\"}"
wait "$server"
