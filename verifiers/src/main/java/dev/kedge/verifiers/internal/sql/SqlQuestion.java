package dev.kedge.verifiers.internal.sql;

/**
 * Two queries to compare on a database.
 *
 * @param setup statements that make the database, in memory; empty: none
 * @param database a database file to open read-only; empty: a new one in memory
 * @param query what the policy wrote
 * @param reference what it must agree with
 * @param order whether the order of rows counts
 * @param byName whether columns are matched by name
 * @param tolerance of numbers
 * @param maxRows that are compared
 * @param memoryMegabytes that the database may use
 * @param timeoutMillis of each query
 */
public record SqlQuestion(
        String setup,
        String database,
        String query,
        String reference,
        RowOrder order,
        boolean byName,
        double tolerance,
        int maxRows,
        int memoryMegabytes,
        long timeoutMillis) {}
