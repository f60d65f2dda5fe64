package dev.kedge.internal.run;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The origin of a run, so that it can be made again: {@code provenance.json}.
 *
 * @param commit the commit of Kedge's sources; empty if unknown
 * @param dirty whether the sources had changed since that commit; empty if unknown
 * @param started when the run started
 * @param seed the run's seed
 * @param command what was typed after {@code ./kedge}
 * @param javaOptions what the Java machine was started with
 * @param versions name to version: {@code kedge}, {@code java}, and what the caller adds, for example {@code libtorch}
 * @param machine the machine
 * @param files the recipe and the data that were read
 */
public record Provenance(
        Optional<String> commit,
        Optional<Boolean> dirty,
        String started,
        long seed,
        List<String> command,
        List<String> javaOptions,
        Map<String, String> versions,
        Machine machine,
        List<HashedFile> files) {

    /** The role of the file that a run's settings came from. */
    public static final String RECIPE = "recipe";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * A file by its content.
     *
     * @param role what it was to the run: {@code recipe}, {@code train_data}, …
     * @param path where it was
     * @param bytes its length
     * @param sha256 its SHA-256, 64 hexadecimal digits
     */
    public record HashedFile(String role, String path, long bytes, String sha256) {

        /**
         * Reads a file to hash it.
         *
         * @param role what it is to the run
         * @param file the file
         * @throws IOException if it cannot be read
         */
        public static HashedFile of(String role, Path file) throws IOException {
            MessageDigest digest = newDigest();
            try (InputStream content = Files.newInputStream(file)) {
                byte[] buffer = new byte[1 << 16];
                for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                    digest.update(buffer, 0, count);
                }
            }
            return new HashedFile(
                    role, file.toString(), Files.size(file), HexFormat.of().formatHex(digest.digest()));
        }

        private static MessageDigest newDigest() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java has SHA-256", impossible);
            }
        }
    }

    /**
     * Looks at the running code and the machine.
     *
     * @param command what was typed after {@code ./kedge}
     * @param seed the run's seed
     * @param versions versions of native libraries and the like, name to version
     * @param files role to file: the recipe and the data
     * @return the provenance of a run that starts now
     * @throws IOException if a file cannot be read
     */
    public static Provenance collect(
            List<String> command, long seed, Map<String, String> versions, Map<String, Path> files) throws IOException {
        Optional<SourceTree> sources = SourceTree.ofRunningCode();
        Optional<String> commit = sources.isPresent() ? sources.get().commit() : commitOfBuild();
        Map<String, String> allVersions = new TreeMap<>(versions);
        allVersions.put("kedge", version());
        allVersions.put("java", Runtime.version() + " (" + System.getProperty("java.vm.name") + ")");
        List<HashedFile> hashed = new ArrayList<>();
        for (Map.Entry<String, Path> file : new TreeMap<>(files).entrySet()) {
            hashed.add(HashedFile.of(file.getKey(), file.getValue()));
        }
        return new Provenance(
                commit,
                sources.flatMap(SourceTree::dirty),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                seed,
                List.copyOf(command),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                allVersions,
                Machine.current(),
                hashed);
    }

    /**
     * Writes {@code provenance.json}; for a process that resumes a run {@code provenance-2.json},
     * {@code provenance-3.json} … so that every process that worked on the run is known.
     *
     * @param paths the run
     * @throws IOException if it cannot be written
     */
    public void write(RunPaths paths) throws IOException {
        Path file = paths.provenance();
        for (int process = 2; Files.exists(file); process++) {
            file = ofProcess(paths, process);
        }
        DurableFiles.writeAtomically(file, JSON.writeValueAsString(this) + "\n");
    }

    /** The file of a process that resumed the run, the second and those after it. */
    static Path ofProcess(RunPaths paths, int process) {
        return paths.root().resolve("provenance-" + process + ".json");
    }

    /**
     * The version of Kedge.
     *
     * @return {@code development} where it runs from classes
     */
    public static String version() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** The commit that the build was told, for a jar far from its sources. */
    private static Optional<String> commitOfBuild() throws IOException {
        Properties build = new Properties();
        try (InputStream resource = Provenance.class.getResourceAsStream("build.properties")) {
            if (resource != null) {
                build.load(resource);
            }
        }
        return Optional.ofNullable(build.getProperty("commit")).filter(commit -> !commit.equals("unknown"));
    }
}
