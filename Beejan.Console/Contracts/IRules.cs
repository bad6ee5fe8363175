namespace Beejan.Contracts;

/// <summary>The model, taxonomy and routing that one record is judged by. What is inside is known to the stages alone.</summary>
public interface IRules
{
    /// <summary>
    /// Carried by answers and complaints. The pipeline's own version, and behind a plus sign what replaces the parts that ship:
    /// <c>2026.11.2+model3.routing1</c>.
    /// </summary>
    string Version { get; }
}
