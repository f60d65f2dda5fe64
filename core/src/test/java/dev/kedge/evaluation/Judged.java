package dev.kedge.evaluation;

import dev.kedge.rollout.Completion;
import dev.kedge.rollout.FinishReason;
import dev.kedge.rollout.Prompt;
import dev.kedge.rollout.Rollout;
import dev.kedge.rollout.RolloutGroup;
import dev.kedge.rollout.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Judged completions made by hand. */
final class Judged {

    private Judged() {}

    /** One group per row of rewards, 1 for right. */
    static JudgedGroups groups(Iterable<? extends Iterable<JsonNode>> rows) {
        List<RolloutGroup> groups = new ArrayList<>();
        for (Iterable<JsonNode> row : rows) {
            List<Verdict> verdicts = new ArrayList<>();
            for (JsonNode reward : row) {
                verdicts.add(reward.doubleValue() == 1 ? Verdict.correct("1") : Verdict.wrong("0", "differs"));
            }
            groups.add(group(verdicts));
        }
        return new JudgedGroups(groups);
    }

    static RolloutGroup group(List<Verdict> verdicts) {
        List<Rollout> rollouts = verdicts.stream()
                .map(verdict -> rollout(1, FinishReason.STOP, verdict))
                .toList();
        return new RolloutGroup(new Prompt("p", "1+1=", "2", Map.of()), new int[] {1}, rollouts);
    }

    static Rollout rollout(int length, FinishReason reason, Verdict verdict) {
        return new Rollout(new Completion(new int[length], new float[length], new float[length], reason), "", verdict);
    }
}
