using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Beejan.Intake.Form;

/// <summary>So many complaints from one address in ten minutes; looking at the form is free. Who is refused is told when to try again.</summary>
internal sealed class FormLimit(IOptions<IntakeOptions> options) : IRateLimiterPolicy<string>
{
    public const string Name = "complain";

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected { get; } = RefuseAsync;

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) => HttpMethods.IsPost(httpContext.Request.Method)
        ? RateLimitPartition.GetFixedWindowLimiter(httpContext.Connection.RemoteIpAddress?.ToString() ?? "unknown", _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.Value.FormPerTenMinutes, Window = TimeSpan.FromMinutes(10), QueueLimit = 0,
        })
        : RateLimitPartition.GetNoLimiter("");

    private static async ValueTask RefuseAsync(OnRejectedContext refused, CancellationToken ct)
    {
        var wait = refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(10);
        var minutes = Math.Max(1, (int)Math.Ceiling(wait.TotalMinutes));
        var response = refused.HttpContext.Response;
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await FormPage.WriteAsync(response, "Please wait a little",
            $"Many complaints came from your connection just now, and this one was not taken. Go back and send it again in {minutes} {(minutes == 1 ? "minute" : "minutes")}: your words are still in the form.", ct);
    }
}
