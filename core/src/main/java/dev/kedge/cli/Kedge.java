package dev.kedge.cli;

/** The entry point of {@code ./kedge}. */
public final class Kedge {

    private Kedge() {}

    /**
     * Runs one command and exits with its status.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        System.exit(2);
    }
}
