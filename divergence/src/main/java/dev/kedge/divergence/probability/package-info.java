/**
 * Conditions that depend on the importance ratio {@code w} and on {@code p}, the probability that the old policy gave
 * the sampled token. Most of them bound a divergence between two coins: the old policy's coin shows the token with
 * probability {@code p}, the new one's with {@code q = p·w}.
 *
 * <p>They are solved in log space, for {@code p} from 1e-300 to 1: {@code log p} goes in, {@code log w} comes out, and
 * neither {@code 1 - p} nor {@code 1 - q} is formed by subtraction.
 */
package dev.kedge.divergence.probability;
