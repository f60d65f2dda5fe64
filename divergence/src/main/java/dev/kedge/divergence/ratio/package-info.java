/**
 * Conditions that depend on the importance ratio {@code w} alone.
 *
 * <p>A {@link dev.kedge.divergence.ratio.RatioMeasure} is a function {@code φ(w)}; with a threshold {@code δ} it
 * becomes a {@link dev.kedge.divergence.ratio.DivergenceBall}. House scale: {@code φ''(1) = 1} wherever φ is smooth, so
 * that one {@code δ} means the same to first order everywhere, {@code |w - 1| <= sqrt(2δ)}; other scales by
 * {@link dev.kedge.divergence.ratio.RatioMeasure#scaled}.
 */
package dev.kedge.divergence.ratio;
