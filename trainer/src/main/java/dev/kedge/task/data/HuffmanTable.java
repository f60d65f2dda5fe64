package dev.kedge.task.data;

import java.util.Arrays;

/**
 * A decoding table of Huffman's code as RFC 8878, 4.2, has it: of the next bits, as many as the longest code has, the
 * symbol and the length of its code.
 *
 * @param maxBits the length of the longest code
 * @param symbols by the next bits
 * @param lengths of their codes
 */
record HuffmanTable(int maxBits, byte[] symbols, byte[] lengths) {

    private static final int MAX_BITS = 11;

    /** Reads a table; {@code data} is left behind it. */
    static HuffmanTable read(ForwardBits data, byte[] bytes) {
        int header = data.read(8);
        int[] weights = new int[256];
        int count = 0;
        if (header >= 128) {
            count = header - 127;
            for (int i = 0; i < count; i += 2) {
                int pair = data.read(8);
                weights[i] = pair >> 4;
                weights[i + 1] = pair & 15;
            }
        } else {
            int end = data.place() + header;
            ZstdFormatException.unless(end <= bytes.length);
            ForwardBits description = new ForwardBits(bytes, data.place(), end);
            FiniteStateTable table = FiniteStateTable.read(description, 6, 256);
            count = weights(table, new BackwardBits(bytes, description.place(), end), weights);
            data.skipBytes(header);
        }
        return of(weights, count);
    }

    /** Two states take turns, until there are no bits for the next. */
    private static int weights(FiniteStateTable table, BackwardBits stream, int[] weights) {
        int one = stream.read(table.log());
        int other = stream.read(table.log());
        int count = 0;
        while (true) {
            ZstdFormatException.unless(count < 254);
            weights[count++] = table.symbol(one);
            one = table.next(one, stream);
            if (stream.left() < 0) {
                weights[count++] = table.symbol(other);
                return count;
            }
            weights[count++] = table.symbol(other);
            other = table.next(other, stream);
            if (stream.left() < 0) {
                weights[count++] = table.symbol(one);
                return count;
            }
        }
    }

    private static HuffmanTable of(int[] weights, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            ZstdFormatException.unless(weights[i] <= MAX_BITS);
            sum += weights[i] == 0 ? 0 : 1 << (weights[i] - 1);
        }
        ZstdFormatException.unless(sum > 0 && count < 256);
        int maxBits = 32 - Integer.numberOfLeadingZeros(sum);
        int rest = (1 << maxBits) - sum;
        ZstdFormatException.unless(maxBits <= MAX_BITS && Integer.bitCount(rest) == 1);
        weights[count] = 32 - Integer.numberOfLeadingZeros(rest);
        byte[] symbols = new byte[1 << maxBits];
        byte[] lengths = new byte[1 << maxBits];
        int place = 0;
        for (int weight = 1; weight <= maxBits; weight++) {
            for (int symbol = 0; symbol <= count; symbol++) {
                if (weights[symbol] == weight) {
                    int next = place + (1 << (weight - 1));
                    Arrays.fill(symbols, place, next, (byte) symbol);
                    Arrays.fill(lengths, place, next, (byte) (maxBits + 1 - weight));
                    place = next;
                }
            }
        }
        return new HuffmanTable(maxBits, symbols, lengths);
    }

    /** Decodes a stream of codes that fills a part of an array to its last bit. */
    void decode(BackwardBits stream, byte[] target, int begin, int end) {
        for (int i = begin; i < end; i++) {
            int next = stream.peek(maxBits);
            target[i] = symbols[next];
            stream.skip(lengths[next]);
        }
        ZstdFormatException.unless(stream.left() == 0);
    }
}
