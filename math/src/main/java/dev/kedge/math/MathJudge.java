package dev.kedge.math;

import dev.kedge.math.internal.equal.ListEquality;
import dev.kedge.math.internal.equal.TextEquality;
import dev.kedge.math.internal.equal.ValueEquality;
import dev.kedge.math.internal.evaluate.ScalarEquality;
import dev.kedge.math.internal.extract.AnswerFinder;
import dev.kedge.math.internal.extract.Found;
import dev.kedge.math.internal.extract.Labels;
import dev.kedge.math.internal.extract.PlainText;
import dev.kedge.math.internal.extract.Verbatim;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A judge of mathematical answers: finds the final answers of a reference and of a completion, reads both, and compares
 * what they say. What is found, what is the same and what bounds the cost is in {@code docs/verifiers.md}.
 */
public final class MathJudge {

    static final int MAX_REPORT = 200;
    private static final int MAX_TEXT = 1000;

    private final ListEquality equality;
    private final References references = new References();

    /**
     * A judge.
     *
     * @param decimals places in which a decimal must agree with what it rounds, 1 to 15
     */
    public MathJudge(int decimals) {
        equality = new ListEquality(new ValueEquality(new ScalarEquality(decimals)));
    }

    /**
     * Judges a completion.
     *
     * @param reference the reference answer, or a text that ends with it
     * @param completion what the model wrote
     * @return right, wrong or unparsable
     */
    public Judgement judge(String reference, String completion) {
        if (reference.length() <= MAX_TEXT && reference.strip().equals(completion.strip())) {
            return Judgement.right(shortened(completion.strip()));
        }
        return judge(reference, references.answerOf(reference), Reading.of(completion));
    }

    private Judgement judge(String reference, Found gold, Reading completion) {
        Found answer = completion.found();
        String spoken = completion.spoken();
        Optional<Judgement> choice = ChoiceLabel.judge(gold, answer, spoken);
        if (choice.isPresent()) {
            return choice.get();
        }
        if (asText(reference, gold, answer, spoken)) {
            return Judgement.right(shortened(answer.isAnswer() ? answer.text() : spoken.strip()));
        }
        if (!answer.isAnswer()) {
            return Judgement.unreadable(answer.reason());
        }
        String extracted = shortened(answer.text());
        if (gold.term().isEmpty()) {
            return Judgement.wrong(extracted, "not the text of the reference, which is no formula");
        }
        if (answer.term().isEmpty()) {
            return new Judgement(Judgement.Ruling.UNREADABLE, extracted, shortened(answer.reason()));
        }
        if (equality.same(gold.term().get(), answer.term().get())
                || behindLabel(answer)
                        .filter(term -> equality.same(gold.term().get(), term))
                        .isPresent()
                || DecimalComma.read(gold, answer)
                        .filter(pair -> equality.same(pair.gold(), pair.answer()))
                        .isPresent()) {
            return Judgement.right(extracted);
        }
        boolean onlyWords = answer.kind() == Found.Kind.WHOLE
                && answer.term().filter(term -> term instanceof Term.Text).isPresent();
        if (onlyWords
                && gold.term().filter(term -> !(term instanceof Term.Text)).isPresent()) {
            return Judgement.unreadable("no answer found");
        }
        return Judgement.wrong(extracted, "not " + shortened(gold.text()));
    }

    /**
     * Groups answers that say the same: an answer joins the first group whose first answer it would be right for, were
     * that the reference.
     *
     * @param answers as {@link Judgement#extracted()} has them; those that were shortened are compared as text
     * @return for each answer the place of the first one of its group
     */
    public List<Integer> alike(List<String> answers) {
        Map<String, Integer> seen = new HashMap<>();
        List<Leader> leaders = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Integer before = seen.putIfAbsent(answers.get(i), i);
            if (before != null) {
                groups.add(groups.get(before));
                continue;
            }
            Leader answer = Leader.of(answers.get(i), i);
            Optional<Leader> leader = answer.among(leaders, this::same);
            if (leader.isEmpty()) {
                leaders.add(answer);
            }
            groups.add(leader.map(Leader::place).orElse(i));
        }
        return groups;
    }

    boolean same(Reading reference, Reading answer) {
        return judge(reference.text(), reference.found(), answer).isCorrect();
    }

    /**
     * Says what is wrong with a reference, before anything is judged by it.
     *
     * @param reference a reference answer
     * @return why no answer can be compared with it; empty if all is well
     */
    public Optional<String> unfit(String reference) {
        Found gold = AnswerFinder.inReference(reference);
        if (!gold.isAnswer()) {
            return Optional.of(gold.reason());
        }
        if (gold.term().isEmpty()) {
            boolean words = TextEquality.isWords(gold.text());
            return words ? Optional.empty() : Optional.of(gold.reason());
        }
        return equality.same(gold.term().get(), gold.term().get())
                ? Optional.empty()
                : Optional.of("it has no value that can be compared");
    }

    /**
     * Whether the answer is written as the reference is; or the reference is words or cannot be read, and the answer
     * has the same words.
     */
    private static boolean asText(String reference, Found gold, Found answer, String spoken) {
        boolean formula = isFormula(gold);
        if (!formula && PlainText.hasSeveralLines(gold.text())) {
            return PlainText.hasSameLines(gold.text(), answer.kind() == Found.Kind.BOX ? answer.text() : spoken);
        }
        if (gold.isAnswer() && answer.isAnswer() && !answer.text().isEmpty()) {
            boolean unread = !formula || answer.term().isEmpty();
            if ((unread || answer.term().equals(gold.term())) && TextEquality.isExact(gold.text(), answer.text())) {
                return true;
            }
            if (!formula && TextEquality.same(gold.text(), answer.text())) {
                return true;
            }
        }
        if (formula && answer.term().isPresent()) {
            return false;
        }
        if (!formula
                && spoken.length() <= reference.length() + MAX_TEXT
                && (TextEquality.same(reference, spoken) || TextEquality.same(gold.text(), spoken))) {
            return true;
        }
        boolean marked = answer.kind() == Found.Kind.BOX || answer.kind() == Found.Kind.HASHES;
        boolean takenBack = answer.isAnswer() && answer.text().isEmpty();
        return !marked && !takenBack && gold.isAnswer() && Verbatim.announces(spoken, gold.text());
    }

    private static boolean isFormula(Found found) {
        return found.term().filter(term -> !(term instanceof Term.Text)).isPresent();
    }

    /** What an answer with the letter of a choice says without it. */
    private static Optional<Term> behindLabel(Found answer) {
        return Labels.contentOf(answer.text())
                .flatMap(content -> AnswerFinder.in(content).term());
    }

    private static String shortened(String text) {
        return text.length() <= MAX_REPORT ? text : text.substring(0, MAX_REPORT) + "…";
    }
}
