package dev.kedge.architecture.violations.model;

/** Prints in a room without I/O. */
final class Prints {

    private Prints() {}

    static void print() {
        System.out.println();
    }
}
