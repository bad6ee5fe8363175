namespace Beejan.Ui;

/// <summary>The store could not be read or written: what a page says then. Anything else that is thrown is a bug and goes to the frame.</summary>
public static class StoreTrouble
{
    /// <summary>Said of an act.</summary>
    public const string NotDone = "It was not done: the store could not take it just now. Nothing was lost; try again in a minute.";

    /// <summary>Said of a look.</summary>
    public const string NotRead = "This could not be read just now. Try again in a minute.";

    /// <summary>True for trouble of the database, the disk or the wait for them.</summary>
    public static bool Is(Exception e) => e is System.Data.Common.DbException or IOException or TimeoutException;
}
