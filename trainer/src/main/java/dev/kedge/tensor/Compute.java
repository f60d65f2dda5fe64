package dev.kedge.tensor;

/**
 * The device and the number of threads that a piece of work computes with.
 *
 * <p>It holds for a span of code on one thread and for nothing else in the process, so that several models can be
 * trained side by side, each with its own:
 *
 * <pre>{@code
 * try (Compute.Span span = Compute.cpu(1).open()) {
 *     …  // tensors made here are made on this device, and operations use so many threads
 * }
 * }</pre>
 *
 * <p>libtorch keeps the number of threads for each thread that calls it. What it shares between all of them is its pool
 * of worker threads, and, in builds without oneDNN, the number of threads of OpenBLAS: there the span that was opened
 * last decides for the process.
 *
 * @param device what computes
 * @param threads of one operation on the central processor, at least 1
 */
public record Compute(ComputeDevice device, int threads) {

    public Compute {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        }
    }

    /**
     * The central processor.
     *
     * @param threads of one operation, at least 1
     */
    public static Compute cpu(int threads) {
        return new Compute(ComputeDevice.CPU, threads);
    }

    /** The central processor with a thread for each of its cores. */
    public static Compute cpu() {
        return cpu(Runtime.getRuntime().availableProcessors());
    }

    /** The same device with another number of threads. */
    public Compute withThreads(int count) {
        return new Compute(device, count);
    }

    /**
     * Begins a span on this thread; the caller closes it on the same thread, innermost first.
     *
     * @return the open span
     * @throws IllegalArgumentException if this machine, or this build of libtorch, does not have the device
     */
    public Span open() {
        ComputeDevice there = device.available();
        int before = Torch.threads();
        ComputeDevice deviceBefore = ComputeDevice.bind(there);
        Torch.setThreads(threads);
        return () -> {
            ComputeDevice.bind(deviceBefore);
            Torch.setThreads(before);
        };
    }

    /** An open span of code on one thread. */
    @FunctionalInterface
    public interface Span extends AutoCloseable {

        /** Ends the span: what held before it holds again. */
        @Override
        void close();
    }
}
