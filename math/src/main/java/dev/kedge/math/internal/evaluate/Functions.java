package dev.kedge.math.internal.evaluate;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;

/**
 * Trigonometric and hyperbolic functions and their inverses, by the few that an arithmetic has.
 *
 * @param arithmetic the numbers
 * @param <T> the numbers
 */
record Functions<T>(Arithmetic<T> arithmetic) {

    T value(String name, T argument) {
        return switch (name) {
            case "sec" -> inverse(arithmetic.function("cos", argument));
            case "csc" -> inverse(arithmetic.function("sin", argument));
            case "cot" ->
                arithmetic.dividedBy(arithmetic.function("cos", argument), arithmetic.function("sin", argument));
            case "arccot" -> arithmetic.function("arctan", inverse(argument));
            case "arcsec" -> arithmetic.function("arccos", inverse(argument));
            case "arccsc" -> arithmetic.function("arcsin", inverse(argument));
            case "sinh" ->
                half(arithmetic.plus(
                        exponential(argument), arithmetic.negated(exponential(arithmetic.negated(argument)))));
            case "cosh" -> half(arithmetic.plus(exponential(argument), exponential(arithmetic.negated(argument))));
            case "tanh" -> arithmetic.dividedBy(value("sinh", argument), value("cosh", argument));
            case "sech" -> inverse(value("cosh", argument));
            case "csch" -> inverse(value("sinh", argument));
            case "coth" -> arithmetic.dividedBy(value("cosh", argument), value("sinh", argument));
            case "arsinh", "arcsinh" ->
                arithmetic.logarithm(arithmetic.plus(argument, root(plusOne(square(argument)))));
            case "arcosh", "arccosh" ->
                arithmetic.logarithm(arithmetic.plus(argument, root(minusOne(square(argument)))));
            case "artanh", "arctanh" ->
                half(arithmetic.logarithm(
                        arithmetic.dividedBy(plusOne(argument), plusOne(arithmetic.negated(argument)))));
            case "sin", "cos", "tan", "arcsin", "arccos", "arctan" -> arithmetic.function(name, argument);
            default -> throw Arithmetic.undefined("the function " + name);
        };
    }

    private T one() {
        return arithmetic.number(Rational.ONE);
    }

    private T inverse(T value) {
        return arithmetic.dividedBy(one(), value);
    }

    private T half(T value) {
        return arithmetic.dividedBy(value, arithmetic.number(Rational.of(2)));
    }

    private T exponential(T value) {
        return arithmetic.generalPower(arithmetic.constant(Term.Constant.E), value);
    }

    private T square(T value) {
        return arithmetic.times(value, value);
    }

    private T plusOne(T value) {
        return arithmetic.plus(value, one());
    }

    private T minusOne(T value) {
        return arithmetic.plus(value, arithmetic.negated(one()));
    }

    private T root(T value) {
        return arithmetic.root(value, 2);
    }
}
