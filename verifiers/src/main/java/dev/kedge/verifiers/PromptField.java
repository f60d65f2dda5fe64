package dev.kedge.verifiers;

import dev.kedge.api.Prompt;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of a prompt that its verifier needs. */
public final class PromptField {

    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private PromptField() {}

    /**
     * A field of a prompt, or its reference answer.
     *
     * @param prompt the prompt
     * @param field the field's name; empty: the reference answer
     * @throws IllegalArgumentException if the prompt has no such field
     */
    public static String of(Prompt prompt, Optional<String> field) {
        return field.isEmpty() ? prompt.answer() : of(prompt, field.get());
    }

    /**
     * A field of a prompt.
     *
     * @param prompt the prompt
     * @param field the field's name
     * @throws IllegalArgumentException if the prompt has no such field
     */
    public static String of(Prompt prompt, String field) {
        return Optional.ofNullable(prompt.fields().get(field))
                .orElseThrow(() -> new IllegalArgumentException("the verifier needs the field " + field + " of prompt "
                        + prompt.id() + ", got " + prompt.fields().keySet()));
    }

    /**
     * A text with the prompt's fields put in.
     *
     * @param template a name in braces stands for the field of that name
     * @param prompt the prompt
     * @throws IllegalArgumentException if the prompt has no such field
     */
    public static String filled(String template, Prompt prompt) {
        return NAME.matcher(template).replaceAll(name -> Matcher.quoteReplacement(of(prompt, name.group(1))));
    }
}
