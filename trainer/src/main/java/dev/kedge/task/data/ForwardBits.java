package dev.kedge.task.data;

/** Bits from the front of bytes, those of low value first. */
final class ForwardBits {

    private final byte[] bytes;
    private final int end;
    private long at;

    ForwardBits(byte[] bytes, int begin, int end) {
        this.bytes = bytes;
        this.end = end;
        this.at = 8L * begin;
    }

    /** The next bits, which stay; zeros where there are none. */
    int peek(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            int place = (int) ((at + i) >>> 3);
            int bit = place < end ? (bytes[place] >> ((at + i) & 7)) & 1 : 0;
            value |= bit << i;
        }
        return value;
    }

    int read(int count) {
        int value = peek(count);
        at += count;
        ZstdFormatException.unless(at <= 8L * end);
        return value;
    }

    /** Goes on to the next whole byte. */
    void align() {
        at = (at + 7) & ~7L;
    }

    /** Passes over whole bytes. */
    void skipBytes(int count) {
        at += 8L * count;
    }

    /** The place of the next byte. */
    int place() {
        return (int) (at >>> 3);
    }
}
