using Beejan.Contracts.Problems;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace Beejan.Governance.Access;

/// <summary>How a request is turned away: programs get problem details (RFC 9457), people a page.</summary>
internal static class Refusal
{
    /// <summary>Addresses that programs call: they are never redirected.</summary>
    public static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/hubs") || path.StartsWithSegments("/_blazor")
        || path.StartsWithSegments("/health") || path.StartsWithSegments("/metrics") || path.StartsWithSegments("/openapi");

    public static Task UnauthorizedAsync(HttpContext context)
    {
        var presented = ApiKeyHandler.Presented(context.Request) is not null;
        context.Response.Headers.WWWAuthenticate = presented ? "Bearer realm=\"beejan\", error=\"invalid_token\"" : "Bearer realm=\"beejan\"";
        return WriteAsync(context, StatusCodes.Status401Unauthorized, "auth.required", "Sign in or send an API key",
            presented ? "There is no such API key, or it is revoked or expired." : "Send 'Authorization: Bearer <api key>'.");
    }

    public static Task ForbiddenAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status403Forbidden, "auth.forbidden", "Not allowed", "This key or user does not hold the right that this address asks for.");

    /// <summary>The cookie scheme's redirects.</summary>
    public static Task ToSignInAsync(HttpContext context) => IsForPrograms(context.Request.Path)
        ? UnauthorizedAsync(context)
        : Redirect(context, $"/login?returnUrl={Uri.EscapeDataString(context.Request.GetEncodedPathAndQuery())}");

    public static Task ToDeniedAsync(HttpContext context) => IsForPrograms(context.Request.Path) ? ForbiddenAsync(context) : Redirect(context, "/denied");

    private static Task Redirect(HttpContext context, string url)
    {
        context.Response.Redirect(url);
        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext context, int status, string code, string title, string detail)
    {
        context.Response.StatusCode = status;
        var problem = new ProblemDetails { Status = status, Title = title, Detail = detail, Type = Problem.AddressOf(code), Instance = context.Request.Path, Extensions = { ["code"] = code } };
        return context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", cancellationToken: context.RequestAborted);
    }
}
