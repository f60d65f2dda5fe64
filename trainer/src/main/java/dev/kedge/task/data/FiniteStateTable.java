package dev.kedge.task.data;

import java.util.Arrays;

/**
 * A decoding table of finite state entropy, RFC 8878, 4.1: for each state its symbol, and how the next state comes of
 * it.
 *
 * @param log the binary logarithm of the number of states
 * @param symbols of the states
 * @param bits how many bits the next state is read from
 * @param bases what these are added to
 */
record FiniteStateTable(int log, byte[] symbols, byte[] bits, short[] bases) {

    /** The table in which one symbol has every state. */
    static FiniteStateTable single(int symbol) {
        return new FiniteStateTable(0, new byte[] {(byte) symbol}, new byte[1], new short[1]);
    }

    /**
     * The table of a distribution.
     *
     * @param log as above
     * @param shares of each symbol in the states; -1 for less than one
     */
    static FiniteStateTable of(int log, short[] shares) {
        int size = 1 << log;
        byte[] symbols = new byte[size];
        int[] next = new int[shares.length];
        int high = size;
        for (int symbol = 0; symbol < shares.length; symbol++) {
            if (shares[symbol] == -1) {
                symbols[--high] = (byte) symbol;
                next[symbol] = 1;
            }
        }
        int step = (size >> 1) + (size >> 3) + 3;
        int place = 0;
        for (int symbol = 0; symbol < shares.length; symbol++) {
            if (shares[symbol] > 0) {
                next[symbol] = shares[symbol];
            }
            for (int i = 0; i < shares[symbol]; i++) {
                symbols[place] = (byte) symbol;
                do {
                    place = (place + step) & (size - 1);
                } while (place >= high);
            }
        }
        byte[] bits = new byte[size];
        short[] bases = new short[size];
        for (int state = 0; state < size; state++) {
            int count = next[symbols[state] & 0xFF]++;
            bits[state] = (byte) (log - (31 - Integer.numberOfLeadingZeros(count)));
            bases[state] = (short) ((count << bits[state]) - size);
        }
        return new FiniteStateTable(log, symbols, bits, bases);
    }

    /**
     * Reads a distribution from the front of compressed data.
     *
     * @param data what it is in; left behind the distribution
     * @param maxLog the largest logarithm that is allowed
     * @param maxSymbols the largest number of symbols
     */
    static FiniteStateTable read(ForwardBits data, int maxLog, int maxSymbols) {
        int log = data.read(4) + 5;
        ZstdFormatException.unless(log <= maxLog);
        int remaining = 1 << log;
        short[] shares = new short[maxSymbols];
        int symbol = 0;
        while (remaining > 0) {
            ZstdFormatException.unless(symbol < maxSymbols);
            int wide = 32 - Integer.numberOfLeadingZeros(remaining + 1);
            int low = data.peek(wide - 1);
            int threshold = (1 << wide) - 1 - (remaining + 1);
            int value;
            if (low < threshold) {
                value = data.read(wide - 1);
            } else {
                value = data.read(wide);
                value -= value >= 1 << (wide - 1) ? threshold : 0;
            }
            int share = value - 1;
            remaining -= Math.abs(share);
            shares[symbol++] = (short) share;
            int repeats = share == 0 ? 3 : 0;
            while (share == 0 && repeats == 3) {
                repeats = data.read(2);
                symbol += repeats;
            }
        }
        ZstdFormatException.unless(remaining == 0 && symbol <= maxSymbols);
        data.align();
        return of(log, Arrays.copyOf(shares, symbol));
    }

    int symbol(int state) {
        return symbols[state] & 0xFF;
    }

    /** The state after one, with bits of a stream. */
    int next(int state, BackwardBits stream) {
        return bases[state] + stream.read(bits[state]);
    }
}
