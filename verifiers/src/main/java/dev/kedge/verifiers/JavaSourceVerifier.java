package dev.kedge.verifiers;

import dev.kedge.api.CallBounds;
import dev.kedge.api.Completion;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.verifiers.internal.code.SourceFile;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A verifier that stands in a Java source file beside the recipe. The file is compiled when the verifier is made, which
 * needs a JDK, and runs in this process with its class path: it is as trusted as a jar of one's own. Its class is named
 * as the file, public, implements {@link Verifier} and has a public constructor without parameters.
 */
public final class JavaSourceVerifier implements Verifier {

    private final Verifier rule;

    /**
     * Compiles the file and makes its rule.
     *
     * @param config where it is
     * @throws SettingException if the file is missing, does not compile or is no verifier
     */
    public JavaSourceVerifier(Config config) {
        Path source = config.source()
                .orElseThrow(() -> new SettingException("source", "must be a Java source file, got none"));
        if (!Files.isRegularFile(source) || !source.toString().endsWith(".java")) {
            throw new SettingException("source", "must be a Java source file, got " + source);
        }
        this.rule = made(source);
    }

    /**
     * The place of the rule.
     *
     * @param source a file such as {@code rules/OrderRule.java}; must be given
     */
    public record Config(Optional<Path> source) {

        public static final Config DEFAULT = new Config(Optional.empty());
    }

    private static Verifier made(Path source) {
        try {
            Class<?> type = SourceFile.load(source);
            if (!Verifier.class.isAssignableFrom(type)) {
                throw new SettingException("source", "must implement " + Verifier.class.getName() + ", got " + source);
            }
            return (Verifier) type.getConstructor().newInstance();
        } catch (IllegalArgumentException refused) {
            throw new SettingException("source", String.valueOf(refused.getMessage()));
        } catch (InvocationTargetException failed) {
            throw new SettingException(
                    "source", "must be made without a failure, got " + source + ": " + failed.getCause());
        } catch (ReflectiveOperationException form) {
            throw new SettingException(
                    "source", "must have a public class with a public constructor of no parameters, got " + source);
        }
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        return rule.verify(prompt, completion);
    }

    @Override
    public Verdict verify(Prompt prompt, Completion completion) {
        return rule.verify(prompt, completion);
    }

    @Override
    public Optional<String> unfitReference(Prompt prompt) {
        return rule.unfitReference(prompt);
    }

    @Override
    public boolean runsCompletion(Prompt prompt) {
        return rule.runsCompletion(prompt);
    }

    @Override
    public List<Integer> alike(Prompt prompt, List<String> answers) {
        return rule.alike(prompt, answers);
    }

    @Override
    public CallBounds callBounds() {
        return rule.callBounds();
    }

    @Override
    public void close() {
        rule.close();
    }
}
