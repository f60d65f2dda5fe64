package dev.kedge.tensor;

/**
 * The order in which {@link Workers} do what only one of them may do at a time: turn 0, turn 1 and so on, whoever has
 * it. What is summed up in turns has the same rounding every time.
 */
public final class Turns {

    private int next;
    private boolean abandoned;

    /**
     * Waits for a turn, and takes it. A worker must take its turns in ascending order.
     *
     * @param turn from 0; each is taken once
     * @param action what is done
     * @throws IllegalStateException if they were abandoned
     */
    public synchronized void take(int turn, Runnable action) {
        boolean interrupted = false;
        while (next != turn && !abandoned) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true; // the worker whose turn it is ends soon
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (abandoned) {
            throw new IllegalStateException("another worker has failed before turn " + turn);
        }
        action.run();
        next++;
        notifyAll();
    }

    /** Lets nobody wait any longer: a turn will not be taken. */
    public synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }
}
