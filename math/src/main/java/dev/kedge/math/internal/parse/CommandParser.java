package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.lex.Token;
import dev.kedge.math.internal.lex.Token.Kind;
import dev.kedge.math.internal.lex.UnreadableException;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The parser of functions, fractions, roots, sums over an index, and matrices. */
final class CommandParser {

    private static final Set<String> MATRICES =
            Set.of("pmatrix", "bmatrix", "vmatrix", "Vmatrix", "Bmatrix", "matrix", "array", "smallmatrix");

    private static final int MAX_ENTRIES = 400;

    private final TokenCursor cursor;
    private final Answers answers;
    private final Factors factors;
    private final Bars bars;

    CommandParser(TokenCursor cursor, Answers answers, Factors factors, Bars bars) {
        this.cursor = cursor;
        this.answers = answers;
        this.factors = factors;
        this.bars = bars;
    }

    Term command() throws UnreadableException {
        String name = cursor.take().text();
        return switch (name) {
            case "frac" -> {
                cursor.splitFirstDigit();
                Term numerator = factors.argument();
                cursor.splitFirstDigit();
                yield new Term.Quotient(numerator, factors.argument());
            }
            case "binom" -> {
                cursor.splitFirstDigit();
                Term above = factors.argument();
                cursor.splitFirstDigit();
                yield Term.Apply.of("binom", above, factors.argument());
            }
            case "sqrt" -> {
                Term degree = Term.Num.of(2);
                if (cursor.accept(Kind.OPEN, "[")) {
                    degree = answers.sum();
                    cursor.expect(Kind.CLOSE, "]");
                }
                yield Term.Apply.of("root", factors.argument(), degree);
            }
            case "root" -> {
                Term degree = answers.sum();
                cursor.expect(Kind.COMMAND, "of");
                yield Term.Apply.of("root", factors.argument(), degree);
            }
            case "overline" -> {
                Term under = factors.argument();
                yield under.has(part -> part == Term.Constant.I) ? Term.Apply.of("conj", under) : under;
            }
            default -> throw new UnreadableException("\\" + name + " there");
        };
    }

    Term function() throws UnreadableException {
        String name = cursor.take().text();
        Term base = Term.Constant.E;
        boolean hasBase = false;
        Term exponent = Term.Num.of(1);
        boolean hasExponent = false;
        while (cursor.at(Kind.OPERATOR, "_") || cursor.at(Kind.OPERATOR, "^")) {
            if (cursor.take().text().equals("_")) {
                base = factors.script();
                hasBase = true;
            } else {
                exponent = cursor.acceptOperator("-") ? new Term.Negative(factors.script()) : factors.script();
                hasExponent = true;
            }
        }
        boolean inverse = hasExponent && exponent.equals(new Term.Negative(Term.Num.of(1)));
        List<Term> arguments = arguments();
        if (hasBase) {
            arguments.add(base);
        }
        Term value = new Term.Apply(inverse ? "arc" + name : name, arguments);
        if (name.equals("sqrt") || name.equals("cbrt")) {
            value = Term.Apply.of("root", arguments.get(0), Term.Num.of(name.equals("sqrt") ? 2 : 3));
        } else if (name.equals("cis")) {
            Term angle = arguments.get(0);
            value = new Term.Sum(List.of(
                    Term.Apply.of("cos", angle), Term.Product.of(Term.Constant.I, Term.Apply.of("sin", angle))));
        } else if (name.equals("exp")) {
            value = new Term.Power(Term.Constant.E, arguments.get(0));
        }
        return hasExponent && !inverse ? new Term.Power(value, exponent) : value;
    }

    private List<Term> arguments() throws UnreadableException {
        List<Term> arguments = new ArrayList<>();
        if (cursor.at(Kind.OPEN, "(") || cursor.at(Kind.OPEN, "tex") || cursor.at(Kind.OPEN, "[")) {
            Token open = cursor.take();
            String close = open.text().equals("(") ? ")" : open.text().equals("[") ? "]" : "tex";
            boolean before = bars.close(false);
            Term inside = answers.answers();
            bars.close(before);
            cursor.expect(Kind.CLOSE, close);
            if (inside instanceof Structure.Sequence sequence) {
                arguments.addAll(sequence.parts());
            } else {
                arguments.add(inside);
            }
            return arguments;
        }
        Term argument = cursor.acceptOperator("-") ? new Term.Negative(factors.factor()) : factors.factor();
        while (isNextOfArgument(argument)) {
            argument = Term.Product.of(argument, factors.factor());
        }
        if (cursor.at(Kind.OPERATOR, "/") && argument instanceof Term.Constant) { // sin pi/3
            cursor.take();
            argument = new Term.Quotient(argument, factors.factor());
        }
        arguments.add(argument);
        return arguments;
    }

    /** Without brackets, a function is applied to the product up to the next sign, bracket or function. */
    private boolean isNextOfArgument(Term argument) {
        Token next = cursor.peek();
        return (next.kind() == Kind.SYMBOL
                        || next.kind() == Kind.CONSTANT
                        || next.is(Kind.COMMAND, "frac")
                        || next.is(Kind.COMMAND, "sqrt"))
                && factors.beginsFactor(next, argument);
    }

    Term series() throws UnreadableException {
        boolean product = cursor.take().text().equals("product");
        Term from = Term.Num.of(1);
        Term to = Term.Constant.INFINITY;
        String index = "";
        while (cursor.at(Kind.OPERATOR, "_") || cursor.at(Kind.OPERATOR, "^")) {
            if (cursor.take().text().equals("_")) {
                Term start = factors.argument();
                if (start instanceof Structure.Relation relation
                        && relation.isEquation()
                        && relation.parts().get(0) instanceof Term.Symbol symbol) {
                    index = symbol.name();
                    from = relation.parts().get(1);
                } else if (start instanceof Structure.Relation relation
                        && relation.isEquation()
                        && relation.parts().get(0) == Term.Constant.I) {
                    index = "i";
                    from = relation.parts().get(1);
                } else {
                    throw new UnreadableException("a sum without a running index");
                }
            } else {
                to = factors.script();
            }
        }
        if (index.isEmpty()) {
            throw new UnreadableException("a sum without a running index");
        }
        Term body = answers.product();
        String running = index;
        if (running.equals("i")) { // the imaginary unit elsewhere
            body = body.map(term -> term == Term.Constant.I ? new Term.Symbol("i") : term);
        }
        return new Term.Series(product, running, from, to, body);
    }

    Term environment() throws UnreadableException {
        String name = cursor.take().text();
        List<List<Term>> rows = new ArrayList<>();
        List<Term> row = new ArrayList<>();
        int entries = 0;
        while (!cursor.at(Kind.FINISH)) {
            if (cursor.at(Kind.COLUMN)) {
                cursor.take();
            } else if (cursor.at(Kind.ROW)) {
                cursor.take();
                rows.add(row);
                row = new ArrayList<>();
            } else {
                row.add(answers.answers());
                entries++;
                if (entries > MAX_ENTRIES
                        || !(cursor.at(Kind.COLUMN) || cursor.at(Kind.ROW) || cursor.at(Kind.FINISH))) {
                    throw cursor.unexpected();
                }
            }
        }
        cursor.take();
        rows.add(row);
        rows.removeIf(List::isEmpty);
        if (rows.isEmpty()) {
            throw new UnreadableException("an empty matrix");
        }
        return MATRICES.contains(name) ? matrix(name, rows) : lines(name, rows);
    }

    private static Term matrix(String name, List<List<Term>> rows) throws UnreadableException {
        int columns = rows.get(0).size();
        List<Term> entries = new ArrayList<>();
        for (List<Term> row : rows) {
            if (row.size() != columns) {
                throw new UnreadableException("a matrix with rows of different lengths");
            }
            entries.addAll(row);
        }
        Term matrix = new Structure.Matrix(columns, entries);
        return name.equals("vmatrix") ? Term.Apply.of("det", matrix) : matrix;
    }

    private static Term lines(String name, List<List<Term>> rows) throws UnreadableException {
        if (name.equals("cases") || name.equals("aligned") || name.equals("gathered") || name.equals("array")) {
            List<Term> conditions = new ArrayList<>();
            rows.forEach(conditions::addAll);
            return conditions.size() == 1 ? conditions.get(0) : new Structure.Sequence(conditions);
        }
        List<Term> last = rows.get(rows.size() - 1);
        if (last.size() != 1) {
            throw new UnreadableException("several columns in the last line");
        }
        return last.get(0);
    }
}
