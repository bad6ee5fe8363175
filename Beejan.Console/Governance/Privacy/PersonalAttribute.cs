namespace Beejan.Governance.Privacy;

/// <summary>Marks a column that holds personal data: it needs a retention rule, an erasure path and is never logged.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;
