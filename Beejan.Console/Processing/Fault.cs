using System.Diagnostics;
using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Processing;

/// <summary>A bug of ours as the reason of a dead letter. It tells what failed and where, never the exception's message, which may quote the record.</summary>
internal static class Fault
{
    /// <summary>A stage threw on this record.</summary>
    public static Reason Stage(Exception exception) =>
        new("stage.exception", $"The stage failed on this record ({Of(exception)}); the record is kept, retry it after the fix");

    /// <summary>The database refused what the record became.</summary>
    public static Reason Write(Exception exception) =>
        new("write.failed", $"What this record became cannot be written ({Of(exception)}); the record is kept, retry it after the fix");

    /// <summary>The type, a database's code, and the innermost method of ours that was running, but for those that only pass values on: <c>SqliteException 19 in CuratedPages.Write</c>.</summary>
    private static string Of(Exception exception)
    {
        var cause = exception.GetBaseException();
        var code = Refusal.Code(cause) is { } told ? $" {told}" : "";
        var ours = new StackTrace(cause).GetFrames().Select(f => f.GetMethod())
            .FirstOrDefault(m => m?.DeclaringType is { Namespace: { } room } type && type.Assembly == typeof(Fault).Assembly && room != typeof(Refusal).Namespace);
        // What the compiler nests in a type, for an async method or a lambda, bears the method's name in its own.
        var type = ours?.DeclaringType is { Name: ['<', ..], DeclaringType: { } around } ? around : ours?.DeclaringType;
        var method = ours?.DeclaringType is { Name: ['<', ..] nested } && nested.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? nested[1..end] : ours?.Name;
        return $"{cause.GetType().Name}{code}{(ours is null ? "" : $" in {type?.Name}.{method}")}";
    }
}
