package dev.kedge.evaluation;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.sampling.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Judged completions made by hand. */
final class Judged {

    private Judged() {}

    /** One group per row of rewards, 1 for right. */
    static JudgedGroups groups(Iterable<? extends Iterable<JsonNode>> rows) {
        List<JudgedPrompt> groups = new ArrayList<>();
        for (Iterable<JsonNode> row : rows) {
            List<Verdict> verdicts = new ArrayList<>();
            for (JsonNode reward : row) {
                double paid = reward.doubleValue();
                Outcome outcome = paid == 1 ? Outcome.CORRECT : Outcome.WRONG;
                verdicts.add(new Verdict(outcome, paid, Double.toString(paid), ""));
            }
            groups.add(group(verdicts));
        }
        return new JudgedGroups(groups);
    }

    static JudgedPrompt group(List<Verdict> verdicts) {
        List<Judgement> completions = verdicts.stream()
                .map(verdict -> rollout(1, FinishReason.STOP, verdict))
                .toList();
        return new JudgedPrompt(new Prompt("p", "1+1=", "2", Map.of()), completions);
    }

    static Judgement rollout(int length, FinishReason reason, Verdict verdict) {
        return new Judgement("", length, reason, verdict);
    }
}
