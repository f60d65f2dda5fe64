package dev.kedge.task;

import dev.kedge.api.Choice;
import dev.kedge.api.SettingException;
import dev.kedge.config.ConfigException;
import java.io.IOException;

/** A task that still needs the run's seed; what a recipe chooses under {@code task}. */
@FunctionalInterface
public interface TaskMaker {

    /**
     * Makes the task.
     *
     * @param seed the run's seed
     * @return the task
     * @throws ConfigException if a setting names a file that does not exist, or does not suit the rest; its path is
     *     relative to the task's settings
     * @throws IllegalArgumentException if a file's content is wrong; the message begins with file and line
     * @throws IOException if a file is there and cannot be read
     */
    Task make(long seed) throws IOException;

    /**
     * Makes the task that a recipe chooses.
     *
     * @param choice its kind and settings
     * @param seed the run's seed
     * @return the task
     * @throws ConfigException if a setting does not suit the rest or names a file that does not exist; its path is
     *     relative to the choice
     * @throws IllegalArgumentException if a file's content is wrong; the message begins with file and line
     * @throws IOException if a file is there and cannot be read
     */
    static Task chosen(Choice<TaskMaker> choice, long seed) throws IOException {
        try {
            return choice.create().make(seed);
        } catch (SettingException e) {
            throw new ConfigException(e.path(), e.problem());
        }
    }
}
