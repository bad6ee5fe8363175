#!/usr/bin/env bash
# build/bench.sh SCRATCH BENCH_DIR : measures the console beside its peers, one at a time, on this machine; only the ratios travel.
# BENCH_DIR holds generate.py, peer_node.js and dotnet/bench.csproj. SCRATCH keeps the data and the peers' packages between runs:
#   npm i --prefix SCRATCH/node csv-parse better-sqlite3      npm i --prefix SCRATCH/xl exceljs
# Also needs node, python3, wrk and curl. Stops everything it started.
set -euo pipefail
[ $# -eq 2 ] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
mkdir -p "$1"
scratch=$(cd "$1" && pwd); bench=$(cd "$2" && pwd)
cd "$(dirname "$0")/.."
for tool in node python3 wrk curl; do command -v "$tool" >/dev/null || { echo "bench.sh: $tool is missing" >&2; exit 2; }; done
data=$scratch/d; home=$scratch/console; server=; port=${BENCH_PORT:-5189}
finish() { [ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$home"; }
trap finish EXIT
median() { sort -n | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }

[ -s "$data/calls.csv" ] || python3 "$bench/generate.py" --out "$data" --profile peer
dotnet build Beejan.sln -c Release -v q --nologo -p:RunAnalyzers=false >/dev/null
dotnet build "$bench/dotnet/bench.csproj" -c Release -v q --nologo -o "$scratch/dotnet" --artifacts-path "$scratch/artifacts" >/dev/null
console=$PWD/Beejan.Console/bin/Release/net10.0/Beejan.Console.dll
# Production on purpose: no sandbox feed beside the measurement.
export ASPNETCORE_ENVIRONMENT=Production Beejan__Storage__DataDirectory=$home Beejan__Access__BootstrapApiKey=bench-$RANDOM$RANDOM$RANDOM$RANDOM$RANDOM
echo "machine: $(nproc) cores, $(awk '/MemTotal/{printf "%d GiB", $2/1048576}' /proc/meminfo), $(awk -F': ' '/model name/{print $2; exit}' /proc/cpuinfo), .NET $(dotnet --version), node $(node --version)"

echo "== files to complaints: calls.csv + tweets.ndjson + sms.txt, three rounds, alternating"
# Prints rows/s and the peak MiB of the largest of our runs; the files go one after the other into one fresh data directory.
ours() {
  rm -rf "$home"
  python3 - "$console" "$data" <<'P'
import json, resource, subprocess, sys, time
console, data = sys.argv[1:]
start, rows = time.monotonic(), 0
for source, file in (("call-center", "calls.csv"), ("social", "tweets.ndjson"), ("sms", "sms.txt")):
    run = subprocess.run(["dotnet", console, "ingest", source, f"{data}/{file}", "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    answer = json.loads(run.stdout)
    if run.returncode > 1 or answer["inFlight"]:
        sys.exit(f"ingest {source}: exit {run.returncode}, {answer}")
    rows += answer["received"]
took = time.monotonic() - start
print(round(rows / took), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, rows, f"{took:.2f}")
P
}
peer() { NODE_PATH=$scratch/node/node_modules node "$bench/peer_node.js" "$data" "$scratch/peer.db" | awk '/^TOTAL/{gsub(/,/, ""); for (i = 1; i <= NF; i++) { if ($i == "rows/s") r = $(i-1); if ($i == "MiB") m = $(i-1); if ($i == "rows") n = $(i-1); if ($i == "s") s = $(i-1) } print r, m, n, s}'; }
: >"$scratch/peer.txt"; : >"$scratch/ours.txt"
for round in 1 2 3; do
  peer | tee -a "$scratch/peer.txt" | awk '{print "peer B  " $1 " rows/s  peak " $2 " MiB  (" $3 " rows in " $4 " s)"}'
  ours | tee -a "$scratch/ours.txt" | awk '{print "ours    " $1 " rows/s  peak " $2 " MiB  (" $3 " rows in " $4 " s, three process starts included)"}'
done
awk -v a="$(cut -d' ' -f1 "$scratch/ours.txt" | median)" -v b="$(cut -d' ' -f1 "$scratch/peer.txt" | median)" 'BEGIN {printf "ratio   %.2f x peer B\n", a / b}'

echo "== one complaint a request, 256 connections: POST to 202, durable"
cat >"$scratch/post.lua" <<'L'
local n, start = 0, os.time()
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("Beejan__Access__BootstrapApiKey")
request = function()
  n = n + 1
  return wrk.format(nil, nil, nil, string.format('{"submissionId":"%d-%d","phone":"+2348031234567","state":"Lagos","text":"No network in Ikeja since morning, please help. Ticket %d"}', start, n, n))
end
L
load() { wrk -t1 -c256 -d4 --latency -s "$scratch/post.lua" "$1" | awk '/Requests\/sec/{r=$2} / 99%/{p=$2} /Non-2xx/{e=" " $0} END {print r, p, e}'; }
wait_for() { for _ in $(seq 100); do curl -s -o /dev/null "$1" && return; sleep 0.1; done; echo "bench.sh: nothing answers at $1" >&2; exit 1; }
# Four seconds to warm up, which count for nobody.
three() { load "$2" >/dev/null; sleep 1; for _ in 1 2 3; do load "$2"; sleep 1; done | tee "$scratch/$1.txt" | sed "s/^/$1  /"; }
# "each": one fsync a request. "group": one for all that wait, the limit here for anything that answers only what is durable.
for peer in each group; do
  dotnet "$scratch/dotnet/bench.dll" http $peer "$scratch/http.log" >/dev/null & server=$!
  wait_for http://127.0.0.1:5599/; three "$peer" http://127.0.0.1:5599/complaints
  kill "$server"; wait "$server" 2>/dev/null || true
done
rm -rf "$home"; dotnet "$console" --urls "http://127.0.0.1:$port" >"$scratch/console.log" 2>&1 & server=$!
wait_for "http://127.0.0.1:$port/alive"; three "console" "http://127.0.0.1:$port/api/v1/intake/web-form"
kill "$server"; wait "$server" 2>/dev/null || true; server=
awk -v a="$(cut -d' ' -f1 "$scratch/console.txt" | median)" -v b="$(cut -d' ' -f1 "$scratch/each.txt" | median)" -v c="$(cut -d' ' -f1 "$scratch/group.txt" | median)" \
  'BEGIN {printf "ratio   %.2f x one fsync a request, %.2f x the group commit limit\n", a / b, a / c}'

echo "== reading and landing, beside the least that any program must do"
BEEJAN_BENCHMARK=1 BEEJAN_BENCHMARK_CSV=$data/calls.csv dotnet test Beejan.Console.Tests -c Release --no-build --nologo --filter "FullyQualifiedName~IntakeBenchmark" --logger "console;verbosity=detailed" | grep -E "^ *(CSV|NDJSON|landing|append) "

echo "== Excel: 100,000 rows x 20 columns beside exceljs"
NODE_PATH=$scratch/xl/node_modules BEEJAN_BENCHMARK=1 dotnet test Beejan.Console.Tests -c Release --no-build --nologo \
  --filter "FullyQualifiedName~Excel_beside_exceljs" --logger "console;verbosity=detailed" | grep -E "^ *(ours|exceljs|ratio)"
