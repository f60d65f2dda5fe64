package dev.kedge.evaluation;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.sampling.FinishReason;
import java.util.ArrayList;
import java.util.List;

/**
 * One completion of an evaluation as it is saved.
 *
 * @param data names the data set; empty where there is only one
 * @param id names the prompt
 * @param how {@code greedy} or {@code sampled}
 * @param prompt what the policy was given, as text
 * @param answer the reference answer; empty where the verifier needs none
 * @param completion what was written, end token left out
 * @param tokens its tokens, end token included; 0 if a server did not say
 * @param finishReason why it ended
 * @param outcome how judging ended
 * @param reward the reward
 * @param extracted the answer as read; empty where there was none
 * @param reason the verifier's reason
 */
public record CompletionLine(
        String data,
        String id,
        String how,
        String prompt,
        String answer,
        String completion,
        int tokens,
        FinishReason finishReason,
        Outcome outcome,
        double reward,
        String extracted,
        String reason) {

    /**
     * The lines of an evaluation.
     *
     * @param data names the data set; empty where there is only one
     * @param evaluation what was judged
     * @return the greedy completions, then the sampled ones, in the order of the prompts
     */
    public static List<CompletionLine> of(String data, Evaluation evaluation) {
        List<CompletionLine> lines = new ArrayList<>();
        evaluation.greedy().groups().forEach(prompt -> add(lines, data, "greedy", prompt));
        evaluation.sampled().groups().forEach(prompt -> add(lines, data, "sampled", prompt));
        return lines;
    }

    private static void add(List<CompletionLine> lines, String data, String how, JudgedPrompt judged) {
        Prompt prompt = judged.prompt();
        for (Judgement completion : judged.completions()) {
            Verdict verdict = completion.verdict();
            lines.add(new CompletionLine(
                    data,
                    prompt.id(),
                    how,
                    prompt.text(),
                    prompt.answer(),
                    completion.text(),
                    completion.length(),
                    completion.finishReason(),
                    verdict.outcome(),
                    verdict.reward(),
                    verdict.extracted(),
                    verdict.reason()));
        }
    }
}
