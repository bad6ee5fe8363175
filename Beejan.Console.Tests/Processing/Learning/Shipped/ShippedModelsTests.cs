using Beejan.Contracts;
using Beejan.Processing;
using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Shipped;
using Beejan.Processing.Rules;
using Beejan.Processing.Rules.Personal;
using Xunit;

namespace Beejan.Tests.Processing.Learning.Shipped;

public sealed class ShippedModelsTests
{
    private static readonly Taxonomy Taxonomy = new();
    private static readonly ShippedRecipes Recipes = new(Taxonomy);
    private static readonly ShippedModels Models = new(Recipes);
    private static readonly Corpus Corpus = Corpus.Read();

    [Fact]
    public void Every_line_of_the_corpus_is_labelled_in_our_words()
    {
        string[] languages = ["en", "pcm", "yo", "ha", "ig", "mixed", "und", ""];
        string[] sentiments = ["positive", "neutral", "negative", ""];
        var keys = Taxonomy.Subcategories.Select(s => s.Key).Concat(Categories.All).Append("").ToHashSet();
        var strays = Corpus.Lines.Where(l => string.IsNullOrWhiteSpace(l.Text) || !languages.Contains(l.Language) || !keys.Contains(l.Subcategory) || !sentiments.Contains(l.Sentiment));
        Assert.Empty(strays.Select(l => $"{l.File}: {l.Text} [{l.Language}|{l.Subcategory}|{l.Sentiment}]"));
        Assert.All(Taxonomy.Subcategories, s => Assert.True(Corpus.Lines.Count(l => l.Subcategory == s.Key) >= 10, s.Key));
    }

    [Fact]
    public void The_public_part_of_the_corpus_holds_no_numbers_or_addresses_of_people()
    {
        var strays = Corpus.Lines.Where(l => l.File.StartsWith("naijasenti", StringComparison.Ordinal) || l.File.StartsWith("ng-isp", StringComparison.Ordinal))
            .Where(l => Masker.Mask(l.Text, null).Pieces.Any(p => p.Kind != PersonalKind.Name));
        Assert.Empty(strays.Select(l => $"{l.File}: {l.Text}"));
    }

    [Theory]
    [InlineData(LearningTask.Category)]
    [InlineData(LearningTask.Language)]
    [InlineData(LearningTask.Sentiment)]
    [InlineData("sentiment-pcm")]
    [InlineData("sentiment-yo")]
    [InlineData("sentiment-ha")]
    [InlineData("sentiment-ig")]
    public void A_shipped_model_is_what_its_recipe_makes_of_the_corpus(string name)
    {
        var shipped = Models[name].Model;
        var recorded = shipped.Parts.Record.Data.ToDictionary(d => d.Name, d => d.Sha256);
        Assert.All(Corpus.Hashes, h => Assert.True(!recorded.TryGetValue(h.Key, out var hash) || hash == h.Value, $"{h.Key} has changed: run build/rebuild-models.sh"));
        var again = Recipes.Train(name, Corpus, [.. Corpus.Lines.Where(l => recorded.ContainsKey(l.File))]);
        Assert.Equal(shipped.Classes, again.Classes);
        Assert.Equal(shipped.Parts.Slots, again.Parts.Slots);
        Assert.Equal(shipped.Parts.Record.ClassRows, again.Parts.Record.ClassRows);
        // Another processor's logarithm may round the last bit of a weight differently; the answers must be the same.
        Assert.InRange(shipped.Parts.Weights.Zip(again.Parts.Weights).Count(w => Math.Abs(w.First - w.Second) > 1), 0, shipped.Parts.Weights.Length / 1000);
        Assert.Equal(shipped.Parts.Calibration.Sharpness, again.Parts.Calibration.Sharpness, 1);
    }

    [Fact]
    public void The_category_model_s_line_is_the_one_the_queue_shows() =>
        Assert.Equal(Beejan.Curated.ComplaintFilter.LowConfidence, Models[LearningTask.Category].Model.Parts.Threshold);

    [Theory]
    [InlineData("no network")]
    [InlineData("ok thanks")]
    [InlineData("refund")]
    public void A_category_told_from_one_or_two_words_never_stands_without_a_person(string text)
    {
        var category = Models[LearningTask.Category];
        Assert.True(category.Judge(text).Confidence < category.Model.Parts.Threshold);
        Assert.True(Models[LearningTask.Category].Judge("There is no network in our area since morning").Confidence >= category.Model.Parts.Threshold);
    }

    [Theory]
    [InlineData("Since last night I can't call anyone. My NIN is [NIN].")]
    [InlineData("I no fit call anybody since yesterday, NIN na [NIN]")]
    [InlineData("Ba na iya kiran kowa tun safe. NIN dina [NIN]")]
    [InlineData("Mi o le pe enikeni lati aro, NIN mi ni [NIN]")]
    [InlineData("Enweghi m ike ikpo oku kemgbe unyaahu. NIN m bu [NIN]")]
    public void A_number_told_in_passing_decides_no_topic(string text)
    {
        var category = Models[LearningTask.Category];
        Assert.Equal(Categories.Network, category.Groups[category.Judge(text).Group]);
    }

    [Theory]
    [InlineData("لا توجد شبكة منذ الأمس ولا أحد يرد على الهاتف", "und")]
    [InlineData("网络从昨天开始就没有信号，客服也没人接 MTN", "und")]
    [InlineData("Связи нет со вчерашнего дня, никто не отвечает", "und")]
    [InlineData("12345 😡", "und")]
    [InlineData("Ɓarawo ya sace mini kuɗin kira, babu sabis tun jiya, ƙarya kuke yi", "ha")]
    [InlineData("Ẹ jọ̀ọ́, nẹ́tíwọ̀kì kò ṣiṣẹ́ láti àná ní agbègbè wa", "yo")]
    [InlineData("Netwọk adịghị arụ ọrụ kemgbe ụnyaahụ, biko nyere m aka", "ig")]
    [InlineData("ＮＯ ＮＥＴＷＯＲＫ here since yesterday and nobody picks the call", "en")]
    public void A_script_that_nobody_here_writes_is_no_language_of_ours(string text, string language) =>
        Assert.Equal(language, new Languages(Models).Judge(text).Language);

    [Theory]
    [InlineData("Nuestra vecina vende frutas en la esquina de la plaza", "und")]
    [InlineData("Mon oncle répare des vélos dans son garage", "und")]
    [InlineData("O meu vizinho tem um cachorro que late a noite toda", "und")]
    [InlineData("Wir haben am Wochenende unsere Großeltern besucht", "und")]
    [InlineData("Tulikaa chini ya mti tukisubiri basi", "und")]
    [InlineData("Obi atwa me data no mu na mepɛ sɛ mohwɛ mu ma me", "und")]
    [InlineData("Kami pergi ke pasar untuk membeli sayur", "und")]
    [InlineData("Vi har ventet på svar i tre uger nu", "und")]
    [InlineData("Adebayo Ogunlesi, Chinedu Okafor and Musa Ibrahim", null)]
    [InlineData("Abeg why una dey chop my data like this, I don tire", "pcm")]
    [InlineData("Ma a yi mini bayani game da data bundle dina please", "ha")]
    [InlineData("Biko nyere m aka, my SIM card anaghị arụ ọrụ", "ig")]
    [InlineData("Merci MTN for the quick refund, c'est la vie", "en")]
    public void Words_of_a_language_that_is_none_of_ours_are_no_language_and_names_loans_and_mixtures_stay_with_ours(string text, string? language)
    {
        var told = new Languages(Models).Judge(text).Language;
        Assert.Equal(language == "und", told == "und");
        Assert.Contains(told, language is null ? LanguageKeys.All : language is "und" or "en" ? [language] : [language, "mixed"]);
        Assert.DoesNotContain(text, Corpus.Lines.Select(l => l.Text));
    }

    [Fact]
    public void Three_models_that_judge_together_answer_as_each_does_alone()
    {
        var (languages, category) = (new Languages(Models), Models[LearningTask.Category]);
        var sentiments = new Sentiments(Models, languages);
        var judges = new Judges(languages, new Categoriser(category.Model, Taxonomy), sentiments);
        foreach (var text in Corpus.Lines.Where((_, i) => i % 97 == 0).Select(l => l.Text).Append("").Append(string.Concat(Enumerable.Repeat("no network here since morning ", 90))))
        {
            var told = judges.Judge(text, null, null);
            var alone = category.Judge(text);
            Assert.Equal(languages.Judge(text).Language, told.Language);
            Assert.Equal(languages.Judge(text).Confidence, told.Certainty, 3);
            Assert.Equal(category.Model.Classes[alone.Class], category.Model.Classes[told.Answer.Class]);
            Assert.Equal(alone.Confidence, told.Answer.Confidence, 3);
            Assert.Equal(sentiments.Judge(text).Score, told.Feeling.Score, 3);
        }
    }

    [Fact]
    public void Long_short_and_shouted_texts_keep_their_answer()
    {
        var category = Models[LearningTask.Category];
        foreach (var text in (string[])["no network since morning", "NO NETWORK SINCE MORNING", "No Network since morning 😡😡", string.Concat(Enumerable.Repeat("There has been no network in our area since morning. ", 200))])
        {
            Assert.Equal(Categories.Network, category.Groups[category.Judge(text).Group]);
        }
    }
}
