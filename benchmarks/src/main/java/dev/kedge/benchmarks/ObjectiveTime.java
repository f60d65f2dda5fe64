package dev.kedge.benchmarks;

import dev.kedge.objective.ObjectiveOutcome;
import dev.kedge.objective.UpdateDiagnostics;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The objective alone, without the model: nanoseconds of one thread's processor time per token, the least of many
 * rounds.
 *
 * @param contender whose objective
 * @param evaluation of the loss, with the condition's test and the copy of what diagnostics need
 * @param diagnostics made of that
 */
record ObjectiveTime(Contender contender, double evaluation, double diagnostics) {

    private static final int SEQUENCES = 64;
    private static final int LENGTH = 48;
    private static final int ROUNDS = 300;

    /** Of those that need nothing but log-probabilities, in turns. */
    static List<ObjectiveTime> measure(List<Contender> contenders) {
        Tokens tokens = new Tokens(new SplittableRandom(1));
        List<ObjectiveTime> times = new ArrayList<>();
        contenders.stream()
                .filter(contender -> contender.objective().needs().isEmpty()
                        && !contender.objective().adaptive())
                .forEach(contender -> times.add(new ObjectiveTime(contender, Double.MAX_VALUE, Double.MAX_VALUE)));
        for (int round = 0; round < ROUNDS; round++) {
            times.replaceAll(time -> time.orLess(tokens));
        }
        return times;
    }

    private ObjectiveTime orLess(Tokens tokens) {
        try (Scope scope = Scope.open()) {
            ObjectiveInputs inputs = tokens.inputs();
            long started = threadNanoseconds();
            ObjectiveOutcome outcome =
                    contender.objective().evaluate(inputs, new UpdateTotals(SEQUENCES, SEQUENCES * LENGTH));
            long evaluated = threadNanoseconds();
            UpdateDiagnostics measured = new UpdateDiagnostics();
            measured.add(outcome);
            measured.metrics();
            long diagnosed = threadNanoseconds();
            double count = SEQUENCES * LENGTH;
            return new ObjectiveTime(
                    contender,
                    Math.min(evaluation, (evaluated - started) / count),
                    Math.min(diagnostics, (diagnosed - evaluated) / count));
        }
    }

    private static long threadNanoseconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Made-up tokens: old probabilities of all sizes, log-ratios up to 0.3 either way. */
    private static final class Tokens {

        private final float[] old = new float[SEQUENCES * LENGTH];
        private final float[] now = new float[SEQUENCES * LENGTH];
        private final float[] entropies = new float[SEQUENCES * LENGTH];
        private final float[] advantages = new float[SEQUENCES];

        Tokens(SplittableRandom random) {
            for (int i = 0; i < old.length; i++) {
                old[i] = (float) Math.log(Math.pow(random.nextDouble(1e-4, 1), 1.5));
                now[i] = (float) Math.min(0, old[i] + random.nextDouble(-0.3, 0.3));
                entropies[i] = (float) random.nextDouble(0, 3);
            }
            for (int i = 0; i < advantages.length; i++) {
                advantages[i] = i % 2 == 0 ? 1 : -1;
            }
        }

        ObjectiveInputs inputs() {
            Tensor oldLogprobs = HostMemory.tensor(old, SEQUENCES, LENGTH);
            return ObjectiveInputs.of(
                            Autograd.leaf(HostMemory.tensor(now, SEQUENCES, LENGTH)),
                            oldLogprobs,
                            HostMemory.tensor(advantages, SEQUENCES, 1),
                            oldLogprobs.eq(oldLogprobs).to(ScalarType.Bool))
                    .with(Quantity.ENTROPY, HostMemory.tensor(entropies, SEQUENCES, LENGTH));
        }
    }
}
