package dev.kedge.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The generating function of a won vote, {@code G(x) = Σ_m P(won, m completions drawn) x^m}, where each completion is
 * drawn by itself with chance {@code p = k/n}; {@code P(won | k drawn)} is its coefficient at k over the chance that k
 * are drawn.
 *
 * <p>With v votes for the right answer, a wrong answer with w completions may have up to v: the vote is won with chance
 * {@code 1/(1+T) = ∫₀¹ s^T ds} if T of them have v too. So {@code G(x) = Σ_v b_c(v) x^v (q+px)^a ∫₀¹ Π_w (A_w(x) + s
 * b_w(v) x^v) ds}, where {@code b_w(i)} is the chance that i of w are drawn, {@code A_w(x) = Σ_{i<v} b_w(i) x^i}, and a
 * counts those that abstain. The integral is a sum over Gauss-Legendre nodes, exact for as many ties as k votes allow.
 *
 * <p>The coefficient is the mean of {@code G(x) x^-k} over N roots of unity; N is so large that the chance of N more or
 * fewer than k draws is below 1e-18 (Bernstein's inequality).
 */
final class VoteGenerator {

    private static final double NEGLIGIBLE = 1e-19;
    /** -log of the chance that draws lie N from their mean. */
    private static final double TAIL = 42;

    private final int drawn;
    private final int samples;
    private final double p;
    private final double[] right;
    private final int abstaining;
    private final List<Party> parties = new ArrayList<>();

    /**
     * Wrong answers with equally many completions.
     *
     * @param votes w
     * @param count how many such answers
     * @param chances {@code b_w}, {@code [w+1]}
     */
    private record Party(int votes, int count, double[] chances) {}

    /**
     * A vote.
     *
     * @param correct completions with the right answer, at least 1
     * @param wrong how many wrong answers have how many completions each
     * @param abstaining completions without an answer
     * @param drawn k, less than all
     */
    VoteGenerator(int correct, SortedMap<Integer, Integer> wrong, int abstaining, int drawn) {
        int others = 0;
        for (Map.Entry<Integer, Integer> entry : wrong.entrySet()) {
            others += entry.getKey() * entry.getValue();
        }
        this.samples = correct + others + abstaining;
        this.drawn = drawn;
        this.abstaining = abstaining;
        this.p = (double) drawn / samples;
        this.right = binomial(correct, p);
        wrong.forEach((votes, count) -> parties.add(new Party(votes, count, binomial(votes, p))));
    }

    double won() {
        double variance = samples * p * (1 - p);
        int roots = (int) Math.min(samples + 1, Math.ceil(TAIL / 3 + Math.sqrt(TAIL * TAIL / 9 + 2 * TAIL * variance)));
        List<Level> levels = levels();
        double sum = 0;
        for (int root = 0; root <= roots / 2; root++) {
            double part = new Point(root, roots).coefficient(levels);
            boolean alone = root == 0 || 2 * root == roots;
            sum += alone ? part : 2 * part;
        }
        return sum / roots / binomial(samples, p)[drawn];
    }

    /** The numbers of right votes that matter, with the nodes that settle their ties. */
    private List<Level> levels() {
        List<Level> levels = new ArrayList<>();
        for (int votes = 1; votes <= Math.min(drawn, right.length - 1); votes++) {
            if (right[votes] > NEGLIGIBLE) {
                int least = votes;
                int rivals = parties.stream()
                        .filter(party -> party.votes() >= least)
                        .mapToInt(Party::count)
                        .sum();
                int ties = Math.min(rivals, drawn / votes - 1);
                levels.add(new Level(votes, LegendreNodes.exactTo(ties)));
            }
        }
        return levels;
    }

    private record Level(int votes, LegendreNodes lots) {}

    /**
     * {@code b(i) = C(size, i) p^i (1-p)^(size-i)}, from the likeliest i outwards, so that nothing under- or overflows.
     */
    static double[] binomial(int size, double p) {
        double[] chances = new double[size + 1];
        int mode = (int) Math.min(size, Math.floor((size + 1) * p));
        double odds = p / (1 - p);
        chances[mode] = 1;
        double sum = 1;
        for (int i = mode; i < size; i++) {
            chances[i + 1] = chances[i] * odds * (size - i) / (i + 1);
            sum += chances[i + 1];
        }
        for (int i = mode; i > 0; i--) {
            chances[i - 1] = chances[i] / odds * i / (size - i + 1);
            sum += chances[i - 1];
        }
        for (int i = 0; i <= size; i++) {
            chances[i] /= sum;
        }
        return chances;
    }

    /** The function at one root of unity. */
    private final class Point {

        private final double angle;
        private final int root;
        private final int roots;
        /** log |q + px| and the angle of q + px. */
        private final double logModulus;

        private final double argument;
        /** {@code A_w(x)} of each party, real and imaginary, for the present number of votes. */
        private final double[] below = new double[2 * parties.size()];

        Point(int root, int roots) {
            this.root = root;
            this.roots = roots;
            this.angle = 2 * Math.PI * root / roots;
            double half = Math.sin(angle / 2);
            this.logModulus = 0.5 * Math.log1p(Math.max(-1, -4 * p * (1 - p) * half * half));
            this.argument = Math.atan2(p * Math.sin(angle), 1 - p + p * Math.cos(angle));
        }

        /** The real part of {@code G(x) x^-k}. */
        double coefficient(List<Level> levels) {
            double sum = 0;
            int votes = 0;
            for (Level level : levels) {
                while (votes < level.votes()) {
                    for (int i = 0; i < parties.size(); i++) {
                        Party party = parties.get(i);
                        if (votes <= party.votes()) {
                            below[2 * i] += party.chances()[votes] * cosine(votes);
                            below[2 * i + 1] += party.chances()[votes] * sine(votes);
                        }
                    }
                    votes++;
                }
                sum += right[votes] * others(level);
            }
            return sum;
        }

        /** The real part of what the other parties contribute, turned by x^(v-k). */
        private double others(Level level) {
            int votes = level.votes();
            int free = abstaining;
            int first = 0;
            while (first < parties.size() && parties.get(first).votes() < votes) {
                free += parties.get(first).count() * parties.get(first).votes();
                first++;
            }
            double modulus = free == 0 ? 1 : Math.exp(free * logModulus);
            if (modulus < NEGLIGIBLE) {
                return 0;
            }
            double cosine = cosine(votes);
            double sine = sine(votes);
            double real = 0;
            double imaginary = 0;
            for (int node = 0; node < level.lots().size(); node++) {
                double s = level.lots().node(node);
                Complex product = Complex.ONE;
                for (int i = first; i < parties.size(); i++) {
                    double tie = s * parties.get(i).chances()[votes];
                    Complex party = new Complex(below[2 * i] + tie * cosine, below[2 * i + 1] + tie * sine);
                    product = product.times(party.power(parties.get(i).count()));
                }
                real += level.lots().weight(node) * product.real();
                imaginary += level.lots().weight(node) * product.imaginary();
            }
            double turn = free * argument + angle(votes - drawn);
            return modulus * (real * Math.cos(turn) - imaginary * Math.sin(turn));
        }

        private double cosine(int power) {
            return Math.cos(angle(power));
        }

        private double sine(int power) {
            return Math.sin(angle(power));
        }

        /** The angle of x^power, in whole turns less. */
        private double angle(int power) {
            return 2 * Math.PI * Math.floorMod((long) root * power, (long) roots) / roots;
        }
    }

    /** A complex number. */
    private record Complex(double real, double imaginary) {

        static final Complex ONE = new Complex(1, 0);

        Complex times(Complex other) {
            return new Complex(
                    real * other.real - imaginary * other.imaginary, real * other.imaginary + imaginary * other.real);
        }

        Complex power(int exponent) {
            Complex result = ONE;
            Complex square = this;
            for (int left = exponent; left > 0; left >>= 1) {
                if ((left & 1) == 1) {
                    result = result.times(square);
                }
                square = left > 1 ? square.times(square) : square;
            }
            return result;
        }
    }
}
