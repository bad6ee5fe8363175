#!/usr/bin/env bash
# Trains the models that ship from the corpus that ships, into the source tree; build once more to compile them in.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
Beejan__Storage__DataDirectory="$scratch" dotnet run --project Beejan.Console -c Release -- rebuild-models --out Beejan.Console/Processing/Learning/Shipped
