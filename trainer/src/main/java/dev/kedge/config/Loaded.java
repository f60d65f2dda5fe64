package dev.kedge.config;

/**
 * A configuration together with the places its settings were written at.
 *
 * @param <T> the record type
 */
public final class Loaded<T> {

    private final T value;
    private final Written written;

    Loaded(T value, Written written) {
        this.value = value;
        this.written = written;
    }

    /** The configuration, every default filled in. */
    public T value() {
        return value;
    }

    /**
     * What the user wrote of it.
     *
     * @return file and overrides together
     */
    public Written written() {
        return written;
    }

    /**
     * A problem found later, while components are built, as the same one line that a problem found while reading has.
     *
     * @param problem its path counts from the outermost record
     * @return the problem with the place where the setting, or what is nearest around it, was written
     */
    public ConfigException located(ConfigException problem) {
        return problem.at(written.origin(problem.path()));
    }
}
