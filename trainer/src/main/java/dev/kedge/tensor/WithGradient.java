package dev.kedge.tensor;

import org.bytedeco.pytorch.AutoGradMode;

/** A span of code on this thread in which operations record gradients, also inside of a {@link NoGradient}. */
public final class WithGradient implements AutoCloseable {

    private final AutoGradMode mode;

    private WithGradient(AutoGradMode mode) {
        this.mode = mode;
    }

    /**
     * Starts the span; the caller closes it on the same thread.
     *
     * @return the open span
     */
    public static WithGradient open() {
        Torch.load();
        return new WithGradient(new AutoGradMode(true));
    }

    /** Ends the span: what held before holds again. */
    @Override
    public void close() {
        mode.close();
    }
}
