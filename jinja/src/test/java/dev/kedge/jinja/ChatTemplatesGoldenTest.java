package dev.kedge.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every template, conversation and variant of the fixtures against the output, or the error, of Python's Jinja2. */
@Tag("shared-data")
class ChatTemplatesGoldenTest {

    @Test
    void everyCaseAgrees() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<TemplateFixtures.Case> cases = TemplateFixtures.cases();
        int errors = 0;
        for (TemplateFixtures.Case one : cases) {
            String where = one.template() + " " + one.label();
            errors += one.error().isPresent() ? 1 : 0;
            try {
                String rendered = Template.parse(one.template(), one.source()).render(one.variables());
                if (!one.expected().equals(Optional.of(rendered))) {
                    wrong.add(where + "\n  expected " + one.expected().or(one::error) + "\n  got " + rendered);
                }
            } catch (TemplateException failure) {
                // Python's message with its type before it, ours without.
                if (!one.error()
                        .map(error -> error.endsWith(": " + failure.reason()))
                        .orElse(false)) {
                    wrong.add(where + "\n  expected " + one.expected().or(one::error) + "\n  got " + failure);
                }
            }
        }
        System.out.println("chat_templates: " + (cases.size() - wrong.size()) + " of " + cases.size() + " cases agree, "
                + errors + " of them errors, none left out");
        assertThat(cases).isNotEmpty();
        assertThat(wrong).isEmpty();
    }
}
