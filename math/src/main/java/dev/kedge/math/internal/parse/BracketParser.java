package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.lex.Token;
import dev.kedge.math.internal.lex.Token.Kind;
import dev.kedge.math.internal.lex.UnreadableException;
import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Combination;
import dev.kedge.math.internal.term.Sign;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.List;

/** The parser of what stands in brackets: a single term, a point, an interval, a set, an absolute value. */
final class BracketParser {

    private static final int MAX_ANGLE = 60;

    private final TokenCursor cursor;
    private final Answers answers;
    private final Bars bars;

    BracketParser(TokenCursor cursor, Answers answers, Bars bars) {
        this.cursor = cursor;
        this.answers = answers;
        this.bars = bars;
    }

    Term opened() throws UnreadableException {
        String open = cursor.peek().text();
        boolean before = bars.close(false);
        try {
            return switch (open) {
                case "{" -> set();
                case "floor", "ceil" -> {
                    cursor.take();
                    Term inside = answers.sum();
                    cursor.expect(Kind.CLOSE, open);
                    yield Term.Apply.of(open, inside);
                }
                case "|" -> {
                    cursor.take();
                    Term inside = answers.sum();
                    cursor.expect(Kind.CLOSE, open);
                    yield Term.Apply.of("abs", inside);
                }
                default -> group();
            };
        } finally {
            bars.close(before);
        }
    }

    private Term group() throws UnreadableException {
        char open = bracket(cursor.take());
        List<Term> parts = elements();
        Token closing = cursor.take();
        if (closing.kind() != Kind.CLOSE
                || closing.text().equals("}")
                || closing.text().equals("tex")) {
            throw new UnreadableException("a bracket is not closed");
        }
        char close = bracket(closing);
        if (parts.size() > 1) {
            return new Structure.Group(open, close, parts);
        }
        if ((open == '(') != (close == ')')) {
            throw new UnreadableException("brackets that do not match");
        }
        return parts.get(0);
    }

    private static char bracket(Token token) {
        return switch (token.text()) {
            case "(", ")", "[", "]" -> token.text().charAt(0);
            default -> token.kind() == Kind.OPEN ? '<' : '>';
        };
    }

    private List<Term> elements() throws UnreadableException {
        List<Term> parts = new ArrayList<>();
        Term first = answers.answers();
        if (first instanceof Structure.Sequence sequence) {
            parts.addAll(sequence.parts());
        } else {
            parts.add(first);
        }
        return parts;
    }

    private Term set() throws UnreadableException {
        cursor.take();
        if (cursor.accept(Kind.CLOSE, "}")) {
            return new Structure.FiniteSet(List.of());
        }
        bars.close(true);
        Term first = answers.answers();
        boolean builder = cursor.at(Kind.BAR) || cursor.at(Kind.OPERATOR, ":") || cursor.at(Kind.RELATION, "|");
        bars.close(false);
        if (builder) { // { x | condition }: the condition says it all
            cursor.take();
            Term condition = answers.answers();
            cursor.expect(Kind.CLOSE, "}");
            return within(first, condition);
        }
        cursor.expect(Kind.CLOSE, "}");
        if (first instanceof Structure.Relation relation && relation.signs().contains(Sign.OTHER)) {
            int bar = relation.signs().indexOf(Sign.OTHER);
            return within(
                    part(relation, 0, bar),
                    part(relation, bar + 1, relation.signs().size()));
        }
        List<Term> members = first instanceof Structure.Sequence sequence ? sequence.parts() : List.of(first);
        return areAllIntegers(members) ? new Term.Symbol("ℤ") : new Structure.FiniteSet(members);
    }

    /** The sides of a relation from one to another, with the signs between them. */
    private static Term part(Structure.Relation relation, int from, int to) {
        return from == to
                ? relation.parts().get(from)
                : new Structure.Relation(
                        relation.parts().subList(from, to + 1), relation.signs().subList(from, to));
    }

    /** A condition on members that are named with the numbers they are of: {@code n ∈ ℤ}. */
    private static Term within(Term member, Term condition) {
        boolean whole = member instanceof Structure.Relation relation
                && relation.signs().equals(List.of(Sign.IN))
                && (relation.parts().get(1).equals(new Term.Symbol("ℤ"))
                        || relation.parts().get(1).equals(new Term.Symbol("ℕ")));
        return whole
                ? new Structure.Combined(
                        Combination.INTERSECTION, condition, member.parts().get(1))
                : condition;
    }

    /** Whether these are whole numbers in a row around 0, with dots on both sides. */
    private static boolean areAllIntegers(List<Term> members) {
        Term dots = new Term.Symbol("...");
        int last = members.size() - 1;
        if (last < 4 || !members.get(0).equals(dots) || !members.get(last).equals(dots)) {
            return false;
        }
        boolean zero = false;
        for (int i = 1; i < last; i++) {
            Term member = members.get(i);
            long sign = member instanceof Term.Negative ? -1 : 1;
            Term size = member instanceof Term.Negative negative ? negative.of() : member;
            boolean next = size instanceof Term.Num number
                    && number.value().isWhole()
                    && (i == 1 || difference(members.get(i - 1), number.value().times(Rational.of(sign))));
            if (!next) {
                return false;
            }
            zero |= ((Term.Num) size).value().signum() == 0;
        }
        return zero;
    }

    private static boolean difference(Term before, Rational value) {
        Rational one = before instanceof Term.Negative negative && negative.of() instanceof Term.Num number
                ? number.value().negated()
                : before instanceof Term.Num number ? number.value() : value;
        return value.minus(one).equals(Rational.ONE);
    }

    /** Whether a bracket of the signs for smaller and greater opens here: {@code <1,2>}. */
    boolean isAngle() {
        if (!cursor.at(Kind.RELATION, "<")) {
            return false;
        }
        int commas = 0;
        for (int i = 1; i < MAX_ANGLE && cursor.peek(i).kind() != Kind.END; i++) {
            Token token = cursor.peek(i);
            if (token.kind() == Kind.RELATION) {
                return token.text().equals(">") && commas > 0;
            }
            commas += token.kind() == Kind.COMMA ? 1 : 0;
        }
        return false;
    }

    Term angle() throws UnreadableException {
        if (!isAngle()) {
            throw cursor.unexpected();
        }
        cursor.take();
        List<Term> parts = new ArrayList<>();
        do {
            parts.add(answers.sum());
        } while (cursor.accept(Kind.COMMA, ","));
        cursor.expect(Kind.RELATION, ">");
        return new Structure.Group('<', '>', parts);
    }

    Term bars() throws UnreadableException {
        cursor.take();
        boolean before = bars.close(true);
        Term inside = answers.sum();
        bars.close(before);
        cursor.expect(Kind.BAR, "|");
        return Term.Apply.of("abs", inside);
    }
}
