package dev.kedge.verifiers;

import dev.kedge.api.CallBounds;
import dev.kedge.api.Choice;
import dev.kedge.api.Chosen;
import dev.kedge.api.Completion;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A verifier that leaves the verdict to the one that goes with a field of the prompt, such as the data set that it is
 * from.
 */
final class ByFieldVerifier implements Verifier {

    private final Config config;
    private final Map<String, Verifier> verifiers = new LinkedHashMap<>();

    ByFieldVerifier(Config config, Function<Chosen<Verifier>, Verifier> others) {
        this.config = config;
        config.of()
                .forEach((value, choice) ->
                        verifiers.put(value, SettingException.within("of." + value, () -> others.apply(choice))));
    }

    /**
     * The verifiers by the value of a field.
     *
     * @param field a field of the prompt; of a mixture {@code mixture} has the name of the task
     * @param of the verifiers by the field's values, at least one when a prompt is judged
     */
    record Config(String field, Map<String, Choice<Verifier>> of) {

        static final Config DEFAULT = new Config("mixture", Map.of());
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        return verifier(prompt).verify(prompt, completion);
    }

    @Override
    public Verdict verify(Prompt prompt, Completion completion) {
        return verifier(prompt).verify(prompt, completion);
    }

    @Override
    public Optional<String> unfitReference(Prompt prompt) {
        return verifier(prompt).unfitReference(prompt);
    }

    @Override
    public boolean runsCompletion(Prompt prompt) {
        return verifier(prompt).runsCompletion(prompt);
    }

    private Verifier verifier(Prompt prompt) {
        String value = PromptField.of(prompt, config.field());
        return Optional.ofNullable(verifiers.get(value))
                .orElseThrow(() -> new IllegalArgumentException("by-field has no verifier for " + config.field() + " "
                        + value + " of prompt " + prompt.id() + ", only for " + verifiers.keySet()));
    }

    @Override
    public CallBounds callBounds() {
        return verifiers.values().stream().map(Verifier::callBounds).reduce(CallBounds.OF_THE_CALLER, CallBounds::or);
    }

    @Override
    public void close() {
        verifiers.values().forEach(Verifier::close);
    }

    @Override
    public List<Integer> alike(Prompt prompt, List<String> answers) {
        return verifier(prompt).alike(prompt, answers);
    }
}
