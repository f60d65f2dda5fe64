package dev.kedge.optim;

import dev.kedge.api.SettingException;

/**
 * A learning-rate schedule: linear warm-up from {@code peak / warmupUpdates}, then constant, or decay to
 * {@code finalFraction · peak} along a line or half a cosine.
 */
public final class LearningRate {

    /** The shape after the warm-up. */
    public enum Schedule {
        /** Stays at the peak. */
        CONSTANT {
            @Override
            double remaining(double progress) {
                return 1;
            }
        },
        /** Falls on a line. */
        LINEAR {
            @Override
            double remaining(double progress) {
                return 1 - progress;
            }
        },
        /** Falls on half a cosine. */
        COSINE {
            @Override
            double remaining(double progress) {
                return (1 + Math.cos(Math.PI * progress)) / 2;
            }
        };

        /** 1 at progress 0; 0 at progress 1 for those that decay. */
        abstract double remaining(double progress);
    }

    /**
     * A schedule.
     *
     * @param peak the learning rate after the warm-up
     * @param warmupUpdates how many updates the warm-up takes; none is 0
     * @param schedule the shape after it
     * @param finalFraction the share of the peak that a decay ends at
     */
    public record Config(double peak, int warmupUpdates, Schedule schedule, double finalFraction) {

        /** A small constant rate, as for fine-tuning a large model. */
        public static final Config DEFAULT = new Config(1e-6, 0, Schedule.CONSTANT, 0);

        /** Checks the ranges. */
        public Config {
            if (!(peak > 0) || Double.isInfinite(peak)) {
                throw new SettingException("peak", "must be > 0 and finite, got " + peak);
            }
            if (warmupUpdates < 0) {
                throw new SettingException("warmupUpdates", "must be >= 0, got " + warmupUpdates);
            }
            if (!(finalFraction >= 0 && finalFraction <= 1)) {
                throw new SettingException("finalFraction", "must be in [0, 1], got " + finalFraction);
            }
        }

        /**
         * The same with another {@code peak}.
         *
         * @param value the learning rate after the warm-up
         */
        public Config withPeak(double value) {
            return new Config(value, warmupUpdates, schedule, finalFraction);
        }

        /**
         * The same with another {@code warmupUpdates}.
         *
         * @param value how many updates the warm-up takes; none is 0
         */
        public Config withWarmupUpdates(int value) {
            return new Config(peak, value, schedule, finalFraction);
        }

        /**
         * The same with another {@code schedule}.
         *
         * @param value the shape after it
         */
        public Config withSchedule(Schedule value) {
            return new Config(peak, warmupUpdates, value, finalFraction);
        }

        /**
         * The same with another {@code finalFraction}.
         *
         * @param value the share of the peak that a decay ends at
         */
        public Config withFinalFraction(double value) {
            return new Config(peak, warmupUpdates, schedule, value);
        }
    }

    private final Config config;
    private final long totalUpdates;

    /**
     * A schedule over a known number of updates.
     *
     * @param config its shape
     * @param totalUpdates how many updates there will be; a decay ends there
     */
    public LearningRate(Config config, long totalUpdates) {
        this.config = config;
        this.totalUpdates = totalUpdates;
    }

    /**
     * The rate for one update.
     *
     * @param update counted from 0; past the end the last rate stays
     * @return the learning rate
     */
    public double at(long update) {
        if (update < config.warmupUpdates()) {
            return config.peak() * (update + 1) / config.warmupUpdates();
        }
        long decaying = Math.max(1, totalUpdates - config.warmupUpdates());
        double progress = Math.min(1, (double) (update - config.warmupUpdates()) / decaying);
        double remaining = config.schedule().remaining(progress);
        return config.peak() * (config.finalFraction() + (1 - config.finalFraction()) * remaining);
    }
}
