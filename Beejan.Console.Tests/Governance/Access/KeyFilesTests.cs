using System.Xml.Linq;
using Beejan.Governance.Access;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Beejan.Tests.Governance.Access;

public sealed class KeyFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beejan-keys-").FullName;

    [Theory]
    [InlineData("")]
    [InlineData("<key id=\"1\"><value>")]
    public void A_key_file_that_a_crash_left_broken_is_set_aside_and_the_others_hold(string broken)
    {
        var keys = new KeyFiles(_folder, NullLogger<KeyFiles>.Instance);
        keys.StoreElement(new XElement("key", "good"), "key-good");
        File.WriteAllText(Path.Combine(_folder, "key-bad.xml"), broken);

        Assert.Equal("good", Assert.Single(keys.GetAllElements()).Value);
        Assert.Equal("good", Assert.Single(keys.GetAllElements()).Value);
        Assert.Equal(["key-bad.xml.damaged", "key-good.xml"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
