using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Features;
using Beejan.Processing.Learning.Scoring;
using Beejan.Processing.Learning.Training;
using Xunit;

namespace Beejan.Tests.Processing.Learning.Scoring;

public sealed class ModelFileTests
{
    private static readonly TextModel Model = Learner.Train(Toys.Examples(), Recipe.Of(LearningTask.Category), [new DataFile("toys.tsv", 60, "00")]);

    [Fact]
    public void A_model_that_was_written_and_read_answers_the_same()
    {
        var copy = ModelFile.Read(new MemoryStream(Bytes()));
        var (original, again) = (new Classifier(Model), new Classifier(copy));
        var (before, after) = (new float[2], new float[2]);
        foreach (var example in Toys.Examples())
        {
            original.Judge(example.Text, before);
            again.Judge(example.Text, after);
            Assert.Equal(before, after);
        }
        Assert.Equal(ModelFile.Content(Model.Parts), ModelFile.Content(copy.Parts));
        Assert.Equal("toys.tsv", copy.Parts.Record.Data.Single().Name);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_with_a_cure()
    {
        var whole = Bytes();
        for (var length = 0; length < whole.Length; length += 1 + (whole.Length / 97))
        {
            var error = Assert.Throws<InvalidDataException>(() => ModelFile.Read(new MemoryStream(whole[..length])));
            Assert.Matches("train it again|not a model file", error.Message);
        }
    }

    [Fact]
    public void A_file_with_any_byte_turned_is_refused()
    {
        var whole = Bytes();
        for (var at = 0; at < whole.Length; at += 1 + (whole.Length / 211))
        {
            var turned = (byte[])whole.Clone();
            turned[at] ^= 0x55;
            Assert.Throws<InvalidDataException>(() => ModelFile.Read(new MemoryStream(turned)));
        }
    }

    [Fact]
    public void A_file_that_is_something_else_is_named_so() =>
        Assert.Contains("not a model file", Assert.Throws<InvalidDataException>(() => ModelFile.Read(new MemoryStream(new byte[4096]))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(1, 4, 3)]
    [InlineData(1, 1, 99)]
    public void Settings_out_of_range_are_refused_although_the_hash_is_right(int words, int from, int to)
    {
        var parts = Model.Parts with { Shape = new FeatureShape(words, from, to, 0.4f, 0.5f) };
        using var file = new MemoryStream();
        ModelFile.Write(parts, file);
        file.Position = 0;
        Assert.Contains("out of range", Assert.Throws<InvalidDataException>(() => ModelFile.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_that_promises_more_than_the_file_holds_is_refused()
    {
        using var file = new MemoryStream();
        ModelFile.Write(Model.Parts with { Weights = Model.Parts.Weights[..^1] }, file);
        file.Position = 0;
        Assert.Throws<InvalidDataException>(() => ModelFile.Read(file));
    }

    private static byte[] Bytes()
    {
        using var file = new MemoryStream();
        ModelFile.Write(Model.Parts, file);
        return file.ToArray();
    }
}
