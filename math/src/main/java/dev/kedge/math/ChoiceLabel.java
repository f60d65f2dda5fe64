package dev.kedge.math;

import dev.kedge.math.internal.extract.Choices;
import dev.kedge.math.internal.extract.FirstLetter;
import dev.kedge.math.internal.extract.Found;
import dev.kedge.math.internal.extract.Labels;
import dev.kedge.math.internal.term.Term;
import java.util.Optional;

/** The judgement of an answer by its letter, where the reference is the letter of a multiple-choice answer. */
final class ChoiceLabel {

    private static final int LAST_LINE = 400;

    private ChoiceLabel() {}

    /** The verdict; empty if the reference is no letter or the answer names none. */
    static Optional<Judgement> judge(Found gold, Found answer, String spoken) {
        Optional<Character> wanted = gold.term()
                .filter(term -> term instanceof Term.Symbol symbol
                        && symbol.name().length() == 1
                        && Labels.LETTERS.contains(symbol.name()))
                .map(term -> ((Term.Symbol) term).name().charAt(0));
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        boolean marked = answer.isAnswer() && answer.kind() != Found.Kind.NUMBER;
        Optional<Character> letter = marked ? Labels.of(answer.text()) : Optional.empty();
        if (letter.isEmpty() && !isPlace(answer.kind())) {
            Choices.Choice choice = Choices.announced(spoken, Labels.LETTERS);
            if (choice.announced() && choice.letter().isEmpty()) {
                return Optional.of(Judgement.unreadable("several letters are named, or the choice is taken back"));
            }
            letter = choice.letter()
                    .or(() -> FirstLetter.of(spoken, Labels.LETTERS))
                    .or(() -> marked ? Optional.empty() : last(spoken));
        }
        return letter.map(given -> given.equals(wanted.get())
                ? Judgement.right(String.valueOf(given))
                : Judgement.wrong(String.valueOf(given), "not " + wanted.get()));
    }

    /** Whether an answer stands where there is no doubt that it is the answer. */
    private static boolean isPlace(Found.Kind kind) {
        return kind == Found.Kind.BOX || kind == Found.Kind.HASHES || kind == Found.Kind.TAG;
    }

    /** The only letter in brackets in the last line. */
    private static Optional<Character> last(String spoken) {
        String end = spoken.substring(Math.max(0, spoken.length() - LAST_LINE)).strip();
        String line = end.substring(end.lastIndexOf('\n') + 1);
        Optional<Character> found = Optional.empty();
        for (int i = 0; i + 2 < line.length(); i++) {
            if (line.charAt(i) == '(' && line.charAt(i + 2) == ')' && Labels.LETTERS.indexOf(line.charAt(i + 1)) >= 0) {
                if (found.isPresent() && found.get() != line.charAt(i + 1)) {
                    return Optional.empty();
                }
                found = Optional.of(line.charAt(i + 1));
            }
        }
        return found;
    }
}
