package dev.kedge.benchmarks;

import dev.kedge.tensor.Torch;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * Works measured in turns, A B C A B C …, so that what else the machine does meanwhile meets them all; each round
 * begins with another one. Ratios are taken within a round.
 */
final class Rounds {

    private static final int WARM_UP = 2;

    private final double[][] wallSeconds;
    private final double[][] processorSeconds;

    private Rounds(int works, int rounds) {
        this.wallSeconds = new double[works][rounds];
        this.processorSeconds = new double[works][rounds];
    }

    static Rounds of(List<Runnable> works, int rounds) {
        Rounds measured = new Rounds(works.size(), rounds);
        for (int round = -WARM_UP; round < rounds; round++) {
            for (int turn = 0; turn < works.size(); turn++) {
                int work = Math.floorMod(turn + round, works.size());
                long wall = System.nanoTime();
                long processor = processorNanoseconds();
                works.get(work).run();
                if (round >= 0) {
                    measured.processorSeconds[work][round] = (processorNanoseconds() - processor) / 1e9;
                    measured.wallSeconds[work][round] = (System.nanoTime() - wall) / 1e9;
                }
            }
        }
        return measured;
    }

    /** Of this thread if it does all the work, else of all threads of this process, which comes in steps of 10 ms. */
    private static long processorNanoseconds() {
        return Torch.threads() == 1
                ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
                : ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                        .getProcessCpuTime();
    }

    Spread wallSeconds(int work) {
        return Spread.of(wallSeconds[work]);
    }

    Spread processorSeconds(int work) {
        return Spread.of(processorSeconds[work]);
    }

    /** Wall time of a work over that of the first. */
    Spread wallRatio(int work) {
        return ratio(wallSeconds[work], wallSeconds[0]);
    }

    /** Processor time of a work over that of the first. */
    Spread processorRatio(int work) {
        return ratio(processorSeconds[work], processorSeconds[0]);
    }

    private static Spread ratio(double[] above, double[] below) {
        double[] ratios = new double[above.length];
        Arrays.setAll(ratios, round -> above[round] / below[round]);
        return Spread.of(ratios);
    }

    /**
     * The place of the middle half of some numbers.
     *
     * @param low a quarter is below
     * @param median half is below
     * @param high a quarter is above
     * @param middle the mean of those in between, which the steps of a coarse clock do not move
     */
    record Spread(double low, double median, double high, double middle) {

        private static Spread of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double low = quantile(sorted, 0.25);
            double high = quantile(sorted, 0.75);
            double middle = Arrays.stream(sorted)
                    .filter(value -> value >= low && value <= high)
                    .average()
                    .orElseThrow();
            return new Spread(low, quantile(sorted, 0.5), high, middle);
        }

        private static double quantile(double[] sorted, double share) {
            double place = share * (sorted.length - 1);
            int below = (int) place;
            int above = Math.min(below + 1, sorted.length - 1);
            return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
        }
    }
}
