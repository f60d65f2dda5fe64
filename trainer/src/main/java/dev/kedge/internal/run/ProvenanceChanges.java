package dev.kedge.internal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The difference of a process that goes on with a run from the one that last worked on it: files with another content,
 * and another build of Kedge.
 */
public final class ProvenanceChanges {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final String KEDGE = "kedge";
    private static final int SHOWN = 12;

    private ProvenanceChanges() {}

    /** The part of the earlier process that is compared. */
    private record Earlier(Optional<String> commit, Map<String, String> versions, List<Provenance.HashedFile> files) {}

    /**
     * The changes by name. The recipe's file does not count: a resumed run has its settings from config.yaml.
     *
     * @param paths the run, before the new provenance is written
     * @param now the new process
     * @return one line each; none for a new run
     * @throws IOException if the earlier provenance cannot be read
     */
    public static List<String> since(RunPaths paths, Provenance now) throws IOException {
        Optional<Path> last = last(paths);
        return last.isEmpty() ? List.of() : changes(JSON.readValue(Files.readString(last.get()), Earlier.class), now);
    }

    private static Optional<Path> last(RunPaths paths) {
        Optional<Path> last = Optional.of(paths.provenance()).filter(Files::exists);
        for (int process = 2; last.isPresent(); process++) {
            Path next = Provenance.ofProcess(paths, process);
            if (!Files.exists(next)) {
                return last;
            }
            last = Optional.of(next);
        }
        return last;
    }

    private static List<String> changes(Earlier earlier, Provenance now) {
        List<String> changes = new ArrayList<>();
        String version = now.versions().getOrDefault(KEDGE, "");
        String earlierVersion = earlier.versions().getOrDefault(KEDGE, "");
        if (!earlier.commit().equals(now.commit()) || !earlierVersion.equals(version)) {
            changes.add("Kedge is another build than the one that last worked on this run: "
                    + build(version, now.commit()) + ", was " + build(earlierVersion, earlier.commit()));
        }
        Map<String, Provenance.HashedFile> before = new HashMap<>();
        earlier.files().forEach(file -> before.put(file.role(), file));
        before.remove(Provenance.RECIPE);
        for (Provenance.HashedFile file : now.files()) {
            if (!file.role().equals(Provenance.RECIPE)) {
                change(file, Optional.ofNullable(before.remove(file.role()))).ifPresent(changes::add);
            }
        }
        before.keySet().stream()
                .sorted()
                .forEach(role -> changes.add(role + " was there when this run was last worked on and is not now"));
        return changes;
    }

    private static String build(String version, Optional<String> commit) {
        return version + " of "
                + commit.map(known -> "commit " + shortened(known)).orElse("an unknown commit");
    }

    private static Optional<String> change(Provenance.HashedFile file, Optional<Provenance.HashedFile> earlier) {
        String named = file.role() + " (" + file.path() + ")";
        if (earlier.isEmpty()) {
            return Optional.of(named + " was not there when this run was last worked on");
        }
        String was = earlier.get().sha256();
        return was.equals(file.sha256())
                ? Optional.empty()
                : Optional.of(named + " has changed since this run was last worked on: SHA-256 "
                        + shortened(file.sha256()) + ", was " + shortened(was));
    }

    private static String shortened(String digits) {
        return digits.length() <= SHOWN ? digits : digits.substring(0, SHOWN) + "…";
    }
}
