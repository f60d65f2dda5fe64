package dev.kedge.divergence;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A golden file of {@code divergence/}: in the folder that the system property {@code kedge.fixtures} names, or else in
 * the test resources. A missing file is an error.
 */
public final class GoldenFile {

    private static final String FOLDER = System.getProperty("kedge.fixtures", "");

    private GoldenFile() {}

    /** True if the files are the project's own copies. */
    public static boolean isOwnCopy() {
        return FOLDER.isEmpty();
    }

    public static JsonNode read(String name) {
        Path file = folder().resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException("golden file is missing: " + file.toAbsolutePath());
        }
        System.out.println("golden file " + file);
        return new ObjectMapper().readTree(file.toFile());
    }

    /** Tests run in the module's folder; a relative path is meant from the repository's root, one above. */
    static Path folder() {
        Path root = isOwnCopy()
                ? Path.of("src", "test", "resources", "fixtures")
                : Path.of("..").resolve(FOLDER);
        return root.resolve("divergence");
    }

    /** {@code |actual - expected| / |expected|}, in decimal; {@code |actual|} if 0 is expected. */
    public static double relativeError(double actual, BigDecimal expected) {
        BigDecimal error = new BigDecimal(actual).subtract(expected).abs();
        return expected.signum() == 0
                ? error.doubleValue()
                : error.divide(expected.abs(), MathContext.DECIMAL128).doubleValue();
    }
}
