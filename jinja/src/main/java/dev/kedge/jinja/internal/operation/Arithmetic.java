package dev.kedge.jinja.internal.operation;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.Real;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The operators with two operands, {@code + - * / // % **}. */
public enum Arithmetic {
    /** {@code +}: also joins strings, lists and tuples. */
    ADD("+") {
        @Override
        Value sequences(Value left, Value right, Budget budget) {
            if (left instanceof Text one) {
                if (right instanceof Text other) {
                    return joined(one, other, budget);
                }
                throw new Fault("can only concatenate str (not \"" + right.typeName() + "\") to str");
            }
            if (left instanceof Items one) {
                if (right instanceof Items other && other.isList() == one.isList()) {
                    List<Value> all = new ArrayList<>(one.elements());
                    budget.makeList(
                            one.elements().size() + (long) other.elements().size());
                    all.addAll(other.elements());
                    return Items.of(one.plainKind(), all);
                }
                String type = one.typeName();
                throw new Fault("can only concatenate " + type + " (not \"" + right.typeName() + "\") to " + type);
            }
            return super.sequences(left, right, budget);
        }
    },
    /** {@code -}. */
    SUBTRACT("-"),
    /** {@code *}: also repeats strings, lists and tuples. */
    MULTIPLY("*") {
        @Override
        Value sequences(Value left, Value right, Budget budget) {
            if (left instanceof Text || left instanceof Items) {
                return repeated(left, right, budget);
            }
            return right instanceof Text || right instanceof Items
                    ? repeated(right, left, budget)
                    : super.sequences(left, right, budget);
        }
    },
    /** {@code /}: always a float. */
    DIVIDE("/"),
    /** {@code //}: towards minus infinity. */
    FLOOR_DIVIDE("//"),
    /** {@code %}: the remainder of that, or a format with its values. */
    REMAINDER("%") {
        @Override
        Value sequences(Value left, Value right, Budget budget) {
            return left instanceof Text format
                    ? PercentFormat.format(format, right, budget)
                    : super.sequences(left, right, budget);
        }
    },
    /** {@code **}. */
    POWER("**");

    private final String symbol;

    Arithmetic(String symbol) {
        this.symbol = symbol;
    }

    /**
     * The operator of a symbol.
     *
     * @param symbol such as {@code //}
     */
    public static Arithmetic of(String symbol) {
        for (Arithmetic operator : values()) {
            if (operator.symbol.equals(symbol)) {
                return operator;
            }
        }
        throw new IllegalArgumentException("an operator must be one of + - * / // % **, got " + symbol);
    }

    /**
     * Computes.
     *
     * @param left the left operand
     * @param right the right operand
     * @param budget pays
     */
    public Value apply(Value left, Value right, Budget budget) {
        if (Equality.isNumber(left) && Equality.isNumber(right)) {
            return left instanceof Real || right instanceof Real
                    ? new Real(reals(Numbers.finite(left), Numbers.finite(right)))
                    : integers(Numbers.integer(left), Numbers.integer(right), budget);
        }
        if (left instanceof Undefined undefined) {
            throw undefined.fault();
        }
        // A format takes what is undefined as it is.
        if (right instanceof Undefined undefined && !(this == REMAINDER && left instanceof Text)) {
            throw undefined.fault();
        }
        return sequences(left, right, budget);
    }

    private double reals(double left, double right) {
        return switch (this) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> RealArithmetic.quotient(left, right);
            case FLOOR_DIVIDE -> RealArithmetic.floorQuotient(left, right);
            case REMAINDER -> RealArithmetic.remainder(left, right);
            case POWER -> RealArithmetic.power(left, right);
        };
    }

    private Value integers(BigInteger left, BigInteger right, Budget budget) {
        budget.work(left.bitLength() + (long) right.bitLength());
        return switch (this) {
            case ADD -> new Int(left.add(right));
            case SUBTRACT -> new Int(left.subtract(right));
            case MULTIPLY -> new Int(left.multiply(right));
            case DIVIDE -> new Real(IntegerArithmetic.quotient(left, right));
            case FLOOR_DIVIDE -> new Int(IntegerArithmetic.floorQuotient(left, right));
            case REMAINDER -> new Int(IntegerArithmetic.remainder(left, right));
            case POWER -> IntegerArithmetic.power(left, right, budget);
        };
    }

    /** What is left when the operands are not both numbers. */
    Value sequences(Value left, Value right, Budget budget) {
        String operator = this == POWER ? "** or pow()" : symbol;
        throw new Fault("unsupported operand type(s) for " + operator + ": '" + left.typeName() + "' and '"
                + right.typeName() + "'");
    }

    /**
     * The sum of two strings, safe if one of them is.
     *
     * @param left the left one
     * @param right the right one
     * @param budget pays
     * @return the joined string
     */
    private static Text joined(Text left, Text right, Budget budget) {
        String one = right.beside(left, budget);
        String other = left.beside(right, budget);
        budget.make((long) one.length() + other.length());
        String both = one + other;
        return left.isSafe() || right.isSafe() ? Text.safe(both) : Text.of(both);
    }

    private static Value repeated(Value sequence, Value times, Budget budget) {
        long count = times.integer()
                .orElseThrow(() -> new Fault("can't multiply sequence by non-int of type '" + times.typeName() + "'"))
                .max(BigInteger.ZERO)
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .longValue();
        if (sequence instanceof Text text) {
            budget.make(count * text.chars().length());
            String repeated = text.chars().isEmpty() ? "" : text.chars().repeat((int) count);
            return text.isSafe() ? Text.safe(repeated) : Text.of(repeated);
        }
        Items items = (Items) sequence;
        budget.makeList(count * items.elements().size());
        List<Value> repeated = new ArrayList<>();
        Collections.nCopies(items.elements().isEmpty() ? 0 : (int) count, items.elements())
                .forEach(repeated::addAll);
        return Items.of(items.plainKind(), repeated);
    }

    /**
     * {@code -x}.
     *
     * @param value a number
     */
    public static Value negative(Value value) {
        if (value instanceof Real real) {
            return new Real(-real.value());
        }
        return new Int(unary("-", value).negate());
    }

    /**
     * {@code +x}.
     *
     * @param value a number
     */
    public static Value positive(Value value) {
        return value instanceof Real ? value : new Int(unary("+", value));
    }

    private static BigInteger unary(String symbol, Value value) {
        if (value instanceof Undefined undefined) {
            throw undefined.fault();
        }
        return value.integer()
                .orElseThrow(() -> new Fault("bad operand type for unary " + symbol + ": '" + value.typeName() + "'"));
    }
}
