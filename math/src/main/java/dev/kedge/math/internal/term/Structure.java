package dev.kedge.math.internal.term;

import java.util.List;

/** A term that collects or relates others: lists, points and intervals, sets, matrices, relations, ratios. */
public sealed interface Structure extends Term {

    /**
     * Several answers beside each other, without brackets.
     *
     * @param parts the answers
     * @param joint what stands between them
     */
    record Sequence(List<Term> parts, Joint joint) implements Structure {
        public Sequence {
            parts = List.copyOf(parts);
        }

        /**
         * Answers with commas between them.
         *
         * @param parts the answers
         */
        public Sequence(List<Term> parts) {
            this(parts, Joint.COMMA);
        }

        @Override
        public Term of(List<Term> others) {
            return new Sequence(others, joint);
        }
    }

    /**
     * A chain of names with arrows between them, whose order counts: a path, moves, a ranking.
     *
     * @param parts what stands between the arrows
     */
    record Chain(List<Term> parts) implements Structure {
        public Chain {
            parts = List.copyOf(parts);
        }

        @Override
        public Term of(List<Term> others) {
            return new Chain(others);
        }
    }

    /**
     * Several terms in brackets: a point, a vector, or with two of them an interval.
     *
     * @param open the bracket that opens it: round, square or angle
     * @param close the bracket that closes it
     * @param parts what is between them
     */
    record Group(char open, char close, List<Term> parts) implements Structure {
        public Group {
            parts = List.copyOf(parts);
        }

        @Override
        public Term of(List<Term> others) {
            return new Group(open, close, others);
        }
    }

    /**
     * A set by its members.
     *
     * @param parts the members
     */
    record FiniteSet(List<Term> parts) implements Structure {
        public FiniteSet {
            parts = List.copyOf(parts);
        }

        @Override
        public Term of(List<Term> others) {
            return new FiniteSet(others);
        }
    }

    /**
     * A set made of two.
     *
     * @param combination how
     * @param left the first
     * @param right the second
     */
    record Combined(Combination combination, Term left, Term right) implements Structure {
        @Override
        public List<Term> parts() {
            return List.of(left, right);
        }

        @Override
        public Term of(List<Term> others) {
            return new Combined(combination, others.get(0), others.get(1));
        }
    }

    /**
     * A matrix or vector.
     *
     * @param columns how many columns it has
     * @param parts its entries, row by row
     */
    record Matrix(int columns, List<Term> parts) implements Structure {
        public Matrix {
            parts = List.copyOf(parts);
        }

        @Override
        public Term of(List<Term> others) {
            return new Matrix(columns, others);
        }
    }

    /**
     * A chain of relations: {@code 0 < x ≤ 1} has three sides and two signs.
     *
     * @param parts the sides
     * @param signs what stands between them, one less
     */
    record Relation(List<Term> parts, List<Sign> signs) implements Structure {
        public Relation {
            parts = List.copyOf(parts);
            signs = List.copyOf(signs);
        }

        @Override
        public Term of(List<Term> others) {
            return new Relation(others, signs);
        }

        /**
         * Whether all signs are equals signs.
         *
         * @return true for an equation or a chain of them
         */
        public boolean isEquation() {
            return signs.stream().allMatch(sign -> sign == Sign.EQUAL);
        }
    }

    /**
     * A ratio, or a time of day.
     *
     * @param parts what stands between the colons
     * @param written as written
     */
    record Ratio(List<Term> parts, String written) implements Structure {
        public Ratio {
            parts = List.copyOf(parts);
        }

        @Override
        public Term of(List<Term> others) {
            return new Ratio(others, written);
        }
    }
}
