package dev.kedge.objective;

import dev.kedge.divergence.ProbabilityCondition;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.objective.condition.ProbabilityIntervalCondition;
import dev.kedge.objective.condition.Sidedness;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.objective.penalty.DistancePenalty;
import dev.kedge.objective.penalty.DistancePenalty.Distance;
import dev.kedge.objective.response.Mask;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.databind.JsonNode;

/** One case of {@code prime_rl_losses.json}, whose inputs are those of TRL's file. */
final class PrimeRlCase extends LossCase {

    PrimeRlCase(JsonNode inputs, JsonNode node) {
        super(node, inputs.get(node.get("input").asString()));
    }

    @Override
    String id() {
        return node().get("id").asString() + " " + node().get("input").asString() + " " + kind();
    }

    @Override
    Optional<String> reasonToLeaveOut() {
        return switch (kind()) {
            case "ref_kl" -> Optional.of("ref_kl, the distillation loss of a teacher");
            case "ce" -> Optional.of("ce, a supervised loss");
            default -> Optional.empty();
        };
    }

    private String kind() {
        return node().get("loss_fn").asString();
    }

    /** The mask on |π − π_old|, with kl_tau·x², which is a proximal K2 of twice the coefficient. */
    @Override
    Objective objective() {
        boolean ipo = kind().equals("ipo");
        ProbabilityCondition tv = (ProbabilityCondition) ConditionCatalogue.create(
                "binary-tv",
                ipo
                        ? Map.of("epsilon_low", number("ipo_threshold"), "epsilon_high", number("ipo_threshold"))
                        : Map.of("epsilon_low", number("dppo_mask_low"), "epsilon_high", number("dppo_mask_high")));
        ObjectiveBuilder builder = ObjectiveBuilder.plain()
                .condition(new ProbabilityIntervalCondition(tv))
                .response(new Mask())
                .sidedness(ipo ? Sidedness.AGNOSTIC : Sidedness.SIGNED);
        if (number("kl_tau") != 0) {
            builder.proximal(new DistancePenalty(Distance.K2, new DistancePenalty.Config(2 * number("kl_tau"))));
        }
        return builder.build();
    }

    @Override
    UpdateTotals totals(double rows, double filledRows, double tokens) {
        return new UpdateTotals(rows, tokens);
    }

    @Override
    double loss() {
        return node().get("loss").asDouble();
    }

    @Override
    Map<String, Double> comparableMetrics() {
        return Map.of();
    }

    @Override
    Tensor advantages() {
        return super.advantages().mul(new Scalar(number("adv_tau")));
    }

    private double number(String name) {
        return node().get("config").get(name).asDouble();
    }
}
