namespace Beejan.Processing;

/// <summary>The rules in force. Change the version whenever a stage or its data decides differently: answers and complaints carry it.</summary>
internal static class Pipeline
{
    public const string Version = "2026.11.8";
}
