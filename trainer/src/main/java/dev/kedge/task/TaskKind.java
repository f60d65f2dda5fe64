package dev.kedge.task;

import dev.kedge.config.Choice;
import java.io.IOException;

/**
 * A kind of task: its name, its settings with their defaults, and how it is made.
 *
 * @param <C> its settings
 * @param name what a recipe writes as {@code kind}
 * @param description one line for a table of tasks
 * @param configType the class of its settings
 * @param defaults what holds where a recipe says nothing
 * @param maker makes the task of some settings
 */
public record TaskKind<C extends Record>(
        String name, String description, Class<C> configType, C defaults, Maker<C> maker) {

    /**
     * A maker of tasks.
     *
     * @param <C> its settings
     */
    @FunctionalInterface
    public interface Maker<C> {

        /**
         * The task of some settings.
         *
         * @param config the settings
         * @param seed the run's seed
         * @throws IOException if a file of the task is there and cannot be read
         */
        Task make(C config, long seed) throws IOException;
    }

    /**
     * The choice of this kind with every setting spelled out at its default.
     *
     * @return a choice as a recipe would write it
     */
    public Choice defaultChoice() {
        return Choice.of(name, defaults);
    }

    Task create(Choice choice, long seed) throws IOException {
        return maker.make(choice.bind(configType, defaults), seed);
    }
}
