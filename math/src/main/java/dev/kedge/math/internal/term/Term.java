package dev.kedge.math.internal.term;

import dev.kedge.math.internal.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * An answer as a tree: numbers and expressions here, and what {@linkplain Structure is made of them}. Immutable; equal
 * trees are equal.
 */
public sealed interface Term
        permits Structure,
                Term.Num,
                Term.Symbol,
                Term.Constant,
                Term.Sum,
                Term.Product,
                Term.Quotient,
                Term.Power,
                Term.Negative,
                Term.PlusMinus,
                Term.Apply,
                Term.Series,
                Term.Based,
                Term.Degrees,
                Term.Percent,
                Term.Quantity,
                Term.Text {

    /**
     * What it is made of.
     *
     * @return the parts in order; none for a leaf
     */
    default List<Term> parts() {
        return List.of();
    }

    /**
     * The same made of other parts.
     *
     * @param parts as many as {@link #parts()} has
     * @return a term of the same kind
     */
    default Term of(List<Term> parts) {
        return this;
    }

    /**
     * A number.
     *
     * @param value its exact value
     * @param decimal whether it was written with a decimal point, so that it may be rounded
     */
    record Num(Rational value, boolean decimal) implements Term {
        /**
         * A whole number.
         *
         * @param value its value
         */
        public static Num of(long value) {
            return new Num(Rational.of(value), false);
        }
    }

    /**
     * A variable or another name.
     *
     * @param name as it is told apart from others, with its index
     */
    record Symbol(String name) implements Term {}

    /** A number with a name of its own. */
    enum Constant implements Term {
        /** 3.14159… */
        PI,
        /** 2.71828… */
        E,
        /** The imaginary unit. */
        I,
        /** Positive infinity. */
        INFINITY
    }

    /**
     * A sum.
     *
     * @param parts what is added
     */
    record Sum(List<Term> parts) implements Term {
        public Sum {
            parts = List.copyOf(parts);
        }

        @Override
        public Term of(List<Term> others) {
            return new Sum(others);
        }
    }

    /**
     * A product.
     *
     * @param parts the factors
     */
    record Product(List<Term> parts) implements Term {
        public Product {
            parts = List.copyOf(parts);
        }

        /**
         * Two terms multiplied.
         *
         * @param left the left one; if it is a product, its factors stay side by side
         * @param right the right one
         */
        public static Product of(Term left, Term right) {
            List<Term> all = new ArrayList<>();
            if (left instanceof Product product) {
                all.addAll(product.parts());
            } else {
                all.add(left);
            }
            all.add(right);
            return new Product(all);
        }

        @Override
        public Term of(List<Term> others) {
            return new Product(others);
        }
    }

    /**
     * A quotient or fraction.
     *
     * @param numerator above the line
     * @param denominator below it
     */
    record Quotient(Term numerator, Term denominator) implements Term {
        @Override
        public List<Term> parts() {
            return List.of(numerator, denominator);
        }

        @Override
        public Term of(List<Term> others) {
            return new Quotient(others.get(0), others.get(1));
        }
    }

    /**
     * A power.
     *
     * @param base what is raised
     * @param exponent to which power
     */
    record Power(Term base, Term exponent) implements Term {
        @Override
        public List<Term> parts() {
            return List.of(base, exponent);
        }

        @Override
        public Term of(List<Term> others) {
            return new Power(others.get(0), others.get(1));
        }
    }

    /**
     * A term with a minus before it.
     *
     * @param of what is negated
     */
    record Negative(Term of) implements Term {
        @Override
        public List<Term> parts() {
            return List.of(of);
        }

        @Override
        public Term of(List<Term> others) {
            return new Negative(others.get(0));
        }
    }

    /**
     * A term with {@code ±} or {@code ∓} before it. All of an answer stand for their upper signs, or all for their
     * lower ones.
     *
     * @param of what has both signs
     * @param plusFirst true for {@code ±}
     */
    record PlusMinus(Term of, boolean plusFirst) implements Term {
        @Override
        public List<Term> parts() {
            return List.of(of);
        }

        @Override
        public Term of(List<Term> others) {
            return new PlusMinus(others.get(0), plusFirst);
        }
    }

    /**
     * A function of arguments: a known one by its name ({@code sin}, {@code root}, {@code log}), an unknown one by its
     * letter with {@code ()} after it.
     *
     * @param function its name
     * @param parts the arguments
     */
    record Apply(String function, List<Term> parts) implements Term {
        public Apply {
            parts = List.copyOf(parts);
        }

        /**
         * A function of one or two arguments.
         *
         * @param function its name
         * @param arguments the arguments
         */
        public static Apply of(String function, Term... arguments) {
            return new Apply(function, List.of(arguments));
        }

        @Override
        public Term of(List<Term> others) {
            return new Apply(function, others);
        }
    }

    /**
     * A sum or product over a running index.
     *
     * @param product whether it is a product
     * @param index the name of the index
     * @param from its first value
     * @param to its last value
     * @param body what is added or multiplied
     */
    record Series(boolean product, String index, Term from, Term to, Term body) implements Term {
        @Override
        public List<Term> parts() {
            return List.of(from, to, body);
        }

        @Override
        public Term of(List<Term> others) {
            return new Series(product, index, others.get(0), others.get(1), others.get(2));
        }
    }

    /**
     * A whole number in another base than ten.
     *
     * @param digits its digits
     * @param base 2 to 36
     * @param value what it is worth
     */
    record Based(String digits, int base, Rational value) implements Term {}

    /**
     * An angle in degrees.
     *
     * @param of how many
     */
    record Degrees(Term of) implements Term {
        @Override
        public List<Term> parts() {
            return List.of(of);
        }

        @Override
        public Term of(List<Term> others) {
            return new Degrees(others.get(0));
        }
    }

    /**
     * A number of hundredths.
     *
     * @param of how many
     */
    record Percent(Term of) implements Term {
        @Override
        public List<Term> parts() {
            return List.of(of);
        }

        @Override
        public Term of(List<Term> others) {
            return new Percent(others.get(0));
        }
    }

    /**
     * A value with words after it.
     *
     * @param value the value
     * @param unit the words, one space between them
     */
    record Quantity(Term value, String unit) implements Term {
        @Override
        public List<Term> parts() {
            return List.of(value);
        }

        @Override
        public Term of(List<Term> others) {
            return new Quantity(others.get(0), unit);
        }
    }

    /**
     * Words.
     *
     * @param text as written
     */
    record Text(String text) implements Term {}

    /**
     * The same term with every part, and then itself, replaced.
     *
     * @param replacement what to put for a term whose parts are replaced already
     * @return the new tree
     */
    default Term map(UnaryOperator<Term> replacement) {
        List<Term> parts = parts();
        if (parts.isEmpty()) {
            return replacement.apply(this);
        }
        List<Term> replaced = new ArrayList<>(parts.size());
        for (Term part : parts) {
            replaced.add(part.map(replacement));
        }
        return replacement.apply(of(replaced));
    }

    /**
     * Whether it or any part of it is of a kind.
     *
     * @param kind what to look for
     * @return true if there is one
     */
    default boolean has(Predicate<Term> kind) {
        if (kind.test(this)) {
            return true;
        }
        for (Term part : parts()) {
            if (part.has(kind)) {
                return true;
            }
        }
        return false;
    }
}
