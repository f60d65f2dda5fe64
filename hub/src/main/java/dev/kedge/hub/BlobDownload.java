package dev.kedge.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/**
 * The download of one content into {@code blobs/ETAG}: into {@code ETAG.incomplete} first, where a later try, also of
 * another process, goes on; checked, then renamed. The caller holds the lock of the blob.
 */
final class BlobDownload {

    private static final int BUFFER = 1 << 16;

    private final HubConnection hub;
    private final RepositoryFile file;
    private final URI address;
    private final Path blob;
    private final LongConsumer gained;

    /**
     * A download.
     *
     * @param hub where from
     * @param file what is expected
     * @param address of its content
     * @param blob where to
     * @param gained is told of bytes that are here, and with a negative number of those that were thrown away
     */
    BlobDownload(HubConnection hub, RepositoryFile file, URI address, Path blob, LongConsumer gained) {
        this.hub = hub;
        this.file = file;
        this.address = address;
        this.blob = blob;
        this.gained = gained;
    }

    static Path incomplete(Path blob) {
        return blob.resolveSibling(blob.getFileName() + ".incomplete");
    }

    /**
     * Downloads.
     *
     * @throws HubException if the hub refuses, fails for too long, or sends another content twice
     * @throws IOException if the disk fails
     */
    void run() throws IOException {
        Path partial = incomplete(blob);
        Files.createDirectories(HubCache.parent(blob));
        if (!isWhole(partial)) {
            discard(partial); // what was kept may be of another content: once more from the first byte
            if (!isWhole(partial)) {
                discard(partial);
                throw new HubException(
                        file.path() + " of " + hub.name() + " came with another content than the hub lists ("
                                + (file.sha256().isPresent() ? "SHA-256 " : "git blob ") + file.etag() + "), twice");
            }
        }
        Files.move(partial, blob, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void discard(Path partial) throws IOException {
        if (Files.exists(partial)) {
            gained.accept(-Files.size(partial));
            Files.delete(partial);
        }
    }

    /** Gets all bytes, those that are there already included; whether they are the right ones. */
    private boolean isWhole(Path partial) throws IOException {
        try (FileChannel channel = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() > file.size()) {
                channel.truncate(0);
            }
            Written written = new Written(channel, file);
            gained.accept(written.takeOver());
            Retries retries = new Retries(hub.settings());
            while (written.count < file.size()) {
                try {
                    receive(written, retries);
                } catch (DiskException e) {
                    throw new IOException("cannot write " + partial + ": " + e.getMessage(), e);
                } catch (IOException e) {
                    retries.failed(e);
                }
            }
            return written.digest.isRight();
        }
    }

    private void receive(Written written, Retries retries) throws IOException {
        HttpResponse<InputStream> answer =
                hub.get(address, written.count, hub.settings().downloadTimeout());
        try (StallGuard body = new StallGuard(answer.body(), hub.settings().downloadTimeout())) {
            if (written.count > 0 && !continues(answer, written.count)) {
                gained.accept(-written.count);
                written.restart();
                if (answer.statusCode() != 200) {
                    throw new IOException("HTTP " + answer.statusCode() + " for the rest of a file");
                }
            }
            if (answer.statusCode() == 416) {
                throw new IOException("HTTP 416 for a file from its first byte");
            }
            byte[] buffer = new byte[BUFFER];
            while (written.count < file.size()) {
                int count = body.read(buffer);
                if (count < 0) {
                    throw new IOException(
                            "the connection ended after " + written.count + " of " + file.size() + " bytes");
                }
                int wanted = (int) Math.min(count, file.size() - written.count);
                written.append(buffer, wanted);
                gained.accept(wanted);
                retries.progressed();
                if (wanted < count) {
                    throw new HubException(file.path() + " of " + hub.name() + " is longer than the " + file.size()
                            + " bytes that the hub lists");
                }
            }
        }
    }

    private static boolean continues(HttpResponse<?> answer, long from) {
        return answer.statusCode() == 206
                && answer.headers().firstValue("Content-Range").orElse("").startsWith("bytes " + from + "-");
    }

    /** A failure of the disk, which no further request mends. */
    private static final class DiskException extends IOException {
        private static final long serialVersionUID = 1L;

        DiskException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** The bytes that are on the disk, with their checksum. */
    private static final class Written {

        private final FileChannel channel;
        private final RepositoryFile file;
        private ContentDigest digest;
        private long count;

        Written(FileChannel channel, RepositoryFile file) {
            this.channel = channel;
            this.file = file;
            digest = new ContentDigest(file);
        }

        /** Reads what an earlier download left. */
        long takeOver() throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (channel.read(buffer) > 0) {
                digest.update(buffer.array(), buffer.position());
                count += buffer.position();
                buffer.clear();
            }
            return count;
        }

        void append(byte[] bytes, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
            try {
                while (buffer.hasRemaining()) {
                    channel.write(buffer, count + buffer.position());
                }
            } catch (IOException e) {
                throw new DiskException(e);
            }
            digest.update(bytes, length);
            count += length;
        }

        void restart() throws IOException {
            channel.truncate(0);
            digest = new ContentDigest(file);
            count = 0;
        }
    }
}
