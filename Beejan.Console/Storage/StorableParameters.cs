using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Beejan.Storage;

/// <summary>What EF sends to PostgreSQL: rows to save, and what somebody searches for by an address with <c>%00</c> in it.</summary>
internal sealed class StorableParameters : DbCommandInterceptor
{
    /// <summary>Called when EF has given the command its text and parameters, before it runs in whatever way.</summary>
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        ArgumentNullException.ThrowIfNull(result);
        foreach (DbParameter parameter in result.Parameters)
        {
            var storable = StorableText.Of(parameter.Value);
            if (!ReferenceEquals(storable, parameter.Value))
            {
                parameter.Value = storable;
            }
        }
        return result;
    }
}
