package dev.kedge.tensor;

import java.util.Iterator;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * A span of code whose native memory ends with it.
 *
 * <p>Every tensor handle made on this thread between {@link #open()} and {@link #close()} is released by
 * {@code close()}, and with the last handle of an autograd graph the graph. What must outlive the scope is handed to
 * {@link #keep}.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open()) {
 *     Tensor loss = …;            // released at the end
 *     return scope.keep(result);  // lives on in the enclosing scope, or until it is closed where there is none
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {

    private final PointerScope pointers;

    private Scope(PointerScope pointers) {
        this.pointers = pointers;
    }

    /**
     * Opens a scope on this thread; the caller closes it on the same thread, innermost first.
     *
     * @return the open scope
     */
    public static Scope open() {
        Torch.load();
        return new Scope(new PointerScope());
    }

    /**
     * Takes a tensor out of this scope: it lives on in the enclosing scope, or, if there is none, until it is closed by
     * hand.
     *
     * @param tensor any tensor
     * @return a handle of its own on the same tensor; {@code tensor} itself ends with the scope it was made in
     */
    public Tensor keep(Tensor tensor) {
        Tensor handle = own(tensor);
        enclosing().ifPresent(outer -> {
            outer.attach(handle);
            handle.releaseReference();
        });
        return handle;
    }

    /**
     * Takes a tensor out of every scope: whoever owns it closes it with {@link #release}.
     *
     * @param tensor any tensor
     * @return a handle of its own on the same tensor; {@code tensor} itself ends with the scope it was made in
     */
    public Tensor own(Tensor tensor) {
        // A fresh handle, because the given one may be a reference into another native object, as a leaf's gradient is,
        // or share its address with a second handle, as the result of an in-place operation does: neither can be
        // detached.
        Tensor handle = new Tensor(tensor);
        handle.retainReference();
        PointerScope.getInnerScope().detach(handle);
        return handle;
    }

    /**
     * Ends the life of an owned tensor.
     *
     * @param tensor a tensor that {@link #own} returned
     */
    public static void release(Tensor tensor) {
        tensor.close();
    }

    /**
     * How many native objects Java holds at the moment, in all scopes; a steady number from step to step means that
     * nothing leaks.
     */
    public static long liveObjects() {
        return Pointer.totalCount();
    }

    /**
     * The resident memory of this process as the operating system counts it, native memory included.
     *
     * @return bytes
     */
    public static long residentBytes() {
        return Pointer.physicalBytes();
    }

    private Optional<PointerScope> enclosing() {
        Iterator<PointerScope> innermostFirst = PointerScope.getScopeIterator();
        while (innermostFirst.hasNext()) {
            if (innermostFirst.next() == pointers) {
                return innermostFirst.hasNext() ? Optional.of(innermostFirst.next()) : Optional.empty();
            }
        }
        throw new IllegalStateException("the scope is not open on this thread");
    }

    /** Releases what was made in this scope and not kept. */
    @Override
    public void close() {
        pointers.close();
    }
}
