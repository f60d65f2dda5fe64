package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The sums, multiples, products, powers and transposes of matrices and vectors, entry by entry. */
final class MatrixArithmetic {

    private static final int MAX_SIZE = 6;
    private static final int MAX_POWER = 5;
    private static final Set<String> TRANSPOSED = Set.of("T", "⊤", "t");

    private MatrixArithmetic() {}

    /** The same term with matrices that are computed with written out; as it is where that is not possible. */
    static Term computed(Term term) {
        boolean computes = term instanceof Term.Sum
                || term instanceof Term.Product
                || term instanceof Term.Quotient
                || term instanceof Term.Negative
                || term instanceof Term.Power;
        return computes && term.has(MatrixArithmetic::isMatrix) ? term.map(MatrixArithmetic::step) : term;
    }

    private static boolean isMatrix(Term term) {
        return term instanceof Structure.Matrix
                || (term instanceof Structure.Group group && (group.open() == '(') == (group.close() == ')'));
    }

    private static Term step(Term term) {
        Optional<Term> result = Optional.empty();
        if (term instanceof Term.Sum sum) {
            result = sum(sum.parts());
        } else if (term instanceof Term.Negative negative && isMatrix(negative.of())) {
            result = Optional.of(entries(negative.of(), Term.Negative::new));
        } else if (term instanceof Term.Quotient quotient
                && isMatrix(quotient.numerator())
                && isNumber(quotient.denominator())) {
            result = Optional.of(
                    entries(quotient.numerator(), entry -> new Term.Quotient(entry, quotient.denominator())));
        } else if (term instanceof Term.Product product) {
            result = product(product.parts());
        } else if (term instanceof Term.Power power && isMatrix(power.base())) {
            result = power(power);
        }
        return result.orElse(term);
    }

    private static boolean isNumber(Term term) {
        return !term.has(part -> part instanceof Structure);
    }

    private static Term entries(Term matrix, java.util.function.UnaryOperator<Term> change) {
        return matrix.of(matrix.parts().stream().map(change).toList());
    }

    private static Optional<Term> sum(List<Term> parts) {
        Term first = parts.get(0);
        boolean alike = parts.stream()
                .allMatch(part -> isMatrix(part)
                        && part.parts().size() == first.parts().size()
                        && columns(part) == columns(first));
        if (!alike) {
            return Optional.empty();
        }
        List<Term> entries = new ArrayList<>();
        for (int i = 0; i < first.parts().size(); i++) {
            int entry = i;
            entries.add(new Term.Sum(
                    parts.stream().map(part -> part.parts().get(entry)).toList()));
        }
        return Optional.of(first.of(entries));
    }

    private static int columns(Term matrix) {
        return matrix instanceof Structure.Matrix table ? table.columns() : 0;
    }

    private static Optional<Term> product(List<Term> parts) {
        List<Term> numbers = new ArrayList<>();
        Optional<Term> matrix = Optional.empty();
        for (Term part : parts) {
            if (!isMatrix(part)) {
                if (!isNumber(part)) {
                    return Optional.empty();
                }
                numbers.add(part);
            } else if (matrix.isEmpty()) {
                matrix = Optional.of(part);
            } else {
                matrix = matrix.flatMap(left -> times(left, part));
                if (matrix.isEmpty()) {
                    return Optional.empty();
                }
            }
        }
        return matrix.map(table -> numbers.isEmpty()
                ? table
                : entries(table, entry -> {
                    List<Term> factors = new ArrayList<>(numbers);
                    factors.add(entry);
                    return new Term.Product(factors);
                }));
    }

    private static Optional<Term> times(Term one, Term other) {
        if (!(one instanceof Structure.Matrix left) || !(other instanceof Structure.Matrix right)) {
            return Optional.empty();
        }
        int inner = left.columns();
        int rows = left.parts().size() / inner;
        int columns = right.columns();
        if (right.parts().size() / columns != inner || rows > MAX_SIZE || inner > MAX_SIZE || columns > MAX_SIZE) {
            return Optional.empty();
        }
        List<Term> entries = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                List<Term> terms = new ArrayList<>();
                for (int k = 0; k < inner; k++) {
                    terms.add(new Term.Product(List.of(
                            left.parts().get(i * inner + k), right.parts().get(k * columns + j))));
                }
                entries.add(new Term.Sum(terms));
            }
        }
        return Optional.of(new Structure.Matrix(columns, entries));
    }

    private static Optional<Term> power(Term.Power power) {
        if (power.exponent() instanceof Term.Symbol symbol && TRANSPOSED.contains(symbol.name())) {
            return Optional.of(power.base() instanceof Structure.Matrix matrix ? transposed(matrix) : power.base());
        }
        boolean whole = power.exponent() instanceof Term.Num number
                && number.value().isWhole()
                && number.value().signum() > 0
                && number.value().numerator().compareTo(BigInteger.valueOf(MAX_POWER)) <= 0;
        if (whole && power.base().parts().size() <= 9) {
            int exponent = ((Term.Num) power.exponent()).value().numerator().intValueExact();
            Optional<Term> result = Optional.of(power.base());
            for (int i = 1; i < exponent; i++) {
                result = result.flatMap(left -> times(left, power.base()));
            }
            return result;
        }
        boolean inverse = power.exponent().equals(new Term.Negative(Term.Num.of(1)));
        return inverse && power.base() instanceof Structure.Matrix matrix ? inverse(matrix) : Optional.empty();
    }

    private static Term transposed(Structure.Matrix matrix) {
        int rows = matrix.parts().size() / matrix.columns();
        List<Term> entries = new ArrayList<>();
        for (int column = 0; column < matrix.columns(); column++) {
            for (int row = 0; row < rows; row++) {
                entries.add(matrix.parts().get(row * matrix.columns() + column));
            }
        }
        return new Structure.Matrix(rows, entries);
    }

    private static Optional<Term> inverse(Structure.Matrix matrix) {
        if (matrix.columns() != 2 || matrix.parts().size() != 4) {
            return Optional.empty();
        }
        List<Term> entries = matrix.parts();
        Term determinant = Term.Apply.of("det", matrix);
        List<Term> adjugate = List.of(
                entries.get(3), new Term.Negative(entries.get(1)), new Term.Negative(entries.get(2)), entries.get(0));
        return Optional.of(new Structure.Matrix(
                2,
                adjugate.stream()
                        .<Term>map(entry -> new Term.Quotient(entry, determinant))
                        .toList()));
    }
}
