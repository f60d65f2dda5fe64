package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import dev.kedge.math.internal.unit.Unit;
import dev.kedge.math.internal.unit.UnitExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A value and what it counts: the unit of a whole term, whatever part of it the unit is written behind. {@code -8 cm},
 * {@code 1+√2 m} and {@code 2 h 30 min} are measures.
 *
 * @param value the number of units
 * @param unit the unit, {@link #PERCENT} and {@link #DEGREES} among them; empty if it is not known or there is none
 * @param words what is written behind the value; empty if nothing is
 */
record Measure(Term value, Optional<Unit> unit, String words) {

    static final Unit PERCENT = new Unit(Map.of("percent", 1), Rational.ONE);
    static final Unit DEGREES = new Unit(Map.of("degrees", 1), Rational.ONE);
    private static final Set<String> LETTERS =
            Set.of("m", "g", "s", "h", "L", "l", "K", "N", "J", "W", "V", "A", "C", "F", "T", "H", "Omega");

    /** Whether there is neither a unit nor words. */
    boolean isPlain() {
        return unit.isEmpty() && words.isEmpty();
    }

    private static Measure plain(Term term) {
        return new Measure(term, Optional.empty(), "");
    }

    private Measure with(Term other) {
        return new Measure(other, unit, words);
    }

    /** The measure that a term is; a term without unit is one of nothing. */
    static Measure of(Term term) {
        if (term instanceof Term.Num || term instanceof Term.Symbol || term instanceof Term.Apply) {
            return plain(term);
        } else if (term instanceof Term.Quantity quantity) {
            return quantity(quantity);
        } else if (term instanceof Term.Percent percent) {
            return new Measure(percent.of(), Optional.of(PERCENT), "%");
        } else if (term instanceof Term.Degrees degrees) {
            return new Measure(degrees.of(), Optional.of(DEGREES), "degrees");
        } else if (term instanceof Term.Negative negative) {
            Measure inner = of(negative.of());
            return inner.isPlain() ? plain(term) : inner.with(new Term.Negative(inner.value));
        } else if (term instanceof Term.PlusMinus both) {
            Measure inner = of(both.of());
            return inner.isPlain() ? plain(term) : inner.with(new Term.PlusMinus(inner.value, both.plusFirst()));
        } else if (term instanceof Term.Quotient quotient) {
            Measure above = of(quotient.numerator());
            return above.isPlain() ? plain(term) : above.with(new Term.Quotient(above.value, quotient.denominator()));
        } else if (term instanceof Term.Product product) {
            return product(product);
        } else if (term instanceof Term.Sum sum) {
            return sum(sum);
        }
        return plain(term);
    }

    private static Measure quantity(Term.Quantity quantity) {
        Measure inner = of(quantity.value());
        Optional<UnitExpression.Read> read = UnitExpression.beginning(quantity.unit());
        if (inner.unit.filter(unit -> unit.equals(PERCENT)).isPresent()) {
            return inner; // 5% of them
        }
        if (read.isEmpty() && !inner.isPlain()) {
            return inner;
        }
        return new Measure(inner.value, read.map(UnitExpression.Read::unit), quantity.unit());
    }

    /** The only factor with a unit gives the product its unit. */
    private static Measure product(Term.Product product) {
        List<Term> values = new ArrayList<>();
        Measure only = plain(product);
        for (Term part : product.parts()) {
            Measure measure = of(part);
            if (!measure.isPlain() && !only.isPlain()) {
                return plain(product);
            }
            only = measure.isPlain() ? only : measure;
            values.add(measure.value);
        }
        return only.isPlain() ? only : only.with(new Term.Product(values));
    }

    /** A unit behind the last term is that of the sum; units of one kind are converted to the first. */
    private static Measure sum(Term.Sum sum) {
        List<Measure> measures = sum.parts().stream().map(Measure::of).toList();
        boolean isBehind = !measures.get(measures.size() - 1).isPlain();
        List<Measure> measured =
                measures.stream().filter(measure -> !measure.isPlain()).toList();
        if (measured.isEmpty()) {
            return plain(sum);
        }
        Measure first = measured.get(0);
        boolean all = measured.size() == measures.size();
        boolean degrees = measured.stream()
                .allMatch(measure -> measure.unit.filter(DEGREES::equals).isPresent());
        boolean percent = measured.stream()
                .anyMatch(measure -> measure.unit.filter(PERCENT::equals).isPresent());
        if (!all && (percent || measured.size() > 1 || !isBehind) && !degrees) {
            return plain(sum);
        }
        List<Term> values = new ArrayList<>();
        for (Measure measure : measures) {
            if (measure.isPlain() || (measure.unit.isEmpty() && measure.words.equals(first.words))) {
                values.add(measure.value);
                continue;
            }
            Optional<Rational> factor = measure.unit.flatMap(unit -> first.unit.flatMap(unit::in));
            if (factor.isEmpty()) {
                return plain(sum);
            }
            values.add(scaled(measure.value, factor.get()));
        }
        return first.with(new Term.Sum(values));
    }

    /** A value so many times. */
    static Term scaled(Term value, Rational factor) {
        return factor.equals(Rational.ONE) ? value : new Term.Product(List.of(value, new Term.Num(factor, false)));
    }

    /**
     * The measure that a number times letters is if these are units: {@code 5 m}, {@code 3·10^8 m/s}. A letter that
     * only stands below the line is none: 2/m is not 2.
     */
    static Optional<Measure> ofLetters(Term term) {
        if (term instanceof Term.Negative negative) {
            return ofLetters(negative.of()).map(measure -> measure.with(new Term.Negative(measure.value)));
        }
        if (term instanceof Term.Quotient quotient) {
            Optional<Measure> above = ofLetters(quotient.numerator());
            Optional<String> below = letters(quotient.denominator());
            return below.isEmpty()
                    ? Optional.empty()
                    : above.flatMap(measure -> known(measure.value, measure.words + "/(" + below.get() + ")"));
        }
        if (term instanceof Term.Sum sum) {
            List<Term> parts = new ArrayList<>(sum.parts());
            Optional<Measure> last = ofLetters(parts.remove(parts.size() - 1));
            if (last.isEmpty() || parts.stream().anyMatch(Measure::hasSymbol)) {
                return Optional.empty();
            }
            parts.add(last.get().value);
            return Optional.of(last.get().with(new Term.Sum(parts)));
        }
        if (!(term instanceof Term.Product product)) {
            return Optional.empty();
        }
        List<Term> parts = product.parts();
        int values = 0;
        while (values < parts.size() && !hasSymbol(parts.get(values))) {
            values++;
        }
        StringBuilder unit = new StringBuilder();
        for (Term part : parts.subList(values, parts.size())) {
            Optional<String> letters = letters(part);
            if (letters.isEmpty()) {
                return Optional.empty();
            }
            unit.append(unit.isEmpty() ? "" : " ").append(letters.get());
        }
        Term value = values == 1 ? parts.get(0) : new Term.Product(parts.subList(0, values));
        return values == 0 || unit.isEmpty() ? Optional.empty() : known(value, unit.toString());
    }

    private static Optional<Measure> known(Term value, String words) {
        return UnitExpression.whole(words).map(unit -> new Measure(value, Optional.of(unit), words));
    }

    private static boolean hasSymbol(Term term) {
        return term.has(part -> part instanceof Term.Symbol || part instanceof Structure);
    }

    private static Optional<String> letters(Term term) {
        if (term instanceof Term.Power power) {
            return power.exponent() instanceof Term.Num || power.exponent() instanceof Term.Negative
                    ? letters(power.base()).map(base -> base + "^" + exponent(power.exponent()))
                    : Optional.empty();
        }
        if (term instanceof Term.Product product) {
            List<Optional<String>> factors =
                    product.parts().stream().map(Measure::letters).toList();
            return factors.stream().allMatch(Optional::isPresent)
                    ? Optional.of(String.join(
                            " ", factors.stream().map(Optional::orElseThrow).toList()))
                    : Optional.empty();
        }
        return term instanceof Term.Symbol symbol && LETTERS.contains(symbol.name())
                ? Optional.of(symbol.name())
                : Optional.empty();
    }

    private static String exponent(Term exponent) {
        if (exponent instanceof Term.Negative negative) {
            return "-" + exponent(negative.of());
        }
        return exponent instanceof Term.Num number ? number.value().toString() : "?";
    }
}
