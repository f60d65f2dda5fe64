package dev.kedge.rollout;

/**
 * The part that a completion takes in its group and in the update.
 *
 * <p>With n completions of which one does not {@link #TRAIN}, and token counts T:
 *
 * <pre>
 *            baseline over   sequences counted   tokens counted   gradient of it
 *   TRAIN    n               n                   Σ T              yes
 *   MASK     n               n                   Σ T without its  none
 *   EXCLUDE  n - 1           n - 1               Σ T without its  none
 * </pre>
 */
public enum Participation {
    /** Its reward counts in the group, and its tokens are learned from. */
    TRAIN,
    /** Its reward counts in the group; of its tokens nothing is learned. */
    MASK,
    /** It has left the group: neither its reward nor its tokens count. */
    EXCLUDE;

    /**
     * The lesser part of two.
     *
     * @param other for another reason
     */
    public Participation and(Participation other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
