package dev.kedge.verifiers.internal.code;

import dev.kedge.verifiers.internal.code.ClassFile.Member;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The list of what a program may name: computing, collections, text, time, standard input and output. Not files,
 * sockets, processes, reflection, class loaders, native code or serialization; a program that names them is not run.
 *
 * <p>A list of what is allowed, not of what is forbidden. It looks at every method and field that the compiled classes
 * name; without reflection and method handles, which are not on the list, a program can reach nothing else.
 */
final class Gate {

    private static final List<String> PACKAGES = List.of(
            "java/math/",
            "java/text/",
            "java/time/",
            "java/nio/charset/",
            "java/util/function/",
            "java/util/stream/",
            "java/util/regex/",
            "java/util/random/",
            "java/util/concurrent/",
            "java/util/",
            "java/lang/");
    /** Packages whose own packages are not allowed with them. */
    private static final Set<String> FLAT = Set.of("java/util/", "java/lang/");

    private static final Set<String> IN_OUT = Set.of(
            "BufferedInputStream",
            "BufferedOutputStream",
            "BufferedReader",
            "BufferedWriter",
            "ByteArrayInputStream",
            "ByteArrayOutputStream",
            "CharArrayReader",
            "CharArrayWriter",
            "Closeable",
            "DataInputStream",
            "DataOutputStream",
            "EOFException",
            "Flushable",
            "IOException",
            "InputStream",
            "InputStreamReader",
            "LineNumberReader",
            "OutputStream",
            "OutputStreamWriter",
            "PrintStream",
            "PrintWriter",
            "PushbackReader",
            "Reader",
            "StreamTokenizer",
            "StringReader",
            "StringWriter",
            "UncheckedIOException",
            "Writer");
    private static final Set<String> REFUSED = Set.of(
            "java/lang/ClassLoader",
            "java/lang/Compiler",
            "java/lang/Module",
            "java/lang/ModuleLayer",
            "java/lang/Package",
            "java/lang/Process",
            "java/lang/ProcessBuilder",
            "java/lang/ProcessHandle",
            "java/lang/ScopedValue",
            "java/lang/SecurityManager",
            "java/lang/StackWalker",
            "java/util/ListResourceBundle",
            "java/util/PropertyResourceBundle",
            "java/util/ResourceBundle",
            "java/util/ServiceLoader");
    /** Classes of which only these members may be named. */
    private static final Map<String, Set<String>> PARTS = Map.of(
            "java/lang/System",
            Set.of(
                    "in",
                    "out",
                    "err",
                    "nanoTime",
                    "currentTimeMillis",
                    "arraycopy",
                    "identityHashCode",
                    "lineSeparator",
                    "exit",
                    "gc"),
            "java/lang/Runtime",
            Set.of("getRuntime", "availableProcessors", "maxMemory", "totalMemory", "freeMemory", "gc"),
            "java/lang/Class",
            Set.of(
                    "getSimpleName",
                    "getName",
                    "getTypeName",
                    "isInstance",
                    "cast",
                    "isArray",
                    "isEnum",
                    "isRecord",
                    "isInterface",
                    "getComponentType",
                    "getEnumConstants",
                    "desiredAssertionStatus",
                    "hashCode",
                    "equals",
                    "toString",
                    "getSuperclass"),
            "java/lang/reflect/Array",
            Set.of("newInstance", "getLength", "get", "set"),
            "java/lang/invoke/LambdaMetafactory",
            Set.of("metafactory", "altMetafactory"),
            "java/lang/invoke/StringConcatFactory",
            Set.of("makeConcatWithConstants", "makeConcat"),
            "java/lang/runtime/ObjectMethods",
            Set.of("bootstrap"),
            "java/lang/runtime/SwitchBootstraps",
            Set.of("typeSwitch", "enumSwitch"));
    /** Those that open a file of this name: {@code new PrintStream("name")}. */
    private static final Set<String> FILE_OPENERS =
            Set.of("java/io/PrintStream", "java/io/PrintWriter", "java/util/Formatter");

    private Gate() {}

    /**
     * Looks through a program.
     *
     * @param classes all its classes
     * @return the first thing that it may not name, for a person to read; empty if there is none
     */
    static Optional<String> refusal(List<ClassFile> classes) {
        Set<String> own = classes.stream().map(ClassFile::name).collect(Collectors.toSet());
        return classes.stream()
                .flatMap(each -> each.members().stream())
                .filter(member -> !own.contains(member.owner()) && !allowed(member))
                .map(member -> member.owner().replace('/', '.') + "." + member.name())
                .findFirst();
    }

    private static boolean allowed(Member member) {
        String owner = member.owner();
        if (owner.startsWith("[")) {
            return member.name().equals("clone") || member.name().equals("getClass");
        }
        String outer = owner.contains("$") ? owner.substring(0, owner.indexOf('$')) : owner;
        if (REFUSED.contains(outer) || opensFile(member)) {
            return false;
        }
        Set<String> part = PARTS.get(outer);
        if (part != null) {
            return part.contains(member.name());
        }
        if (owner.startsWith("java/io/")) {
            return IN_OUT.contains(owner.substring("java/io/".length()));
        }
        return PACKAGES.stream()
                .filter(owner::startsWith)
                .findFirst()
                .filter(name -> !FLAT.contains(name) || owner.indexOf('/', name.length()) < 0)
                .isPresent();
    }

    private static boolean opensFile(Member member) {
        return FILE_OPENERS.contains(member.owner())
                && member.name().equals("<init>")
                && member.descriptor().startsWith("(Ljava/lang/String;");
    }
}
