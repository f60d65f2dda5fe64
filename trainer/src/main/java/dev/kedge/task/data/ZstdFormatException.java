package dev.kedge.task.data;

/** Data that is not what RFC 8878 says. */
final class ZstdFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ZstdFormatException() {
        super("zstd data that is broken or not whole");
    }

    static void unless(boolean right) {
        if (!right) {
            throw new ZstdFormatException();
        }
    }
}
