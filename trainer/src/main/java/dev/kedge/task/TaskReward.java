package dev.kedge.task;

import dev.kedge.api.Catalogue;
import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Kind;
import dev.kedge.api.Verifier;
import dev.kedge.config.ConfigException;
import dev.kedge.verifiers.TaskVerifier;
import dev.kedge.verifiers.Verifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fitting of a recipe's reward to its task: where it says {@code task}, the verifier that the task names. */
public final class TaskReward {

    private TaskReward() {}

    /**
     * The verifiers that a recipe can name.
     *
     * @param foreign kinds of any types
     * @return those of Kedge in the order of the documentation, {@code task}, then those of other jars
     */
    public static Catalogue<Verifier> catalogue(ForeignKinds foreign) {
        List<Kind<?, Verifier>> own = new ArrayList<>(Verifiers.kinds());
        own.add(TaskVerifier.KIND);
        return Catalogue.of(Verifier.class, own).with(foreign);
    }

    /**
     * Makes the verifier of a reward.
     *
     * @param reward what a recipe chooses
     * @param task whose verifier {@code task} stands for
     * @return the verifier
     * @throws ConfigException if a setting is out of range or the task names no verifier; its path is relative to the
     *     reward
     */
    public static Verifier create(Choice<Verifier> reward, Task task) {
        Choice<Verifier> standIn = Choice.of(TaskVerifier.KIND);
        return ConfigException.within(
                "", () -> reward.create(choice -> choice.equals(standIn) ? ofTask(task) : choice));
    }

    /**
     * The choice of the verifier that a task names.
     *
     * @param task the task
     * @return with its settings at their defaults
     * @throws ConfigException if there is no such verifier
     */
    public static Choice<Verifier> ofTask(Task task) {
        Catalogue<Verifier> known = Verifiers.catalogue().with(ForeignKinds.found());
        Optional<Kind<?, Verifier>> kind = known.find(task.verifierKind());
        return Choice.of(kind.orElseThrow(() -> new ConfigException(
                Kind.KEY,
                "must be one of " + String.join(", ", known.names()) + ", got \"task\", whose verifier is "
                        + task.verifierKind())));
    }
}
