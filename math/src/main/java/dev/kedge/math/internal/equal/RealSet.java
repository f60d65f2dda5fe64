package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.evaluate.ScalarEquality;
import dev.kedge.math.internal.term.Sign;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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

    static RealSet everything() {
        return new RealSet(List.of(new Piece(minusInfinity(), plusInfinity())));
    }

    private static End minusInfinity() {
        return new End(new Term.Negative(Term.Constant.INFINITY), Double.NEGATIVE_INFINITY, false);
    }

    private static End plusInfinity() {
        return new End(Term.Constant.INFINITY, Double.POSITIVE_INFINITY, false);
    }

    static Optional<RealSet> interval(Structure.Group group) {
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

    static Optional<RealSet> points(List<Term> terms) {
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

    /** The whole numbers within bounds, if these are not far apart. */
    Optional<RealSet> whole(boolean natural) {
        List<Piece> points = new ArrayList<>();
        for (Piece piece : pieces) {
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

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    RealSet union(RealSet other) {
        List<Piece> all = new ArrayList<>(pieces);
        all.addAll(other.pieces);
        return united(all);
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

    RealSet complement() {
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
