package dev.kedge.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The exclusive right to download a blob, held against other threads and processes, Python's among them.
 *
 * <p>Python's {@code filelock} calls {@code flock}, which on Linux does not see the record locks that Java takes. So
 * the program {@code flock}, if there is one, holds that lock for as long as its input is open, which also ends when
 * this process is killed. Where there is none the lock is Java's; beside Python a blob is then at worst downloaded
 * twice, since it is renamed into its place whole and checked. Never both: where a network file system makes one kind
 * of the other, a process would wait for itself.
 */
final class CacheLock implements AutoCloseable {

    private static final long PAUSE_MILLIS = 20;
    private static final int PAUSES_BEFORE_WORD = 50;

    /** A way to give the lock back. */
    @FunctionalInterface
    private interface Release {
        void run() throws IOException;
    }

    private final Release release;

    private CacheLock(Release release) {
        this.release = release;
    }

    /**
     * Waits for the lock of a file.
     *
     * @param file made if it is not there
     * @param listener is told if another process has it for more than a moment
     */
    static CacheLock of(Path file, DownloadListener listener) throws IOException {
        Files.createDirectories(HubCache.parent(file));
        Runnable word = () -> listener.warns("waiting for another process that holds " + file);
        Optional<CacheLock> shared = flock(file, word);
        return shared.isPresent() ? shared.get() : ofJava(file, word);
    }

    private static Optional<CacheLock> flock(Path file, Runnable word) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder("flock", "--exclusive", file.toString(), "sh", "-c", "echo; cat > /dev/null")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) { // there is no such program
            return Optional.empty();
        }
        InputStream said = process.getInputStream();
        try {
            for (int pauses = 0; said.available() == 0; pauses++) {
                if (!process.isAlive() && said.available() == 0) { // it cannot lock here
                    return Optional.empty();
                }
                pause(pauses, word);
            }
        } catch (IOException e) {
            process.destroy();
            throw e;
        }
        return Optional.of(new CacheLock(() -> {
            process.getOutputStream().close();
            process.onExit().join();
        }));
    }

    private static CacheLock ofJava(Path file, Runnable word) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            for (int pauses = 0; !isLocked(channel); pauses++) {
                pause(pauses, word);
            }
            return new CacheLock(channel::close);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) { // another thread of this process has it
            return false;
        }
    }

    private static void pause(int pauses, Runnable word) throws IOException {
        if (pauses == PAUSES_BEFORE_WORD) {
            word.run();
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for a lock").initCause(e);
        }
    }

    @Override
    public void close() throws IOException {
        release.run();
    }
}
