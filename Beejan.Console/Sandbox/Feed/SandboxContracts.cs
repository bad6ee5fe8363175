using Beejan.Intake.Watch;
using Beejan.Sandbox.Generator;
using Microsoft.Extensions.Options;

namespace Beejan.Sandbox.Feed;

/// <summary>
/// While the sandbox feeds the console, its sources are agreed to bring what it sends: the volumes of the contracts are those of an operator of four
/// times its size. What is configured stands.
/// </summary>
internal sealed class SandboxContracts(IOptions<SandboxOptions> sandbox, IConfiguration configuration) : IPostConfigureOptions<ContractOptions>
{
    /// <summary>A Sunday has 0.72 and a Monday 1.18 of a mean day.</summary>
    private const double Quietest = 0.6;

    /// <summary>Room for an outage spike beside a Monday.</summary>
    private const double Busiest = 1.6;

    public void PostConfigure(string? name, ContractOptions options)
    {
        if (!sandbox.Value.Enabled)
        {
            return;
        }
        var perDay = sandbox.Value.Pace > 0 ? sandbox.Value.Pace * 1440 : sandbox.Value.PerDay;
        foreach (var (source, share) in SandboxSources.All.Zip(SandboxSources.Shares))
        {
            if (options.Sources.TryGetValue(source, out var contract) && !IsConfigured(source, nameof(SourceContract.PerDayLow)) && !IsConfigured(source, nameof(SourceContract.PerDayHigh)))
            {
                (contract.PerDayLow, contract.PerDayHigh) = (Rounded(perDay * share * Quietest), Rounded(perDay * share * Busiest));
            }
        }
    }

    private bool IsConfigured(string source, string key) => configuration[$"{ContractOptions.Section}:{nameof(ContractOptions.Sources)}:{source}:{key}"] is not null;

    private static int Rounded(double records) => (int)(Math.Round(records / 10) * 10);
}
