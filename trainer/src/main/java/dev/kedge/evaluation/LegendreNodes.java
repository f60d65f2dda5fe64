package dev.kedge.evaluation;

/**
 * Nodes and weights of Gauss-Legendre quadrature on [0, 1]: with q nodes {@code Σ weight · f(node)} is the integral of
 * every polynomial of degree 2q − 1 or less.
 */
final class LegendreNodes {

    private static final int ITERATIONS = 100;

    private final double[] nodes;
    private final double[] weights;

    private LegendreNodes(int size) {
        nodes = new double[size];
        weights = new double[size];
        for (int i = 0; i < size; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (size + 0.5));
            double slope = 0;
            for (int iteration = 0; iteration < ITERATIONS; iteration++) {
                double before = 0;
                double value = 1;
                for (int degree = 0; degree < size; degree++) {
                    double next = ((2 * degree + 1) * x * value - degree * before) / (degree + 1);
                    before = value;
                    value = next;
                }
                slope = size * (x * value - before) / (x * x - 1);
                double move = value / slope;
                x -= move;
                if (Math.abs(move) < 1e-15) {
                    break;
                }
            }
            nodes[i] = (1 + x) / 2;
            weights[i] = 1 / ((1 - x * x) * slope * slope);
        }
    }

    /**
     * The fewest nodes that are exact.
     *
     * @param degree of the polynomial, at least 0
     */
    static LegendreNodes exactTo(int degree) {
        return new LegendreNodes(degree / 2 + 1);
    }

    int size() {
        return nodes.length;
    }

    double node(int i) {
        return nodes[i];
    }

    double weight(int i) {
        return weights[i];
    }
}
