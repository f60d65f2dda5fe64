package dev.kedge.benchmarks;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.Torch;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Training and sampling throughput of models of about 1, 10 and 100 million weights, beside what the machine itself can
 * do: its matrix products per second and its memory reads per second, measured in the same run.
 *
 * <pre>
 * benchmarks/throughput [THREADS]
 * </pre>
 */
public final class ThroughputBenchmark {

    private static final List<DecoderConfig> MODELS = List.of(
            model(4_096, 128, 384, 4, 4, 2, 32), // about 1 million
            model(8_192, 320, 960, 6, 5, 5, 64), // about 10 million
            model(32_768, 768, 2_304, 8, 12, 4, 64)); // about 100 million

    private ThroughputBenchmark() {}

    /**
     * Measures and prints a table.
     *
     * @param arguments the number of threads; without it all processors
     */
    public static void main(String[] arguments) {
        int threads = arguments.length > 0
                ? Integer.parseInt(arguments[0])
                : Runtime.getRuntime().availableProcessors();
        Torch.setThreads(threads);
        PrintStream out = System.out;
        MachineRates rates = MachineRates.measure();
        out.printf(Locale.ROOT, "threads %d, Java %s%n", threads, Runtime.version());
        out.printf(
                Locale.ROOT,
                "matrix products: float32 %.0f GFLOP/s, bfloat16 %.0f GFLOP/s; memory read %.1f GB/s%n%n",
                rates.gigaflops(ComputeType.FLOAT32),
                rates.gigaflops(ComputeType.BFLOAT16),
                rates.gigabytes());
        out.printf(
                "%-8s %-9s %12s %6s %14s %14s %14s %12s%n",
                "weights", "compute", "train tok/s", "MFU", "sample B=1", "sample B=16", "sample B=64", "of bound B=1");
        for (DecoderConfig config : MODELS) {
            for (ComputeType type : ComputeType.values()) {
                out.println(row(config, type, rates));
            }
        }
        out.printf("%nMFU: 6 · weights · training tokens/s over the measured matrix-product rate of the same type.%n");
        out.printf(
                "of bound: sampled tokens/s at B=1 over (memory read rate / bytes of the weights read per token).%n");
    }

    private static String row(DecoderConfig config, ComputeType type, MachineRates rates) {
        try (Decoder decoder = Decoder.create(config, type, 1)) {
            double weights = (double) decoder.parameters().elements();
            double training = new TrainingRate(decoder).tokensPerSecond();
            SamplingRate sampling = new SamplingRate(decoder);
            double single = sampling.tokensPerSecond(1);
            // Of an untied embedding a token reads one row; of a tied one the projection reads all.
            double bound = rates.gigabytes() * 1e9 / (weights * type.bytes());
            return String.format(
                    Locale.ROOT,
                    "%-8s %-9s %12.0f %5.1f%% %14.0f %14.0f %14.0f %11.1f%%",
                    String.format(Locale.ROOT, "%.1fM", weights / 1e6),
                    type.name().toLowerCase(Locale.ROOT),
                    training,
                    100 * 6 * weights * training / (rates.gigaflops(type) * 1e9),
                    single,
                    sampling.tokensPerSecond(16),
                    sampling.tokensPerSecond(64),
                    100 * single / bound);
        }
    }

    private static DecoderConfig model(
            int vocabulary, int hidden, int feedForward, int layers, int heads, int keyValueHeads, int headWidth) {
        return new DecoderConfig(
                vocabulary,
                hidden,
                feedForward,
                layers,
                heads,
                keyValueHeads,
                headWidth,
                1e-6,
                10_000,
                1_024,
                true,
                true,
                0.02);
    }
}
