package dev.kedge.verifiers;

import java.util.function.Supplier;

/** A library that only one kind of verifier uses, and that a program without that kind need not have. */
enum OptionalLibrary {
    DUCKDB("org.duckdb.DuckDBDriver", "org.duckdb:duckdb_jdbc"),
    JSON_SCHEMA("com.networknt.schema.SchemaRegistry", "com.networknt:json-schema-validator");

    private final String className;
    private final String artifact;

    OptionalLibrary(String className, String artifact) {
        this.className = className;
        this.artifact = artifact;
    }

    /**
     * Makes what needs the library.
     *
     * @throws IllegalArgumentException if it is not on the class path; the message says which dependency is missing
     */
    <T> T needed(String kind, Supplier<T> making) {
        try {
            Class.forName(className, false, OptionalLibrary.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new IllegalArgumentException(
                    "the verifier " + kind + " needs the dependency " + artifact + ", which is not on the class path",
                    missing);
        }
        return making.get();
    }
}
