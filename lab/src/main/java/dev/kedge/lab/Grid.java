package dev.kedge.lab;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The points at which functions are evaluated, and the values there. */
final class Grid {

    /** Bisections: to the last place of a double. */
    private static final int HALVINGS = 100;

    private Grid() {}

    /** Points with equal differences, both ends included. */
    static double[] even(double from, double to, int points) {
        return IntStream.range(0, points)
                .mapToDouble(i -> from + (to - from) * i / (points - 1))
                .toArray();
    }

    /** Points with equal factors, both ends included. */
    static double[] logarithmic(double from, double to, int points) {
        return map(even(Math.log(from), Math.log(to), points), Math::exp);
    }

    static double[] map(double[] xs, DoubleUnaryOperator function) {
        double[] ys = new double[xs.length];
        for (int i = 0; i < xs.length; i++) {
            ys[i] = function.applyAsDouble(xs[i]);
        }
        return ys;
    }

    /** Where a function that rises on an interval of positive numbers passes a value; bisected in the logarithm. */
    static double crossing(DoubleUnaryOperator rising, double value, double from, double to, int halvings) {
        double low = Math.log(from);
        double high = Math.log(to);
        for (int i = 0; i < halvings; i++) {
            double middle = (low + high) / 2;
            if (rising.applyAsDouble(Math.exp(middle)) < value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp((low + high) / 2);
    }

    /** The same, to the last place. */
    static double crossing(DoubleUnaryOperator rising, double value, double from, double to) {
        return crossing(rising, value, from, to, HALVINGS);
    }

    /** Adds an array of numbers; what is not finite, JSON does not know and becomes null. */
    static void put(ObjectNode object, String name, double... values) {
        ArrayNode array = object.putArray(name);
        for (double value : values) {
            if (Double.isFinite(value)) {
                array.add(value);
            } else {
                array.addNull();
            }
        }
    }
}
