package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.AsyncVerifier;
import dev.kedge.api.Catalogue;
import dev.kedge.api.Completion;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.api.VerifierProvider;
import dev.kedge.config.Catalogues;
import dev.kedge.config.ConfigException;
import dev.kedge.verifiers.VerifierPool;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifiers that users bring. */
class OwnVerifierTest {

    private static final Prompt PROMPT = new Prompt("p", "?", "100", Map.of());

    @TempDir
    Path temporary;

    /** Right if the answer is the reference and a rate on top. */
    public static final class Tax implements Verifier {

        private final Config config;

        /** Bound from a recipe. */
        public record Config(double rate, List<String> currencies) {

            public static final Config DEFAULT = new Config(0.19, List.of("EUR"));

            public Config {
                if (rate < 0) {
                    throw new IllegalArgumentException("rate must be >= 0, got " + rate);
                }
            }
        }

        public Tax(Config config) {
            this.config = config;
        }

        @Override
        public Verdict verify(Prompt prompt, String completion) {
            long gross = Math.round(Double.parseDouble(prompt.answer()) * (1 + config.rate()));
            return completion.equals(gross + " " + config.currencies().get(0))
                    ? Verdict.correct(completion)
                    : Verdict.wrong(completion, "not " + gross);
        }
    }

    /** Needs its setting: there is no DEFAULT. */
    public static final class Strict implements Verifier {

        /** Bound from a recipe. */
        public record Bounds(int most) {}

        public Strict(Bounds bounds) {
            if (bounds.most() > 9) {
                throw new IllegalStateException("no");
            }
        }

        @Override
        public Verdict verify(Prompt prompt, String completion) {
            return Verdict.correct(completion);
        }
    }

    /** Answers later; what is "slow" never. */
    public static final class Later implements AsyncVerifier {

        static final AtomicBoolean CANCELLED = new AtomicBoolean();

        @Override
        public CompletableFuture<Verdict> verifyAsync(Prompt prompt, Completion completion) {
            if (completion.text().equals("slow")) {
                return new CompletableFuture<>() {
                    @Override
                    public boolean cancel(boolean mayInterrupt) {
                        CANCELLED.set(true);
                        return super.cancel(mayInterrupt);
                    }
                };
            }
            return completion.text().equals("bad")
                    ? CompletableFuture.failedFuture(new IOException("down"))
                    : CompletableFuture.supplyAsync(() -> Verdict.correct(completion.text()));
        }
    }

    /** No verifier. */
    public static final class Other {}

    /** Found by ServiceLoader. */
    public static final class Provider implements VerifierProvider<Tax.Config> {

        @Override
        public String name() {
            return "tax-rule";
        }

        @Override
        public Class<Tax.Config> configType() {
            return Tax.Config.class;
        }

        @Override
        public Tax.Config defaults() {
            return Tax.Config.DEFAULT;
        }

        @Override
        public Verifier create(Tax.Config config) {
            return new Tax(config);
        }
    }

    private static Verifier make(String yaml) {
        Catalogue<Verifier> known = TaskReward.catalogue(ForeignKinds.found());
        return Wanted.verifier(Catalogues.of(List.of(known)).read(Verifier.class, yaml, "reward"), "exact");
    }

    @Test
    void aClassIsNamedWithItsSettings() {
        Verifier seven = make("{class: " + Tax.class.getName() + ", rate: 0.07, currencies: [CHF]}");
        assertThat(seven.verify(PROMPT, "107 CHF").isCorrect()).isTrue();
        assertThat(make("{class: " + Tax.class.getName() + "}")
                        .verify(PROMPT, "119 EUR")
                        .isCorrect())
                .isTrue();
    }

    @Test
    void aClassIsAPartOfASum() {
        Verifier sum = make("{kind: sum, of: [task, {class: " + Tax.class.getName() + ", weight: 0.5}]}");
        Verdict verdict = sum.verify(PROMPT, "119 EUR");
        assertThat(verdict.reward()).isEqualTo(0.5);
        assertThat(verdict.parts().get(1).name()).isEqualTo("tax");
    }

    @Test
    void whatIsWrongIsSaidInOneLine() {
        assertRefused("{class: com.acme.Nothing}", "class must be on the class path");
        assertRefused("{class: " + Other.class.getName() + "}", "class must be a public class that implements");
        assertRefused("{class: " + Tax.class.getName() + ", rat: 1}", "rat is not a setting (did you mean rate?)");
        assertRefused("{class: " + Tax.class.getName() + ", rate: -1}", "rate must be >= 0, got -1.0");
        assertRefused("{class: " + Tax.class.getName() + ", rate: high}", "rate must be a number");
        assertRefused("{class: " + Strict.class.getName() + "}", "most must be given");
        assertRefused("{class: " + Strict.class.getName() + ", most: 10}", "class must be made without a failure");
        assertRefused("{class: " + Later.class.getName() + ", most: 10}", "most is not a setting");
        assertRefused("{class: 3}", "class must be the full name of a class");
        assertRefused("{rate: 3}", "kind must be given");
    }

    private static void assertRefused(String yaml, String message) {
        assertThatThrownBy(() -> make(yaml)).isInstanceOf(ConfigException.class).hasMessageContaining(message);
    }

    @Test
    void anAsynchronousVerifierHasTheSameDeadline() throws InterruptedException {
        VerifierPool.Config config = new VerifierPool.Config(2, Duration.ofSeconds(4), 1_000, 16);
        try (VerifierPool pool = new VerifierPool(make("{class: " + Later.class.getName() + "}"), config)) {
            List<Verdict> verdicts =
                    pool.verifyAll(List.of(PROMPT, PROMPT, PROMPT, PROMPT), List.of("a", "slow", "bad", "b"));
            assertThat(verdicts)
                    .extracting(Verdict::outcome)
                    .containsExactly(Outcome.CORRECT, Outcome.TIMEOUT, Outcome.ERROR, Outcome.CORRECT);
            assertThat(verdicts.get(2).reason()).contains("down");
            // The verdict does not wait for it: the future is cancelled by the thread that waited for it, soon after.
            for (int i = 0; i < 200 && !Later.CANCELLED.get(); i++) {
                Thread.sleep(50);
            }
            assertThat(Later.CANCELLED).isTrue();
        }
    }

    @Test
    void aProviderOfTheClassPathBringsAKind() throws IOException {
        assertThatThrownBy(() -> make("tax-rule")).hasMessageContaining("kind must be one of");
        Path services = Files.createDirectories(temporary.resolve("META-INF/services"));
        Files.writeString(services.resolve(VerifierProvider.class.getName()), Provider.class.getName() + "\n");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {temporary.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            assertThat(make("{kind: tax-rule, rate: 0.5}")
                            .verify(PROMPT, "150 EUR")
                            .isCorrect())
                    .isTrue();
            assertThatThrownBy(() -> make("tax-rul")).hasMessageContaining("did you mean tax-rule?");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
