package dev.kedge.verifiers;

import dev.kedge.api.About;
import dev.kedge.api.Kind;
import dev.kedge.api.NoSettings;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verifier;

/**
 * The stand-in for the verifier that a task names, as {@code {kind: sum, of: [task, …]}} means it. Whoever knows the
 * task puts that verifier in its place: {@link dev.kedge.api.Choice#create(java.util.function.UnaryOperator)}.
 */
public final class TaskVerifier {

    /** The kind {@code task}. */
    public static final Kind<NoSettings, Verifier> KIND =
            Kind.plain(Verifier.class, "task", About.of("the verifier that the task names"), () -> {
                throw new SettingException("kind", "must be that of a verifier where there is no task, got task");
            });

    private TaskVerifier() {}
}
