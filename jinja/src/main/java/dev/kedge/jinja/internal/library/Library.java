package dev.kedge.jinja.internal.library;

import java.util.Optional;

/** The filters and tests of the language by name. */
public final class Library {

    private static final Table FILTERS = Filters.table(Library::filter, Library::test);
    private static final Table TESTS = Tests.table(Library::filter, Library::test);

    private Library() {}

    /**
     * A filter.
     *
     * @param name as templates write it
     * @return the filter; empty if there is none
     */
    public static Optional<Builtin> filter(String name) {
        return FILTERS.find(name);
    }

    /**
     * A test.
     *
     * @param name as templates write it
     * @return the test; empty if there is none
     */
    public static Optional<Builtin> test(String name) {
        return TESTS.find(name);
    }
}
