package dev.kedge.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.model.Decoder;
import dev.kedge.random.Purpose;
import dev.kedge.tensor.Compute;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What joins, grows and leaves gets what {@link Sampler} gives it alone. */
class RunningBatchTest {

    private static final Set<Integer> END = Set.of(0, 5);
    private static final SamplingStreams STREAMS = new SamplingStreams(11, Purpose.EVALUATION, 0);
    private static final RunningBatch.Limits LIMITS = new RunningBatch.Limits(64, 64 * 128);

    private static Decoder decoder;

    @BeforeAll
    static void makeDecoder() {
        decoder = TinyDecoder.create(ComputeType.FLOAT32, 1);
    }

    @AfterAll
    static void closeDecoder() {
        decoder.close();
    }

    /** The tokens of each row and why it ended, in the order in which rows began. */
    private static final class Written {
        private final Map<RunningRow, List<NextToken>> rows = new LinkedHashMap<>();

        void add(List<NextToken> tokens) {
            tokens.forEach(token ->
                    rows.computeIfAbsent(token.row(), row -> new ArrayList<>()).add(token));
        }

        List<List<NextToken>> all() {
            return List.copyOf(rows.values());
        }
    }

    private static RunningBatch batch() {
        return new RunningBatch(decoder, END, LIMITS, Compute.cpu(1));
    }

    private static Sampler.Config config(int maxNewTokens, double temperature) {
        return new Sampler.Config(maxNewTokens, temperature, OptionalInt.empty(), 1.0, 64);
    }

    private static List<SampledTokens> alone(int[] prompt, Sampler.Config config, int completions) {
        return new Sampler(decoder, END, config)
                .sample(List.of(prompt), completions, STREAMS)
                .get(0);
    }

    private static void isThatOf(List<NextToken> running, SampledTokens alone) {
        assertThat(running.stream().mapToInt(NextToken::token).toArray()).isEqualTo(alone.tokens());
        for (int i = 0; i < alone.length(); i++) {
            // float32 sums of 32 products, in the order that the batch's shape gives them
            assertThat(running.get(i).untemperedLogprob()).isCloseTo(alone.untemperedLogprobs()[i], within(1e-4f));
            assertThat(running.get(i).samplingLogprob()).isCloseTo(alone.samplingLogprobs()[i], within(1e-4f));
            assertThat(running.get(i).end().isPresent()).isEqualTo(i == alone.length() - 1);
        }
        assertThat(running.get(alone.length() - 1).end()).contains(alone.finishReason());
    }

    /**
     * Twelve prompts of 1 to 40 tokens, each sampled in one of four ways, one joining at every third step: the cache
     * grows to 16 rows, is cut down as they leave, and rows of different positions share every step.
     */
    @Test
    void rowsThatJoinAndLeaveAtDifferentTimesGetWhatTheyGetAlone() {
        List<int[]> prompts = TinyDecoder.prompts(12, 40, 2);
        List<Sampler.Config> ways = List.of(
                config(30, 0),
                config(24, 1),
                config(17, 0.7).withTopK(OptionalInt.of(9)).withTopP(0.8),
                config(40, 1.2).withRepetitionPenalty(1.3).withMinP(0.02));
        Written written = new Written();
        int most = 0;
        try (RunningBatch batch = batch()) {
            int joined = 0;
            for (int step = 0; joined < prompts.size() || batch.size() > 0; step++) {
                if (step % 3 == 0 && joined < prompts.size()) {
                    Sampler.Config way = ways.get(joined % ways.size());
                    written.add(batch.join(new Continuation(prompts.get(joined), way, 1 + joined % 3, STREAMS, 0)));
                    joined++;
                }
                most = Math.max(most, batch.size());
                written.add(batch.step());
            }
        }
        assertThat(most).isGreaterThan(8);
        List<SampledTokens> alone = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            alone.addAll(alone(prompts.get(i), ways.get(i % ways.size()), 1 + i % 3));
        }
        assertThat(written.all()).hasSameSizeAs(alone);
        for (int i = 0; i < alone.size(); i++) {
            isThatOf(written.all().get(i), alone.get(i));
        }
        assertThat(alone).extracting(SampledTokens::finishReason).contains(FinishReason.STOP, FinishReason.LENGTH);
    }

    /** In bfloat16 sums of another order round to other logits: the first tokens are those of one pass all the same. */
    @Test
    void bfloat16JoinsAndSteps() {
        int[] prompt = {3, 1, 4, 1, 5};
        try (Decoder rounded = TinyDecoder.create(ComputeType.BFLOAT16, 1);
                RunningBatch batch = new RunningBatch(rounded, Set.of(), LIMITS, Compute.cpu(1))) {
            Written written = new Written();
            written.add(batch.join(new Continuation(prompt, config(6, 0), 3, STREAMS, 0)));
            while (batch.size() > 0) {
                written.add(batch.step());
            }
            SampledTokens alone = new Sampler(rounded, Set.of(), config(6, 0))
                    .sample(List.of(prompt), 3, STREAMS)
                    .get(0)
                    .get(0);
            for (List<NextToken> row : written.all()) {
                assertThat(row.stream().mapToInt(NextToken::token).toArray()).isEqualTo(alone.tokens());
            }
            assertThat(written.all()).hasSize(3);
        }
    }

    @Test
    void whoLeavesIsToldNothingMoreAndChangesNothing() {
        try (RunningBatch batch = batch()) {
            Written written = new Written();
            List<NextToken> leaving = batch.join(new Continuation(new int[] {7, 8, 9}, config(60, 1), 5, STREAMS, 0));
            Continuation staying = new Continuation(new int[] {2, 3}, config(20, 0), 1, STREAMS, 0);
            written.add(batch.join(staying));
            for (int step = 0; batch.size() > 0; step++) {
                if (step == 4) {
                    leaving.forEach(token -> batch.leave(token.row()));
                    leaving.forEach(token -> batch.leave(token.row())); // a second time is nothing
                }
                List<NextToken> tokens = batch.step();
                if (step >= 4) {
                    assertThat(tokens).hasSizeLessThanOrEqualTo(1);
                }
                tokens.stream()
                        .filter(token ->
                                token.row() == written.all().get(0).get(0).row())
                        .forEach(token -> written.add(List.of(token)));
            }
            isThatOf(
                    written.all().get(0),
                    alone(staying.prompt(), staying.sampling(), 1).get(0));
            assertThat(batch.step()).isEmpty();
        }
    }

    /** The five most probable tokens in order; the first is the greedy token, with the same log-probability. */
    @Test
    void theLikeliestTokensAreThosePolicyTokens() {
        try (RunningBatch batch = batch()) {
            List<NextToken> tokens =
                    new ArrayList<>(batch.join(new Continuation(new int[] {4, 4, 2}, config(10, 0), 1, STREAMS, 5)));
            while (batch.size() > 0) {
                tokens.addAll(batch.step());
            }
            for (NextToken token : tokens) {
                assertThat(token.likeliest()).hasSize(5);
                assertThat(token.likeliest().get(0))
                        .isEqualTo(new NextToken.Chance(token.token(), token.untemperedLogprob()));
                assertThat(token.likeliest()).isSortedAccordingTo((a, b) -> Float.compare(b.logprob(), a.logprob()));
            }
        }
        try (RunningBatch batch = batch()) {
            NextToken all = batch.join(new Continuation(new int[] {4}, config(1, 1), 1, STREAMS, 1000))
                    .get(0);
            double sum = all.likeliest().stream()
                    .mapToDouble(chance -> Math.exp(chance.logprob()))
                    .sum();
            assertThat(all.likeliest()).hasSize(TinyDecoder.VOCABULARY);
            assertThat(sum).isCloseTo(1, within(1e-5));
        }
    }

    /**
     * Two layers of a key and a value of 2 heads of 16 numbers of 4 bytes are 512 bytes a token. A batch of 4 rows and
     * 256 tokens: two rows of 100 positions take 2 · 128; a third of 10 would make it 4 · 128.
     */
    @Test
    void memoryIsBoundedByTheGridOfRowsAndTheLongest() {
        assertThat(RunningBatch.bytesPerToken(decoder.config(), ComputeType.FLOAT32))
                .isEqualTo(2 * 2 * 2 * 16 * 4);
        assertThat(RunningBatch.bytesPerToken(decoder.config(), ComputeType.BFLOAT16))
                .isEqualTo(2 * 2 * 2 * 16 * 2);
        RunningBatch.Limits limits = new RunningBatch.Limits(4, 256);
        assertThat(limits.allow(100, 2)).isTrue();
        assertThat(limits.allow(100, 3)).isFalse();
        assertThat(limits.allow(10, 5)).isFalse();
        assertThat(limits.maxPositions(1)).isEqualTo(256);
        assertThat(limits.maxPositions(3)).isEqualTo(64);
        try (RunningBatch batch = new RunningBatch(decoder, Set.of(), limits, Compute.cpu(1))) {
            Continuation small = new Continuation(new int[] {1, 2}, config(8, 0), 1, STREAMS, 0);
            batch.join(new Continuation(new int[] {1}, config(99, 0), 2, STREAMS, 0));
            assertThat(batch.hasRoomFor(small)).isFalse();
            assertThatIllegalStateException()
                    .isThrownBy(() -> batch.join(small))
                    .withMessage("the batch has no room for 1 completions of 10 positions");
            while (batch.size() > 0) {
                batch.step();
            }
            assertThat(batch.hasRoomFor(small)).isTrue();
            assertThat(batch.join(small)).hasSize(1);
        }
    }

    @Test
    void whatCannotJoinIsRefusedByName() {
        try (RunningBatch batch = batch()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> batch.join(new Continuation(new int[] {1}, config(256, 0), 1, STREAMS, 0)))
                    .withMessageContaining("256 positions");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> batch.join(new Continuation(new int[] {24}, config(2, 0), 1, STREAMS, 0)))
                    .withMessageContaining("[0, 24), got 24");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Continuation(new int[0], config(2, 0), 1, STREAMS, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Continuation(new int[1], config(2, 0).withStop(List.of("a")), 1, STREAMS, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RunningBatch.Limits(0, 64));
        assertThatIllegalArgumentException().isThrownBy(() -> new RunningBatch.Limits(1, 31));
    }

    /** A handle that one step, one join or one resizing left open would be there hundreds of times. */
    @ParameterizedTest
    @EnumSource(ComputeType.class)
    void comingAndGoingLeavesNothingBehind(ComputeType type) {
        try (Decoder own = TinyDecoder.create(type, 1)) {
            comeAndGo(own, 0);
            long objects = Scope.liveObjects();
            long before = Scope.residentBytes();
            for (int round = 1; round <= 6; round++) {
                comeAndGo(own, round);
            }
            long grown = Scope.residentBytes() - before;
            System.out.printf(
                    "6 batches, %s: %+d native objects, %+d MiB%n",
                    type, Scope.liveObjects() - objects, grown / (1 << 20));
            assertThat(Scope.liveObjects()).isLessThanOrEqualTo(objects);
        }
    }

    private static void comeAndGo(Decoder own, int round) {
        List<int[]> prompts = TinyDecoder.prompts(20, 60, round);
        Map<Integer, NextToken> last = new HashMap<>();
        try (RunningBatch batch = new RunningBatch(own, END, LIMITS, Compute.cpu(1))) {
            for (int step = 0; step < 80; step++) {
                if (step % 4 == 0) {
                    Continuation next =
                            new Continuation(prompts.get(step / 4), config(50, 1), 1 + step % 3, STREAMS, 2);
                    if (batch.hasRoomFor(next)) {
                        last.put(step, batch.join(next).get(0));
                    }
                }
                batch.step();
                if (step % 20 == 19) {
                    last.values().forEach(token -> batch.leave(token.row()));
                }
            }
        }
    }
}
