#!/usr/bin/env bash
# build/test.sh [dotnet test arguments] : installs what the tests need (Chromium, PostgreSQL; Debian's packages) and runs them all.
# Ends with the plain line "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
missing=()
command -v chromium >/dev/null || missing+=(chromium)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ]; then
  run=(); [ "$(id -u)" -eq 0 ] || run=(sudo)
  "${run[@]}" apt-get update -q && DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}" || exit 1
fi
dotnet build Beejan.sln --nologo -v q || { echo "0 passed, 1 failed"; exit 1; }
# Everything the run writes stands in one folder that goes with it: crash tests leave data behind on purpose. PostgreSQL's own user enters it.
scratch=$(mktemp -d) && chmod 755 "$scratch" || exit 1
trap 'rm -rf "$scratch"' EXIT
out=$scratch/out
# The runner gives a test host a tenth of a second to end unless told otherwise; ours has a database server to stop.
TMPDIR=$scratch MSBUILDDISABLENODEREUSE=1 VSTEST_TESTHOST_SHUTDOWN_TIMEOUT=30000 \
  dotnet test Beejan.sln --no-build --nologo --filter "Category!=Benchmark" "$@" 2>&1 | tee "$out"
code=${PIPESTATUS[0]}
summary=$(grep -E '^(Passed|Failed)! ' "$out" | tail -1)
passed=$(sed -nE 's/.*Passed: +([0-9]+).*/\1/p' <<<"$summary"); failed=$(sed -nE 's/.*Failed: +([0-9]+).*/\1/p' <<<"$summary")
[ -n "$summary" ] || { passed=0; failed=1; code=1; }
echo "${passed:-0} passed, ${failed:-0} failed"
exit "$code"
