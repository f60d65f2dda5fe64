package dev.kedge.cli;

import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.RatioCondition;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.divergence.catalogue.ConditionKind;
import dev.kedge.divergence.catalogue.Parameter;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
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
                "The importance ratios that a divergence condition allows; without a name, the conditions there are.",
        footer = {"", "With --json an infinite bound is null, and numbers have all their digits."})
final class BoundsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "CONDITION", description = "A name in the catalogue, such as kl3.")
    private Optional<String> condition = Optional.empty();

    @Option(names = "--json", description = "One line of JSON on standard output.")
    private boolean json;

    private BoundsCommand() {}

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new BoundsCommand());
        Map<String, List<Parameter>> parameters = ConditionCatalogue.kinds().stream()
                .flatMap(kind -> kind.parameters().stream())
                .collect(Collectors.groupingBy(Parameter::name, LinkedHashMap::new, Collectors.toList()));
        parameters.forEach((name, uses) -> commandLine
                .getCommandSpec()
                .addOption(OptionSpec.builder(option(name))
                        .type(Double.class)
                        .paramLabel("NUMBER")
                        .description("Of " + kindsWith(name) + ".")
                        .build()));
        return commandLine;
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (condition.isEmpty()) {
            out.println(json ? JsonText.of(catalogue()) : table());
            return;
        }
        ConditionKind kind = ConditionCatalogue.kind(condition.get());
        Map<String, Double> given = given();
        if (!(kind.create(given) instanceof RatioCondition ratio)) {
            throw new IllegalArgumentException(
                    "condition " + kind.name() + " depends on the old probability; its bounds cannot be printed yet");
        }
        LogInterval interval = ratio.interval();
        Map<String, Double> used = new LinkedHashMap<>();
        for (Parameter parameter : kind.parameters()) {
            used.put(parameter.name(), given.getOrDefault(parameter.name(), parameter.defaultValue()));
        }
        out.println(json ? JsonText.of(machineReadable(kind, used, interval)) : readable(kind, used, interval));
    }

    private Map<String, Double> given() {
        Map<String, Double> given = new LinkedHashMap<>();
        for (ConditionKind kind : ConditionCatalogue.kinds()) {
            for (Parameter parameter : kind.parameters()) {
                Double value = spec.findOption(option(parameter.name())).getValue();
                if (value != null) {
                    given.put(parameter.name(), value);
                }
            }
        }
        return given;
    }

    private static Map<String, Object> machineReadable(
            ConditionKind kind, Map<String, Double> parameters, LogInterval interval) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("condition", kind.name());
        fields.putAll(parameters);
        fields.put("low", nearOne(interval.low(), -interval.oneMinusLow()));
        fields.put("high", nearOne(interval.high(), interval.highMinusOne()));
        fields.put("logLow", interval.logLow());
        fields.put("logHigh", interval.logHigh());
        fields.put("oneMinusLow", interval.oneMinusLow());
        fields.put("highMinusOne", interval.highMinusOne());
        return fields;
    }

    /**
     * A bound with enough digits that subtracting 1 from the printed number loses none: at {@code δ = 1e-12} the double
     * nearest to the bound itself has only ten digits of its distance from 1.
     */
    private static Object nearOne(double bound, double distance) {
        return Math.abs(distance) < 0.5
                ? BigDecimal.ONE.add(new BigDecimal(distance)).round(new MathContext(40))
                : bound;
    }

    private static String readable(ConditionKind kind, Map<String, Double> parameters, LogInterval interval) {
        String values = parameters.entrySet().stream()
                .map(entry -> ", " + entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining());
        return """
                %s: %s%s
                  ratio      low  %-24s high  %s
                  logarithm  low  %-24s high  %s
                  room     1-low  %-24s high-1  %s""".formatted(
                        kind.definition().title(),
                        kind.definition().formula(),
                        values,
                        interval.low(),
                        interval.high(),
                        interval.logLow(),
                        interval.logHigh(),
                        interval.oneMinusLow(),
                        interval.highMinusOne());
    }

    private static List<Map<String, Object>> catalogue() {
        return ConditionCatalogue.kinds().stream()
                .map(BoundsCommand::catalogueEntry)
                .toList();
    }

    private static Map<String, Object> catalogueEntry(ConditionKind kind) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("condition", kind.name());
        fields.put("title", kind.definition().title());
        fields.put("formula", kind.definition().formula());
        fields.put("citation", kind.definition().citation());
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

    private static String table() {
        TextTable table = new TextTable(List.of("name", "allows", "defaults", "from"));
        for (ConditionKind kind : ConditionCatalogue.kinds()) {
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

    private static String kindsWith(String parameter) {
        return ConditionCatalogue.kinds().stream()
                .filter(kind ->
                        kind.parameters().stream().anyMatch(own -> own.name().equals(parameter)))
                .map(ConditionKind::name)
                .collect(Collectors.joining(", "));
    }
}
