using System.Reflection;
using System.Reflection.Emit;

namespace Beejan.Tests.Architecture;

/// <summary>Lists the types a type uses: from its signatures, attributes and the operands of its IL. Cannot see constants and nameof: the compiler erases them.</summary>
internal static class TypeUse
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    public static IEnumerable<Type> Of(Type type)
    {
        var used = new HashSet<Type>();
        Add(used, type.BaseType);
        AddAll(used, type.GetInterfaces());
        AddAttributes(used, type.CustomAttributes);
        foreach (var parameter in type.GetGenericArguments().Where(a => a.IsGenericParameter))
        {
            AddAll(used, parameter.GetGenericParameterConstraints());
        }
        foreach (var member in type.GetMembers(All))
        {
            AddAttributes(used, member.CustomAttributes);
            switch (member)
            {
                case FieldInfo field: Add(used, field.FieldType); break;
                case PropertyInfo property: Add(used, property.PropertyType); break;
                case EventInfo e: Add(used, e.EventHandlerType); break;
                case MethodBase method: AddMethod(used, method); break;
            }
        }
        return used;
    }

    private static void AddMethod(HashSet<Type> used, MethodBase method)
    {
        AddAll(used, method.GetParameters().Select(p => p.ParameterType));
        Add(used, (method as MethodInfo)?.ReturnType);
        if (method.GetMethodBody() is not { } body)
        {
            return;
        }
        AddAll(used, body.LocalVariables.Select(v => v.LocalType));
        AddAll(used, body.ExceptionHandlingClauses.Where(c => c.Flags == ExceptionHandlingClauseOptions.Clause).Select(c => c.CatchType).OfType<Type>());
        AddOperands(used, method, body.GetILAsByteArray() ?? []);
    }

    private static void AddOperands(HashSet<Type> used, MethodBase method, byte[] il)
    {
        var typeArguments = method.DeclaringType?.GetGenericArguments() ?? [];
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? Codes[(short)(0xFE00 | il[at + 1])] : Codes[il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineType or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok)
            {
                var member = method.Module.ResolveMember(BitConverter.ToInt32(il, at), typeArguments, methodArguments);
                Add(used, member as Type ?? member?.DeclaringType);
                if (member is MethodInfo called)
                {
                    Add(used, called.ReturnType);
                    AddAll(used, called.IsGenericMethod ? called.GetGenericArguments() : []);
                }
                Add(used, (member as FieldInfo)?.FieldType);
            }
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }

    private static void AddAttributes(HashSet<Type> used, IEnumerable<CustomAttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            Add(used, attribute.AttributeType);
            AddAll(used, attribute.ConstructorArguments.Select(a => a.Value).OfType<Type>());
        }
    }

    private static void AddAll(HashSet<Type> used, IEnumerable<Type> types)
    {
        foreach (var type in types)
        {
            Add(used, type);
        }
    }

    private static void Add(HashSet<Type> used, Type? type)
    {
        if (type is null || type.IsGenericParameter)
        {
            return;
        }
        if (type.HasElementType)
        {
            Add(used, type.GetElementType());
            return;
        }
        used.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
        AddAll(used, type.IsGenericType ? type.GetGenericArguments() : []);
    }
}
