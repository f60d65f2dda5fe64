package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.evaluate.ScalarEquality;
import dev.kedge.math.internal.evaluate.Variables;
import dev.kedge.math.internal.term.Combination;
import dev.kedge.math.internal.term.Joint;
import dev.kedge.math.internal.term.Sign;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A set of real numbers as disjoint pieces in order: intervals with constant ends, and points.
 *
 * @param pieces the pieces
 */
record RealSet(List<Piece> pieces) {

    private static final double TOUCHING = 1e-9;
    private static final int MAX_PIECES = 200;

    RealSet {
        pieces = List.copyOf(pieces);
    }

    /** One end of a piece. */
    record End(Term term, double value, boolean included) {}

    /** All numbers between two ends. */
    record Piece(End low, End high) {
        boolean isEmpty() {
            double width = high.value() - low.value();
            return width < 0 || (Math.abs(width) <= touching(low, high) && !(low.included() && high.included()));
        }
    }

    private static double touching(End one, End other) {
        double size = Math.max(1, Math.min(Math.abs(one.value()), Math.abs(other.value())));
        return Double.isInfinite(size) ? 0 : TOUCHING * size;
    }

    /**
     * The set that a term describes: an interval, a finite set, an inequality in one variable, a combination of these.
     *
     * @param term any term
     * @param equality compares ends of pieces
     * @return the set; empty if the term is no set of real numbers
     */
    static Optional<RealSet> of(Term term, ScalarEquality equality) {
        if (term instanceof Structure.Group group) {
            return interval(group);
        } else if (term instanceof Structure.FiniteSet set) {
            boolean condition = set.parts().size() == 1 && set.parts().get(0) instanceof Structure.Relation;
            return condition ? of(set.parts().get(0), equality) : points(set.parts());
        } else if (term instanceof Term.Symbol symbol && symbol.name().equals("∅")) {
            return Optional.of(new RealSet(List.of()));
        } else if (term instanceof Term.Symbol symbol && symbol.name().equals("ℝ")) {
            return Optional.of(everything());
        } else if (term instanceof Structure.Combined combined) {
            return combined(combined, equality);
        } else if (term instanceof Structure.Relation relation) {
            return inequality(relation, equality);
        } else if (term instanceof Structure.Sequence sequence) {
            return several(sequence, equality);
        } else if (term instanceof Term.Sum sum
                && sum.parts().size() == 2
                && sum.parts().get(1) instanceof Term.Negative without
                && (isNumbers(sum.parts().get(0)) || without.of() instanceof Structure.FiniteSet)) {
            return combined( // ℝ - {0}
                    new Structure.Combined(Combination.DIFFERENCE, sum.parts().get(0), without.of()), equality);
        }
        return Optional.empty();
    }

    static RealSet nothing() {
        return new RealSet(List.of());
    }

    /** The open interval between two numbers; without an end it goes to infinity. */
    static RealSet between(Optional<Term> low, Optional<Term> high) {
        End from = low.flatMap(term -> end(term, false)).orElse(minusInfinity());
        End to = high.flatMap(term -> end(term, false)).orElse(plusInfinity());
        return new RealSet(List.of(new Piece(from, to)));
    }

    /** One number. */
    static RealSet point(Term term) {
        return end(term, true)
                .map(end -> new RealSet(List.of(new Piece(end, end))))
                .orElse(nothing());
    }

    private static RealSet everything() {
        return new RealSet(List.of(new Piece(minusInfinity(), plusInfinity())));
    }

    private static End minusInfinity() {
        return new End(new Term.Negative(Term.Constant.INFINITY), Double.NEGATIVE_INFINITY, false);
    }

    private static End plusInfinity() {
        return new End(Term.Constant.INFINITY, Double.POSITIVE_INFINITY, false);
    }

    private static Optional<RealSet> interval(Structure.Group group) {
        if (group.parts().size() != 2 || group.open() == '<') {
            return Optional.empty();
        }
        Optional<End> low = end(group.parts().get(0), group.open() == '[');
        Optional<End> high = end(group.parts().get(1), group.close() == ']');
        if (low.isEmpty() || high.isEmpty()) {
            return Optional.empty();
        }
        Piece piece = new Piece(low.get(), high.get());
        return piece.isEmpty() ? Optional.empty() : Optional.of(new RealSet(List.of(piece)));
    }

    private static Optional<End> end(Term term, boolean included) {
        OptionalDouble value = ScalarEquality.real(term);
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(new End(term, value.getAsDouble(), included && Double.isFinite(value.getAsDouble())));
    }

    private static Optional<RealSet> points(List<Term> terms) {
        List<Piece> pieces = new ArrayList<>();
        for (Term term : terms) {
            for (Term choice : Items.signChoices(term)) {
                Optional<End> end = end(choice, true);
                if (end.isEmpty() || !end.get().included()) {
                    return Optional.empty();
                }
                pieces.add(new Piece(end.get(), end.get()));
            }
        }
        return Optional.of(united(pieces));
    }

    private static boolean isNumbers(Term term) {
        return term.equals(new Term.Symbol("ℝ"));
    }

    /** The whole numbers within bounds, if these are not far apart. */
    private static Optional<RealSet> whole(RealSet within, boolean natural) {
        List<Piece> points = new ArrayList<>();
        for (Piece piece : within.pieces) {
            double low = Math.max(piece.low().value(), natural ? 1 : Double.NEGATIVE_INFINITY);
            if (!(piece.high().value() - low <= MAX_PIECES)) {
                return Optional.empty();
            }
            for (long i = (long) Math.ceil(low - TOUCHING); i <= piece.high().value() + TOUCHING; i++) {
                boolean atLow = Math.abs(i - piece.low().value()) <= TOUCHING;
                boolean atHigh = Math.abs(i - piece.high().value()) <= TOUCHING;
                if ((!atLow || piece.low().included())
                        && (!atHigh || piece.high().included())) {
                    End end = new End(Term.Num.of(i), i, true);
                    points.add(new Piece(end, end));
                }
            }
        }
        return Optional.of(united(points));
    }

    private static Optional<RealSet> combined(Structure.Combined combined, ScalarEquality equality) {
        boolean whole = combined.combination() == Combination.INTERSECTION
                && (combined.right().equals(new Term.Symbol("ℤ"))
                        || combined.right().equals(new Term.Symbol("ℕ")));
        if (whole) {
            boolean natural = combined.right().equals(new Term.Symbol("ℕ"));
            return of(combined.left(), equality).flatMap(within -> whole(within, natural));
        }
        Optional<RealSet> left = of(combined.left(), equality);
        Optional<RealSet> right = of(combined.right(), equality);
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (combined.combination()) {
                    case UNION -> left.get().union(right.get());
                    case INTERSECTION -> left.get().intersection(right.get());
                    case DIFFERENCE -> left.get().intersection(right.get().complement());
                });
    }

    RealSet union(RealSet other) {
        List<Piece> all = new ArrayList<>(pieces);
        all.addAll(other.pieces);
        return united(all);
    }

    /**
     * Inequalities beside each other: with "and" what is in all of them, with "or" what is in one; with commas what is
     * in all, or if nothing is, in one.
     */
    private static Optional<RealSet> several(Structure.Sequence sequence, ScalarEquality equality) {
        RealSet all = everything();
        RealSet any = nothing();
        boolean whole = false;
        for (Term part : sequence.parts()) {
            if (part instanceof Structure.Relation member
                    && member.signs().equals(List.of(Sign.IN))
                    && member.parts().get(1).equals(new Term.Symbol("ℤ"))) {
                whole = true; // n ∈ ℤ, -2 < n < 2
                continue;
            }
            boolean set = part instanceof Structure.Relation || part instanceof Structure.Sequence;
            Optional<RealSet> next = set ? of(part, equality) : Optional.empty();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            all = all.intersection(next.get());
            any = any.union(next.get());
        }
        if (whole) {
            boolean both = sequence.joint() == Joint.COMMA || sequence.joint() == Joint.AND;
            return both ? whole(all, false) : Optional.empty();
        }
        return switch (sequence.joint()) {
            case AND -> Optional.of(all);
            case OR -> Optional.of(any);
            case COMMA -> Optional.of(all.pieces.isEmpty() ? any : all);
            case MIXED -> Optional.empty();
        };
    }

    private static RealSet united(List<Piece> all) {
        List<Piece> sorted = new ArrayList<>(all);
        sorted.removeIf(Piece::isEmpty);
        sorted.sort(Comparator.comparingDouble((Piece piece) -> piece.low().value())
                .thenComparing(piece -> !piece.low().included()));
        List<Piece> merged = new ArrayList<>();
        for (Piece piece : sorted) {
            Piece last = merged.isEmpty() ? piece : merged.get(merged.size() - 1);
            if (merged.isEmpty()) {
                merged.add(piece);
                continue;
            }
            double gap = piece.low().value() - last.high().value();
            boolean touches = Math.abs(gap) <= touching(piece.low(), last.high());
            if ((gap < 0 && !touches)
                    || (touches && (piece.low().included() || last.high().included()))) {
                boolean longer = piece.high().value() > last.high().value()
                        || (piece.high().value() == last.high().value()
                                && piece.high().included());
                merged.set(merged.size() - 1, new Piece(last.low(), longer ? piece.high() : last.high()));
            } else {
                merged.add(piece);
            }
        }
        return new RealSet(merged.subList(0, Math.min(merged.size(), MAX_PIECES)));
    }

    private RealSet complement() {
        List<Piece> gaps = new ArrayList<>();
        End low = minusInfinity();
        for (Piece piece : pieces) {
            gaps.add(new Piece(
                    low,
                    new End(
                            piece.low().term(),
                            piece.low().value(),
                            !piece.low().included())));
            low = new End(
                    piece.high().term(), piece.high().value(), !piece.high().included());
        }
        gaps.add(new Piece(low, plusInfinity()));
        gaps.removeIf(gap -> gap.isEmpty()
                || (gap.low().value() == gap.high().value()
                        && Double.isInfinite(gap.low().value())));
        return united(gaps);
    }

    RealSet intersection(RealSet other) {
        List<Piece> common = new ArrayList<>();
        for (Piece one : pieces) {
            for (Piece two : other.pieces) {
                End low = one.low().value() > two.low().value()
                                || (one.low().value() == two.low().value()
                                        && !one.low().included())
                        ? one.low()
                        : two.low();
                End high = one.high().value() < two.high().value()
                                || (one.high().value() == two.high().value()
                                        && !one.high().included())
                        ? one.high()
                        : two.high();
                common.add(new Piece(low, high));
            }
        }
        return united(common);
    }

    /** The solutions of a chain of inequalities in one variable. */
    private static Optional<RealSet> inequality(Structure.Relation relation, ScalarEquality equality) {
        Set<String> variables = Variables.in(relation);
        if (relation.signs().size() == 1 && relation.signs().get(0) == Sign.IN && variables.size() == 1) {
            return of(relation.parts().get(1), equality);
        }
        boolean orders = relation.signs().stream().allMatch(sign -> sign.isOrder() || sign == Sign.NOT_EQUAL);
        Optional<Term> subject = LinearInequality.subject(relation);
        if (!orders || subject.isEmpty()) {
            return Optional.empty();
        }
        RealSet solutions = everything();
        for (int i = 0; i < relation.signs().size(); i++) {
            Optional<RealSet> solved = new Inequality(
                            relation.parts().get(i),
                            relation.signs().get(i),
                            relation.parts().get(i + 1),
                            subject.get())
                    .solutions(equality);
            if (solved.isEmpty()) {
                return Optional.empty();
            }
            solutions = solutions.intersection(solved.get());
        }
        return Optional.of(solutions);
    }

    /** All numbers on one side of a number. */
    static Optional<RealSet> halfLine(Sign sign, Term at) {
        return end(at, !sign.isStrict()).map(end -> halfLine(sign, end));
    }

    private static RealSet halfLine(Sign sign, End end) {
        if (sign == Sign.NOT_EQUAL) {
            End point = new End(end.term(), end.value(), true);
            return new RealSet(List.of(new Piece(point, point))).complement();
        }
        boolean below = sign == Sign.LESS || sign == Sign.LESS_OR_EQUAL;
        return new RealSet(List.of(below ? new Piece(minusInfinity(), end) : new Piece(end, plusInfinity())));
    }

    boolean sameAs(RealSet other, ScalarEquality equality) {
        if (pieces.size() != other.pieces.size()) {
            return false;
        }
        for (int i = 0; i < pieces.size(); i++) {
            Piece one = pieces.get(i);
            Piece two = other.pieces.get(i);
            if (!same(one.low(), two.low(), equality) || !same(one.high(), two.high(), equality)) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(End one, End two, ScalarEquality equality) {
        return one.included() == two.included() && equality.same(one.term(), two.term());
    }
}
