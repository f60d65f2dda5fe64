package dev.kedge.divergence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class GoldenFolderTest {

    private static final List<String> TESTED =
            List.of("binary_kl_bounds.json", "kl_estimators.json", "ratio_bounds.json");

    @Test
    void everyFileIsTestedOrNamed() throws IOException {
        try (Stream<Path> files = Files.list(GoldenFile.folder())) {
            TreeSet<String> leftOut =
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
            assertThat(leftOut).containsAll(TESTED);
            leftOut.removeAll(TESTED);
            System.out.println("golden folder divergence: tested " + TESTED + ", left out, as unknown " + leftOut);
        }
    }
}
