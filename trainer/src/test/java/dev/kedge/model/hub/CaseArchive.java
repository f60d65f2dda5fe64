package dev.kedge.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Small folders that other libraries wrote, packed into a resource beside the tests: one folder for each case. */
final class CaseArchive {

    private CaseArchive() {}

    private static ZipInputStream open(String archive) {
        InputStream stream = CaseArchive.class.getResourceAsStream(archive);
        return new ZipInputStream(Objects.requireNonNull(stream, "the tests have no resource " + archive));
    }

    static List<String> names(String archive) {
        TreeSet<String> names = new TreeSet<>();
        try (ZipInputStream zip = open(archive)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName().substring(0, entry.getName().indexOf('/')));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(names);
    }

    static void unpack(String archive, String name, Path target) {
        try (ZipInputStream zip = open(archive)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().startsWith(name + "/")) {
                    Path file = target.resolve(entry.getName().substring(name.length() + 1));
                    Files.createDirectories(file.resolveSibling("."));
                    Files.copy(zip, file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
