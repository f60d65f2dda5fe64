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
import java.util.OptionalDouble;
import java.util.Set;

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
        return judge(reference, AnswerFinder.inReference(reference), Reading.of(completion));
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
        List<Reading> leaders = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Integer before = seen.putIfAbsent(answers.get(i), i);
            if (before != null) {
                groups.add(groups.get(before));
                continue;
            }
            Reading answer = Reading.of(answers.get(i)).valued();
            int leader = 0;
            while (leader < leaders.size() && !same(leaders.get(leader), answer)) {
                leader++;
            }
            if (leader == leaders.size()) {
                leaders.add(answer);
                places.add(i);
            }
            groups.add(places.get(leader));
        }
        return groups;
    }

    private boolean same(Reading reference, Reading answer) {
        if (reference.isLong() || answer.isLong() || Reading.clearlyDifferent(reference, answer)) {
            return false;
        }
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

    /**
     * The reading of a completion or an answer.
     *
     * @param value about its value, where it is a plain number or expression without variables; else empty
     */
    private record Reading(String text, Found found, String spoken, OptionalDouble value) {

        private static final Set<String> ROOTS = Set.of("sqrt", "root");
        /** Ten times the share that two numbers with decimals may differ by. */
        private static final double CLEAR = 1e-4;

        static Reading of(String text) {
            AnswerFinder.Reply reply = AnswerFinder.read(text);
            return new Reading(text, reply.found(), reply.spoken(), OptionalDouble.empty());
        }

        /** With its value. */
        Reading valued() {
            boolean alone = found.kind() == Found.Kind.WHOLE
                    && !isLong()
                    && text.indexOf(',') < 0
                    && Labels.contentOf(text).isEmpty();
            OptionalDouble number = alone
                    ? found.term()
                            .filter(term -> !term.has(part -> !isPlain(part)))
                            .map(ScalarEquality::real)
                            .orElse(OptionalDouble.empty())
                    : OptionalDouble.empty();
            return new Reading(text, found, spoken, number);
        }

        private static boolean isPlain(Term part) {
            return part instanceof Term.Num
                    || part == Term.Constant.PI
                    || part instanceof Term.Sum
                    || part instanceof Term.Product
                    || part instanceof Term.Quotient
                    || part instanceof Term.Power
                    || part instanceof Term.Negative
                    || (part instanceof Term.Apply apply && ROOTS.contains(apply.function()));
        }

        boolean isLong() {
            return text.length() > MAX_REPORT;
        }

        /** Whether both have values that no rounding makes equal; spares the comparison of most answers. */
        static boolean clearlyDifferent(Reading one, Reading other) {
            if (one.value.isEmpty() || other.value.isEmpty()) {
                return false;
            }
            double left = one.value.getAsDouble();
            double right = other.value.getAsDouble();
            return Math.abs(left - right) > CLEAR * Math.max(Math.abs(left), Math.abs(right));
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_REPORT ? text : text.substring(0, MAX_REPORT) + "…";
    }
}
