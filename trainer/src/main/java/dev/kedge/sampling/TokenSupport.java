package dev.kedge.sampling;

import java.util.Arrays;
import java.util.List;

/**
 * The tokens that could be sampled at each place of a completion: what top-k, top-p and min-p left of the vocabulary.
 *
 * <p>Of each place the ascending ids are kept as the gaps between them, seven bits a byte (a byte for a gap below 128,
 * three for any of 2 million tokens), or as one bit per token of the vocabulary, whichever is less: at most {@code V/8
 * + 5} bytes a place, the place's own end included.
 */
public final class TokenSupport {

    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;
    private static final byte GAPS = 0;
    private static final byte BITMAP = 1;

    private final byte[] data;
    private final int[] ends;
    private final long size;

    private TokenSupport(byte[] data, int[] ends, long size) {
        this.data = data;
        this.ends = ends;
        this.size = size;
    }

    /**
     * The support of given places.
     *
     * @param vocabularySize V
     * @param places the ids of each, ascending, at least one
     */
    public static TokenSupport of(int vocabularySize, List<long[]> places) {
        Builder builder = new Builder(vocabularySize);
        places.forEach(builder::add);
        return builder.build();
    }

    /** The number of places. */
    public int length() {
        return ends.length;
    }

    /** How many tokens could be sampled, all places together. */
    public long size() {
        return size;
    }

    /** What is held in memory, without the headers of objects. */
    public long bytes() {
        return data.length + (long) Integer.BYTES * ends.length;
    }

    /**
     * The most that one place takes.
     *
     * @param vocabularySize V
     * @param tokens how many can be sampled at it, at most
     */
    public static long maxBytes(int vocabularySize, int tokens) {
        int wide = 1 + (Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, vocabularySize - 1)) - 1) / BITS;
        long bitmap = (vocabularySize + Byte.SIZE - 1L) / Byte.SIZE;
        return Integer.BYTES + 1 + Math.min(bitmap, (long) wide * tokens);
    }

    /**
     * The tokens that could be sampled at a place.
     *
     * @param place from 0
     * @return ids, ascending
     */
    public int[] ids(int place) {
        int start = place == 0 ? 0 : ends[place - 1];
        return data[start] == BITMAP ? ofBitmap(start + 1, ends[place]) : ofGaps(start + 1, ends[place]);
    }

    private int[] ofBitmap(int start, int end) {
        int[] ids = new int[Byte.SIZE * (end - start)];
        int count = 0;
        for (int i = start; i < end; i++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                if (((data[i] >> bit) & 1) == 1) {
                    ids[count++] = Byte.SIZE * (i - start) + bit;
                }
            }
        }
        return Arrays.copyOf(ids, count);
    }

    private int[] ofGaps(int start, int end) {
        int[] ids = new int[end - start];
        int count = 0;
        int id = -1;
        int gap = 0;
        int shift = 0;
        for (int i = start; i < end; i++) {
            gap |= (data[i] & (MORE - 1)) << shift;
            shift += BITS;
            if ((data[i] & MORE) == 0) {
                id += gap + 1;
                ids[count++] = id;
                gap = 0;
                shift = 0;
            }
        }
        return Arrays.copyOf(ids, count);
    }

    /** A support that grows with its completion. */
    static final class Builder {

        private final int vocabularySize;
        private byte[] data = new byte[64];
        private int[] ends = new int[16];
        private int used;
        private int places;
        private long size;

        Builder(int vocabularySize) {
            this.vocabularySize = vocabularySize;
        }

        /** Appends a place; {@code ids} ascending, at least one. */
        void add(long[] ids) {
            int bitmap = (vocabularySize + Byte.SIZE - 1) / Byte.SIZE;
            int start = used;
            put(GAPS);
            long before = -1;
            for (int i = 0; i < ids.length && used - start - 1 <= bitmap; i++) {
                putGap((int) (ids[i] - before - 1));
                before = ids[i];
            }
            if (used - start - 1 > bitmap) {
                used = start;
                putBitmap(ids, bitmap);
            }
            if (places == ends.length) {
                ends = Arrays.copyOf(ends, 2 * places);
            }
            ends[places++] = used;
            size += ids.length;
        }

        private void putGap(int gap) {
            int left = gap;
            while (left >= MORE) {
                put((byte) ((left & (MORE - 1)) | MORE));
                left >>>= BITS;
            }
            put((byte) left);
        }

        private void putBitmap(long[] ids, int bytes) {
            put(BITMAP);
            byte[] bits = new byte[bytes];
            for (long id : ids) {
                bits[(int) (id / Byte.SIZE)] |= (byte) (1 << (int) (id % Byte.SIZE));
            }
            for (byte eight : bits) {
                put(eight);
            }
        }

        private void put(byte value) {
            if (used == data.length) {
                data = Arrays.copyOf(data, 2 * used);
            }
            data[used++] = value;
        }

        TokenSupport build() {
            return new TokenSupport(Arrays.copyOf(data, used), Arrays.copyOf(ends, places), size);
        }
    }
}
