package dev.kedge.verifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule in a file of Java, compiled when the verifier is made. */
class JavaSourceVerifierTest {

    private static final Prompt PROMPT = new Prompt("p", "?", "7", Map.of());

    private static final String RULE = """
            package com.acme;
            import dev.kedge.api.*;
            public final class SevenRule implements Verifier {
                private record Wanted(String text) {}
                @Override public Verdict verify(Prompt prompt, String completion) {
                    return completion.equals(new Wanted(prompt.answer()).text())
                            ? Verdict.correct(completion) : Verdict.wrong(completion, "not " + prompt.answer());
                }
                @Override public boolean runsCompletion(Prompt prompt) { return true; }
                @Override public java.util.Optional<String> unfitReference(Prompt prompt) {
                    return prompt.answer().isEmpty() ? java.util.Optional.of("empty") : java.util.Optional.empty();
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void aRuleWithAPackageAndInnerTypesJudgesAsItsMethodsSay() throws IOException {
        try (JavaSourceVerifier verifier = verifier("SevenRule.java", RULE)) {
            assertThat(verifier.verify(PROMPT, "7").isCorrect()).isTrue();
            assertThat(verifier.verify(PROMPT, "8").outcome()).isEqualTo(Outcome.WRONG);
            assertThat(verifier.verify(PROMPT, "8").reason()).isEqualTo("not 7");
            assertThat(verifier.runsCompletion(PROMPT)).isTrue();
            assertThat(verifier.unfitReference(new Prompt("p", "?", "", Map.of())))
                    .contains("empty");
        }
        try (var files = Files.list(folder)) {
            assertThat(files).as("nothing is written beside the source").hasSize(1);
        }
    }

    @Test
    void twoFilesWithClassesOfOneNameDoNotMeet() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        try (JavaSourceVerifier seven = verifier("SevenRule.java", RULE);
                JavaSourceVerifier never = made(
                        other.resolve("SevenRule.java"),
                        RULE.replace("completion.equals(", "completion.equals(\"no\" + "))) {
            assertThat(seven.verify(PROMPT, "7").isCorrect()).isTrue();
            assertThat(never.verify(PROMPT, "7").isCorrect()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Broken.java | public class Broken { int x = \"a\"; } | must compile, got FILE:1: ",
                "Other.java | class Another {} | must have a class Other, as its file is named, got FILE",
                "Text.java | public class Text {} | must implement dev.kedge.api.Verifier, got FILE",
                "Rule.txt | anything | must be a Java source file, got FILE",
                "Closed.java | public class Closed implements dev.kedge.api.Verifier { private Closed() {} public "
                        + "dev.kedge.api.Verdict verify(dev.kedge.api.Prompt p, String c) { return null; } } "
                        + "| must have a public class with a public constructor of no parameters, got FILE",
                "Failing.java | public class Failing implements dev.kedge.api.Verifier { public Failing() { throw new "
                        + "IllegalStateException(\"no rules today\"); } public dev.kedge.api.Verdict "
                        + "verify(dev.kedge.api.Prompt p, String c) { return null; } } "
                        + "| must be made without a failure, got FILE: java.lang.IllegalStateException: no rules today"
            })
    void whatIsNoRuleIsRefusedInOneLine(String name, String source, String message) {
        Path file = folder.resolve(name);
        assertThatThrownBy(() -> verifier(name, source))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(message.replace("FILE", file.toString()))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("\n"));
    }

    @Test
    void aMissingFileIsRefused() {
        Path file = folder.resolve("None.java");
        assertThatThrownBy(() -> new JavaSourceVerifier(new JavaSourceVerifier.Config(Optional.of(file))))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("must be a Java source file, got " + file);
        assertThatThrownBy(() -> new JavaSourceVerifier(JavaSourceVerifier.Config.DEFAULT))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("must be a Java source file, got none");
    }

    private JavaSourceVerifier verifier(String name, String source) throws IOException {
        return made(folder.resolve(name), source);
    }

    private static JavaSourceVerifier made(Path file, String source) throws IOException {
        Files.writeString(file, source);
        return new JavaSourceVerifier(new JavaSourceVerifier.Config(Optional.of(file)));
    }
}
