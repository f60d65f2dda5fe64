package dev.kedge.math.internal.evaluate;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The variables of a term: its names, without the indices of sums in it. */
public final class Variables {

    private Variables() {}

    /**
     * The free variables.
     *
     * @param term any term
     * @return their names, sorted
     */
    public static Set<String> in(Term term) {
        Set<String> names = new TreeSet<>();
        collect(term, names, false);
        return names;
    }

    private static void collect(Term term, Set<String> names, boolean onlyCounting) {
        if (term instanceof Term.Symbol symbol && !onlyCounting) {
            names.add(symbol.name());
        } else if (term instanceof Term.Series series) {
            Set<String> within = new TreeSet<>();
            collect(series.body(), within, onlyCounting);
            within.remove(series.index());
            names.addAll(within);
            collect(series.from(), names, false);
            collect(series.to(), names, false);
        } else {
            boolean counts = term instanceof Term.Apply apply
                    && (apply.function().equals("factorial") || apply.function().equals("binom"));
            for (Term part : term.parts()) {
                collect(part, names, onlyCounting && !counts);
            }
        }
    }

    /**
     * Values for the variables that must be whole numbers: those in the bounds of sums, in factorials and binomials.
     */
    static Map<String, Rational> counting(Term left, Term right, int point) {
        if (!left.has(Variables::counts) && !right.has(Variables::counts)) {
            return Map.of();
        }
        Set<String> names = new TreeSet<>();
        collect(left, names, true);
        collect(right, names, true);
        Map<String, Rational> values = new HashMap<>();
        names.forEach(name -> values.put(name, Points.count(name, point)));
        return values;
    }

    private static boolean counts(Term term) {
        return term instanceof Term.Series
                || (term instanceof Term.Apply apply
                        && (apply.function().equals("factorial")
                                || apply.function().equals("binom")));
    }
}
