package dev.kedge.rollout;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.sampling.FinishReason;
import dev.kedge.sampling.SampledTokens;
import java.util.Map;

/** Samples of which only the tokens count, for tests. */
public final class Samples {

    private Samples() {}

    /** A sample alone in its group, with an advantage. */
    public static Sample of(int[] prompt, int[] completion, float[] samplingLogprobs, Advantage advantage) {
        return new Sample(
                        new Group(0, new Prompt("of a test", "", "", Map.of()), prompt),
                        new SampledTokens(completion, samplingLogprobs, samplingLogprobs, FinishReason.STOP),
                        "",
                        Verdict.correct(""))
                .withAdvantage(advantage);
    }

    /** The same with log-probabilities of 0 and one advantage for every token. */
    public static Sample of(int[] prompt, int[] completion, double advantage) {
        return of(prompt, completion, new float[completion.length], Advantage.ofRollout(advantage));
    }
}
