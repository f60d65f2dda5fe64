package dev.kedge.math.internal.extract;

import dev.kedge.math.internal.extract.Found.Kind;
import dev.kedge.math.internal.lex.UnreadableException;
import dev.kedge.math.internal.parse.AnswerParser;
import dev.kedge.math.internal.term.Term;
import java.util.List;
import java.util.Optional;

/** The reading of a piece of text that is taken for an answer, as a whole or up to its last equals sign. */
final class AnswerReader {

    private AnswerReader() {}

    /** The piece without what dresses it, and what it says, if that can be read. */
    static Found whole(String piece, Kind kind) {
        String answer = Dressing.without(piece.strip());
        if (answer.isEmpty()) {
            return new Found(answer, Optional.empty(), "the answer is empty", kind);
        }
        if (PlainText.hasSeveralLines(answer)) {
            return new Found(answer, Optional.empty(), "several lines are no formula", kind);
        }
        if (isWide(answer) && makesMore(answer)) {
            return new Found(answer, Optional.empty(), "the words around the number make more of it", kind);
        }
        return parsed(answer, kind);
    }

    /** An expression of running text: as a whole, or what follows its last equals sign. */
    static Found expression(String piece, Kind kind) {
        Found whole = whole(piece, kind);
        return whole.term().isPresent() ? whole : behindEquals(piece, whole);
    }

    /** What follows the last equals sign of a piece that cannot be read as a whole. */
    static Found behindEquals(String piece, Found whole) {
        int sign = piece.lastIndexOf('=');
        if (sign < 0) {
            return whole;
        }
        Found right = whole(piece.substring(sign + 1), whole.kind());
        return right.term().isPresent() ? right : whole;
    }

    /** The longest beginning of a clause that is a formula. */
    static Optional<Found> beginning(String clause) {
        try {
            Term term = AnswerParser.parsePrefix(clause);
            return term instanceof Term.Text
                    ? Optional.empty()
                    : Optional.of(new Found(clause, Optional.of(term), "", Kind.SAID));
        } catch (UnreadableException notAtTheBeginning) {
            return Optional.empty();
        }
    }

    /** The only expression of a clause that has no other one; empty if it has several or the words make more of it. */
    static Optional<Found> only(String clause) {
        List<Expressions.Run> runs =
                Expressions.in(clause).stream().filter(run -> !run.aside()).toList();
        if (runs.size() != 1 || runs.get(0).isPartial(clause)) {
            return Optional.empty();
        }
        Found found = expression(runs.get(0).span().content(), Kind.SAID);
        return found.term().isPresent() ? Optional.of(found) : Optional.empty();
    }

    /** Whether the words behind the expression with which a clause begins make another value of it. */
    static boolean makesMore(String clause) {
        if (!hasLetter(clause)) {
            return false;
        }
        int end = Expressions.endOfFirst(clause);
        return end > 0 && !Wording.isWideScale(clause, end) && Wording.makesMore(clause, 0, end);
    }

    private static boolean hasLetter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLetter(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text has letters of a script without spaces, behind which a number does not end at a word. */
    private static boolean isWide(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Characters.isWideLetter(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static Found parsed(String answer, Kind kind) {
        try {
            return new Found(answer, Optional.of(AnswerParser.parse(answer.replace("->", "\\to "))), "", kind);
        } catch (UnreadableException unreadable) {
            return new Found(answer, Optional.empty(), unreadable.reason(), kind);
        }
    }
}
