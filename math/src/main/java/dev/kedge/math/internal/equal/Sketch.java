package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.extract.Found;
import dev.kedge.math.internal.extract.Labels;
import dev.kedge.math.internal.term.Term;
import java.util.Optional;

/**
 * A glance at what an answer says: enough to tell that two are different, never that they are the same. It spares most
 * comparisons where each of many answers would be compared with each.
 */
public final class Sketch {

    private final boolean isWords;
    private final boolean decimalComma;
    private final boolean isFraction;
    private final Optional<TextSketch> text;
    private final Optional<TextSketch> said;
    private final Optional<NumberSketch> numbers;

    private Sketch(
            boolean isWords,
            boolean decimalComma,
            boolean isFraction,
            Optional<TextSketch> text,
            Optional<TextSketch> said,
            Optional<NumberSketch> numbers) {
        this.isWords = isWords;
        this.decimalComma = decimalComma;
        this.isFraction = isFraction;
        this.text = text;
        this.said = said;
        this.numbers = numbers;
    }

    /**
     * Sketches an answer.
     *
     * @param text all of it, one line without tags
     * @param found what was found in it
     * @param decimalComma whether its comma may be a decimal point where the other answer is a number that is not whole
     * @return its sketch; empty if the answer is not the whole text, has a label, or is of no simple form
     */
    public static Optional<Sketch> of(String text, Found found, boolean decimalComma) {
        if (text.indexOf('\n') >= 0 || Labels.contentOf(text).isPresent()) {
            return Optional.empty();
        }
        boolean none = !found.isAnswer();
        boolean whole = found.kind() == Found.Kind.WHOLE && found.term().isPresent();
        boolean isWords = hasLetter(text)
                && (none
                        || (whole
                                && found.term()
                                        .filter(term -> term instanceof Term.Text)
                                        .isPresent()));
        Optional<NumberSketch> numbers = whole && !isWords ? found.term().flatMap(NumberSketch::of) : Optional.empty();
        if (!isWords && numbers.isEmpty()) {
            return Optional.empty();
        }
        boolean undressed = none || found.text().equals(text);
        return Optional.of(new Sketch(
                isWords,
                decimalComma,
                found.term().filter(Sketch::isFraction).isPresent(),
                undressed ? Optional.of(TextSketch.of(text)) : Optional.empty(),
                found.term().flatMap(term -> said(term, text)),
                numbers));
    }

    /** What words say where that is not how they are written, as of {@code 5 March} and {@code March 5}. */
    private static Optional<TextSketch> said(Term term, String written) {
        return term instanceof Term.Text words && !words.text().equals(written)
                ? Optional.of(TextSketch.of(words.text()))
                : Optional.empty();
    }

    private static boolean isFraction(Term term) {
        return term instanceof Term.Num number && !number.value().isWhole();
    }

    private static boolean hasLetter(String text) {
        return text.chars().anyMatch(Character::isLetter);
    }

    /**
     * Whether an answer is certainly not the same as this one.
     *
     * @param answer the sketch of another answer
     * @return false if only a comparison can tell
     */
    public boolean isApart(Sketch answer) {
        if (isWords || answer.isWords) {
            return areApart(text, answer.text) && areApart(said.or(() -> text), answer.said.or(() -> answer.text));
        }
        NumberSketch one = numbers.orElseThrow();
        NumberSketch other = answer.numbers.orElseThrow();
        boolean either = (decimalComma && answer.isFraction) || (answer.decimalComma && isFraction);
        return !either && one.isApart(other);
    }

    private static boolean areApart(Optional<TextSketch> one, Optional<TextSketch> other) {
        return one.isPresent() && other.isPresent() && one.get().isApart(other.get());
    }
}
