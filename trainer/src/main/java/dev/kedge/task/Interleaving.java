package dev.kedge.task;

import java.util.Arrays;

/**
 * A sequence made of several, each as often as its weight says, evenly: after n elements, sequence j with the share w
 * of all weights has given n·w of them, give or take one. The k-th element of j is due at the time {@code (k + 1/2) /
 * w}, and elements come in the order of their times, so that each is found without those before it.
 */
final class Interleaving {

    private final double[] shares;

    Interleaving(double... weights) {
        double sum = Arrays.stream(weights).sum();
        this.shares = Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    /** A sequence and an element of it, from 0. */
    record Place(int sequence, long element) {}

    /** What stands at an index. */
    Place at(long index) {
        long[] before = new long[shares.length];
        long known = 0;
        for (int j = 0; j < shares.length; j++) { // n·w of each, less a few, come before in any case
            before[j] = Math.max(0, (long) (index * shares[j]) - 2);
            known += before[j];
        }
        while (true) {
            int due = due(before);
            if (known == index) {
                return new Place(due, before[due]);
            }
            before[due]++;
            known++;
        }
    }

    private int due(long[] before) {
        int first = -1;
        double earliest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < shares.length; j++) {
            double time = (before[j] + 0.5) / shares[j];
            if (time < earliest) {
                earliest = time;
                first = j;
            }
        }
        return first;
    }
}
