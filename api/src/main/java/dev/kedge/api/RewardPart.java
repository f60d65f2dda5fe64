package dev.kedge.api;

/**
 * One of the rewards that a reward is the weighted sum of.
 *
 * @param name small letters, digits and underscores; the same for all completions that are judged by one verifier
 * @param reward as its verifier gave it, finite
 * @param weight what it is multiplied by, finite
 */
public record RewardPart(String name, double reward, double weight) {

    public RewardPart {
        if (!name.matches("[a-z0-9_]+")) {
            throw new IllegalArgumentException(
                    "name must be of small letters, digits and underscores, got \"" + name + "\"");
        }
        if (!Double.isFinite(reward) || !Double.isFinite(weight)) {
            throw new IllegalArgumentException("reward and weight must be finite, got " + reward + " and " + weight);
        }
    }
}
