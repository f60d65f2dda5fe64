package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.divergence.catalogue.ConditionKind;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BoundsCommandTest {

    private static JsonNode json(String... arguments) {
        KedgeRun run = KedgeRun.of(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        return JsonMapper.shared().readTree(run.out());
    }

    @Test
    void kl3AsJson() {
        JsonNode bounds = json("bounds", "kl3", "--delta", "0.02", "--json");
        assertThat(bounds.propertyNames())
                .containsExactly(
                        "condition", "delta", "low", "high", "logLow", "logHigh", "oneMinusLow", "highMinusOne");
        assertThat(bounds.get("condition").asString()).isEqualTo("kl3");
        assertThat(bounds.get("delta").asDouble()).isEqualTo(0.02);
        // Both ends solve w - 1 - log w = 0.02.
        for (String end : new String[] {"low", "high"}) {
            double w = bounds.get(end).asDouble();
            assertThat(w - 1 - Math.log(w)).isCloseTo(0.02, within(1e-15));
        }
        assertThat(bounds.get("low").asDouble()).isLessThan(1);
        assertThat(bounds.get("high").asDouble()).isGreaterThan(1);
    }

    @Test
    void narrowRoomKeepsAllItsDigits() {
        // e²/2 - e³/3 + … = δ with e = w - 1, so e = ±√(2δ) + 2δ/3 + …; the next term is 8e-20 at δ = 1e-12.
        JsonNode bounds = json("bounds", "kl3", "--delta", "1e-12", "--json");
        assertThat(bounds.get("oneMinusLow").asDouble()).isCloseTo(Math.sqrt(2e-12) - 2e-12 / 3, within(1e-18));
        assertThat(bounds.get("highMinusOne").asDouble()).isCloseTo(Math.sqrt(2e-12) + 2e-12 / 3, within(1e-18));
    }

    @Test
    void infiniteBoundIsNull() {
        JsonNode bounds = json("bounds", "none", "--json");
        assertThat(bounds.get("low").asDouble()).isEqualTo(0);
        assertThat(bounds.get("high").isNull()).isTrue();
        assertThat(bounds.get("logLow").isNull()).isTrue();
    }

    @Test
    void everyConditionInTheCatalogueCanBeAskedForByItsParameters() {
        JsonNode catalogue = json("bounds", "--json");
        assertThat(catalogue).hasSameSizeAs(ConditionCatalogue.kinds());
        for (ConditionKind kind : ConditionCatalogue.kinds()) {
            if (kind.needsProbability()) {
                continue;
            }
            String[] arguments = Stream.concat(
                            Stream.of("bounds", kind.name(), "--json"),
                            kind.parameters().stream()
                                    .map(parameter ->
                                            "--" + parameter.name().replace('_', '-') + "=" + parameter.defaultValue()))
                    .toArray(String[]::new);
            JsonNode bounds = json(arguments);
            assertThat(bounds.get("condition").asString()).isEqualTo(kind.name());
            assertThat(json("bounds", kind.name(), "--json")).isEqualTo(bounds);
            assertThat(KedgeRun.of("bounds").out())
                    .contains(kind.name())
                    .contains(kind.definition().formula());
        }
    }

    @Test
    void forPeople() {
        KedgeRun run = KedgeRun.of("bounds", "ratio", "--epsilon", "0.25");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("low  0.75 ").contains("high  1.25");
    }

    @Test
    void wrongInput() {
        assertThat(KedgeRun.of("bounds", "kl4").status()).isEqualTo(2);
        assertThat(KedgeRun.of("bounds", "kl4").err())
                .contains("kl4")
                .contains("kl3")
                .hasLineCount(1);
        assertThat(KedgeRun.of("bounds", "kl3", "--epsilon", "0.2").status()).isEqualTo(2);
        assertThat(KedgeRun.of("bounds", "kl3", "--epsilon", "0.2").err())
                .contains("delta")
                .hasLineCount(1);
        for (String delta : new String[] {"0", "-1", "NaN", "Infinity"}) {
            KedgeRun run = KedgeRun.of("bounds", "kl3", "--delta", delta);
            assertThat(run.status()).as(delta).isEqualTo(2);
            assertThat(run.err())
                    .as(delta)
                    .contains("delta must be in (0, Infinity)")
                    .hasLineCount(1);
            assertThat(run.out()).isEmpty();
        }
    }
}
