package dev.kedge.objective;

import dev.kedge.config.Choice;
import dev.kedge.config.ConfigException;
import dev.kedge.objective.advantage.GroupMean;
import dev.kedge.objective.advantage.GroupMean.Deviation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A published algorithm as a named combination of the axes.
 *
 * @param name what {@code objective.preset} says
 * @param citation where it was published
 * @param note what was chosen where the publication leaves room
 * @param objective the combination
 */
public record Preset(String name, String citation, String note, ObjectiveConfig objective) {

    private static final Choice NONE = Choice.of("none");
    private static final Choice GROUP_STD = advantage(Deviation.SAMPLE);

    private static final List<Preset> ALL = List.of(
            preset(
                    "atr-grpo",
                    "Wu et al. 2026, arXiv:2602.05494",
                    "GRPO with the KL3 interval. The published δ is not known to us: 0.017678 gives the upper bound 1.2. No"
                            + " reference penalty.",
                    Choice.of("kl3", Map.of("delta", 0.017678)),
                    Choice.of("token"),
                    Choice.of("sequence-mean"),
                    GROUP_STD,
                    NONE),
            preset(
                    "grpo",
                    "Shao et al. 2024, arXiv:2402.03300",
                    "",
                    Choice.of("ratio", Map.of("epsilon", 0.2)),
                    Choice.of("token"),
                    Choice.of("sequence-mean"),
                    GROUP_STD,
                    Choice.of("k3", Map.of("coefficient", 0.04))),
            preset(
                    "dapo",
                    "Yu et al. 2025, arXiv:2503.14476",
                    "Clip-higher and the token mean; its dynamic sampling and overlong shaping are not part of the objective.",
                    clipHigher(0.2, 0.28),
                    Choice.of("token"),
                    Choice.of("token-mean"),
                    GROUP_STD,
                    NONE),
            preset(
                    "dr-grpo",
                    "Liu et al. 2025, arXiv:2503.20783",
                    "The constant length stands for the limit on new tokens; set it to yours.",
                    Choice.of("ratio", Map.of("epsilon", 0.2)),
                    Choice.of("token"),
                    Choice.of("constant-length"),
                    advantage(Deviation.NONE),
                    NONE),
            preset(
                    "gspo",
                    "Zheng et al. 2025, arXiv:2507.18071",
                    "",
                    clipHigher(3e-4, 4e-4),
                    Choice.of("sequence-geometric-mean"),
                    Choice.of("sequence-mean"),
                    GROUP_STD,
                    NONE),
            new Preset(
                    "cispo",
                    "MiniMax 2025, arXiv:2506.13585",
                    "The weight is capped at 5 (ScaleRL, arXiv:2510.13786) and has no lower bound.",
                    new ObjectiveConfig(
                            "cispo",
                            clipHigher(1.0, 4.0),
                            Choice.of("hold"),
                            Sidedness.AGNOSTIC,
                            NONE,
                            Choice.of("token"),
                            Choice.of("token-mean"),
                            GROUP_STD,
                            NONE,
                            NONE)));

    /**
     * Every preset, in the order of the documentation.
     *
     * @return each name once
     */
    public static List<Preset> all() {
        return ALL;
    }

    /**
     * One preset.
     *
     * @param name what the recipe says
     * @return the preset
     * @throws ConfigException if there is none of that name
     */
    public static Preset named(String name) {
        return ALL.stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        "objective.preset",
                        "must be one of " + ALL.stream().map(Preset::name).collect(Collectors.joining(", ")) + ", got "
                                + name));
    }

    /** A clipped objective: what violates, stops, where it would go further. */
    private static Preset preset(
            String name,
            String citation,
            String note,
            Choice condition,
            Choice level,
            Choice aggregation,
            Choice advantage,
            Choice reference) {
        ObjectiveConfig objective = new ObjectiveConfig(
                name,
                condition,
                Choice.of("stop"),
                Sidedness.SIGNED,
                NONE,
                level,
                aggregation,
                advantage,
                reference,
                NONE);
        return new Preset(name, citation, note, objective);
    }

    /** The settings in this order, which {@code Map.of} would not keep: they are printed in documents and configurations. */
    private static Choice clipHigher(double low, double high) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("epsilon_low", low);
        settings.put("epsilon_high", high);
        return Choice.of("clip-higher", settings);
    }

    private static Choice advantage(Deviation std) {
        return Choice.of("group-mean", new GroupMean.Config(std, GroupMean.Config.DEFAULT.epsilon()));
    }
}
