package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.evaluate.ScalarEquality;
import dev.kedge.math.internal.evaluate.Variables;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The constant of an integral: two antiderivatives are the same if their difference does not depend on a variable. */
final class IntegralConstant {

    private static final Set<String> NAMES = Set.of("C", "c", "K", "k", "C_0", "C_1", "c_1", "c_0");

    private IntegralConstant() {}

    /** Whether both are something plus a constant of their own, and differ by no more than a constant. */
    static boolean same(Term gold, Term answer, ScalarEquality equality) {
        Optional<Term> one = without(gold);
        Optional<Term> other = without(answer);
        if (one.isEmpty() || other.isEmpty()) {
            return false;
        }
        Set<String> variables = Variables.in(one.get());
        if (variables.isEmpty() || !variables.containsAll(Variables.in(other.get()))) {
            return false;
        }
        Term difference = new Term.Sum(List.of(one.get(), new Term.Negative(other.get())));
        Term elsewhere = difference.map(
                part -> part instanceof Term.Symbol symbol ? new Term.Symbol(symbol.name() + "*") : part);
        return equality.same(one.get(), other.get()) || equality.same(difference, elsewhere);
    }

    /** Whether a constant is added to the rest of a term. */
    static boolean isIn(Term term) {
        return without(term).isPresent();
    }

    /** The term without the constant that is added to it. */
    private static Optional<Term> without(Term term) {
        if (!(term instanceof Term.Sum sum)) {
            return Optional.empty();
        }
        List<Term> rest = new ArrayList<>();
        Optional<String> constant = Optional.empty();
        for (Term part : sum.parts()) {
            boolean name = part instanceof Term.Symbol symbol && NAMES.contains(symbol.name());
            if (name && constant.isEmpty()) {
                constant = Optional.of(((Term.Symbol) part).name());
            } else {
                rest.add(part);
            }
        }
        if (constant.isEmpty() || rest.isEmpty()) {
            return Optional.empty();
        }
        String name = constant.get();
        Term remaining = rest.size() == 1 ? rest.get(0) : new Term.Sum(rest);
        return Variables.in(remaining).contains(name) ? Optional.empty() : Optional.of(remaining);
    }
}
