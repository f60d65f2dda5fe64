package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.evaluate.ScalarEquality;
import dev.kedge.math.internal.evaluate.Variables;
import dev.kedge.math.internal.term.Combination;
import dev.kedge.math.internal.term.Joint;
import dev.kedge.math.internal.term.Sign;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The sets of real numbers that terms describe: intervals, finite sets, inequalities, and combinations of these. */
final class SetTerms {

    private SetTerms() {}

    /**
     * The set that a term describes: an interval, a finite set, an inequality in one variable, a combination of these.
     *
     * @param term any term
     * @param equality compares ends of pieces
     * @return the set; empty if the term is no set of real numbers
     */
    static Optional<RealSet> of(Term term, ScalarEquality equality) {
        if (term instanceof Structure.Group group) {
            return RealSet.interval(group);
        } else if (term instanceof Structure.FiniteSet set) {
            boolean condition = set.parts().size() == 1 && set.parts().get(0) instanceof Structure.Relation;
            return condition ? of(set.parts().get(0), equality) : RealSet.points(set.parts());
        } else if (term instanceof Term.Symbol symbol && symbol.name().equals("∅")) {
            return Optional.of(RealSet.nothing());
        } else if (term instanceof Term.Symbol symbol && symbol.name().equals("ℝ")) {
            return Optional.of(RealSet.everything());
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

    private static boolean isNumbers(Term term) {
        return term.equals(new Term.Symbol("ℝ"));
    }

    private static Optional<RealSet> combined(Structure.Combined combined, ScalarEquality equality) {
        boolean whole = combined.combination() == Combination.INTERSECTION
                && (combined.right().equals(new Term.Symbol("ℤ"))
                        || combined.right().equals(new Term.Symbol("ℕ")));
        if (whole) {
            boolean natural = combined.right().equals(new Term.Symbol("ℕ"));
            return of(combined.left(), equality).flatMap(within -> within.whole(natural));
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

    /**
     * Inequalities beside each other: with "and" what is in all of them, with "or" what is in one; with commas what is
     * in all, or if nothing is, in one.
     */
    private static Optional<RealSet> several(Structure.Sequence sequence, ScalarEquality equality) {
        RealSet all = RealSet.everything();
        RealSet any = RealSet.nothing();
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
            return both ? all.whole(false) : Optional.empty();
        }
        return switch (sequence.joint()) {
            case AND -> Optional.of(all);
            case OR -> Optional.of(any);
            case COMMA -> Optional.of(all.isEmpty() ? any : all);
            case MIXED -> Optional.empty();
        };
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
        RealSet solutions = RealSet.everything();
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
}
