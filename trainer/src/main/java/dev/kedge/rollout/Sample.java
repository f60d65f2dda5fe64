package dev.kedge.rollout;

import dev.kedge.api.Verdict;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.objective.input.TokenFacts;
import dev.kedge.sampling.SampledTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One completion of a prompt, on its way from sampling to the gradient. Each phase gives back the same samples with
 * what it found out.
 *
 * @param group the prompt it belongs to
 * @param sampled the tokens and the log-probabilities they were sampled with
 * @param text the completion decoded, end token left out; what the verifier saw
 * @param verdict the verifier's judgement, reward included
 * @param participation whether its reward and its tokens count
 * @param credit its advantage, once advantages are formed
 * @param remembered the old policy at its tokens, once updates begin
 */
public record Sample(
        Group group,
        SampledTokens sampled,
        String text,
        Verdict verdict,
        Participation participation,
        Optional<Advantage> credit,
        Optional<OldValues> remembered)
        implements TokenFacts {

    /**
     * A sample that has been judged and no more.
     *
     * @param group the prompt it belongs to
     * @param sampled the tokens
     * @param text the completion decoded
     * @param verdict the verifier's judgement
     */
    public Sample(Group group, SampledTokens sampled, String text, Verdict verdict) {
        this(group, sampled, text, verdict, Participation.TRAIN, Optional.empty(), Optional.empty());
    }

    /**
     * The same sample in a group of which more is known.
     *
     * @param known the group
     */
    public Sample withGroup(Group known) {
        return new Sample(known, sampled, text, verdict, participation, credit, remembered);
    }

    /**
     * The same sample, taking no more part than said.
     *
     * @param atMost the part
     */
    public Sample withParticipation(Participation atMost) {
        return new Sample(group, sampled, text, verdict, participation.and(atMost), credit, remembered);
    }

    /**
     * The same sample with its advantage.
     *
     * @param advantage one value, or one per token
     */
    public Sample withAdvantage(Advantage advantage) {
        if (!advantage.isUniform() && advantage.values().length != length()) {
            throw new IllegalArgumentException("an advantage must have one value or one per token, that is " + length()
                    + ", got " + advantage.values().length);
        }
        return new Sample(group, sampled, text, verdict, participation, Optional.of(advantage), remembered);
    }

    /**
     * The same sample with what is remembered of the old policy.
     *
     * @param values at its tokens
     */
    public Sample withOld(OldValues values) {
        return new Sample(group, sampled, text, verdict, participation, credit, Optional.of(values));
    }

    /** Whether its reward is compared with the others of its group. */
    public boolean isCompared() {
        return participation != Participation.EXCLUDE;
    }

    /** Whether its tokens are learned from. */
    public boolean isLearned() {
        return participation == Participation.TRAIN;
    }

    /** The number of completion tokens, end token included. */
    public int length() {
        return sampled.length();
    }

    /** What a policy is asked about. */
    public TokenSequence sequence() {
        return new TokenSequence(group.tokens(), sampled.tokens(), sampled.distribution());
    }

    /**
     * How much this completion, or each of its tokens, is to be made likelier.
     *
     * @throws IllegalStateException before advantages are formed
     */
    public Advantage advantage() {
        return credit.orElseThrow(() -> new IllegalStateException("a sample has no advantage yet, prompt " + id()));
    }

    /**
     * The old policy at its tokens.
     *
     * @throws IllegalStateException before it was remembered
     */
    public OldValues old() {
        return remembered.orElseThrow(
                () -> new IllegalStateException("of a sample no old policy is remembered yet, prompt " + id()));
    }

    private String id() {
        return group.prompt().id();
    }

    @Override
    public float[] samplingLogprobs() {
        return sampled.samplingLogprobs();
    }

    @Override
    public float[] oldLogprobs() {
        return old().scores().logprobs();
    }

    @Override
    public float[] oldEntropies() {
        return old().scores().entropies();
    }

    @Override
    public float[] referenceLogprobs() {
        return old().referenceLogprobs();
    }

    /**
     * The groups of a list of samples, as views of it.
     *
     * @param samples those of a group beside each other
     * @return each group's, in order
     */
    public static List<List<Sample>> byGroup(List<Sample> samples) {
        List<List<Sample>> groups = new ArrayList<>();
        int start = 0;
        for (int end = 1; end <= samples.size(); end++) {
            if (end == samples.size()
                    || samples.get(end).group().number()
                            != samples.get(start).group().number()) {
                groups.add(samples.subList(start, end));
                start = end;
            }
        }
        return groups;
    }
}
