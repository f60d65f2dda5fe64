package dev.kedge.benchmarks;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.rollout.Group;
import dev.kedge.rollout.Sample;
import dev.kedge.sampling.SampledTokens;
import java.util.Map;

/**
 * Sampled tokens as samples that nobody judged: every other one is rewarded, which is all that time and memory need.
 */
final class MadeUpSamples {

    private MadeUpSamples() {}

    static Sample of(int group, int[] prompt, SampledTokens tokens, int number) {
        return new Sample(
                        new Group(group, new Prompt("prompt " + group, "", "", Map.of()), prompt),
                        tokens,
                        "",
                        number % 2 == 0 ? Verdict.correct("") : Verdict.wrong("", ""))
                .withAdvantage(Advantage.ofRollout(number % 2 == 0 ? 1 : -1));
    }
}
