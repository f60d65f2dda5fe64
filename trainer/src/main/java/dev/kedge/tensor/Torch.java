package dev.kedge.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/**
 * The library libtorch, loaded once per process, and the number of threads it computes with on a thread.
 *
 * <p>The native libraries are extracted before the first torch class is touched. Otherwise the dynamic linker, finding
 * no {@code libtorch_cpu.so} of ours beside the bridge library yet, binds to one that the operating system has
 * installed, and the process dies.
 */
public final class Torch {

    private Torch() {}

    /**
     * Makes libtorch ready for use; later calls return at once. Every class that creates a tensor from nothing calls
     * it.
     *
     * @throws UncheckedIOException if the native libraries cannot be extracted
     */
    public static void load() {
        Loaded.touch();
    }

    /**
     * Sets the number of threads for one operation that is called on this thread. {@link Compute#open} does it for a
     * span of code.
     *
     * <p>OpenBLAS, which multiplies float32 matrices, has a pool of its own whose workers spin while they wait: with
     * one core taken by another process the same work took 3 to 12 times the processor time. It stays at one thread
     * where oneDNN can take over ({@link LinearMap}).
     *
     * @param threads at least 1
     */
    public static void setThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        }
        load();
        torch.get_num_threads(); // a thread's first call takes over what another thread set last: it must not come
        // later
        torch.set_num_threads(threads);
        if (!torch.hasMKLDNN()) {
            openblas.blas_set_num_threads(threads); // of the whole process
        }
    }

    /**
     * The versions of the native libraries, as Maven Central names them.
     *
     * @return name to version
     * @throws UncheckedIOException if a library does not carry its version
     */
    public static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        try {
            for (String library : List.of("javacpp", "pytorch", "openblas")) {
                versions.put(library, Loader.getVersion("org.bytedeco", library));
            }
            return versions;
        } catch (IOException e) {
            throw new UncheckedIOException("the native libraries do not carry their versions", e);
        }
    }

    /**
     * The number of threads that one operation uses that is called on this thread.
     *
     * @return at least 1
     */
    public static int threads() {
        load();
        return torch.get_num_threads();
    }

    private static final class Loaded {
        static {
            extract("pytorch");
            extract("openblas");
            Loader.load(openblas.class);
            Loader.load(torch.class);
            if (torch.hasMKLDNN()) {
                openblas.blas_set_num_threads(1);
            }
        }

        private Loaded() {}

        static void touch() {
            // Running the static initializer is the work.
        }

        private static void extract(String library) {
            String folder = "/org/bytedeco/" + library + "/" + Loader.getPlatform();
            try {
                Loader.cacheResources(folder + "/");
                Loader.cacheResources(folder + "-gpu/"); // the build with CUDA; nothing otherwise
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "cannot extract the native libraries of " + library + " to "
                                + System.getProperty("org.bytedeco.javacpp.cachedir", "the JavaCPP cache"),
                        e);
            }
        }
    }
}
