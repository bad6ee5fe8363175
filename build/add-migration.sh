#!/usr/bin/env bash
# build/add-migration.sh NAME : adds the same migration for SQLite and PostgreSQL from the current model.
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?name of the migration, such as AddIncidents}
export EF_SCAFFOLD=true
dotnet tool restore >/dev/null
for provider in Sqlite Postgres; do
  dotnet ef migrations add "$name" --project Beejan.Console --context "${provider}BeejanDbContext" \
    --output-dir "Storage/Migrations/$provider" --namespace "Beejan.Storage.Migrations.$provider"
done
# The tool files the snapshots by namespace, which starts with Beejan and not with the assembly's name.
for provider in Sqlite Postgres; do
  find Beejan.Console/Beejan -name "${provider}BeejanDbContextModelSnapshot.cs" -exec mv {} "Beejan.Console/Storage/Migrations/$provider/" \; 2>/dev/null || true
done
rm -rf Beejan.Console/Beejan Beejan.Console/blazor
