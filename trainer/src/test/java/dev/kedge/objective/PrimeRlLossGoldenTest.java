package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Losses and gradients against {@code loss/prime_rl_losses.json}: prime-rl's own code, executed in float64. */
class PrimeRlLossGoldenTest {

    @TestFactory
    List<DynamicTest> everyPolicyLossAgrees() {
        JsonNode inputs = Fixtures.json("loss/trl_losses.json").get("inputs");
        List<PrimeRlCase> cases = new ArrayList<>();
        Fixtures.json("loss/prime_rl_losses.json")
                .get("cases")
                .forEach(node -> cases.add(new PrimeRlCase(inputs, node)));
        List<DynamicTest> tests = LossGolden.tests("prime_rl_losses.json", cases, 0.7);
        assertThat(tests).isNotEmpty();
        return tests;
    }
}
