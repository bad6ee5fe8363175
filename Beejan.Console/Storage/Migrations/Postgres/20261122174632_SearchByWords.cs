using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beejan.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SearchByWords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_complaints_open",
                table: "complaints");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_open",
                table: "complaints",
                columns: new[] { "priority", "due_at", "team", "assignee", "category", "subcategory", "state", "channel", "language", "status", "snoozed_until", "confidence", "corrected", "score", "customer_id" },
                filter: "is_open");

            // As on SQLite: letters without case and marks, and nothing but letters and digits, so that the parser sees words and no addresses.
            // More than 100,000 letters are more words than one entry of an index takes. One function and only what the server brings in it:
            // a dump is restored with no schema to look in.
            migrationBuilder.Sql(
                """
                CREATE FUNCTION complaint_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
                    AS $$ SELECT to_tsvector('pg_catalog.simple', regexp_replace(lower(regexp_replace(normalize(left($1, 100000), NFD), '[\u0300-\u036F]', '', 'g')), '[^a-z0-9\u00C0-\u02FF\u1E00-\u1EFF]+', ' ', 'g')) $$;
                CREATE INDEX ix_complaints_words ON complaints USING gin (complaint_words(text));
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP INDEX ix_complaints_words; DROP FUNCTION complaint_words(text);");
            migrationBuilder.DropIndex(
                name: "ix_complaints_open",
                table: "complaints");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_open",
                table: "complaints",
                columns: new[] { "priority", "due_at" },
                filter: "is_open");
        }
    }
}
