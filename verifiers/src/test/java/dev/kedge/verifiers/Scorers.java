package dev.kedge.verifiers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The scorers of the test resources, as programs that a verifier runs. */
final class Scorers {

    private Scorers() {}

    static ProcessVerifier.Config python(Path folder) throws IOException {
        return config("python3", folder, "scorer.py");
    }

    static ProcessVerifier.Config node(Path folder) throws IOException {
        return config("node", folder, "scorer.js");
    }

    static ProcessVerifier.Config shell(Path folder) throws IOException {
        return config("sh", folder, "scorer.sh");
    }

    /** One child and long deadlines: a test that wants one to pass sets a short one. */
    static ProcessVerifier.Config of(List<String> command) {
        return ProcessVerifier.Config.builder()
                .command(command)
                .children(1)
                .timeout(Duration.ofSeconds(60))
                .startTimeout(Duration.ofSeconds(60))
                .build();
    }

    private static ProcessVerifier.Config config(String program, Path folder, String name) throws IOException {
        assumeThere(program);
        Path script = folder.resolve(name);
        try (InputStream source = Objects.requireNonNull(Scorers.class.getResourceAsStream("/process/" + name), name)) {
            Files.write(script, source.readAllBytes());
        }
        return of(List.of(program, script.toString()));
    }

    /** The build machine has them all, .ci/run sees to it. */
    static void assumeThere(String program) {
        boolean there;
        try {
            there = new ProcessBuilder(program, "-c", "true")
                            .start()
                            .onExit()
                            .join()
                            .pid()
                    > 0;
        } catch (IOException none) {
            there = false;
        }
        assumeTrue(there, "there is no " + program + " on this machine");
    }
}
