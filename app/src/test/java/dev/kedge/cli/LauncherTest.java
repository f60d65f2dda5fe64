package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code kedge}, in a tree of its own, with a {@code java} that says how it was called and a {@code mvn}
 * that counts how often it was.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a script for POSIX shells")
class LauncherTest {

    /** What the program is made of: all modules but those that it does not have on its class path. */
    private static final List<String> MODULES = modulesBut(Set.of("testing", "bom", "benchmarks"));

    private static final String FAKE_MAVEN = """
            #!/bin/sh
            for argument; do
              if [ "$argument" = -v ]; then echo "Apache Maven ${FAKE_MAVEN_VERSION:-3.8.7} (fake)"; exit 0; fi
            done
            echo "$@" >>"$FAKE_BUILDS"
            echo "noise on standard output"
            [ -z "${FAKE_FAILURE:-}" ] || { echo "[ERROR] cannot find symbol"; exit 1; }
            sleep "${FAKE_DURATION:-0}"
            mkdir -p app/target/lib && echo jar >app/target/kedge.jar
            """;

    private static final String FAKE_JAVA = """
            #!/bin/sh
            [ "$1" != -version ] || { echo "openjdk version \\"${FAKE_JAVA_VERSION:-17.0.1}\\" 2021" >&2; exit 0; }
            for argument; do
              case $argument in
                -XX:DumpLoadedClassList=*) echo list >"${argument#*=}" ;;
                -XX:SharedArchiveFile=*.launcher-classes.jsa)
                  echo "$@" >>"$FAKE_BUILDS.classes"
                  [ -z "${FAKE_NO_CLASSES:-}" ] || exit 1
                  echo archive >"${argument#*=}"
                  ;;
              esac
            done
            echo "cwd=$PWD OMP=$OMP_WAIT_POLICY LC_ALL=${LC_ALL:-}"
            for argument; do echo "<$argument>"; done
            """;

    @TempDir
    private Path folder;

    private Path home;
    private Path source;
    private Path jar;
    private Path builds;
    private final Map<String, String> environment = new HashMap<>();

    /** The end of a process. */
    private record Ended(int status, String out, String err) {}

    @BeforeEach
    void tree() throws IOException {
        home = folder.toRealPath().resolve("a home");
        source = home.resolve("math/src/main/java/A.java");
        jar = home.resolve("app/target/kedge.jar");
        builds = home.resolve("builds");
        Path tools = home.resolve("jdk/bin");
        Files.createDirectories(tools);
        Files.createDirectories(source.getParent());
        Files.writeString(source, "class A {}");
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        for (String module : MODULES) {
            Files.createDirectories(home.resolve(module).resolve("src/main/java"));
            Files.writeString(home.resolve(module).resolve("pom.xml"), "<project/>");
        }
        executable(home.resolve("kedge"), Files.readString(Path.of("../kedge")));
        executable(tools.resolve("java"), FAKE_JAVA);
        executable(tools.resolve("javac"), "#!/bin/sh\n");
        executable(tools.resolve("mvn"), FAKE_MAVEN);
        environment.put("FAKE_BUILDS", builds.toString());
        environment.put("PATH", tools + ":/usr/bin:/bin");
    }

    private static List<String> modulesBut(Set<String> others) {
        try {
            return Pattern.compile("<module>([a-z]+)</module>")
                    .matcher(Files.readString(Path.of("../pom.xml")))
                    .results()
                    .map(result -> result.group(1))
                    .filter(module -> !others.contains(module))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(Path script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Ended end(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, err);
    }

    private Ended kedge(String... arguments) throws Exception {
        return end(start(home.resolve("kedge"), arguments));
    }

    private int builds() throws IOException {
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    @Test
    void firstUseBuildsAndLaterOnesDoNot() throws Exception {
        Ended first = kedge("bounds", "kl3", "--note", "two words");
        assertThat(first.err()).isEqualTo("building Kedge (first use)…\n");
        assertThat(first.status()).isZero();
        assertThat(first.out())
                .startsWith("cwd=" + folder.toRealPath() + " OMP=PASSIVE LC_ALL=C.UTF-8\n")
                .contains(
                        "<--enable-native-access=ALL-UNNAMED>",
                        "<-Dai.djl.offline=true>",
                        "<-Dkedge.home=" + home + ">")
                .containsPattern("<-Dorg.bytedeco.javacpp.maxphysicalbytes=[1-9][0-9]*m>")
                .endsWith("<-cp>\n<" + jar + ">\n<dev.kedge.cli.Kedge>\n<bounds>\n<kl3>\n<--note>\n<two words>\n")
                .doesNotContain("noise");
        assertThat(Files.readString(builds)).contains("-Dkedge.quick").contains("package -pl app -am");

        Ended second = kedge();
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).endsWith("<-cp>\n<" + jar + ">\n<dev.kedge.cli.Kedge>\n");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void changedDeletedAndAddedSourcesBuildAgain() throws Exception {
        Path later = Files.writeString(source.resolveSibling("B.java"), "class B {}");
        kedge();
        letTimePass();
        Files.writeString(source, "class A { int a; }");
        assertThat(kedge().err()).isEqualTo("building Kedge (its sources have changed)…\n");
        letTimePass();
        Files.delete(later);
        kedge();
        assertThat(builds()).isEqualTo(3);
        letTimePass();
        Files.writeString(home.resolve("math/pom.xml"), "<project></project>");
        kedge();
        assertThat(builds()).isEqualTo(4);
        kedge();
        assertThat(builds()).isEqualTo(4);
    }

    @Test
    void sourcesOfEveryModuleCount() throws Exception {
        kedge();
        for (String module : MODULES) {
            letTimePass();
            Files.writeString(home.resolve(module).resolve("src/main/java/New.java"), "class New {}");
            assertThat(kedge().err()).as(module).isEqualTo("building Kedge (its sources have changed)…\n");
        }
        assertThat(builds()).isEqualTo(1 + MODULES.size());
    }

    @Test
    void sourceThatChangesDuringTheBuildIsBuiltNextTime() throws Exception {
        environment.put("FAKE_DURATION", "2");
        Process building = start(home.resolve("kedge"));
        while (builds() == 0) {
            Thread.sleep(20);
        }
        letTimePass();
        Files.writeString(source, "class A { int a; }");
        assertThat(end(building).status()).isZero();
        environment.remove("FAKE_DURATION");
        kedge();
        assertThat(builds()).isEqualTo(2);
    }

    /** Everything so far becomes a minute old: file times are compared, and a test is faster than some clocks. */
    private void letTimePass() throws IOException {
        Instant before = Instant.now().minusSeconds(60);
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(path -> !path.equals(jar)).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(before));
            }
        }
        if (Files.exists(jar)) {
            Files.setLastModifiedTime(jar, FileTime.from(before));
        }
    }

    @Test
    void twoFirstUsesAtOnceBuildOnce() throws Exception {
        environment.put("FAKE_DURATION", "1");
        Process one = start(home.resolve("kedge"));
        Process other = start(home.resolve("kedge"));
        assertThat(end(one).status()).isZero();
        assertThat(end(other).status()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void twoFirstUsesAtOnceBuildOnceAlsoWithoutFlock() throws Exception {
        // A PATH with everything the script needs except flock.
        Path tools = Files.createDirectories(home.resolve("tools"));
        for (String tool :
                List.of("dirname", "readlink", "find", "head", "sed", "mkdir", "rm", "touch", "tail", "cat", "sleep")) {
            Path real = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin", tool) : Path.of("/usr/bin", tool);
            executable(tools.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
        }
        environment.put("PATH", home.resolve("jdk/bin") + ":" + tools);
        environment.put("FAKE_DURATION", "1");
        Process one = start(home.resolve("kedge"));
        Process other = start(home.resolve("kedge"));
        Ended first = end(one);
        Ended second = end(other);
        assertThat(first.status() + second.status()).isZero();
        assertThat(first.err() + second.err()).isEqualTo("building Kedge (first use)…\n");
        assertThat(builds()).isEqualTo(1);
        assertThat(home.resolve("app/target/.launcher-lock.d")).doesNotExist();
    }

    @Test
    void failedBuildShowsTheEndOfItsLog() throws Exception {
        environment.put("FAKE_FAILURE", "yes");
        Ended failed = kedge("bounds");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("[ERROR] cannot find symbol\nkedge: the build failed; the whole log is in ");
        environment.remove("FAKE_FAILURE");
        assertThat(kedge("bounds").status()).isZero();
    }

    @Test
    void findsItsTreeThroughSymbolicLinks() throws Exception {
        Path inner = Files.createSymbolicLink(folder.resolve("inner"), home.resolve("kedge"));
        Path outer = Files.createSymbolicLink(folder.resolve("outer"), inner.getFileName());
        Ended ended = end(start(outer, "--version"));
        assertThat(ended.status()).isZero();
        assertThat(ended.out()).contains("<" + jar + ">");
    }

    @Test
    void settingsOfTheUserWin() throws Exception {
        environment.put("OMP_WAIT_POLICY", "ACTIVE");
        environment.put("KEDGE_JAVA_OPTS", "-Xmx2g -Dai.djl.offline=false");
        Ended ended = kedge();
        assertThat(ended.out())
                .contains("OMP=ACTIVE")
                .contains("<-Dai.djl.offline=true>\n")
                .contains("<-Xmx2g>\n<-Dai.djl.offline=false>\n<-cp>");
    }

    /** One answer is over before the optimizing compiler has paid for itself; a file of them is not. */
    @Test
    void onlyOneAnswerIsJudgedWithoutTheOptimizingCompiler() throws Exception {
        environment.put("KEDGE_JAVA_OPTS", "-Xmx2g");
        assertThat(kedge("verify", "--gold", "1", "--answer", "1").out())
                .contains("<-XX:TieredStopAtLevel=1>\n<-Xmx2g>\n");
        assertThat(kedge("verify", "--input", "answers.jsonl").out()).doesNotContain("Tiered");
        assertThat(kedge("verify", "--json", "--input=answers.jsonl").out()).doesNotContain("Tiered");
        assertThat(kedge("eval", "--model", "verify").out()).doesNotContain("Tiered");
    }

    /** As a JDK has it; without, no classes are kept. */
    private void release(String version) throws IOException {
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private int timesKept() throws IOException {
        Path kept = Path.of(builds + ".classes");
        return Files.exists(kept) ? Files.readAllLines(kept).size() : 0;
    }

    /** Once for each JDK and each jar; what is kept is used, and nothing is said if it does not suit. */
    @Test
    void classesOfAShortCommandAreKeptForTheJdkAndTheJar() throws Exception {
        release("17.0.1");
        String used = "<-Xshare:auto>\n<-XX:SharedArchiveFile=" + home + "/app/target/classes-[0-9]+\\.jsa>\n"
                + "<-Xlog:cds\\*=off>\n<--enable-native-access=ALL-UNNAMED>\n";
        Ended first = kedge("bounds");
        assertThat(first.err()).isEqualTo("building Kedge (first use)…\n");
        assertThat(first.out()).containsPattern(used).endsWith("<dev.kedge.cli.Kedge>\n<bounds>\n");
        assertThat(kedge().out()).containsPattern(used);
        assertThat(timesKept()).isEqualTo(1);
        release("25.0.1");
        assertThat(kedge().out()).containsPattern(used);
        assertThat(timesKept()).isEqualTo(2);
        release("17.0.1");
        kedge();
        assertThat(timesKept()).isEqualTo(2);
        letTimePass();
        Files.writeString(source, "class A { int a; }");
        assertThat(kedge().out()).containsPattern(used);
        assertThat(timesKept()).isEqualTo(3);
    }

    @Test
    void whereNoClassesCanBeKeptTheyAreReadEachTime() throws Exception {
        release("17.0.1");
        environment.put("FAKE_NO_CLASSES", "yes");
        assertThat(kedge().out()).doesNotContain("Shared").doesNotContain("Xlog");
        assertThat(kedge().out()).doesNotContain("Shared");
        assertThat(timesKept()).isEqualTo(1); // not tried again at each start
    }

    /** ASCII is what a container without a locale has; a locale that is set stays. */
    @Test
    void aLocaleWithoutEncodingBecomesUtf8() throws Exception {
        for (Map<String, String> locale : List.of(
                Map.<String, String>of(), Map.of("LC_ALL", "C"), Map.of("LC_ALL", "POSIX"), Map.of("LANG", "C"))) {
            environment.putAll(locale);
            assertThat(kedge().out()).as("%s", locale).contains(" LC_ALL=C.UTF-8\n");
            environment.keySet().removeAll(locale.keySet());
        }
        environment.put("LANG", "C.UTF-8");
        assertThat(kedge().out()).contains(" LC_ALL=\n");
        environment.put("LC_ALL", "C.UTF-8");
        assertThat(kedge().out()).contains(" LC_ALL=C.UTF-8\n");
    }

    /** Classes of the user's own, such as a verifier, stand behind ours. */
    @Test
    void theUsersClassPathIsAdded() throws Exception {
        environment.put("KEDGE_CLASSPATH", "/opt/rules.jar:/opt/classes");
        assertThat(kedge().out()).contains("<-cp>\n<" + jar + ":/opt/rules.jar:/opt/classes>\n<dev.kedge.cli.Kedge>\n");
    }

    @Test
    void whatIsMissingIsOneClearLine() throws Exception {
        environment.put("FAKE_MAVEN_VERSION", "3.6.3");
        assertThat(kedge())
                .isEqualTo(new Ended(1, "", "kedge: Maven (3.8 or newer) is needed to build, got version 3.6\n"));
        environment.put("FAKE_JAVA_VERSION", "11.0.2");
        assertThat(kedge())
                .isEqualTo(new Ended(
                        1,
                        "",
                        "kedge: a JDK (17 or newer) is needed, got version 11.0.2 from " + home + "/jdk/bin/java\n"));
        environment.put("FAKE_JAVA_VERSION", "1.8.0_300");
        assertThat(kedge().err()).contains("got version 1.8.0");
        environment.put("JAVA_HOME", "/nowhere");
        assertThat(kedge())
                .isEqualTo(new Ended(
                        1, "", "kedge: JAVA_HOME must be a JDK (17 or newer), got /nowhere, which has no bin/java\n"));
        environment.remove("JAVA_HOME");
        environment.remove("FAKE_JAVA_VERSION");
        Files.delete(home.resolve("jdk/bin/javac"));
        assertThat(kedge().err()).contains("there is no javac beside").hasLineCount(1);
    }
}
