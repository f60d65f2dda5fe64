package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Solutions of several unknowns that "and" or "or" joins: {@code p = 5, q = 2 and p = 7, q = 2} are two pairs. */
final class EquationLists {

    private EquationLists() {}

    /**
     * One list for each solution.
     *
     * @param elements all equations in order
     * @param cuts before which of them "and" or "or" stands
     * @return the solutions; empty unless each is about the same unknowns, more than one, in the same order
     */
    static Optional<Term> of(List<Term> elements, List<Integer> cuts) {
        int size = cuts.isEmpty() ? 0 : cuts.get(0);
        if (size < 2 || elements.size() != size * (cuts.size() + 1)) {
            return Optional.empty();
        }
        List<Term> solutions = new ArrayList<>();
        for (int i = 0; i <= cuts.size(); i++) {
            boolean even = i == cuts.size() || cuts.get(i) == size * (i + 1);
            List<Term> solution = elements.subList(size * i, size * (i + 1));
            if (!even || !unknowns(solution).equals(unknowns(elements.subList(0, size)))) {
                return Optional.empty();
            }
            solutions.add(new Structure.Sequence(solution));
        }
        boolean different =
                unknowns(elements.subList(0, size)).stream().distinct().count() == size;
        return different ? Optional.of(new Structure.Sequence(solutions)) : Optional.empty();
    }

    /** The names on the left of equations; fewer than there are terms if one of them is no equation of a name. */
    private static List<Term> unknowns(List<Term> equations) {
        List<Term> names = new ArrayList<>();
        for (Term term : equations) {
            if (term instanceof Structure.Relation relation
                    && relation.isEquation()
                    && relation.parts().get(0) instanceof Term.Symbol name) {
                names.add(name);
            }
        }
        return names;
    }
}
