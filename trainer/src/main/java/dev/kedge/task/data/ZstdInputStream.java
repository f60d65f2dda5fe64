package dev.kedge.task.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** The content of data that is packed with zstd, RFC 8878: frames one after the other, without a dictionary. */
final class ZstdInputStream extends InputStream {

    private static final int MAGIC = 0xFD2FB528;
    private static final int SKIPPED = 0x184D2A50;
    private static final int MAX_BLOCK = 1 << 17;
    private static final long MAX_WINDOW = 1L << 30;

    private final InputStream packed;
    private byte[] window = new byte[0];
    private int windowSize;
    private int begin;
    private int end;
    private boolean inFrame;
    private boolean hasChecksum;
    private Optional<HuffmanTable> huffman = Optional.empty();
    private ZstdSequences sequences = new ZstdSequences();

    ZstdInputStream(InputStream packed) {
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        return fill() ? window[begin++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, end - begin);
        System.arraycopy(window, begin, target, offset, count);
        begin += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        packed.close();
    }

    private boolean fill() throws IOException {
        while (begin == end) {
            if (inFrame) {
                readBlock();
            } else if (!beginFrame()) {
                return false;
            }
        }
        return true;
    }

    private boolean beginFrame() throws IOException {
        int first = packed.read();
        if (first < 0) {
            return false;
        }
        int magic = (int) (first | (number(3) << 8));
        if ((magic & 0xFFFFFFF0) == SKIPPED) {
            packed.skipNBytes(number(4));
            return true;
        }
        ZstdFormatException.unless(magic == MAGIC);
        int descriptor = (int) number(1);
        boolean single = (descriptor & 32) != 0;
        hasChecksum = (descriptor & 4) != 0;
        ZstdFormatException.unless((descriptor & 8) == 0);
        long size = 0;
        if (!single) {
            int described = (int) number(1);
            long base = 1L << (10 + (described >> 3));
            size = base + (base >> 3) * (described & 7);
        }
        int[] dictionaryBytes = {0, 1, 2, 4};
        ZstdFormatException.unless(number(dictionaryBytes[descriptor & 3]) == 0);
        int flag = descriptor >> 6;
        int sizeBytes = flag == 0 ? (single ? 1 : 0) : (1 << flag);
        long content = number(sizeBytes) + (flag == 1 ? 256 : 0);
        size = single ? content : size;
        ZstdFormatException.unless(size >= 0 && size <= MAX_WINDOW);
        windowSize = (int) Math.max(size, 1);
        window = new byte[Math.min(windowSize, MAX_BLOCK) + 2 * MAX_BLOCK];
        begin = 0;
        end = 0;
        huffman = Optional.empty();
        sequences = new ZstdSequences();
        inFrame = true;
        return true;
    }

    /** A number of some bytes, the low one first. */
    private long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            int next = packed.read();
            if (next < 0) {
                throw new EOFException();
            }
            number |= (long) next << (8 * i);
        }
        return number;
    }

    private void readBlock() throws IOException {
        int header = (int) number(3);
        int size = header >> 3;
        makeRoom();
        switch ((header >> 1) & 3) {
            case 0 -> {
                ZstdFormatException.unless(size <= MAX_BLOCK);
                if (packed.readNBytes(window, end, size) < size) {
                    throw new EOFException();
                }
                end += size;
            }
            case 1 -> {
                ZstdFormatException.unless(size <= MAX_BLOCK);
                Arrays.fill(window, end, end + size, (byte) number(1));
                end += size;
            }
            case 2 -> {
                byte[] block = packed.readNBytes(size);
                if (block.length < size) {
                    throw new EOFException();
                }
                decode(block);
            }
            default -> ZstdFormatException.unless(false);
        }
        if ((header & 1) == 1) {
            number(hasChecksum ? 4 : 0);
            inFrame = false;
        }
    }

    /** What lies further back than the window gives way to a block; the array grows to the window as it is needed. */
    private void makeRoom() {
        if (end + MAX_BLOCK <= window.length) {
            return;
        }
        int kept = Math.min(end, windowSize);
        byte[] target = kept + MAX_BLOCK <= window.length / 2 ? window : new byte[2 * (kept + MAX_BLOCK)];
        System.arraycopy(window, end - kept, target, 0, kept);
        window = target;
        begin = kept;
        end = kept;
    }

    private void decode(byte[] block) {
        Literals literals = literals(block);
        int limit = end + MAX_BLOCK;
        int[] used = {0};
        sequences.decode(block, literals.next(), new ZstdSequences.Target() {
            @Override
            public void literals(int count) {
                ZstdFormatException.unless(used[0] + count <= literals.bytes().length && end + count <= limit);
                System.arraycopy(literals.bytes(), used[0], window, end, count);
                used[0] += count;
                end += count;
            }

            @Override
            public void copy(int distance, int count) {
                ZstdFormatException.unless(distance <= end && end + count <= limit);
                for (int i = 0; i < count; i++) {
                    window[end] = window[end - distance];
                    end++;
                }
            }
        });
        int rest = literals.bytes().length - used[0];
        ZstdFormatException.unless(end + rest <= limit);
        System.arraycopy(literals.bytes(), used[0], window, end, rest);
        end += rest;
    }

    /**
     * The bytes of a block that are no copies.
     *
     * @param next the place in the block behind them
     */
    private record Literals(byte[] bytes, int next) {}

    private Literals literals(byte[] block) {
        ForwardBits data = new ForwardBits(block, 0, block.length);
        int kind = data.read(2);
        int form = data.read(2);
        if (kind < 2) {
            int size = (form & 1) == 0 ? (form >> 1) | (data.read(4) << 1) : data.read(form == 1 ? 12 : 20);
            int at = data.place();
            ZstdFormatException.unless(size <= MAX_BLOCK && at + (kind == 0 ? size : 1) <= block.length);
            if (kind == 0) {
                return new Literals(Arrays.copyOfRange(block, at, at + size), at + size);
            }
            byte[] same = new byte[size];
            Arrays.fill(same, block[at]);
            return new Literals(same, at + 1);
        }
        int bits = form < 2 ? 10 : form == 2 ? 14 : 18;
        int size = data.read(bits);
        int packedSize = data.read(bits);
        int at = data.place();
        int stop = at + packedSize;
        ZstdFormatException.unless(size <= MAX_BLOCK && stop <= block.length);
        byte[] part = Arrays.copyOf(block, stop);
        ForwardBits rest = new ForwardBits(part, at, stop);
        if (kind == 2) {
            huffman = Optional.of(HuffmanTable.read(rest, part));
        }
        ZstdFormatException.unless(huffman.isPresent());
        byte[] bytes = new byte[size];
        streams(huffman.orElseThrow(), part, rest.place(), form == 0 ? 1 : 4, bytes);
        return new Literals(bytes, stop);
    }

    private static void streams(HuffmanTable table, byte[] part, int from, int count, byte[] target) {
        if (count == 1) {
            table.decode(new BackwardBits(part, from, part.length), target, 0, target.length);
            return;
        }
        ForwardBits sizes = new ForwardBits(part, from, part.length);
        int at = from + 6;
        int each = (target.length + 3) / 4;
        for (int i = 0; i < 4; i++) {
            int stop = i < 3 ? at + sizes.read(16) : part.length;
            int begin = Math.min(i * each, target.length);
            int end = i < 3 ? Math.min((i + 1) * each, target.length) : target.length;
            ZstdFormatException.unless(stop <= part.length);
            table.decode(new BackwardBits(part, at, stop), target, begin, end);
            at = stop;
        }
    }
}
