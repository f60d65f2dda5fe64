package dev.kedge.math;

import dev.kedge.math.internal.equal.ListEquality;
import dev.kedge.math.internal.equal.TextEquality;
import dev.kedge.math.internal.equal.ValueEquality;
import dev.kedge.math.internal.evaluate.ScalarEquality;
import dev.kedge.math.internal.extract.AnswerFinder;
import dev.kedge.math.internal.extract.Found;
import dev.kedge.math.internal.extract.Labels;
import dev.kedge.math.internal.term.Term;
import java.util.Optional;

/**
 * A judge of mathematical answers: finds the final answers of a reference and of a completion, reads both, and compares
 * what they say. What is found, what is the same and what bounds the cost is in {@code docs/verifiers.md}.
 */
public final class MathJudge {

    private static final int MAX_REPORT = 200;
    private static final int MAX_TEXT = 1000;

    private final ListEquality equality;

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
        Found gold = AnswerFinder.in(reference);
        Found answer = AnswerFinder.in(completion);
        String spoken = AnswerFinder.spoken(completion);
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
     * Says what is wrong with a reference, before anything is judged by it.
     *
     * @param reference a reference answer
     * @return why no answer can be compared with it; empty if all is well
     */
    public Optional<String> unfit(String reference) {
        Found gold = AnswerFinder.in(reference);
        if (!gold.isAnswer()) {
            return Optional.of(gold.reason());
        }
        if (gold.kind() == Found.Kind.NUMBER && reference.strip().startsWith("\\")) {
            return Optional.of("it begins with a formula that cannot be read");
        }
        if (gold.term().isEmpty()) {
            boolean words = TextEquality.isWords(gold.text());
            return words ? Optional.empty() : Optional.of(gold.reason());
        }
        return equality.same(gold.term().get(), gold.term().get())
                ? Optional.empty()
                : Optional.of("it has no value that can be compared");
    }

    /** Whether the reference is words, or cannot be read, and the answer is written the same. */
    private static boolean asText(String reference, Found gold, Found answer, String spoken) {
        boolean formula =
                gold.term().filter(term -> !(term instanceof Term.Text)).isPresent();
        boolean answerIsText =
                answer.term().filter(term -> term instanceof Term.Text).isPresent();
        if (formula && !answerIsText && answer.term().isPresent()) {
            return false;
        }
        if (gold.isAnswer() && answer.isAnswer() && TextEquality.same(gold.text(), answer.text())) {
            return TextEquality.isExact(gold.text(), answer.text()) || !formula;
        }
        boolean shortEnough = spoken.length() <= MAX_TEXT && reference.length() <= MAX_TEXT;
        return !formula
                && shortEnough
                && (TextEquality.same(reference, spoken) || TextEquality.same(gold.text(), spoken));
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
