package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.divergence.catalogue.ConditionKind;
import dev.kedge.objective.Preset;
import dev.kedge.objective.condition.Conditions;
import java.util.Set;
import java.util.stream.Collectors;
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
    void aConditionOnTheOldProbabilityIsSolvedAtP() {
        // p = 1/2: w = 1 ± sqrt(1 - e^{-2·0.02}) = 1 ± 0.198013
        JsonNode bounds = json("bounds", "binary-kl", "--delta", "0.02", "--p", "0.5", "--json");
        assertThat(bounds.propertyNames())
                .containsExactly(
                        "condition", "delta", "p", "low", "high", "logLow", "logHigh", "oneMinusLow", "highMinusOne");
        double room = Math.sqrt(-Math.expm1(-0.04));
        assertThat(bounds.get("p").asDouble()).isEqualTo(0.5);
        assertThat(bounds.get("low").asDouble()).isCloseTo(1 - room, within(1e-15));
        assertThat(bounds.get("high").asDouble()).isCloseTo(1 + room, within(1e-15));
        assertThat(bounds.get("logHigh").asDouble()).isCloseTo(Math.log1p(room), within(1e-15));
    }

    @Test
    void aProbabilityNearOneKeepsItsDigits() {
        JsonNode bounds = json("bounds", "binary-kl", "--delta", "1e-14", "--p", "0.999999999999", "--json");
        // With c = 1 - p = 1e-12: c·KL3(v) = 1e-14 for the other face's ratio v, KL3 = 0.01: v in [0.865165, 1.148165],
        // and 1 - w = c (v - 1)/p.
        assertThat(bounds.get("oneMinusLow").asDouble() / 1e-12).isCloseTo(0.148165, within(1e-6));
        assertThat(bounds.get("highMinusOne").asDouble() / 1e-12).isCloseTo(0.134835, within(1e-6));
    }

    @Test
    void withoutPThereIsATable() {
        JsonNode table = json("bounds", "binary-tv", "--json").get("bounds");
        assertThat(table).hasSize(6);
        assertThat(table.get(3).get("p").asDouble()).isEqualTo(0.5);
        // 1 ± 0.15/0.5
        assertThat(table.get(3).get("low").asDouble()).isCloseTo(0.7, within(1e-15));
        assertThat(table.get(3).get("high").asDouble()).isCloseTo(1.3, within(1e-15));
        // Nothing stops a token of p = 0.001 from falling to 0.
        assertThat(table.get(0).get("low").asDouble()).isZero();
        assertThat(table.get(0).get("logLow").isNull()).isTrue();
        assertThat(KedgeRun.of("bounds", "binary-tv").out()).hasLineCount(8).contains("0.99 ");
    }

    @Test
    void everyConditionThatLooksFurtherAndEveryPresetCanBeAskedFor() {
        String all = KedgeRun.of("bounds").out();
        Conditions.further().forEach(kind -> {
            JsonNode shown = json("bounds", kind.name(), "--json");
            assertThat(shown.get("condition").asString()).isEqualTo(kind.name());
            assertThat(shown.get("formula").asString()).isEqualTo(kind.about().formula());
            assertThat(all).contains(kind.name()).contains(kind.about().formula());
        });
        Set<String> conditions =
                ConditionCatalogue.kinds().stream().map(ConditionKind::name).collect(Collectors.toSet());
        Preset.all().stream()
                .filter(preset -> !conditions.contains(preset.name()))
                .forEach(preset -> {
                    assertThat(json("bounds", preset.name(), "--json")
                                    .get("preset")
                                    .asString())
                            .isEqualTo(preset.name());
                    assertThat(KedgeRun.of("bounds", preset.name()).out()).contains(preset.citation());
                    assertThat(all).contains(preset.name());
                });
    }

    @Test
    void aPresetHasTheBoundsOfItsConditions() {
        JsonNode dapo = json("bounds", "dapo", "--json").get("bounds");
        assertThat(dapo).hasSize(1);
        assertThat(dapo.get(0).get("high").asDouble()).isCloseTo(1.28, within(1e-15));
        // IPO of September: at p = ½ the ratio to the sampler is within 1 ± 0.3/0.5, and never above 10,000.
        JsonNode ipo = json("bounds", "ipo", "--json").get("bounds");
        assertThat(ipo).hasSize(7);
        assertThat(ipo.get(3).get("low").asDouble()).isCloseTo(0.4, within(1e-15));
        assertThat(ipo.get(6).get("high").asDouble()).isCloseTo(10_000, within(1e-8));
        assertThat(KedgeRun.of("bounds", "ctpo").out())
                .contains("condition: {kind: position-band, low: 0.025, high: 0.05, power: 0.5}")
                .contains("level: prefix-product");
        assertThat(KedgeRun.of("bounds", "dapo", "--delta", "0.1").err())
                .contains("numbers must be left out beside dapo");
    }

    @Test
    void aThresholdFollowsFromAMatch() {
        // 1.28 - 1 - log 1.28 = 0.28 - 0.246860 = 0.033140
        JsonNode kl3 = json("bounds", "kl3", "--match", "high=1.28", "--json");
        assertThat(kl3.get("delta").asDouble()).isCloseTo(0.28 - Math.log(1.28), within(1e-16));
        assertThat(kl3.get("high").asDouble()).isCloseTo(1.28, within(1e-15));
        JsonNode family = json("bounds", "cressie-read", "--alpha", "2", "--match", "width=0.4", "--json");
        assertThat(family.get("delta").asDouble()).isCloseTo(0.02, within(1e-15));
        // 1.28·0.1 = 0.128: 0.1 log(1/1.28) + 0.9 log(0.9/0.872)
        JsonNode rare = json("bounds", "binary-kl", "--match", "high=1.28", "--p", "0.1", "--json");
        assertThat(rare.get("delta").asDouble())
                .isCloseTo(0.1 * Math.log(1 / 1.28) + 0.9 * Math.log(0.9 / 0.872), within(1e-15));
        assertThat(rare.get("high").asDouble()).isCloseTo(1.28, within(1e-14));
        // Without p it matches at 1/2.
        JsonNode even = json("bounds", "binary-kl", "--match", "low=0.8", "--json");
        assertThat(even.get("bounds").get(3).get("low").asDouble()).isCloseTo(0.8, within(1e-14));
    }

    @Test
    void matchesAndProbabilitiesThatMakeNoSense() {
        refused("high must be in (1, Infinity), got 0.9", "kl3", "--match", "high=0.9");
        refused("condition kl1 cannot match high = 1.28: no delta gives it", "kl1", "--match", "high=1.28");
        refused("condition clip-higher cannot be matched", "clip-higher", "--match", "high=1.28");
        refused("match must hold one of low, high, width", "kl3", "--match", "up=1.28");
        refused("match must hold exactly one of", "kl3", "--match", "high=1.28", "--match", "low=0.8");
        refused("got both: 0.02 and high = 1.28", "kl3", "--match", "high=1.28", "--delta", "0.02");
        refused("kl3 does not depend on the old probability; leave out --p, got 0.5", "kl3", "--p", "0.5");
        refused("CONDITION must be given beside numbers", "--match", "high=1.28");
        refused("CONDITION must be given beside numbers", "--delta", "0.02");
        refused("p must be in (0, 1], got 1.5", "binary-kl", "--p", "1.5");
        refused("p must be in (0, 1], got 0", "binary-kl", "--p", "0");
        refused("high must be below 1/p", "binary-kl", "--match", "high=1.28", "--p", "0.9");
        refused("condition binary-kl has no parameter epsilon; allowed: delta", "binary-kl", "--epsilon", "0.2");
    }

    private static void refused(String reason, String... arguments) {
        KedgeRun run = KedgeRun.of(
                Stream.concat(Stream.of("bounds"), Stream.of(arguments)).toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(reason).hasLineCount(1);
        assertThat(run.out()).isEmpty();
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
