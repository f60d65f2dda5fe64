package dev.kedge.benchmarks;

/** The shortest of several runs: what the code takes when nothing else disturbs it. */
final class BestTime {

    private static final double ENOUGH_SECONDS = 2;
    private static final int MIN_RUNS = 2;

    private BestTime() {}

    /** Seconds; runs once to warm up, then at least twice and for at least two seconds. */
    static double of(Runnable work) {
        work.run();
        double best = Double.POSITIVE_INFINITY;
        double spent = 0;
        for (int run = 0; run < MIN_RUNS || spent < ENOUGH_SECONDS; run++) {
            long start = System.nanoTime();
            work.run();
            double seconds = (System.nanoTime() - start) / 1e9;
            best = Math.min(best, seconds);
            spent += seconds;
        }
        return best;
    }
}
