using Beejan.Processing.Learning.Features;

namespace Beejan.Processing.Learning.Scoring;

/// <summary>Everything a model consists of, as it stands in its file.</summary>
/// <param name="Record">What it was made from.</param>
/// <param name="Shape">Which features it reads.</param>
/// <param name="Classes">Its answers, in the order of the weights.</param>
/// <param name="Calibration">From scores to probabilities.</param>
/// <param name="Threshold">From this confidence on an answer stands without a person (0…1).</param>
/// <param name="Units">What one step of a class's byte is worth.</param>
/// <param name="Bias">Score of each class before any word is read.</param>
/// <param name="Unknown">What an unknown word adds to the square of a text's length.</param>
/// <param name="Slots">The hashed features, ascending.</param>
/// <param name="Squares">The square of each feature's own weight, see <see cref="TextModel.Square"/>.</param>
/// <param name="Weights">[feature * classes + class].</param>
internal sealed record ModelParts(
    ModelRecord Record, FeatureShape Shape, IReadOnlyList<string> Classes, Calibration Calibration, float Threshold, float[] Units, float[] Bias, float Unknown,
    int[] Slots, ushort[] Squares, sbyte[] Weights);
