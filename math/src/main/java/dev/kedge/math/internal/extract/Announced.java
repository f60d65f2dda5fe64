package dev.kedge.math.internal.extract;

import dev.kedge.math.internal.extract.Found.Kind;
import dev.kedge.math.internal.term.Term;
import java.util.List;
import java.util.Optional;

/** The answer that a sentence says which follows an announcement. */
final class Announced {

    private static final Phrases COPULAS = Phrases.byLast(Cues.COPULAS);

    private Announced() {}

    /**
     * What the sentence says.
     *
     * @param sentence what stands behind the announcement
     * @return its answer, readable or not; none if the sentence is empty or says what the answer is not
     */
    static Found in(String sentence) {
        return inUndressed(Dressing.without(sentence));
    }

    /** What a sentence says, which is {@linkplain Dressing#without without its dress}. */
    static Found inUndressed(String marks) {
        String content = marks.endsWith("!") || marks.endsWith("！")
                ? marks.substring(0, marks.length() - 1)
                : marks; // an exclamation mark, not a factorial
        return said(withoutCopula(content));
    }

    private static Found said(String content) {
        Optional<String> instead = Clauses.instead(content);
        if (instead.isPresent()) {
            return instead.get().isEmpty() ? Found.none("it is said what the answer is not") : in(instead.get());
        }
        if (content.isBlank()) {
            return Found.none("nothing follows the words that announce an answer");
        }
        List<Span> boxes = Boxes.in(content);
        if (!boxes.isEmpty()) {
            return Boxes.read(content, boxes);
        }
        Optional<Character> label = Labels.of(content);
        if (label.isPresent()) {
            return new Found(content, Optional.of(new Term.Symbol(String.valueOf(label.get()))), "", Kind.SAID);
        }
        String main = Clauses.main(content).strip();
        if (AnswerReader.makesMore(main)) {
            return new Found(content, Optional.empty(), "the words around the number make more of it", Kind.SAID);
        }
        Found clause = AnswerReader.whole(main.isEmpty() ? content : main, Kind.SAID);
        if (isFormula(clause)) {
            return clause;
        }
        Found whole = main.length() == content.length() ? clause : AnswerReader.whole(content, Kind.SAID);
        if (isFormula(whole)) {
            return whole;
        }
        return clause.term().isPresent() ? clause : partOf(main, clause);
    }

    /**
     * Whether a sentence without its dress only says that an answer that stands elsewhere is right, or where it stands.
     */
    static boolean isVerdict(String sentence) {
        int end = 0;
        while (end < sentence.length() && Character.isLetter(sentence.charAt(end))) {
            end++;
        }
        return end > 0 && Cues.VERDICTS.contains(Characters.lower(sentence.substring(0, end)));
    }

    private static String withoutCopula(String content) {
        for (String copula : COPULAS.atEnd(content)) {
            if (content.endsWith(copula) && content.length() > copula.length()) {
                return content.substring(0, content.length() - copula.length()).strip();
            }
        }
        return content;
    }

    private static Found partOf(String clause, Found unread) {
        List<Span> formulas = Formulas.in(clause);
        boolean begins = !formulas.isEmpty() && formulas.get(0).start() == 0;
        if (!begins) {
            Optional<Found> beginning = Expressions.in(clause).stream()
                            .filter(run -> run.span().start() == 0)
                            .anyMatch(run -> run.isPartial(clause))
                    ? Optional.empty()
                    : AnswerReader.beginning(clause);
            if (beginning.isPresent()) {
                return beginning.get();
            }
        }
        if (!formulas.isEmpty()) {
            Found last = Unmarked.last(clause);
            return last.isAnswer() && last.term().isPresent()
                    ? new Found(last.text(), last.term(), "", Kind.SAID)
                    : unread;
        }
        return AnswerReader.only(clause).orElse(unread);
    }

    private static boolean isFormula(Found found) {
        return found.term().filter(term -> !(term instanceof Term.Text)).isPresent();
    }
}
