package dev.kedge.verifiers.internal.code;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A trusted Java source file, compiled in memory and loaded into this process: the user's own rule, never what a model
 * wrote. It sees the class path of the program.
 */
public final class SourceFile {

    private SourceFile() {}

    /**
     * The class that the file is named after.
     *
     * @param file such as {@code OrderRule.java}, with a public class {@code OrderRule} in any package
     * @return the class, of a loader of its own
     * @throws IllegalArgumentException if there is no compiler, the file does not compile, or has no such class
     */
    public static Class<?> load(Path file) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalArgumentException(
                    "must be compiled, which needs a JDK, got a Java without compiler: " + file);
        }
        Map<String, ByteArrayOutputStream> classes = compile(compiler, file);
        String simpleName = file.getFileName().toString().replaceFirst("\\.java$", "");
        String name = classes.keySet().stream()
                .filter(each -> each.substring(each.lastIndexOf('.') + 1).equals(simpleName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "must have a class " + simpleName + ", as its file is named, got " + file));
        try {
            return new Loader(classes).loadClass(name);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(name, missing); // it is among those that were compiled
        }
    }

    private static Map<String, ByteArrayOutputStream> compile(JavaCompiler compiler, Path file) {
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();
        List<String> options = List.of("-proc:none", "-nowarn", "-implicit:none", "-parameters");
        try (StandardJavaFileManager disk = compiler.getStandardFileManager(messages, Locale.ROOT, null);
                JavaFileManager files = new InMemory(disk, classes)) {
            boolean compiled = compiler.getTask(null, files, messages, options, null, disk.getJavaFileObjects(file))
                    .call();
            if (!compiled) {
                throw new IllegalArgumentException("must compile, got " + firstError(messages, file));
            }
            return classes;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String firstError(DiagnosticCollector<JavaFileObject> messages, Path file) {
        return messages.getDiagnostics().stream()
                .filter(message -> message.getKind() == Diagnostic.Kind.ERROR)
                .findFirst()
                .map(message -> file + ":" + message.getLineNumber() + ": "
                        + message.getMessage(Locale.ROOT).lines().collect(Collectors.joining(" ")))
                .orElse(file.toString());
    }

    /** A manager that writes classes into memory. */
    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> classes;

        InMemory(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
            super(files);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(className, bytes);
                    return bytes;
                }
            };
        }
    }

    /** A loader of the compiled classes, above that of the program. */
    private static final class Loader extends ClassLoader {

        private final Map<String, ByteArrayOutputStream> classes;

        Loader(Map<String, ByteArrayOutputStream> classes) {
            super(SourceFile.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            ByteArrayOutputStream bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes.toByteArray(), 0, bytes.size());
        }
    }
}
