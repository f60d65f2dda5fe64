package dev.kedge.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One feature of the language after the other, against what Jinja2 3.1.6 makes of it: {@code language/cases.jsonl},
 * which {@code generate.py} beside it writes. Errors are compared by their message.
 */
class LanguageTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final ZonedDateTime CLOCK = ZonedDateTime.of(2026, 3, 5, 14, 7, 9, 0, ZoneOffset.UTC);

    private record Case(JsonNode row, Map<String, Object> variables) {
        @Override
        public String toString() {
            return row.get("topic").asString() + ": " + row.get("source").asString();
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream file = LanguageTest.class.getResourceAsStream("/language/cases.jsonl");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            Map<String, Object> variables = JSON.convertValue(
                    JSON.readTree(lines.readLine()).get("variables"), new TypeReference<Map<String, Object>>() {});
            variables.put("strftime_now", new StrftimeNow(() -> CLOCK));
            List<Case> cases = lines.lines()
                    .map(line -> new Case(JSON.readTree(line), variables))
                    .toList();
            assertThat(cases).hasSizeGreaterThan(250);
            return cases.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itIsAsInPython(Case one) {
        String source = one.row().get("source").asString();
        if (one.row().has("error")) {
            assertThatThrownBy(() -> Template.parse(source).render(one.variables()))
                    .isInstanceOfSatisfying(TemplateException.class, failure -> {
                        assertThat(failure.reason())
                                .isEqualTo(one.row().get("error").asString());
                        assertThat(failure.line())
                                .isBetween(
                                        1,
                                        1
                                                + (int) source.chars()
                                                        .filter(c -> c == '\n')
                                                        .count());
                    });
        } else {
            assertThat(Template.parse(source).render(one.variables()))
                    .isEqualTo(one.row().get("expected").asString());
        }
    }
}
