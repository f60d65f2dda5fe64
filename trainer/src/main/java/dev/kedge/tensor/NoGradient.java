package dev.kedge.tensor;

import org.bytedeco.pytorch.NoGradGuard;

/** A span of code on this thread in which operations record no gradient. */
public final class NoGradient implements AutoCloseable {

    private final NoGradGuard guard;

    private NoGradient(NoGradGuard guard) {
        this.guard = guard;
    }

    /**
     * Starts the span; the caller closes it on the same thread.
     *
     * @return the open span
     */
    public static NoGradient open() {
        Torch.load();
        return new NoGradient(new NoGradGuard());
    }

    /** Ends the span: operations record gradients again if they did before. */
    @Override
    public void close() {
        guard.close();
    }
}
