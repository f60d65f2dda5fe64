package dev.kedge.benchmarks;

import dev.kedge.objective.TokenDistributions;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.LinearMap;
import dev.kedge.tensor.Scope;
import dev.kedge.tensor.Torch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The memory that log-probabilities, entropies and their gradients take over a vocabulary of 151,936, by the number of
 * tokens: the peak of the process above what it had before, beside what all logits at once would take.
 *
 * <pre>
 * benchmarks/logprobs
 * </pre>
 */
public final class LogprobsBenchmark {

    private static final int WIDTH = 1024;
    private static final double MIB = 1024.0 * 1024;
    private static final int[] VOCABULARIES = {32_768, 151_936};
    private static final int[] TOKENS = {256, 1024, 4096};

    private LogprobsBenchmark() {}

    /**
     * Prints a row for each number of tokens.
     *
     * @param arguments none
     * @throws IOException if the process cannot see its own memory: Linux only
     */
    public static void main(String[] arguments) throws IOException {
        Torch.setThreads(Runtime.getRuntime().availableProcessors());
        PrintStream out = System.out;
        out.println("vocabulary  tokens  peak above the weights [MiB]  all logits at once [MiB]");
        for (int vocabulary : VOCABULARIES) {
            try (Scope scope = Scope.open()) {
                Tensor weight = random(vocabulary, WIDTH);
                run(weight, 8); // libraries set up what they keep
                for (int tokens : TOKENS) {
                    double before = status("VmRSS:");
                    Files.writeString(Path.of("/proc/self/clear_refs"), "5"); // the peak begins anew
                    run(weight, tokens);
                    out.printf(
                            Locale.ROOT,
                            "%,10d  %,6d  %28.0f  %24.0f%n",
                            vocabulary,
                            tokens,
                            (status("VmHWM:") - before) / MIB,
                            4.0 * tokens * vocabulary / MIB);
                }
            }
        }
    }

    private static Tensor random(long rows, long columns) {
        SplittableRandom random = new SplittableRandom(rows);
        float[] few = new float[4096];
        for (int i = 0; i < few.length; i++) {
            few[i] = (float) (0.02 * random.nextGaussian());
        }
        long repeats = (rows * columns + few.length - 1) / few.length;
        return HostMemory.tensor(few, few.length)
                .repeat(repeats)
                .narrow(0, 0, rows * columns)
                .view(rows, columns)
                .to(ScalarType.BFloat16);
    }

    /** Forward and backward; the weight is frozen, so that its own gradient, which no chunk bounds, is not counted. */
    private static void run(Tensor weight, int tokens) {
        try (Scope scope = Scope.open()) {
            Tensor hidden = Autograd.leaf(random(tokens, WIDTH));
            long[] targets = new long[tokens];
            for (int i = 0; i < tokens; i++) {
                targets[i] = i % weight.size(0);
            }
            TokenDistributions now = TokenDistributions.of(
                    hidden,
                    HostMemory.tensor(targets, tokens),
                    states -> LinearMap.apply(states, weight).to(ScalarType.Float),
                    weight.size(0),
                    1.0);
            Autograd.backward(now.logprobs().sum().add(now.entropies().sum().mul(new Scalar(0.01))));
            now.backward();
            if (!torch.isfinite(Autograd.gradient(hidden)).all().item_bool()) {
                throw new IllegalStateException("the gradient must be finite");
            }
        }
    }

    private static double status(String key) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(key)) {
                return Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        throw new IOException("/proc/self/status has no " + key);
    }
}
