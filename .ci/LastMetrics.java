import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The check of the last line of a run's metrics against bounds.
 *
 * <p>{@code java -cp 'app/target/lib/*' .ci/LastMetrics.java RUN 'NAME >= BOUND' 'NAME <= BOUND' …}. Prints what does
 * not hold, a line each, and ends with status 1 if there is any.
 */
final class LastMetrics {

    private LastMetrics() {}

    public static void main(String[] arguments) throws Exception {
        List<String> lines = Files.readAllLines(Path.of(arguments[0], "metrics.jsonl"));
        JsonNode last = JsonMapper.shared().readTree(lines.get(lines.size() - 1));
        List<String> wrong = new ArrayList<>();
        for (String condition : List.of(arguments).subList(1, arguments.length)) {
            String[] parts = condition.split(" ");
            JsonNode value = last.path(parts[0]);
            double bound = Double.parseDouble(parts[2]);
            boolean holds =
                    switch (parts[1]) {
                        case ">=" -> value.isNumber() && value.doubleValue() >= bound;
                        case "<=" -> value.isNumber() && value.doubleValue() <= bound;
                        default -> throw new IllegalArgumentException("a condition has >= or <=, got " + condition);
                    };
            if (!holds) {
                wrong.add(condition + " must hold, got " + (value.isMissingNode() ? "nothing" : value));
            }
        }
        wrong.forEach(line -> System.err.println(arguments[0] + ": " + line));
        System.exit(wrong.isEmpty() ? 0 : 1);
    }
}
