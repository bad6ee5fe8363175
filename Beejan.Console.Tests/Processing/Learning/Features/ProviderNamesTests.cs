using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Features;
using Beejan.Processing.Learning.Scoring;
using Beejan.Processing.Learning.Shipped;
using Beejan.Processing.Rules;
using Xunit;

namespace Beejan.Tests.Processing.Learning.Features;

public sealed class ProviderNamesTests
{
    private static readonly ShippedModels Models = new(new ShippedRecipes(new Taxonomy()));
    private static readonly TextModel Category = Models[LearningTask.Category].Model;

    [Theory]
    [InlineData("Spectranet")]
    [InlineData("TIZETI")]
    [InlineData("airtel's")]
    [InlineData("9mobile")]
    [InlineData("#Etisalat")]
    [InlineData("ipNX")]
    public void A_name_of_any_provider_is_one_and_the_same_word_where_names_are_one(string name)
    {
        Assert.Equal(Keys("my MTN is down", namesAsOne: true), Keys($"my {name} is down", namesAsOne: true));
        Assert.NotEqual(Keys("my MTN is down", namesAsOne: false), Keys($"my {name} is down", namesAsOne: false));
    }

    [Theory]
    [InlineData("@MTNNG")]
    [InlineData("@Spectranet_NG")]
    [InlineData("@ThreeUK")]
    public void A_provider_s_handle_is_the_word_that_handles_became_in_what_models_learn_from(string handle) =>
        Assert.Equal(Keys("@user no network", namesAsOne: true), Keys($"{handle} no network", namesAsOne: true));

    [Theory]
    [InlineData("three", "smile")]
    [InlineData("glow", "mtnx")]
    [InlineData("@tunde_x", "@bola")]
    public void Everyday_words_and_the_handles_of_people_stay_what_they_are(string one, string other)
    {
        Assert.NotEqual(Keys($"my {one} is down", namesAsOne: true), Keys($"my {other} is down", namesAsOne: true));
        Assert.Equal(Keys($"my {one} is down", namesAsOne: false), Keys($"my {one} is down", namesAsOne: true));
    }

    [Theory]
    [InlineData("{} is stressing me")]
    [InlineData("Who uses {} here?")]
    [InlineData("I have paid {} since Monday, no data")]
    [InlineData("moving to {} next month")]
    public void Whose_network_it_is_does_not_change_the_category(string text)
    {
        string[] names = ["MTN", "Spectranet", "Airtel", "Glo", "9mobile", "Tizeti", "Starlink", "FiberOne"];
        var classifier = new Classifier(Category);
        Assert.Single(names.Select(n => classifier.Judge(text.Replace("{}", n, StringComparison.Ordinal))).Distinct());
    }

    [Fact]
    public void Models_that_judge_together_read_a_name_each_in_its_own_way()
    {
        const string Text = "Spectranet and @MTNNG don spoil my day o, Glo too";
        var language = Models[LearningTask.Language].Model;
        using var words = new WordBuffer(Text);
        Assert.True(words.HasNames && Category.Parts.Shape.NamesAsOne && !language.Parts.Shape.NamesAsOne);
        var panel = new Panel(language, Category);
        Span<int> sums = stackalloc int[panel.Width];
        Span<float> squares = [0, 0];
        sums.Clear();
        panel.Add(words, sums, squares);
        foreach (var (model, place) in new[] { (language, 0), (Category, 1) })
        {
            var (together, alone) = (new float[model.Classes.Count], new float[model.Classes.Count]);
            panel.Finish(place, sums, squares, together);
            new Classifier(model).Judge(Text, alone);
            Assert.All(together.Zip(alone), p => Assert.Equal(p.Second, p.First, 4));
        }
    }

    [Fact]
    public void No_reason_shows_what_a_name_counts_as()
    {
        var panel = new Panel(Category);
        using var words = new WordBuffer("Spectranet spectranet_ng @SpectranetNG MTN");
        for (var k = 0; k < Category.Classes.Count; k++)
        {
            Assert.All(DecidingWords.Of(panel, 0, words, k), reason => Assert.True(reason.Split(' ').All(w => w is "spectranet" or "ng" or "mtn"), reason));
        }
    }

    private static ulong[] Keys(string text, bool namesAsOne)
    {
        using var words = new WordBuffer(text);
        var keys = new List<ulong>();
        for (var w = 0; w < words.Count; w++)
        {
            keys.AddRange([words.Key(w, namesAsOne), words.Pair(w, namesAsOne)]);
        }
        return [.. keys];
    }
}
