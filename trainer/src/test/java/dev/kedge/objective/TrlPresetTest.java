package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.tensor.Scope;
import dev.kedge.testing.Fixtures;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Presets against the settings of TRL 1.16 that docs/peers.md calls equal: the same loss and gradient on every set of
 * inputs of its golden file, whose cases prove the translation of settings.
 */
class TrlPresetTest {

    private static final JsonNode FILE = Fixtures.json("loss/trl_losses_1.16.json");
    private static final String GRPO = "GRPOTrainer";

    /** Trainer and settings, as TRL names them; what is not named is at the golden file's defaults. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("grpo", "{loss_type: grpo, beta: 0.04, use_bias_correction_kl: false}"),
            Map.entry("ppo-clip", "{loss_type: dapo}"),
            Map.entry("bnpo", "{loss_type: bnpo}"),
            Map.entry("dapo", "{loss_type: dapo, epsilon_high: 0.28}"),
            Map.entry("dr-grpo", "{loss_type: dr_grpo, max_completion_length: 512}"),
            Map.entry("cispo", "{loss_type: cispo, epsilon_high: 5.0}"),
            Map.entry(
                    "gspo",
                    "{loss_type: grpo, importance_sampling_level: sequence, epsilon: 0.0003, epsilon_high: 0.0004}"),
            Map.entry(
                    "gspo-token-mean",
                    "{loss_type: dapo, importance_sampling_level: sequence, epsilon: 0.0003, epsilon_high: 0.0004}"),
            Map.entry(
                    "luspo",
                    "{loss_type: luspo, importance_sampling_level: sequence, epsilon: 0.002, epsilon_high: 0.0025}"),
            Map.entry("sapo", "{loss_type: sapo}"),
            Map.entry("vespo", "{loss_type: vespo}"),
            Map.entry("gmpo", "{trainer: GMPOTrainer, loss_type: grpo, epsilon: 0.4}"),
            Map.entry("rloo", "{trainer: RLOOTrainer, loss_type: grpo}"),
            Map.entry("two-sided", "{loss_type: dapo, delta: 4.0}"),
            Map.entry(
                    "opsm",
                    "{loss_type: grpo, beta: 0.04, use_bias_correction_kl: true, off_policy_mask_threshold: 0.5}"),
            Map.entry("top-entropy", "{loss_type: dapo, epsilon_high: 0.28, top_entropy_quantile: 0.2}"));

    @TestFactory
    List<DynamicTest> presetsAreTheSettingsOfTrlThatThePageNames() {
        List<DynamicTest> tests = new ArrayList<>();
        SETTINGS.forEach((preset, settings) -> {
            for (String input : names(FILE.get("inputs"))) {
                tests.add(DynamicTest.dynamicTest(preset + " " + input, () -> agree(preset, trl(settings, input))));
            }
        });
        return tests;
    }

    private static void agree(String preset, TrlCase trl) {
        try (Scope scope = Scope.open()) {
            Objective ours = ObjectiveCatalogue.objective(Preset.named(preset).objective());
            LossGolden.Evaluation expected = LossGolden.evaluate(trl, trl.objective());
            LossGolden.Evaluation got = LossGolden.evaluate(trl, ours);
            assertThat(got.loss()).isCloseTo(expected.loss(), within(1e-13 * Math.max(1, Math.abs(expected.loss()))));
            for (int i = 0; i < expected.gradient().length; i++) {
                assertThat(got.gradient()[i]).as("token %d", i).isCloseTo(expected.gradient()[i], within(1e-13));
            }
        }
    }

    /** A case of the given settings; it has no numbers of TRL's own. */
    private static TrlCase trl(String settings, String input) {
        ObjectNode node = new JsonMapper().createObjectNode();
        ObjectNode config = node.putObject("config");
        node.put("id", settings).put("input", input).put("trainer", GRPO);
        for (String setting : settings.substring(1, settings.length() - 1).split(", ", -1)) {
            String name = setting.substring(0, setting.indexOf(':'));
            String value = setting.substring(setting.indexOf(' ') + 1);
            switch (name) {
                case "trainer" -> node.put(name, value);
                case "loss_type", "importance_sampling_level" -> config.put(name, value);
                case "use_bias_correction_kl" -> config.put(name, Boolean.parseBoolean(value));
                default -> config.put(name, Double.parseDouble(value));
            }
        }
        return new TrlCase(FILE, node, TrlCase.Version.V1_16);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        Iterator<String> all = object.propertyNames().iterator();
        all.forEachRemaining(names::add);
        return names;
    }
}
