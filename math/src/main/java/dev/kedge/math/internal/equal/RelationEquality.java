package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.evaluate.ScalarEquality;
import dev.kedge.math.internal.evaluate.Variables;
import dev.kedge.math.internal.term.Sign;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * Equality of equations and inequalities: side by side, or because the difference of the sides of one is that of the
 * other times a constant, which must be positive where the signs are inequalities.
 *
 * @param values compares sides
 * @param scalars compares their differences
 */
record RelationEquality(TermEquality values, ScalarEquality scalars) {

    boolean same(Structure.Relation one, Structure.Relation other) {
        Structure.Relation first = ascending(one);
        Structure.Relation second = ascending(other);
        if (sideBySide(first, second)) {
            return true;
        }
        if (first.isEquation()
                && second.isEquation()
                && first.parts().size() == 2
                && second.parts().size() == 2) {
            return sideBySide(first, reversed(second)) || proportional(first, second, false);
        }
        if (first.signs().size() != 1 || second.signs().size() != 1) {
            return false;
        }
        Sign sign = first.signs().get(0);
        if (sign != second.signs().get(0)) {
            return false;
        }
        if (sign == Sign.NOT_EQUAL) {
            return sideBySide(first, reversed(second)) || proportional(first, second, false);
        }
        return sign.isOrder() && proportional(first, second, true);
    }

    /** The same chain, from the smaller to the larger side. */
    private static Structure.Relation ascending(Structure.Relation relation) {
        boolean descending =
                relation.signs().stream().allMatch(sign -> sign == Sign.GREATER || sign == Sign.GREATER_OR_EQUAL);
        return descending ? reversed(relation) : relation;
    }

    private static Structure.Relation reversed(Structure.Relation relation) {
        List<Term> sides = new ArrayList<>(relation.parts());
        Collections.reverse(sides);
        List<Sign> signs = new ArrayList<>();
        for (int i = relation.signs().size() - 1; i >= 0; i--) {
            signs.add(relation.signs().get(i).turned());
        }
        return new Structure.Relation(sides, signs);
    }

    private boolean sideBySide(Structure.Relation one, Structure.Relation other) {
        if (!one.signs().equals(other.signs())) {
            return false;
        }
        for (int i = 0; i < one.parts().size(); i++) {
            if (!values.same(one.parts().get(i), other.parts().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Term difference(Structure.Relation relation) {
        return new Term.Sum(List.of(
                relation.parts().get(0), new Term.Negative(relation.parts().get(1))));
    }

    /** F(x)·G(y) = F(y)·G(x) for all x and y says that F/G is constant. */
    private boolean proportional(Structure.Relation one, Structure.Relation other, boolean positive) {
        Term first = difference(one);
        Term second = difference(other);
        Set<String> variables = new TreeSet<>(Variables.in(first));
        if (variables.isEmpty() || !variables.equals(Variables.in(second))) {
            return false;
        }
        Term left = new Term.Product(List.of(first, elsewhere(second)));
        Term right = new Term.Product(List.of(elsewhere(first), second));
        Term zero = Term.Num.of(0);
        if (!scalars.same(left, right) || scalars.same(first, zero) || scalars.same(second, zero)) {
            return false;
        }
        return !positive || haveSameSign(first, second);
    }

    private static boolean haveSameSign(Term first, Term second) {
        for (int point = 0; point < 12; point++) {
            OptionalDouble one = ScalarEquality.atPoint(first, point);
            OptionalDouble other = ScalarEquality.atPoint(second, point);
            if (one.isPresent() && other.isPresent() && one.getAsDouble() != 0) {
                return Math.signum(one.getAsDouble()) == Math.signum(other.getAsDouble());
            }
        }
        return false;
    }

    private static Term elsewhere(Term term) {
        return term.map(part -> part instanceof Term.Symbol symbol ? new Term.Symbol(symbol.name() + "*") : part);
    }
}
