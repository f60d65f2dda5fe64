package dev.kedge.task.data;

/**
 * Bits from the end of bytes, those of high value first, behind the highest bit of the last byte, RFC 8878, 4.1.1. Past
 * the beginning there are zeros.
 */
final class BackwardBits {

    private final byte[] bytes;
    private final int begin;
    private long left;

    BackwardBits(byte[] bytes, int begin, int end) {
        this.bytes = bytes;
        this.begin = begin;
        ZstdFormatException.unless(end > begin && bytes[end - 1] != 0);
        this.left = 8L * (end - begin) - 8 + (31 - Integer.numberOfLeadingZeros(bytes[end - 1] & 0xFF));
    }

    int read(int count) {
        int value = peek(count);
        left -= count;
        return value;
    }

    /** The next bits, which stay. */
    int peek(int count) {
        if (count == 0) {
            return 0;
        }
        long low = left - count;
        long from = Math.max(low, 0);
        long window = 0;
        int first = (int) (from >>> 3);
        int last = (int) ((left + 7) >>> 3);
        for (int i = last - 1; i >= first; i--) {
            window = (window << 8) | (bytes[begin + i] & 0xFF);
        }
        window >>>= from & 7;
        int wide = (int) (left - from);
        long value = wide <= 0 ? 0 : window & ((1L << wide) - 1);
        return (int) (value << (from - low));
    }

    void skip(int count) {
        left -= count;
    }

    /** How many bits are left; less than none if more were read than there are. */
    long left() {
        return left;
    }
}
