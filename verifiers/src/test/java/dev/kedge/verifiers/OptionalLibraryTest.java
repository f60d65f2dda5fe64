package dev.kedge.verifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A project that depends on kedge-verifiers alone has neither DuckDB nor a JSON Schema library, and need not. */
class OptionalLibraryTest {

    /** The class path of this test without the jars whose names contain a word. */
    private static URLClassLoader without(String... words) {
        URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Arrays.stream(words)
                        .noneMatch(
                                word -> Path.of(entry).getFileName().toString().contains(word)))
                .map(OptionalLibraryTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a verifier of a kind, every setting at its default, by classes of the loader. */
    private static Object made(ClassLoader loader, String kind) throws Exception {
        Object choice = loader.loadClass(Verifiers.class.getName())
                .getMethod("named", String.class)
                .invoke(null, kind);
        return choice.getClass().getMethod("create").invoke(choice);
    }

    @ParameterizedTest
    @CsvSource({"sql, duckdb, org.duckdb:duckdb_jdbc", "json-schema, json-schema, com.networknt:json-schema-validator"})
    void aVerifierWithoutItsLibraryIsRefusedByTheNameOfTheDependency(String kind, String jar, String artifact)
            throws Exception {
        try (URLClassLoader without = without(jar)) {
            assertThatThrownBy(() -> made(without, kind))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessage("the verifier " + kind + " needs the dependency " + artifact
                            + ", which is not on the class path");
        }
        try (URLClassLoader whole = without()) {
            assertThat(made(whole, kind)).isNotNull();
        }
    }

    @Test
    void everyOtherVerifierIsThereWithoutThem() throws Exception {
        List<String> kinds = Verifiers.catalogue().names().stream()
                .filter(kind -> !List.of("sql", "json-schema").contains(kind))
                .toList();
        assertThat(kinds).hasSizeGreaterThan(10).contains("math", "numeric", "code");
        try (URLClassLoader without = without("duckdb", "json-schema")) {
            for (String kind : kinds) {
                assertThat(madeOrRefusedForItsSettings(without, kind)).as(kind).isTrue();
            }
        }
    }

    /** Some kinds have no usable defaults and say which setting they need; that is no missing library. */
    private static boolean madeOrRefusedForItsSettings(ClassLoader loader, String kind) throws Exception {
        try {
            return made(loader, kind) != null;
        } catch (InvocationTargetException refused) {
            return String.valueOf(refused.getCause()).contains("SettingException");
        }
    }
}
