package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.operation.Equality;
import dev.kedge.jinja.internal.operation.Membership;
import dev.kedge.jinja.internal.operation.Ordering;
import dev.kedge.jinja.internal.value.Bool;
import dev.kedge.jinja.internal.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * {@code a < b <= c}: a chain that ends with the first comparison that does not hold.
 *
 * @param place where it stands
 * @param first the first operand
 * @param links the comparisons, each with the operand to its right
 */
public record Comparison(Place place, Expression first, List<Link> links) implements Expression {

    /** The sign between two operands. */
    @FunctionalInterface
    public interface Comparator {
        /**
         * Compares.
         *
         * @param left the left operand
         * @param right the right operand
         * @param budget pays
         * @return whether it holds
         */
        boolean holds(Value left, Value right, Budget budget);
    }

    /**
     * One comparison of the chain.
     *
     * @param comparator how
     * @param right with what
     */
    public record Link(Comparator comparator, Expression right) {}

    /**
     * The comparator of a symbol.
     *
     * @param symbol such as {@code <=} or {@code not in}
     * @return the comparator; empty if it is none
     */
    public static Optional<Comparator> comparator(String symbol) {
        return switch (symbol) {
            case "==" -> Optional.of(Equality::equal);
            case "!=" -> Optional.of((left, right, budget) -> !Equality.equal(left, right, budget));
            case "<" -> Optional.of(Ordering.LESS::holds);
            case "<=" -> Optional.of(Ordering.LESS_OR_EQUAL::holds);
            case ">" -> Optional.of(Ordering.GREATER::holds);
            case ">=" -> Optional.of(Ordering.GREATER_OR_EQUAL::holds);
            case "in" -> Optional.of(Membership::contains);
            case "not in" -> Optional.of((left, right, budget) -> !Membership.contains(left, right, budget));
            default -> Optional.empty();
        };
    }

    @Override
    public Value compute(Frame frame) {
        Value left = first.evaluate(frame);
        for (Link link : links) {
            Value right = link.right().evaluate(frame);
            if (!link.comparator().holds(left, right, frame.budget())) {
                return Bool.FALSE;
            }
            left = right;
        }
        return Bool.TRUE;
    }
}
