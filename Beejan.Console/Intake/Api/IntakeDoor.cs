using Beejan.Governance.Access;

namespace Beejan.Intake.Api;

/// <summary>
/// Lets a program whose key may send complaints straight in, past everything that only pages and people need. Whoever has no such key takes
/// the usual way, which says what is missing.
/// </summary>
internal sealed class IntakeDoor(RequestDelegate next, ApiKeys keys, IntakeApi api, EndpointDataSource endpoints)
{
    private const string Way = "/api/v1/intake/";

    private readonly Lazy<Endpoint?> _endpoint = new(() => endpoints.Endpoints.FirstOrDefault(e => e.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == IntakeRoute.Name));

    public Task InvokeAsync(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && http.Request.Path.Value is { } path
        && path.StartsWith(Way, StringComparison.Ordinal) && path.Length > Way.Length && path.IndexOf('/', Way.Length) < 0 && ApiKeyHandler.Presented(http.Request) is { Length: > 0 } key
            ? EnterAsync(http, path[Way.Length..], key)
            : next(http);

    private async Task EnterAsync(HttpContext http, string source, string presented)
    {
        if (await keys.FindAsync(presented, http.RequestAborted) is not { } key || !Rights.Holds(key.Holder, Policies.Intake))
        {
            await next(http);
            return;
        }
        http.User = key.Holder;
        // For the measurements by route.
        http.SetEndpoint(_endpoint.Value);
        await api.HandleAsync(http, source);
    }
}
