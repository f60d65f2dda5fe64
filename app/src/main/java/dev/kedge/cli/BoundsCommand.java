package dev.kedge.cli;

import dev.kedge.api.ForeignKinds;
import dev.kedge.config.NearestName;
import dev.kedge.divergence.catalogue.ConditionKind;
import dev.kedge.divergence.catalogue.Match;
import dev.kedge.divergence.catalogue.Parameter;
import dev.kedge.objective.condition.DivergenceKinds;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code kedge bounds}: the importance ratios that a divergence condition allows.
 *
 * <p>Every parameter in the catalogue is an option here: {@code epsilon_low} is {@code --epsilon-low}.
 */
@Command(
        name = "bounds",
        description =
                "The importance ratios that a divergence condition or a preset allows; without a name, what there is.",
        footer = {
            "",
            "With --json an infinite bound is null, and numbers have all their digits.",
            "Conditions that look further than one token's ratio have no such bounds: kedge kinds condition lists all."
        })
final class BoundsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "CONDITION",
            description = "A name in the catalogue, such as kl3, or a preset, such as dapo.")
    private Optional<String> condition = Optional.empty();

    @Option(names = "--json", description = "One line of JSON on standard output.")
    private boolean json;

    @Option(
            names = "--p",
            paramLabel = "P",
            description =
                    "Old probability of the token, in (0, 1]; without it a table, if the condition depends on it.")
    private Optional<BigDecimal> probability = Optional.empty();

    @Option(
            names = "--match",
            paramLabel = "SIDE=NUMBER",
            description = "Instead of a threshold: low=0.8, high=1.28 or width=0.4 that the interval shall have.")
    private Map<String, Double> match = new LinkedHashMap<>();

    private final List<ConditionKind> kinds;

    private BoundsCommand(List<ConditionKind> kinds) {
        this.kinds = kinds;
    }

    static CommandLine commandLine() {
        List<ConditionKind> kinds = DivergenceKinds.all(ForeignKinds.found());
        CommandLine commandLine = new CommandLine(new BoundsCommand(kinds));
        Map<String, List<Parameter>> parameters = kinds.stream()
                .flatMap(kind -> kind.parameters().stream())
                .collect(Collectors.groupingBy(Parameter::name, LinkedHashMap::new, Collectors.toList()));
        parameters.forEach((name, uses) -> commandLine
                .getCommandSpec()
                .addOption(OptionSpec.builder(option(name))
                        .type(Double.class)
                        .paramLabel("NUMBER")
                        .description("Of " + kindsWith(name, kinds) + ".")
                        .build()));
        return commandLine;
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (condition.isEmpty()) {
            if (!match.isEmpty() || probability.isPresent() || !given().isEmpty()) {
                throw new IllegalArgumentException("CONDITION must be given beside numbers, such as kl3; got none");
            }
            out.println(json ? JsonText.of(catalogue()) : table() + FurtherRules.tables());
            return;
        }
        if (kinds.stream().noneMatch(kind -> kind.name().equals(condition.get()))) {
            Optional<FurtherRules> further = FurtherRules.named(condition.get());
            if (further.isPresent()) {
                refuseNumbers(condition.get());
                out.println(
                        json ? JsonText.of(further.get().json()) : further.get().text());
                return;
            }
        }
        BoundsReport report = report(kind(condition.get()));
        out.println(json ? JsonText.of(report.json()) : report.text());
    }

    private void refuseNumbers(String name) {
        if (!match.isEmpty() || probability.isPresent() || !given().isEmpty()) {
            throw new IllegalArgumentException(
                    "numbers must be left out beside " + name + ", which no single interval of ratios describes");
        }
    }

    private ConditionKind kind(String name) {
        return kinds.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names = kinds.stream().map(ConditionKind::name).toList();
                    return new IllegalArgumentException("condition must be one of " + String.join(", ", names)
                            + ", got " + name + NearestName.question(name, names));
                });
    }

    private BoundsReport report(ConditionKind kind) {
        Map<String, Double> given = given();
        if (!match.isEmpty()) {
            double threshold = kind.matching(wish(), given);
            given.put(kind.thresholdName().orElseThrow(), threshold);
        }
        Map<String, Double> used = new LinkedHashMap<>();
        for (Parameter parameter : kind.parameters()) {
            used.put(parameter.name(), given.getOrDefault(parameter.name(), parameter.defaultValue()));
        }
        // Names that are no parameters of this kind come along, for it to refuse.
        given.forEach(used::putIfAbsent);
        return new BoundsReport(kind, used, probability);
    }

    /** With {@code --p} the bounds match there, without it where conditions match if nothing is said. */
    private Match wish() {
        Match wish = Match.of(match);
        return probability.isPresent() && wish.oldProbability().isEmpty()
                ? wish.at(probability.get().doubleValue())
                : wish;
    }

    private Map<String, Double> given() {
        Map<String, Double> given = new LinkedHashMap<>();
        for (ConditionKind kind : kinds) {
            for (Parameter parameter : kind.parameters()) {
                Double value = spec.findOption(option(parameter.name())).getValue();
                if (value != null) {
                    given.put(parameter.name(), value);
                }
            }
        }
        return given;
    }

    private List<Map<String, Object>> catalogue() {
        return kinds.stream().map(BoundsCommand::catalogueEntry).toList();
    }

    private static Map<String, Object> catalogueEntry(ConditionKind kind) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("condition", kind.name());
        fields.put("title", kind.definition().title());
        fields.put("formula", kind.definition().formula());
        fields.put("citation", kind.definition().citation());
        fields.put("needsProbability", kind.needsProbability());
        fields.put(
                "parameters",
                kind.parameters().stream()
                        .map(parameter -> Map.of(
                                "name", parameter.name(),
                                "meaning", parameter.meaning(),
                                "allowed", parameter.allowed().text(),
                                "default", parameter.defaultValue()))
                        .toList());
        return fields;
    }

    private String table() {
        TextTable table = new TextTable(List.of("name", "allows", "defaults", "from"));
        for (ConditionKind kind : kinds) {
            String defaults = kind.parameters().stream()
                    .map(parameter -> parameter.name() + " = " + parameter.defaultValue())
                    .collect(Collectors.joining(", "));
            table.row(List.of(
                    kind.name(),
                    kind.definition().formula(),
                    defaults,
                    kind.definition().citation()));
        }
        return table.toString();
    }

    private static String option(String parameter) {
        return "--" + parameter.replace('_', '-');
    }

    private static String kindsWith(String parameter, List<ConditionKind> kinds) {
        return kinds.stream()
                .filter(kind ->
                        kind.parameters().stream().anyMatch(own -> own.name().equals(parameter)))
                .map(ConditionKind::name)
                .collect(Collectors.joining(", "));
    }
}
