package dev.kedge.task;

/**
 * The rule of which split a problem belongs to: a function of the problem alone, never of a seed or a position.
 *
 * <p>A problem that one run may train on is therefore held out of no other run: an eighth of all problems is
 * {@link Split#TEST}, an eighth {@link Split#VALIDATION}, the rest {@link Split#TRAIN}, by a 64-bit hash of the
 * problem's canonical text (FNV-1a, then the finalizer of SplitMix64, since FNV's high bits alone are poorly mixed).
 */
final class SplitRule {

    private SplitRule() {}

    /**
     * The split of a problem.
     *
     * @param canonicalText the same text for two problems that count as one
     */
    static Split of(String canonicalText) {
        return switch ((int) (hash(canonicalText) >>> 61)) {
            case 0 -> Split.TEST;
            case 1 -> Split.VALIDATION;
            default -> Split.TRAIN;
        };
    }

    /** 64 well-mixed bits of a text. */
    static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        return hash ^ (hash >>> 31);
    }
}
