package dev.kedge.api;

/** The settings of a {@link Kind} that has none. */
public record NoSettings() {

    /** The only one. */
    public static final NoSettings NONE = new NoSettings();
}
