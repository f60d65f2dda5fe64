package dev.kedge.objective;

import dev.kedge.testing.Fixtures;
import tools.jackson.databind.JsonNode;

/** The named input sets of {@code trl_losses.json}. */
final class TrlInputs {

    private static final JsonNode SETS = Fixtures.json("loss/trl_losses.json").get("inputs");

    private TrlInputs() {}

    static JsonNode of(String name) {
        JsonNode set = SETS.get(name);
        if (set == null) {
            throw new AssertionError("no input set " + name + " in trl_losses.json");
        }
        return set;
    }
}
