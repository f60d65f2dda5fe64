package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.term.Joint;
import dev.kedge.math.internal.term.Sign;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import dev.kedge.math.internal.unit.Unit;
import dev.kedge.math.internal.unit.UnitExpression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The reading of lists as what they say together: named values as points, units of one kind as one quantity. */
final class Tuples {

    private static final Set<Map<String, Integer>> COMPOUND =
            Set.of(Map.of("time", 1), Map.of("length", 1), Map.of("mass", 1), Map.of("dollar", 1), Map.of("euro", 1));

    private Tuples() {}

    /**
     * A list in its simplest form: {@code a=1, b=2; a=3, b=4} is a list of two points, {@code 2 hours and 30 minutes}
     * is one quantity.
     */
    static Term of(Term term) {
        if (!(term instanceof Structure.Sequence sequence)) {
            return term;
        }
        Optional<Term> quantity = quantity(sequence);
        if (quantity.isPresent()) {
            return quantity.get();
        }
        if (sequence.parts().stream().noneMatch(part -> part instanceof Structure.Sequence)) {
            return term;
        }
        List<Term> points = new ArrayList<>();
        for (Term part : sequence.parts()) {
            points.add(part instanceof Structure.Sequence inner ? point(inner) : part);
        }
        return new Structure.Sequence(points, sequence.joint());
    }

    /** Values with different names as a point, in the order of the names. */
    private static Term point(Structure.Sequence values) {
        List<Structure.Relation> named = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Term value : values.parts()) {
            boolean isNamed = value instanceof Structure.Relation relation
                    && relation.signs().equals(List.of(Sign.EQUAL))
                    && relation.parts().get(0) instanceof Term.Symbol symbol
                    && names.add(symbol.name());
            if (!isNamed) {
                return values.joint() == Joint.COMMA ? new Structure.Group('(', ')', values.parts()) : values;
            }
            named.add((Structure.Relation) value);
        }
        named.sort(
                Comparator.comparing(relation -> ((Term.Symbol) relation.parts().get(0)).name()));
        return new Structure.Group(
                '(',
                ')',
                named.stream().map(relation -> relation.parts().get(1)).toList());
    }

    /** Quantities of one kind, each in a smaller unit than the one before, as their sum. */
    private static Optional<Term> quantity(Structure.Sequence sequence) {
        if (sequence.parts().size() > 3 || sequence.joint() == Joint.OR || sequence.joint() == Joint.MIXED) {
            return Optional.empty();
        }
        Optional<Unit> before = Optional.empty();
        for (Term part : sequence.parts()) {
            Optional<Unit> unit =
                    part instanceof Term.Quantity quantity ? UnitExpression.whole(quantity.unit()) : Optional.empty();
            boolean smaller = unit.isPresent()
                    && COMPOUND.contains(unit.get().dimensions())
                    && (before.isEmpty()
                            || (before.get().dimensions().equals(unit.get().dimensions())
                                    && before.get()
                                                    .factor()
                                                    .compareTo(unit.get().factor())
                                            > 0));
            if (!smaller) {
                return Optional.empty();
            }
            before = unit;
        }
        return Optional.of(new Term.Sum(sequence.parts()));
    }
}
