package dev.kedge.verifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.kedge.api.CallBounds;
import dev.kedge.api.Conversation;
import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.RewardPart;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.verifiers.internal.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a program is asked, and what its answers mean. */
class ProcessVerifierTest {

    private static final Prompt PROMPT = new Prompt("p", "What is 3 + 4?", "7", Map.of());

    @TempDir
    Path folder;

    @Test
    void aPythonProgramSaysWhatIsRight() throws IOException {
        try (ProcessVerifier verifier = new ProcessVerifier(Scorers.python(folder))) {
            assertThat(verifier.verify(PROMPT, "7")).isEqualTo(new Verdict(Outcome.CORRECT, 1, "", "compared"));
            assertThat(verifier.verify(PROMPT, "8")).isEqualTo(new Verdict(Outcome.WRONG, 0, "", "compared"));
        }
    }

    /** "7" beside "123": two letters too many, 1·0 + 1·(-0.25). */
    @Test
    void aNodeProgramPaysInParts() throws IOException {
        Prompt prompt = new Prompt("p", "?", "7", Map.of(Prompt.JSON_VALUES, "{\"meta\":{\"level\":3}}"));
        try (ProcessVerifier verifier = new ProcessVerifier(Scorers.node(folder))) {
            assertThat(verifier.verify(prompt, "7"))
                    .isEqualTo(new Verdict(
                            Outcome.CORRECT,
                            1,
                            "7",
                            "level 3, number",
                            List.of(new RewardPart("equal", 1, 1), new RewardPart("length", 0, 1))));
            Verdict wrong = verifier.verify(prompt, "123");
            assertThat(wrong.reward()).isEqualTo(-0.25);
            assertThat(wrong.outcome()).isEqualTo(Outcome.WRONG);
            assertThatThrownBy(() -> verifier.verify(prompt, "throw"))
                    .hasMessage("the program ended with status 1: TypeError: no such completion");
            assertThat(verifier.verify(prompt, "7").isCorrect()).isTrue();
        }
    }

    /** Without correct, right is what is paid for. */
    @Test
    void aShellScriptIsEnough() throws IOException {
        try (ProcessVerifier verifier = new ProcessVerifier(Scorers.shell(folder))) {
            assertThat(verifier.verify(PROMPT, "yes")).isEqualTo(new Verdict(Outcome.CORRECT, 0.25, "", ""));
            assertThat(verifier.verify(PROMPT, "no")).isEqualTo(new Verdict(Outcome.WRONG, -1, "", "not yes"));
        }
    }

    /** A number stays one, a list of lists too; {@code meta.seed} is inside of {@code meta} already. */
    @Test
    void fieldsArriveAsTheDataHasThem() throws IOException {
        Map<String, String> fields = Map.of(
                "name",
                "[1, 2]",
                "meta.seed",
                "5",
                Prompt.JSON_VALUES,
                "{\"level\":3,\"meta\":{\"seed\":5,\"grid\":[[1,null],[true,0.10]]}}",
                Prompt.RIGHT_ANSWERS,
                "[\"7\",\"seven\"]");
        JsonNode question = asked(new Prompt("p", "What is 3 + 4?", "7", fields), "echo é\u2028\"\n");
        assertThat(question).isEqualTo(JsonMapper.shared().readTree("""
                {"id": 0, "prompt": "What is 3 + 4?", "completion": "echo é\\u2028\\"\\n", "reference": "7",
                 "fields": {"name": "[1, 2]", "level": 3, "meta": {"seed": 5, "grid": [[1, null], [true, 0.1]]},
                            "right_answers": ["7", "seven"]}}
                """));
    }

    /** A data set may have columns of these names, which then are texts like any other. */
    @Test
    void columnsThatOnlyLookLikeOursAreTexts() throws IOException {
        Map<String, String> fields = Map.of(Prompt.JSON_VALUES, "{no", Prompt.RIGHT_ANSWERS, "none");
        assertThat(asked(new Prompt("p", "?", "", fields), "echo").path("fields"))
                .isEqualTo(JsonMapper.shared().readTree("{\"json_values\": \"{no\", \"right_answers\": \"none\"}"));
    }

    @Test
    void aConversationArrivesAsItsMessages() throws IOException {
        Conversation conversation = Conversation.ofUser("What is 3 + 4?");
        Prompt prompt = new Prompt("p", conversation.text(), "7", Map.of(), Optional.of(conversation));
        assertThat(asked(prompt, "echo").path("prompt"))
                .isEqualTo(JsonMapper.shared().readTree("[{\"role\": \"user\", \"content\": \"What is 3 + 4?\"}]"));
    }

    private JsonNode asked(Prompt prompt, String completion) throws IOException {
        try (ProcessVerifier verifier = new ProcessVerifier(Scorers.python(folder))) {
            return JsonMapper.shared()
                    .readTree(verifier.verify(prompt, completion).reason());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"correct\": true, \"reward\": 0.5} | CORRECT | 0.5 |",
                "{\"correct\": false, \"reward\": 0.5} | WRONG | 0.5 |",
                "{\"reward\": 0} | WRONG | 0 |",
                "{\"reward\": 2, \"correct\": null, \"parts\": null, \"reason\": null} | CORRECT | 2 |",
                "{\"parts\": {\"a\": 0.1, \"b\": 0.2}} | CORRECT | 0.3 |",
                "{\"parts\": {\"a\": 0.1, \"b\": 0.2}, \"reward\": 0.3, \"correct\": false} | WRONG | 0.3 |",
                "{\"leave_out\": false, \"correct\": true, \"more\": [1]} | CORRECT | 1 |",
                "{\"leave_out\": true} | ERROR | 0 | left out",
                "{\"leave_out\": true, \"reward\": 1, \"reason\": \"no opinion\"} | ERROR | 0 | left out: no opinion",
            })
    void anAnswerMeans(String answer, Outcome outcome, double reward, String reason) throws IOException {
        try (ProcessVerifier verifier = new ProcessVerifier(Scorers.python(folder))) {
            Verdict verdict = verifier.verify(PROMPT, "say " + answer);
            assertThat(verdict.outcome()).isEqualTo(outcome);
            // 0.1 + 0.2 in doubles
            assertThat(verdict.reward()).isEqualTo(reward, offset(1e-15));
            assertThat(verdict.reason()).isEqualTo(Optional.ofNullable(reason).orElse(""));
        }
    }

    /** Each in the middle of good ones, which go on in the same process: its id was right, so it is not out of step. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | the program must answer with correct, reward, parts or leave_out, got {\"id\":2}",
                "{\"reward\": \"1\"} | the program's reward must be a finite number, got \"1\"",
                "{\"reward\": 1e999} | the program must answer with one JSON object in a line, and write all else to standard error, got ",
                "{\"correct\": 1} | the program's correct must be true or false, got 1",
                "{\"correct\": true, \"reason\": 5} | the program's reason must be a text, got 5",
                "{\"parts\": [1]} | the program's parts must be an object of numbers, got [1]",
                "{\"parts\": {\"a\": null}} | the program's parts.a must be a finite number, got null",
                "{\"parts\": {\"A b\": 1}} | name must be of small letters, digits and underscores, got \"A b\"",
                "{\"parts\": {\"a\": 1}, \"reward\": 2} | the program's parts must add up to its reward, 2.0, got 1.0",
                "{\"parts\": {\"a\": 1}} | the program's parts must have the names of its first answer, [], got [a]",
                "{\"correct\": true, \"leave_out\": \"yes\"} | the program's leave_out must be true or false, got \"yes\"",
            })
    void aWrongValueIsAnErrorOfItsSample(String answer, String message) throws IOException {
        try (ProcessVerifier verifier = new ProcessVerifier(Scorers.python(folder))) {
            assertThat(verifier.verify(PROMPT, "7").isCorrect()).isTrue();
            assertThatThrownBy(() -> verifier.verify(PROMPT, "say " + answer)).hasMessageStartingWith(message);
            assertThat(verifier.verify(PROMPT, "7").isCorrect()).isTrue();
        }
    }

    @Test
    void partsComeInTheOrderOfTheFirstAnswer() throws IOException {
        try (ProcessVerifier verifier = new ProcessVerifier(Scorers.python(folder))) {
            verifier.verify(PROMPT, "say {\"parts\": {\"a\": 1, \"b\": 2}}");
            assertThat(verifier.verify(PROMPT, "say {\"parts\": {\"b\": 3, \"a\": 4}}")
                            .parts())
                    .containsExactly(new RewardPart("a", 4, 1), new RewardPart("b", 3, 1));
            assertThat(verifier.verify(PROMPT, "say {\"leave_out\": true}").parts())
                    .isEmpty();
            assertThatThrownBy(() -> verifier.verify(PROMPT, "say {\"parts\": {\"a\": 4}}"))
                    .hasMessage("the program's parts must have the names of its first answer, [a, b], got [a]");
        }
    }

    /** The pool, which was to have one thread, has three, and each starts a child before it has a first answer. */
    @Test
    void thePoolAsksAllChildrenSideBySide() throws IOException {
        ProcessVerifier.Config config =
                Scorers.python(folder).toBuilder().children(3).build();
        ProcessVerifier verifier = new ProcessVerifier(config);
        assertThat(verifier.callBounds()).isEqualTo(new CallBounds(3, Duration.ofMinutes(4)));
        VerifierPool.Config one = new VerifierPool.Config(1, Duration.ofMillis(1), 1_000, 0);
        try (VerifierPool pool = new VerifierPool(verifier, one)) {
            List<Verdict> verdicts =
                    pool.verifyAll(Collections.nCopies(60, PROMPT), Collections.nCopies(60, "process"));
            assertThat(verdicts).allMatch(Verdict::isCorrect);
            assertThat(verdicts.stream().map(Verdict::reason).collect(Collectors.toSet()))
                    .hasSize(3);
        }
    }

    @Test
    void aChildIsGivenFewVariables() throws IOException {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("-");
        String other = System.getenv().keySet().stream()
                .filter(name -> !Program.ENVIRONMENT.contains(name))
                .filter(name -> name.matches("[A-Z_]+") && !System.getenv(name).isEmpty())
                .filter(name -> !List.of("PWD", "OLDPWD", "SHLVL", "_").contains(name)) // the shell's own
                .findFirst()
                .orElseThrow();
        ProcessVerifier.Config config = Scorers.python(folder);
        try (ProcessVerifier verifier = new ProcessVerifier(config)) {
            // a launcher of Python may put folders before it
            assertThat(verifier.verify(PROMPT, "environment PATH").reason()).endsWith(path);
            assertThat(verifier.verify(PROMPT, "environment PYTHONUNBUFFERED").reason())
                    .isEqualTo("1");
            assertThat(verifier.verify(PROMPT, "environment " + other).reason()).isEqualTo("-");
        }
        ProcessVerifier.Config named =
                config.toBuilder().environment(List.of(other)).build();
        try (ProcessVerifier verifier = new ProcessVerifier(named)) {
            assertThat(verifier.verify(PROMPT, "environment " + other).reason()).isEqualTo(System.getenv(other));
        }
    }

    @Test
    void aProgramThatIsNotThereIsRefusedInOneLine() {
        assertThatThrownBy(() -> new ProcessVerifier(ProcessVerifier.Config.DEFAULT))
                .isInstanceOf(SettingException.class)
                .hasMessage("command must be a program and its arguments, such as [python3, score.py], got none");
        assertThatThrownBy(() -> new ProcessVerifier(Scorers.of(List.of("pyhton3", "score.py"))))
                .isInstanceOf(SettingException.class)
                .hasMessage("command must begin with a program that can be run, got [pyhton3, score.py]");
    }
}
