package dev.kedge.verifiers.internal.code;

import dev.kedge.verifiers.internal.process.Worker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import tools.jackson.databind.json.JsonMapper;

/**
 * The compiler as a process that stays warm: sources in, class files in a folder out. Runs nothing of what it compiles.
 */
public final class CompileWorker {

    private static final JsonMapper JSON = new JsonMapper();

    private CompileWorker() {}

    /**
     * A program to be compiled.
     *
     * @param source one compilation unit
     * @param folder where the classes go
     * @param gated whether the program may name only what {@link Gate} allows
     */
    record Request(String source, String folder, boolean gated) {}

    /**
     * The outcome of a compilation.
     *
     * @param error the compiler's first message, or what is refused; empty if the program can be run
     * @param mainClasses the classes that have a main method, with dots, in the order they were compiled
     */
    record Answer(String error, List<String> mainClasses) {}

    /**
     * Answers requests until its input ends.
     *
     * @param arguments none
     * @throws IOException if the standard streams cannot be used
     */
    public static void main(String[] arguments) throws IOException {
        Worker.serve(line -> JSON.writeValueAsString(answer(JSON.readValue(line, Request.class))));
    }

    private static Answer answer(Request request) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();
        try (JavaFileManager files =
                new InMemory(compiler.getStandardFileManager(messages, Locale.ROOT, null), classes)) {
            List<String> options =
                    List.of("-proc:none", "-nowarn", "-Xlint:none", "-implicit:none", "-cp", request.folder());
            boolean compiled = compiler.getTask(
                            null, files, messages, options, null, List.of(new Source(request.source())))
                    .call();
            if (!compiled) {
                return new Answer(firstError(messages), List.of());
            }
            return checked(classes, request);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Answer checked(Map<String, ByteArrayOutputStream> classes, Request request) throws IOException {
        List<ClassFile> read = new ArrayList<>();
        for (ByteArrayOutputStream bytes : classes.values()) {
            read.add(ClassFile.read(bytes.toByteArray()));
        }
        Optional<String> refusal = request.gated() ? Gate.refusal(read) : Optional.empty();
        if (refusal.isPresent()) {
            return new Answer("the program may not use " + refusal.get(), List.of());
        }
        for (Map.Entry<String, ByteArrayOutputStream> compiled : classes.entrySet()) {
            Path file = Path.of(request.folder(), compiled.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, compiled.getValue().toByteArray());
        }
        List<String> mains = read.stream()
                .filter(ClassFile::hasMain)
                .map(each -> each.name().replace('/', '.'))
                .toList();
        return new Answer("", mains);
    }

    private static String firstError(DiagnosticCollector<JavaFileObject> messages) {
        return messages.getDiagnostics().stream()
                .filter(message -> message.getKind() == Diagnostic.Kind.ERROR)
                .findFirst()
                .map(message -> "line " + message.getLineNumber() + ": "
                        + message.getMessage(Locale.ROOT).lines().findFirst().orElse(""))
                .orElse("the compiler failed");
    }

    /** A compilation unit whose public class may have any name. */
    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("string:///Unit.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.SOURCE;
        }
    }

    /** A store of what is compiled until it has been looked through. */
    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> classes;

        InMemory(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
            super(files);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            classes.put(className, bytes);
            return new SimpleJavaFileObject(URI.create("bytes:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }
    }
}
