using Beejan.Contracts;
using Beejan.Processing;
using Beejan.Processing.Learning.Shipped;
using Beejan.Processing.Rules;
using Beejan.Processing.Stages;
using Xunit;

namespace Beejan.Tests.Processing.Stages;

public sealed class StageTests
{
    private static readonly DateTimeOffset Received = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly Taxonomy Taxonomy = new();
    private static readonly ShippedRecipes Recipes = new(Taxonomy);
    private static readonly ShippedModels Models = new(Recipes);
    private static readonly ModelStage Model = new(Models, Recipes, new Languages(Models), new Sentiments(Models, new Languages(Models)));
    private static readonly RecordStage[] Stages =
    [
        new CleanStage(), new TimeStage(), new PhoneStage(), new PlaceStage(new Places()), new MaskStage(null, null), Model,
        new PriorityStage(Taxonomy, new Ranking(new Urgency())), new RoutingStage(Taxonomy),
    ];

    [Fact]
    public void A_record_without_text_is_rejected_by_name() => AssertRejected("text.missing", new CleanStage().Apply(Draft(" \u200B ")));

    [Fact]
    public void A_time_in_2099_is_rejected() => AssertRejected("time.future", new TimeStage().Apply(Draft("x") with { Given = new Given { Time = "2099-01-01T00:00:00Z" } }));

    [Fact]
    public void A_time_before_2000_is_rejected() => AssertRejected("time.ancient", new TimeStage().Apply(Draft("x") with { Given = new Given { Time = "01/01/1970 00:00" } }));

    [Theory]
    [InlineData("03/04/2026 10:00", null, "2026-04-03T09:00:00Z", "time.order-assumed")]
    [InlineData("03/04/2026 10:00", "dd/MM/yyyy", "2026-04-03T09:00:00Z", "")]
    [InlineData("03/04/2026 10:00", "MM/dd/yyyy", "2026-03-04T09:00:00Z", "")]
    [InlineData("04/04/2026 10:00", null, "2026-04-04T09:00:00Z", "")]
    [InlineData("25/04/2026 10:00", null, "2026-04-25T09:00:00Z", "")]
    [InlineData("2026-04-03 10:00", null, "2026-04-03T09:00:00Z", "")]
    [InlineData("01/31/2026 10:00", "dd/MM/yyyy", "2026-01-31T09:00:00Z", "time.order-contradicts")]
    [InlineData("31/01/2026 10:00", "MM/dd/yyyy", "2026-01-31T09:00:00Z", "time.order-contradicts")]
    public void The_file_decides_whether_the_day_stands_first_and_the_complaint_says_when_it_could_not(string written, string? order, string utc, string code)
    {
        var draft = Kept(new TimeStage().Apply(Draft("x") with { Given = new Given { Time = written, TimeOrder = order } }));
        Assert.Equal((DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), code), (draft.ReportedAt, draft.Warnings.SingleOrDefault()?.Code ?? ""));
    }

    [Fact]
    public void A_time_that_cannot_be_read_gives_way_to_the_time_of_receipt_with_a_warning()
    {
        var draft = Kept(new TimeStage().Apply(Draft("x") with { Given = new Given { Time = "31/02/2026" } }));
        Assert.Equal((Received, false, "time.unreadable"), (draft.ReportedAt, draft.TimeKnown, draft.Warnings.Single().Code));
    }

    [Fact]
    public void An_unreadable_number_is_left_out_and_never_repeated()
    {
        var draft = Kept(new PhoneStage().Apply(Draft("x") with { Given = new Given { Phone = "080312" } }));
        Assert.Null(draft.Msisdn);
        Assert.Equal("phone.unreadable", draft.Warnings.Single().Code);
        Assert.DoesNotContain("080312", draft.Warnings.Single().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lagos State", null, null, "x", "Lagos", null)]
    [InlineData("lagoss", null, null, "x", "Lagos", null)]
    [InlineData("Abuja", null, null, "x", "FCT", null)]
    [InlineData("Nassarawa", null, null, "x", "Nasarawa", null)]
    [InlineData("Kano", "Nassarawa", null, "x", "Kano", "Nassarawa")]
    [InlineData(null, null, "Nassarawa, Kano", "x", "Kano", "Nassarawa")]
    [InlineData(null, null, "Ikeja, Lagos", "x", "Lagos", "Ikeja")]
    [InlineData(null, null, "Wuse 2, FCT", "x", "FCT", "Abuja Municipal")]
    [InlineData(null, null, null, "no network in PH since", "Rivers", "Port Harcourt")]
    [InlineData(null, null, null, "Network no dey for Yaba", "Lagos", "Lagos Mainland")]
    [InlineData(null, null, null, "bad service in Niger Delta", null, null)]
    [InlineData(null, null, null, "I sing a song for Nigeria", null, null)]
    public void The_place_is_found_from_field_line_or_text(string? state, string? lga, string? line, string text, string? expected, string? area)
    {
        var draft = Kept(new PlaceStage(new Places()).Apply(Draft(text) with { Text = text, Given = new Given { State = state, Lga = lga, Place = line } }));
        Assert.Equal((expected, area), (draft.State, draft.Lga));
    }

    [Theory]
    [InlineData(null, null, "6.6018, 3.3515", "Lagos", "Ikeja")]
    [InlineData("Ogun", null, "6.6018, 3.3515", "Ogun", null)]
    [InlineData(null, "6.6018, 3.3515", null, "Lagos", "Ikeja")]
    [InlineData(null, "Kano", "6.6018, 3.3515", "Kano", null)]
    public void Where_it_was_sent_from_tells_the_place_unless_something_better_says_otherwise(string? state, string? line, string? coordinates, string expected, string? area)
    {
        var draft = Kept(new PlaceStage(new Places()).Apply(Draft("x") with { Text = "x", Given = new Given { State = state, Place = line, Coordinates = coordinates } }));
        Assert.Equal((expected, area), (draft.State, draft.Lga));
    }

    [Theory]
    [InlineData("08031234567 (WhatsApp)", "+2348031234567")]
    [InlineData("0803 123 4567 / 0805 765 4321", "+2348031234567")]
    [InlineData("O8O31234567", "+2348031234567")]
    [InlineData("０８０３１２３４５６７", "+2348031234567")]
    [InlineData("٠٨٠٣١٢٣٤٥٦٧", "+2348031234567")]
    [InlineData("call 08031234567", "+2348031234567")]
    [InlineData("0803123", null)]
    [InlineData("2.34803E+12", null)]
    public void A_field_that_holds_more_than_a_number_gives_the_first_in_it(string field, string? msisdn) =>
        Assert.Equal(msisdn, Kept(new PhoneStage().Apply(Draft("x") with { Given = new Given { Phone = field } })).Msisdn);

    [Theory]
    [InlineData("I was charged twice and nobody picks the helpline, what is happening with this service?", "en")]
    [InlineData("Abeg una don chop my money, network no dey since, wetin dey happen", "pcm")]
    [InlineData("Ẹ yọ owó mi láìnídìí, ẹ jọ̀ọ́ ẹ dá a padà", "yo")]
    [InlineData("E yo owo mi lainidii, e jo e da owo mi pada", "yo")]
    [InlineData("Kun cire mini kudi ba tare da dalili ba, don Allah ku gyara", "ha")]
    [InlineData("Unu wepuru ego m na-enweghi ihe kpatara ya, biko nyeghachinu m", "ig")]
    [InlineData("12345", "und")]
    public void The_language_is_told_with_and_without_marks(string text, string language) =>
        Assert.Equal(language, Kept(Model.Apply(Draft(text) with { Text = text })).Language);

    [Theory]
    [InlineData("12345", "Yoruba", "yo")]
    [InlineData("12345", "Klingon", "und")]
    [InlineData("Abeg una don chop my money, network no dey since, wetin dey happen", "ha", "pcm")]
    public void The_language_a_customer_chose_decides_only_where_the_words_do_not(string text, string chosen, string language) =>
        Assert.Equal(language, Kept(Model.Apply(Draft(text) with { Text = text, Given = new Given { Language = chosen } })).Language);

    [Theory]
    [InlineData("There has been no network in my area since morning", "NET-OUT")]
    [InlineData("Data dey finish fast, una dey chop my data", "DAT-DEP")]
    [InlineData("Bank debit me but data no show", "RCH-VTU")]
    [InlineData("I never subscribed to this caller tune", "VAS-UNS")]
    [InlineData("Your agent was very rude and hung up on me", "CS-ATT")]
    [InlineData("My SIM is barred although I linked my NIN", "SIM-REG")]
    [InlineData("Dem thief my sim, block am now", "SIM-FRD")]
    [InlineData("Kira yana yankewa kowane lokaci", "NET-VOI")]
    [InlineData("Mo ra káàdì 500 ṣùgbọ́n kò wọlé", "RCH-CARD")]
    [InlineData("Thank you for restoring service so quickly", "OTH")]
    [InlineData("lorem ipsum", "OTH")]
    [InlineData("What is the price of 10GB please?", "OTH")]
    [InlineData("Where is your office in Jos and when does it open?", "OTH")]
    [InlineData("Abeg how much be una 4GB plan", "OTH")]
    [InlineData("Ẹ jọ̀ọ́, elo ni 4GB?", "OTH")]
    [InlineData("Nawa ne 4GB na mako?", "OTH")]
    [InlineData("Ego ole bụ 4GB nke izu?", "OTH")]
    [InlineData("Why has the price of my 4GB plan gone up again?", "BIL-TAR")]
    [InlineData("Una don add money for 4GB plan again", "BIL-TAR")]
    public void The_subcategory_follows_the_words(string text, string key) => Assert.Equal(key, Whole(Draft(text)).Subcategory);

    [Fact]
    public void A_misspelt_word_still_counts() => Assert.Equal("Network", Whole(Draft("no netwrok at all in my house")).Category);

    [Theory]
    [InlineData("This is terrible, useless service!!! 😡", -1)]
    [InlineData("Una don chop my money, thief people", -1)]
    [InlineData("Thank you, well done, great service 😊", 1)]
    [InlineData("Na gode sosai, aiki da kyau", 1)]
    public void Feeling_has_the_right_sign(string text, int sign) => Assert.Equal(sign, Math.Sign(Whole(Draft(text)).Sentiment!.Value));

    [Fact]
    public void Negation_turns_praise_round() =>
        Assert.True(Whole(Draft("the service is not good")).Sentiment < 0 && Whole(Draft("the service is good")).Sentiment > 0);

    [Theory]
    [InlineData("There has been no network here since morning", "This is useless! No network since morning, thieves and liars")]
    [InlineData("Please, my data finished before the time", "MY DATA FINISHED BEFORE THE TIME, YOU THIEVES!!! 😡")]
    [InlineData("Network no dey since morning, abeg check am", "Network no dey since morning, una useless, na thief una be")]
    public void A_plain_report_is_unhappy_but_milder_than_abuse(string plain, string abuse)
    {
        var (calm, heated) = (Whole(Draft(plain)).Sentiment!.Value, Whole(Draft(abuse)).Sentiment!.Value);
        Assert.InRange(calm, -0.6f, -0.2f);
        Assert.InRange(heated, -1, -0.65f);
    }

    [Theory]
    [InlineData("Wonderful network you have, three days without service, well done", true)]
    [InlineData("There has been no network for three days", false)]
    [InlineData("Wonderful service, thank you", false)]
    public void Praise_in_a_complaint_is_flagged_not_believed(string text, bool flagged) =>
        Assert.Equal(flagged, Whole(Draft(text)).Warnings.Any(w => w.Code == "sentiment.unsure"));

    [Theory]
    [InlineData("No network in the whole street since 6am, mast down", 1)]
    [InlineData("I will report you to NCC, my bill is wrong", 1)]
    [InlineData("Dem thief my sim, they emptied my account", 1)]
    [InlineData("A patient needs an ambulance and no call goes through", 1)]
    [InlineData("I have no network on my phone", 2)]
    [InlineData("You deducted N500 from my airtime", 2)]
    [InlineData("Internet is very slow today", 3)]
    [InlineData("Thank you for your good service", 4)]
    [InlineData("What is the price of 10GB please?", 4)]
    public void Priority_follows_harm_not_noise(string text, int priority) => Assert.Equal(priority, Whole(Draft(text)).Priority);

    [Fact]
    public void The_score_is_the_sum_of_the_factors_shown_and_at_most_100()
    {
        var draft = Draft("FRAUD! A patient needs an ambulance, report to NCC, useless terrible worst!!! no network whole area outage 😡😡");
        draft = Whole(draft with { Given = draft.Given with { Reach = 10_000_000, Tier = "CORP" } });
        Assert.Equal(draft.ScoreFactors.Sum(f => f.Points), draft.Score, 3);
        Assert.InRange(draft.Score, 80, 100);
        Assert.Equal(["severity", "sentiment", "urgency", "reach", "tier"], draft.ScoreFactors.Select(f => f.Name));
    }

    [Fact]
    public void A_complaint_that_names_the_regulator_goes_to_the_regulatory_desk_within_48_hours()
    {
        var draft = Draft("My bill is wrong, I have reported to NCC");
        draft = Whole(draft with { Given = draft.Given with { Time = "2026-11-20 10:00:00" } });
        Assert.Equal(("Regulatory Desk", draft.ReportedAt!.Value.AddHours(48)), (draft.Team, draft.DueAt!.Value));
        Assert.Contains("ESC-NCC", draft.Tags);
    }

    [Fact]
    public void An_original_that_hides_a_number_from_the_scanner_is_not_kept()
    {
        var draft = Whole(Draft("call &#48;8031234567 or 0803\u200B1234567 now"));
        Assert.Equal("call [PHONE] or [PHONE] now", draft.MaskedText);
        Assert.True(draft.MaskedOriginal is null || !draft.MaskedOriginal.Contains("1234567", StringComparison.Ordinal));
    }

    private static ComplaintDraft Draft(string text) => new(1, 1, new SourceId("sms"), "k", Received) { Given = new Given { Text = text } };

    private static ComplaintDraft Whole(ComplaintDraft draft) => Stages.Aggregate(draft, (d, stage) => Kept(stage.Apply(d)));

    private static ComplaintDraft Kept(Outcome outcome) => Assert.IsType<Outcome.Kept>(outcome).Draft;

    private static void AssertRejected(string code, Outcome outcome) => Assert.Equal(code, Assert.IsType<Outcome.Rejected>(outcome).Reason.Code);
}
