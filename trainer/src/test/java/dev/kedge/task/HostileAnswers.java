package dev.kedge.task;

import dev.kedge.verifiers.Verifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Completions that try to be paid without being right, to hang, to take all memory, or to get out. */
final class HostileAnswers {

    /** A completion, what judges it, and the reference; {@code name} for a person. */
    record Case(String name, Wanted verifier, String gold, String completion) {

        @Override
        public String toString() {
            return verifier.kind() + ": " + name;
        }
    }

    private static final String TESTS = "[{\"stdin\": \"20 22\", \"stdout\": \"42\"}]";
    private static final Wanted PLAIN = Wanted.of("code");
    private static final Wanted FREE = Wanted.of("code", Map.of("libraries", "all", "heap_megabytes", 64L));
    private static final Wanted SQL =
            Wanted.of("sql", Map.of("setup", "CREATE TABLE t(a INT); INSERT INTO t VALUES (1), (2)"));
    private static final String SCHEMA = "{\"type\": \"object\", \"required\": [\"a\"]}";

    private HostileAnswers() {}

    static List<Case> all(String writable, int listeningPort, boolean namespaces) {
        List<Case> cases = new ArrayList<>();
        Stream.of("numeric", "exact", "normalized", "math")
                .filter(kind -> Verifiers.kinds().stream()
                        .anyMatch(known -> known.name().equals(kind)))
                .forEach(kind -> cases.addAll(numbers(kind)));
        cases.addAll(texts());
        cases.addAll(queries());
        cases.addAll(gatedPrograms(writable));
        cases.addAll(freePrograms());
        if (namespaces) {
            cases.addAll(programsOnlyNamespacesContain(listeningPort));
        }
        return cases;
    }

    private static List<Case> numbers(String kind) {
        Wanted verifier = Wanted.of(kind);
        String gold = "42";
        return List.of(
                new Case("a tower of powers", verifier, gold, "\\boxed{10^{10^{10}}}"),
                new Case("a tower of powers in plain text", verifier, gold, "The answer is 9^9^9^9^9"),
                new Case("a factorial of a million", verifier, gold, "\\boxed{1000000!}"),
                new Case("an iterated factorial", verifier, gold, "\\boxed{((((9!)!)!)!)!}"),
                new Case("an exponent without end", verifier, gold, "\\boxed{1e999999999}"),
                new Case("a million digits", verifier, gold, "\\boxed{" + "7".repeat(90_000) + "}"),
                new Case(
                        "deep brackets",
                        verifier,
                        gold,
                        "\\boxed{" + "(".repeat(30_000) + "41" + ")".repeat(30_000) + "x}"),
                new Case("deep braces", verifier, gold, "\\boxed" + "{".repeat(40_000) + "41" + "}".repeat(40_000)),
                new Case(
                        "deep fractions",
                        verifier,
                        gold,
                        "\\boxed{" + "\\frac{1}{".repeat(9_000) + "7" + "}".repeat(9_001)),
                new Case(
                        "deep roots", verifier, gold, "\\boxed{" + "\\sqrt{".repeat(10_000) + "7" + "}".repeat(10_001)),
                new Case("braces that never close", verifier, gold, "\\boxed{" + "\\frac{".repeat(9_000)),
                new Case("nothing but boxes", verifier, gold, "\\boxed{".repeat(12_000)),
                new Case("division by zero", verifier, gold, "\\boxed{1/0}"),
                new Case("zero by zero", verifier, gold, "\\boxed{\\frac{0}{0}}"),
                new Case(
                        "all answers at once",
                        verifier,
                        gold,
                        "\\boxed{"
                                + IntStream.range(0, 1_000)
                                        .mapToObj(String::valueOf)
                                        .collect(Collectors.joining(", ")) + "}"),
                new Case("or", verifier, gold, "\\boxed{41 \\text{ or } 42}"),
                new Case("look-alike digits", verifier, gold, "\\boxed{\u0664\u0662 \u2084\u2082}"),
                new Case("look-alike letters", verifier, gold, "\u0442he \u0430nswer i\u0455 \u0417\u0417"),
                new Case("NUL bytes", verifier, gold, "\\boxed{4\u00002}"),
                new Case("unpaired surrogates", verifier, gold, "\\boxed{\ud800\udfff\ud800}"),
                new Case("a product of many sums", verifier, gold, "\\boxed{" + "(a+b+c+d)".repeat(3_000) + "}"),
                new Case("a power of a sum", verifier, gold, "\\boxed{(a+b+c+d)^{99999}}"),
                new Case(
                        "a matrix of everything",
                        verifier,
                        gold,
                        "\\boxed{\\begin{pmatrix}" + "1&".repeat(20_000) + "}"),
                new Case("signs without end", verifier, gold, "\\boxed{" + "-".repeat(50_001) + "41}"),
                new Case("a repeated word", verifier, gold, "answer is ".repeat(9_000)),
                new Case("five megabytes", verifier, gold, "4".repeat(5_000_000)));
    }

    private static List<Case> texts() {
        Wanted pattern = Wanted.of("regex", Map.of("pattern", "(x+x+)+y"));
        String laughs = "<!DOCTYPE l [<!ENTITY a \"ha\">"
                + IntStream.range(1, 12)
                        .mapToObj(i -> "<!ENTITY " + (char) ('a' + i) + " \""
                                + ("&" + (char) ('a' + i - 1) + ";").repeat(10) + "\">")
                        .collect(Collectors.joining())
                + "]><l>&l;</l>";
        Wanted choice = Wanted.of("multiple-choice");
        return List.of(
                new Case("backtracking", pattern, "", "x".repeat(90_000)),
                new Case("five megabytes", pattern, "", "x".repeat(5_000_000)),
                new Case("a billion laughs", Wanted.of("xml"), "", laughs),
                new Case(
                        "an external entity",
                        Wanted.of("xml"),
                        "",
                        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"),
                new Case("deep elements", Wanted.of("xml"), "", "<a>".repeat(30_000)),
                new Case("deep lists", Wanted.of("json"), "", "[".repeat(90_000)),
                new Case("a key twice", Wanted.of("json"), "", "{\"a\": 1, \"a\": 2}"),
                new Case("NUL bytes", Wanted.of("json"), "", "{\"a\": \"\u0000\"}"),
                new Case("deep lists", Wanted.of("json-schema"), SCHEMA, "{\"a\":" + "[".repeat(90_000)),
                new Case(
                        "a schema of its own",
                        Wanted.of("json-schema"),
                        SCHEMA,
                        "{\"$schema\": \"x\", \"type\": \"object\"}"),
                new Case("all letters", choice, "B", "The answer is A, B, C, D"),
                new Case("all letters with their texts", choice, "B", "A. x B. y C. z D. w"),
                new Case("every letter boxed", choice, "B", "\\boxed{A} \\boxed{B} \\boxed{C}"),
                new Case("a Greek letter", choice, "B", "\\boxed{\u0392}"),
                new Case("answer words without end", choice, "B", "the answer is ".repeat(7_000)),
                new Case("boxes that never close", choice, "B", "\\boxed{{".repeat(10_000)),
                new Case("fences without end", Wanted.of("json"), "", "```json\n".repeat(12_000)));
    }

    private static List<Case> queries() {
        String gold = "SELECT count(*) FROM t";
        return Stream.of(
                        "DROP TABLE t",
                        "DELETE FROM t",
                        "SELECT 1; DROP TABLE t",
                        "SELECT 2; SELECT 2",
                        "WITH d AS (DELETE FROM t RETURNING *) SELECT count(*) FROM d",
                        "SELECT * FROM query('DROP TABLE t')",
                        "COPY t TO 'stolen.csv'",
                        "COPY (SELECT 1) TO '/tmp/kedge-stolen.csv'",
                        "ATTACH '/tmp/kedge-stolen.db'",
                        "EXPORT DATABASE '/tmp/kedge-stolen'",
                        "SELECT * FROM read_csv('/etc/passwd', sep = '\u0001')",
                        "SELECT content FROM read_text('/etc/passwd')",
                        "SELECT * FROM '/etc/passwd'",
                        "SELECT * FROM glob('/etc/*')",
                        "SELECT * FROM read_parquet('http://127.0.0.1:9/x.parquet')",
                        "INSTALL httpfs",
                        "LOAD httpfs",
                        "SET enable_external_access = true",
                        "PRAGMA database_list",
                        "SELECT * FROM enable_logging(storage = 'file', storage_path = '/tmp/kedge-stolen.log')",
                        "SELECT count(*) FROM range(1000000000) a, range(1000000000) b",
                        "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
                        "SELECT * FROM range(1000000000)",
                        "SELECT list(a) FROM range(1000000000) r(a)",
                        "SELECT a::VARCHAR FROM range(100000000) r(a) ORDER BY 1",
                        "SELECT length(repeat('x', 2000000000)) || repeat('x', 2000000000)",
                        "SELECT " + "(".repeat(20_000) + "2" + ")".repeat(20_000),
                        "SELECT 1" + " + 1".repeat(20_000),
                        "SELECT 2 \u0000; DROP TABLE t",
                        "SELECT '" + "2".repeat(90_000),
                        "2",
                        "SELECT unnest([1, 2, 3])")
                .map(query -> new Case(query.substring(0, Math.min(60, query.length())), SQL, gold, query))
                .toList();
    }

    private static Case program(String name, Wanted verifier, String body) {
        String source = "import java.io.*; import java.nio.file.*; import java.util.*; public class Main { "
                + "public static void main(String[] arguments) throws Throwable { " + body + " } }";
        return new Case(name, verifier, TESTS, "```java\n" + source + "\n```");
    }

    private static Case source(String name, String source) {
        return new Case(name, PLAIN, TESTS, "```java\n" + source + "\n```");
    }

    private static List<Case> gatedPrograms(String writable) {
        String file = "\"" + writable + "/stolen\"";
        return List.of(
                program("exits", PLAIN, "System.exit(0);"),
                program("halts", PLAIN, "Runtime.getRuntime().halt(0);"),
                program("spins", PLAIN, "while (true) { }"),
                program("sleeps", PLAIN, "Thread.sleep(1_000_000);"),
                program("waits for input", PLAIN, "while (true) { System.in.read(); }"),
                program("recurses", PLAIN, "class R { int f(int n) { return f(n + 1) + 1; } } new R().f(0);"),
                program(
                        "allocates",
                        PLAIN,
                        "List<long[]> all = new ArrayList<>(); while (true) all.add(new long[1 << 20]);"),
                program("prints without end", PLAIN, "while (true) System.out.println(42);"),
                program("prints everything", PLAIN, "for (int i = 0; i < 100; i++) System.out.println(i);"),
                program(
                        "starts threads",
                        PLAIN,
                        "while (true) new Thread(() -> { try { Thread.sleep(100_000); } catch (Exception e) { } }).start();"),
                program(
                        "answers, but never ends",
                        PLAIN,
                        "System.out.println(42); System.out.flush(); while (true) { }"),
                program(
                        "starts a process",
                        PLAIN,
                        "new ProcessBuilder(\"sleep\", \"60\").start(); System.out.println(42);"),
                program(
                        "starts one by Runtime",
                        PLAIN,
                        "Runtime.getRuntime().exec(\"sleep 60\"); System.out.println(42);"),
                program("opens a socket", PLAIN, "new java.net.ServerSocket(0); System.out.println(42);"),
                program(
                        "writes a file",
                        PLAIN,
                        "Files.writeString(Path.of(" + file + "), \"x\"); System.out.println(42);"),
                program(
                        "writes by PrintStream",
                        PLAIN,
                        "new PrintStream(" + file + ").print(1); System.out.println(42);"),
                program(
                        "writes by Formatter",
                        PLAIN,
                        "new Formatter(" + file + ").format(\"x\").flush(); System.out.println(42);"),
                program(
                        "writes by FileWriter",
                        PLAIN,
                        "new FileWriter(" + file + ").write(1); System.out.println(42);"),
                program(
                        "reads a file",
                        PLAIN,
                        "System.out.print(new Scanner(new File(\"/etc/passwd\")).nextLine()); System.out.println(42);"),
                program(
                        "reflects",
                        PLAIN,
                        "Class.forName(\"java.lang.Runtime\").getMethod(\"exit\", int.class); System.out.println(42);"),
                program(
                        "asks a class loader",
                        PLAIN,
                        "Main.class.getClassLoader().loadClass(\"x\"); System.out.println(42);"),
                program("handles methods", PLAIN, "java.lang.invoke.MethodHandles.lookup(); System.out.println(42);"),
                program("reads the environment", PLAIN, "System.getenv(); System.out.println(42);"),
                program("loads a library", PLAIN, "System.load(\"/x.so\"); System.out.println(42);"),
                program("reads objects", PLAIN, "new ObjectInputStream(System.in); System.out.println(42);"),
                program("loads services", PLAIN, "ServiceLoader.load(Runnable.class); System.out.println(42);"),
                source(
                        "a method reference to exec",
                        "import java.util.function.*; class M { interface E { Process e(String s) throws"
                                + " Exception; } public static void main(String[] a) throws Exception { E e ="
                                + " Runtime.getRuntime()::exec; System.out.println(42); } }"),
                source(
                        "code in package java.lang",
                        "package java.lang; class M { public static void main(String[] a) { } }"),
                source("unbalanced braces", "class M {".repeat(3_000)),
                source("deep brackets", "class M { int x = " + "(".repeat(30_000) + "1" + ")".repeat(30_000) + "; }"),
                source("a long sum", "class M { String x = \"\"" + " + \"x\"".repeat(15_000) + "; }"),
                source(
                        "types without end",
                        "import java.util.function.*; class M { static <T> T i(T t) { return t; } Object x = "
                                + "i(".repeat(60) + "() -> 1" + ")".repeat(60) + "; }"),
                source("NUL bytes", "class M {\u0000}"),
                source("many constants", "class M { int[] x = {" + "1,".repeat(45_000) + "}; }"),
                source("no program", "I would rather not."),
                source("five megabytes", "class M { /*" + "x".repeat(5_000_000) + "*/ }"));
    }

    /** Programs that may name everything: only the process they run in contains them. */
    private static List<Case> freePrograms() {
        return List.of(
                program("waits for its child", FREE, "new ProcessBuilder(\"sleep\", \"600\").start().waitFor();"),
                program(
                        "does not end when told",
                        FREE,
                        "Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (true) { } }));"),
                program(
                        "writes gigabytes",
                        FREE,
                        "try (OutputStream o = new FileOutputStream(\"big\")) { byte[] b = new byte[1 << 20]; while (true) o.write(b); }"),
                program("prints a secret", FREE, "System.out.print(Files.readString(Path.of(\"/etc/passwd\")));"),
                program(
                        "takes native memory",
                        FREE,
                        "List<Object> all = new ArrayList<>(); while (true) all.add(java.nio.ByteBuffer.allocateDirect(1 << 20));"),
                program(
                        "deletes its folder",
                        FREE,
                        "for (File f : new File(\".\").listFiles()) f.delete(); System.out.print(41);"),
                program(
                        "locks its folder",
                        FREE,
                        "new File(\"d/e\").mkdirs(); new File(\"d\").setReadable(false); new File(\"d\").setExecutable(false); new File(\"d\").setWritable(false);"));
    }

    /** What gets away, or further, where the system has no namespaces: docs/verifiers.md says so. */
    private static List<Case> programsOnlyNamespacesContain(int port) {
        return List.of(
                program("leaves a child", FREE, "new ProcessBuilder(\"sleep\", \"600\").start();"),
                program(
                        "leaves a shell's child",
                        FREE,
                        "new ProcessBuilder(\"sh\", \"-c\", \"sleep 600 & sleep 600 &\").start();"),
                program(
                        "leaves a session",
                        FREE,
                        "new ProcessBuilder(\"sh\", \"-c\", \"setsid sleep 600 &\").start().waitFor();"),
                program(
                        "kills its parent",
                        FREE,
                        "ProcessHandle.current().parent().ifPresent(ProcessHandle::destroyForcibly); while (true) { }"),
                program("connects", FREE, "new java.net.Socket(\"127.0.0.1\", " + port + "); while (true) { }"));
    }
}
