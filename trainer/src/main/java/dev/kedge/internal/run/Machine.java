package dev.kedge.internal.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The machine a run ran on, as far as numbers and times depend on it. No names of machines or people.
 *
 * @param operatingSystem name, version and architecture
 * @param cpu the processor's model; empty where the system does not say
 * @param cpuFeatures those of its instruction sets that decide how matrices are multiplied
 * @param cores how many this process may use
 * @param memoryBytes how much this process may use
 * @param environment the environment variables that steer the numerical libraries, if set
 */
public record Machine(
        String operatingSystem,
        Optional<String> cpu,
        List<String> cpuFeatures,
        int cores,
        long memoryBytes,
        Map<String, String> environment) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final List<String> FEATURES = List.of(
            "avx2",
            "avx512f",
            "avx512_bf16",
            "avx512_fp16",
            "avx512_vnni",
            "amx_tile",
            "amx_bf16",
            "asimd",
            "sve",
            "bf16");
    private static final List<String> VARIABLES = List.of(
            "ATEN_CPU_CAPABILITY",
            "MKL_NUM_THREADS",
            "OMP_NUM_THREADS",
            "OMP_WAIT_POLICY",
            "ONEDNN_MAX_CPU_ISA",
            "OPENBLAS_NUM_THREADS");

    static Machine current() throws IOException {
        List<String> cpuInfo = Files.isReadable(CPU_INFO) ? Files.readAllLines(CPU_INFO) : List.of();
        List<String> flags = cpuField(cpuInfo, "flags")
                .or(() -> cpuField(cpuInfo, "Features"))
                .map(value -> List.of(value.split(" ")))
                .orElse(List.of());
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.keySet().retainAll(VARIABLES);
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                cpuField(cpuInfo, "model name"),
                FEATURES.stream().filter(flags::contains).toList(),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize(),
                environment);
    }

    private static Optional<String> cpuField(List<String> cpuInfo, String name) {
        return cpuInfo.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }
}
