package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.evaluate.ScalarEquality;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The components of a vector that is written as a sum of the directions i, j and k. */
final class Directions {

    private static final List<Term> NAMES =
            List.of(new Term.Symbol("bold i"), new Term.Symbol("bold j"), new Term.Symbol("bold k"));

    private Directions() {}

    /** Whether a term has one of the directions. */
    static boolean isIn(Term term) {
        return term.has(NAMES::contains);
    }

    /** The components; empty if the term is no sum of directions, or has more than {@code size} of them. */
    static Optional<List<Term>> components(Term term, int size, ScalarEquality equality) {
        if (size < 2 || size > 3 || !isIn(term)) {
            return Optional.empty();
        }
        Term zero = Term.Num.of(0);
        List<Term> components = new ArrayList<>();
        List<Term> sum = new ArrayList<>();
        for (Term name : NAMES) {
            Term component = term.map(part -> part.equals(name) ? Term.Num.of(1) : NAMES.contains(part) ? zero : part);
            components.add(component);
            sum.add(new Term.Product(List.of(component, name)));
        }
        boolean planar = size == 3 || equality.same(components.get(2), zero);
        return planar && equality.same(term, new Term.Sum(sum))
                ? Optional.of(components.subList(0, size))
                : Optional.empty();
    }
}
