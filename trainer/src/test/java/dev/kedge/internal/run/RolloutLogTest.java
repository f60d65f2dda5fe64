package dev.kedge.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.RewardPart;
import dev.kedge.api.Verdict;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.rollout.Group;
import dev.kedge.rollout.Sample;
import dev.kedge.sampling.FinishReason;
import dev.kedge.sampling.SampledTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RolloutLogTest {

    @TempDir
    Path temporary;

    @Test
    void aRolloutComesBackAsItWasTokensAndLogProbabilitiesExactly() throws IOException {
        RolloutLog log = new RolloutLog(temporary.resolve("rollouts"));
        Path file = log.write(3, samples(0.5, -0.5));
        assertThat(file.getFileName()).hasToString("step-000003.jsonl.gz");

        List<RolloutLine> lines = RolloutLog.read(file);
        assertThat(lines).hasSize(2);
        RolloutLine right = lines.get(0);
        assertThat(right.promptId()).isEqualTo("sum/train/17");
        assertThat(right.prompt()).isEqualTo("3 + 4 =\n");
        assertThat(right.promptTokens()).containsExactly(3, 10, 4, 11);
        assertThat(right.completion()).isEqualTo("7 – “sure” </script>");
        assertThat(right.tokens()).containsExactly(7, 2);
        assertThat(right.samplingLogprobs()).containsExactly(-0.1f, -1e-8f);
        assertThat(right.untemperedLogprobs()).containsExactly(-0.3f, Math.nextUp(-0.7f));
        assertThat(right.reward()).isEqualTo(1.0);
        assertThat(right.advantage()).isEqualTo(0.5);
        assertThat(right.outcome()).isEqualTo(Outcome.CORRECT);
        assertThat(right.finishReason()).isEqualTo(FinishReason.STOP);
        RolloutLine cut = lines.get(1);
        assertThat(cut.advantage()).isEqualTo(-0.5);
        assertThat(cut.outcome()).isEqualTo(Outcome.UNPARSABLE);
        assertThat(cut.reason()).isEqualTo("no number");
        assertThat(cut.finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void theNamesInTheFileAreThoseOfTheDocumentation() throws IOException {
        Path file = new RolloutLog(temporary).write(1, samples(0.5, -0.5));
        String text;
        try (GZIPInputStream content = new GZIPInputStream(Files.newInputStream(file))) {
            text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(text.lines().findFirst().orElseThrow())
                .isEqualTo("{\"prompt_id\":\"sum/train/17\",\"prompt\":\"3 + 4 =\\n\",\"answer\":\"7\","
                        + "\"completion\":\"7 – “sure” </script>\",\"reward\":1.0,"
                        + "\"parts\":[{\"name\":\"right\",\"reward\":1.0,\"weight\":1.0}],\"advantage\":0.5,"
                        + "\"outcome\":\"CORRECT\",\"extracted\":\"7\",\"reason\":\"equal\",\"finish_reason\":\"STOP\","
                        + "\"prompt_tokens\":[3,10,4,11],\"tokens\":[7,2],\"sampling_logprobs\":[-0.1,-1.0E-8],"
                        + "\"untempered_logprobs\":[-0.3,-0.6999999]}");
    }

    @Test
    void equalStepsGiveEqualBytes() throws IOException {
        RolloutLog log = new RolloutLog(temporary);
        byte[] one = Files.readAllBytes(log.write(1, samples(0.5, -0.5)));
        byte[] two = Files.readAllBytes(log.write(2, samples(0.5, -0.5)));
        assertThat(one).isEqualTo(two);
    }

    @Test
    void resumingRemovesWhatCameAfterTheCheckpoint() throws IOException {
        RolloutLog log = new RolloutLog(temporary);
        for (long step : List.of(1L, 9L, 10L, 1_234_567L)) {
            log.write(step, samples(0, 0));
        }
        log.removeAfter(9);
        assertThat(log.files()).extracting(RolloutLog::stepOf).containsExactly(1L, 9L);
    }

    @Test
    void everyRolloutNeedsAnAdvantage() {
        RolloutLog log = new RolloutLog(temporary);
        List<Sample> first = samples(0.5, -0.5).subList(0, 1);
        assertThatThrownBy(() -> log.write(
                        1, Stream.concat(first.stream(), judged().stream()).toList()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no advantage yet, prompt sum/train/17");
        assertThatThrownBy(() -> log.write(1, judged())).isInstanceOf(IllegalStateException.class);
    }

    private static List<Sample> samples(double first, double second) {
        return List.of(
                judged().get(0).withAdvantage(Advantage.ofRollout(first)),
                judged().get(1).withAdvantage(Advantage.ofRollout(second)));
    }

    private static List<Sample> judged() {
        Prompt prompt = new Prompt("sum/train/17", "3 + 4 =\n", "7", Map.of());
        SampledTokens right = new SampledTokens(
                new int[] {7, 2},
                new float[] {-0.1f, -1e-8f},
                new float[] {-0.3f, Math.nextUp(-0.7f)},
                FinishReason.STOP);
        SampledTokens cut =
                new SampledTokens(new int[] {12}, new float[] {-2.5f}, new float[] {-2.5f}, FinishReason.LENGTH);
        Group group = new Group(0, prompt, new int[] {3, 10, 4, 11});
        return List.of(
                new Sample(
                        group,
                        right,
                        "7 – “sure” </script>",
                        Verdict.ofParts(Verdict.correct("7"), List.of(new RewardPart("right", 1, 1)))),
                new Sample(group, cut, "", Verdict.unparsable("no number")));
    }
}
