package dev.kedge.train.internal.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.model.Decoder;
import dev.kedge.model.Precision;
import dev.kedge.model.hub.LoadedModel;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.rollout.TokenScores;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.tensor.ComputeType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prompts that stand once give every family's log-probabilities: windows, bounded scores and positions included. */
class SharedPromptFamiliesTest {

    static List<Path> families() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(SharedPromptFamiliesTest.class.getResource("/families"))
                .toURI());
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        }
    }

    /**
     * Prompts of 5, 14 and 19 tokens with four completions of up to 13 each, so that windows of 4 to 16 hide something;
     * the two longer prompts, and the completions of one, begin alike.
     */
    @ParameterizedTest
    @MethodSource("families")
    void logProbabilitiesAreThoseOfRows(Path directory) {
        try (LoadedModel model = ModelDirectory.load(directory, Precision.master(ComputeType.FLOAT32))) {
            boolean refused = model.decoder().config().rope().dependsOnLength();
            assertThat(directory.getFileName().toString().contains("longrope")).isEqualTo(refused);
            double difference = difference(
                    model.decoder(), sequences(model.decoder().config().vocabularySize()));
            System.out.printf("%s: shared prompts differ by %.1e%n", directory.getFileName(), difference);
            // Where positions depend on a text's length a recipe that asks for it is refused; the two differ as soon as
            // there are texts on both sides of the length at which they change, which one of the models never reaches.
            if (refused && !directory.endsWith("llama-longrope-short")) {
                assertThat(difference).isGreaterThan(1e-3);
            } else {
                assertThat(difference).isLessThan(2e-5);
            }
        }
    }

    private static List<TokenSequence> sequences(int vocabularySize) {
        SplittableRandom random = new SplittableRandom(3);
        int[] beginning = random.ints(9, 3, vocabularySize).toArray();
        List<TokenSequence> sequences = new ArrayList<>();
        for (int length : new int[] {5, 14, 19}) {
            int[] prompt = random.ints(length, 3, vocabularySize).toArray();
            System.arraycopy(beginning, 0, prompt, 0, length < beginning.length ? 0 : beginning.length);
            int[] common = random.ints(4, 3, vocabularySize).toArray();
            for (int i = 0; i < 4; i++) {
                int[] completion =
                        random.ints(6 + random.nextInt(8), 3, vocabularySize).toArray();
                System.arraycopy(common, 0, completion, 0, i); // so much in common
                sequences.add(new TokenSequence(prompt, completion));
            }
        }
        return sequences;
    }

    private static double difference(Decoder decoder, List<TokenSequence> sequences) {
        List<TokenScores> rows = new PolicyPass(decoder, 1, false, BatchLayout.ROWS).score(sequences, 1_000_000);
        List<TokenScores> shared =
                new PolicyPass(decoder, 1, false, BatchLayout.SHARED_PROMPTS).score(sequences, 1_000_000);
        double largest = 0;
        for (int i = 0; i < rows.size(); i++) {
            for (int t = 0; t < rows.get(i).logprobs().length; t++) {
                double difference = rows.get(i).logprobs()[t] - shared.get(i).logprobs()[t];
                largest = Math.max(largest, Math.abs(difference));
            }
        }
        return largest;
    }
}
