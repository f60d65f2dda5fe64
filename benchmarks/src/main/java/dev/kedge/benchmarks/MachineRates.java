package dev.kedge.benchmarks;

import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.LinearMap;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.EnumMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The rates of the machine: floating-point operations per second in matrix products, bytes per second read from memory.
 */
record MachineRates(Map<ComputeType, Double> gigaflopsByType, double gigabytes) {

    private static final long SIDE = 1_536;
    private static final long READ_ELEMENTS = 1L << 27; // 512 MiB of float32, beyond any cache

    static MachineRates measure() {
        Map<ComputeType, Double> rates = new EnumMap<>(ComputeType.class);
        for (ComputeType type : ComputeType.values()) {
            rates.put(type, matrixProducts(type));
        }
        return new MachineRates(rates, reads());
    }

    double gigaflops(ComputeType type) {
        return gigaflopsByType.getOrDefault(type, Double.NaN);
    }

    private static double matrixProducts(ComputeType type) {
        try (NoGradient guard = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor a = torch.randn(new long[] {SIDE, SIDE}).to(type.scalarType());
            Tensor b = torch.randn(new long[] {SIDE, SIDE}).to(type.scalarType());
            // libtorch's own choice of library, and the one that Kedge makes for large products: the better is the
            // machine's.
            double seconds = Math.min(
                    BestTime.of(() -> {
                        try (Scope product = Scope.open()) {
                            torch.linear(a, b);
                        }
                    }),
                    BestTime.of(() -> {
                        try (Scope product = Scope.open()) {
                            LinearMap.apply(a, b);
                        }
                    }));
            return 2.0 * SIDE * SIDE * SIDE / seconds / 1e9;
        }
    }

    private static double reads() {
        try (NoGradient guard = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor memory = torch.ones(new long[] {READ_ELEMENTS}, new TensorOptions(ScalarType.Float));
            double seconds = BestTime.of(() -> {
                try (Scope sum = Scope.open()) {
                    memory.sum();
                }
            });
            return READ_ELEMENTS * 4.0 / seconds / 1e9;
        }
    }
}
