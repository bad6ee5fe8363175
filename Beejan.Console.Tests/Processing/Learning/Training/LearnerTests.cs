using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Features;
using Beejan.Processing.Learning.Scoring;
using Beejan.Processing.Learning.Training;
using Xunit;

namespace Beejan.Tests.Processing.Learning.Training;

public sealed class LearnerTests
{
    private static readonly Recipe Recipe = Recipe.Of(LearningTask.Category);
    private static readonly Classifier Classifier = new(Learner.Train(Toys.Examples(), Recipe, []));

    [Theory]
    [InlineData("the network in my street is gone", "Network")]
    [InlineData("please refund what was deducted", "Billing")]
    [InlineData("NETWRK IS GONE", "Network")]
    public void New_sentences_are_told_apart_by_what_was_learnt(string text, string category) =>
        Assert.Equal(category, Classifier.Groups[Classifier.Judge(text).Group]);

    [Fact]
    public void The_same_examples_give_the_same_model_to_the_byte() =>
        Assert.Equal(ModelFile.Content(Classifier.Model.Parts), ModelFile.Content(Learner.Train(Toys.Examples(), Recipe, []).Parts));

    [Fact]
    public void Forgetting_examples_comes_to_what_learning_without_them_does()
    {
        var examples = Toys.Examples();
        var labels = examples.Select(e => e.Label == "Network" ? 1 : 0).ToArray();
        var table = FeatureTable.Read(examples, Recipe.Shape);
        var trainer = new LinearTrainer(table, labels, [.. examples.Select(e => e.Weight)], 2, new TrainerOptions(0.5f, 1, 40, 7));
        var (held, kept) = (new List<int>(), new List<int>());
        for (var i = 0; i < labels.Length; i++)
        {
            (i % 5 == 0 ? held : kept).Add(i);
        }
        var all = trainer.Train([.. Enumerable.Range(0, labels.Length)]);
        var (forgot, never) = (trainer.Without(all, [.. held], [.. kept]), trainer.Train([.. kept]));
        var (a, b) = (new float[RowMath.Stride(2)], new float[RowMath.Stride(2)]);
        foreach (var row in held)
        {
            RowMath.Score(table, row, forgot.Weights, a);
            RowMath.Score(table, row, never.Weights, b);
            Assert.Equal(b[0], a[0], 0.1f);
            Assert.Equal(b[1], a[1], 0.1f);
            Assert.All(forgot.Alpha.AsSpan(row * a.Length, a.Length).ToArray(), alpha => Assert.Equal(0, alpha));
        }
    }

    [Fact]
    public void Of_two_answers_of_one_probability_the_one_with_the_stronger_rival_is_less_sure_where_a_recipe_asks()
    {
        // The same distance between two classes: where both are high six in ten are right, where both are low nineteen in twenty.
        List<Scored> scored = [.. Enumerable.Range(0, 400).Select(i => new Scored([0.6f, 0.2f], i % 10 < 6 ? 0 : 1, 1, 1, false)), .. Enumerable.Range(0, 400).Select(i => new Scored([-0.4f, -0.8f], i % 20 < 19 ? 0 : 1, 1, 1, false))];
        float Sure(Calibration c, float strongest) => c.Confidence(1 / (1 + MathF.Exp(-c.Sharpness * 0.4f)), strongest, isPost: false);
        var told = new Calibrator(scored, [0, 1], byEvidence: true).Fit();
        Assert.InRange(Sure(told, 0.6f), 0.57f, 0.63f);
        Assert.InRange(Sure(told, -0.4f), 0.92f, 0.96f);
        var alike = new Calibrator(scored, [0, 1], byEvidence: false).Fit();
        Assert.Equal(0, alike.Strength);
        Assert.InRange(Sure(alike, 0.6f), 0.74f, 0.81f);
        Assert.Equal(Sure(alike, 0.6f), Sure(alike, -0.4f));
    }

    [Fact]
    public void An_answer_to_a_post_is_less_sure_where_posts_were_told_wrongly_more_often()
    {
        // The same scores: of what was sent nineteen in twenty are right, of what was posted six in ten.
        List<Scored> scored = [.. Enumerable.Range(0, 400).Select(i => new Scored([0.4f, 0], i % 20 < 19 ? 0 : 1, 1, 1, IsPost: false)), .. Enumerable.Range(0, 400).Select(i => new Scored([0.4f, 0], i % 10 < 6 ? 0 : 1, 1, 1, IsPost: true))];
        float Sure(Calibration c, bool isPost) => c.Confidence(1 / (1 + MathF.Exp(-c.Sharpness * 0.4f)), 0.4f, isPost);
        var told = new Calibrator(scored, [0, 1], byEvidence: true).Fit();
        Assert.InRange(Sure(told, isPost: false), 0.92f, 0.96f);
        Assert.InRange(Sure(told, isPost: true), 0.57f, 0.63f);
        var alike = new Calibrator(scored, [0, 1], byEvidence: false).Fit();
        Assert.Equal(Sure(alike, isPost: false), Sure(alike, isPost: true));
    }

    [Theory]
    [InlineData("@mtnng no network since morning", true)]
    [InlineData("no network since morning https://t.co/abc", true)]
    [InlineData("no network since morning", false)]
    [InlineData("mail me at [EMAIL], or 5 @ 10", false)]
    public void A_text_that_calls_an_account_or_carries_a_link_is_a_post(string text, bool isPost)
    {
        using var words = new WordBuffer(text);
        Assert.Equal(isPost, words.IsPost);
    }

    [Fact]
    public void Logistic_fit_finds_the_weights_that_made_the_answers()
    {
        var fit = new LogisticFit([1, 0, 0]);
        var random = new Order(9);
        for (var i = 0; i < 50_000; i++)
        {
            var (x, y) = ((random.Next() % 2000 / 500.0) - 2, random.Next() % 2 * 1.0);
            fit.Add([x, 1, y], random.Next() % 100_000 < 100_000 / (1 + Math.Exp(-((0.7 * x) - 0.5 + (1.2 * y)))), 1);
        }
        Assert.Collection(fit.Solve(), x => Assert.Equal(0.7, x, 0.1), offset => Assert.Equal(-0.5, offset, 0.1), y => Assert.Equal(1.2, y, 0.1));
    }

    [Fact]
    public void Logistic_fit_without_examples_is_its_prior() => Assert.Equal([1.0, 0.0], new LogisticFit([1, 0]).Solve());

    [Fact]
    public void Calibration_error_tells_what_chance_alone_would_make_of_it()
    {
        var random = new Order(5);
        var honest = Enumerable.Range(0, 20_000).Select(i => (i % 10 * 0.1f) + 0.05f).Select(p => (Confidence: p, Right: random.Next() % 1000 < p * 1000)).ToList();
        var (many, few) = (Calibrator.Error(honest), Calibrator.Error(honest[..100]));
        Assert.InRange(many.Error, 0, 2 * many.ByChance);
        Assert.True(few.ByChance > 5 * many.ByChance);
        var boastful = Calibrator.Error([.. honest.Select(h => (Math.Min(h.Confidence + 0.2f, 1), h.Right))]);
        Assert.True(boastful.Error > 5 * boastful.ByChance);
    }

    [Fact]
    public void One_class_alone_cannot_be_learnt() =>
        Assert.Throws<InvalidDataException>(() => Learner.Train([new("a", "x"), new("b", "x")], Recipe, []));

    [Fact]
    public void A_text_of_unknown_words_leaves_the_model_unsure()
    {
        var known = Classifier.Judge("no network here").Confidence;
        Assert.True(Classifier.Judge("zyx wvu qqq zzz yyy").Confidence < known);
        Assert.InRange(Classifier.Judge("").Confidence, 0, 1);
    }

    [Fact]
    public void Probabilities_add_up_to_one_for_hostile_texts_too()
    {
        string[] texts = ["", " ", "\uD83D", "\uDE00\uD83D", new string('a', 100_000), string.Concat(Enumerable.Repeat("no network ", 5000)), "[", "[PHONE]", "@", "http://", "\0\u200B", "!!!!????", new string('@', 9000)];
        var probabilities = new float[2];
        foreach (var text in texts)
        {
            Classifier.Judge(text, probabilities);
            Assert.Equal(1, probabilities.Sum(), 3);
            Assert.All(probabilities, p => Assert.True(float.IsFinite(p)));
        }
    }

    [Fact]
    public void Judging_allocates_nothing()
    {
        const string Text = "Good morning, there has been no network in my area since yesterday, please help";
        Span<float> probabilities = new float[2];
        Classifier.Judge(Text, probabilities);
        const int Times = 1000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
        {
            Classifier.Judge(Text, probabilities);
        }
        // The smallest object has 24 bytes; the collector may take back a rented buffer once or twice meanwhile.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (Times * 24) - 1);
    }

    [Fact]
    public void A_text_is_judged_the_same_whatever_was_judged_before_and_on_any_thread()
    {
        var texts = Toys.Examples().Select(e => e.Text).Concat(Enumerable.Range(0, 60_000).Select(i => $"no network word{i} refund {i * 7}x")).ToList();
        var alone = Classifier.Judge(texts[^1]);
        var (read, fresh) = (new Answer[texts.Count], Learner.Train(Toys.Examples(), Recipe, []));
        Parallel.For(0, texts.Count, i => read[i] = Classifier.Judge(texts[i]));
        Assert.Equal(alone, read[^1]);
        var other = new Classifier(fresh);
        for (var i = texts.Count - 1; i >= 0; i -= 101)
        {
            Assert.Equal(other.Judge(texts[i]), read[i]);
        }
    }

    [Fact]
    public void Two_texts_are_judged_as_one()
    {
        using var topic = new WordBuffer("refund");
        using var text = new WordBuffer("please look into it");
        using var none = new WordBuffer("");
        var billing = Classifier.Groups.ToList().IndexOf("Billing");
        Assert.Equal(billing, Classifier.Judge(topic, text).Group);
        Assert.Equal(Classifier.Judge(text), Classifier.Judge(text, none));
    }

    [Fact]
    public void The_deciding_words_stand_in_the_text_and_the_filler_does_not()
    {
        using var words = new WordBuffer("hello, you charged me twice and I want my money");
        var reasons = DecidingWords.Of(new Panel(Classifier.Model), 0, words, Classifier.Model.Classes.ToList().IndexOf("Billing"));
        Assert.Contains(reasons, r => r.Contains("charged", StringComparison.Ordinal));
        Assert.DoesNotContain("hello", reasons);
    }

    [Theory]
    [InlineData("call me on [PHONE] Ada", "call|me|on|ada")]
    [InlineData("Don't! soooo SLOW 😡😡 @Beejan_NG https://t.co/x1 N5000 12345678", "dont|!|soo|slow|😡|@beejan_ng|//|n5000|0")]
    [InlineData("Ẹ jọ̀ọ́ ₦500", "ẹ|jọ̀ọ́|₦|500")]
    public void A_text_is_read_as_words_signs_and_emoji_without_personal_numbers(string text, string expected)
    {
        using var words = new WordBuffer(text);
        var read = new List<string>();
        for (var w = 0; w < words.Count; w++)
        {
            read.Add(words[w].ToString());
        }
        Assert.Equal(expected, string.Join('|', read));
    }

    [Fact]
    public void Folds_are_alike_in_size_and_mix()
    {
        var labels = Enumerable.Range(0, 503).Select(i => i % 10 == 0 ? 1 : 0).ToArray();
        var part = Folds.Split(labels, 5, 7);
        for (var p = 0; p < 5; p++)
        {
            Assert.InRange(part.Count(x => x == p), 98, 103);
            Assert.InRange(labels.Where((l, i) => l == 1 && part[i] == p).Count(), 10, 11);
        }
        Assert.Equal(part, Folds.Split(labels, 5, 7));
        Assert.NotEqual(part, Folds.Split(labels, 5, 8));
    }
}
