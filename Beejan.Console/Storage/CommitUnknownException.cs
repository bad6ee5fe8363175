using Npgsql;

namespace Beejan.Storage;

/// <summary>
/// The connection broke between the question to commit and the answer: the transaction stands or it does not, and only the database knows. An
/// outage like any other for whoever may try again; whoever keeps something elsewhere that must agree with it asks first.
/// </summary>
public sealed class CommitUnknownException(Exception cause) : Exception("The connection broke while a transaction was committed: it may stand or not", cause)
{
    /// <summary>True when a commit that failed so may have happened. SQLite and an ERROR of PostgreSQL say that it has not.</summary>
    internal static bool Follows(Exception commit) => commit switch
    {
        PostgresException { InvariantSeverity: "ERROR" } => false,
        NpgsqlException => true,
        // An operator's own wrapping.
        { InnerException: { } inner } => Follows(inner),
        _ => false,
    };
}
