package dev.kedge.task.data;

/**
 * The sequences of a compressed block, RFC 8878, 3.1.1.3.2: each so many literals, then a copy of what came before.
 * What is remembered between blocks are the tables and the last three distances.
 */
final class ZstdSequences {

    private static final int[] LITERALS_BASE = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512,
        1024, 2048, 4096, 8192, 16384, 32768, 65536
    };
    private static final int[] LITERALS_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        16
    };
    private static final int[] MATCH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32,
        33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539
    };
    private static final int[] MATCH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2,
        2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
    };
    private static final FiniteStateTable USUAL_LITERALS = FiniteStateTable.of(6, new short[] {
        4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1
    });
    private static final FiniteStateTable USUAL_MATCHES = FiniteStateTable.of(6, new short[] {
        1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
    });
    private static final FiniteStateTable USUAL_DISTANCES = FiniteStateTable.of(
            5,
            new short[] {1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1});
    private static final int MAX_DISTANCE_BITS = 31;

    private FiniteStateTable literals = USUAL_LITERALS;
    private FiniteStateTable distances = USUAL_DISTANCES;
    private FiniteStateTable matches = USUAL_MATCHES;
    private int[] last = {1, 4, 8};

    /** The receiver of literals and copies. */
    interface Target {
        /** The next literals. */
        void literals(int count);

        /** What stands some bytes before the end, byte by byte. */
        void copy(int distance, int count);
    }

    /** Decodes the sequences that bytes hold from a place on; the literals behind the last one are the target's. */
    void decode(byte[] bytes, int begin, Target target) {
        ZstdFormatException.unless(begin < bytes.length);
        int at = begin;
        int count = bytes[at++] & 0xFF;
        if (count >= 128) {
            ZstdFormatException.unless(at + (count == 255 ? 2 : 1) <= bytes.length);
            if (count < 255) {
                count = ((count - 128) << 8) + (bytes[at++] & 0xFF);
            } else {
                count = (bytes[at] & 0xFF) + ((bytes[at + 1] & 0xFF) << 8) + 0x7F00;
                at += 2;
            }
        }
        if (count == 0) {
            ZstdFormatException.unless(at == bytes.length);
            return;
        }
        ZstdFormatException.unless(at < bytes.length);
        int modes = bytes[at++];
        ForwardBits data = new ForwardBits(bytes, at, bytes.length);
        literals = table((modes >> 6) & 3, literals, USUAL_LITERALS, data, 9, LITERALS_BASE.length);
        distances = table((modes >> 4) & 3, distances, USUAL_DISTANCES, data, 8, MAX_DISTANCE_BITS + 1);
        matches = table((modes >> 2) & 3, matches, USUAL_MATCHES, data, 9, MATCH_BASE.length);
        decode(count, new BackwardBits(bytes, data.place(), bytes.length), target);
    }

    private static FiniteStateTable table(
            int mode, FiniteStateTable before, FiniteStateTable usual, ForwardBits data, int maxLog, int symbols) {
        return switch (mode) {
            case 0 -> usual;
            case 1 -> FiniteStateTable.single(data.read(8));
            case 2 -> FiniteStateTable.read(data, maxLog, symbols);
            default -> before;
        };
    }

    private void decode(int count, BackwardBits stream, Target target) {
        int literal = stream.read(literals.log());
        int distance = stream.read(distances.log());
        int match = stream.read(matches.log());
        for (int i = 0; i < count; i++) {
            int ofDistance = distances.symbol(distance);
            int ofMatch = matches.symbol(match);
            int ofLiterals = literals.symbol(literal);
            ZstdFormatException.unless(ofDistance <= MAX_DISTANCE_BITS
                    && ofMatch < MATCH_BASE.length
                    && ofLiterals < LITERALS_BASE.length);
            long value = (1L << ofDistance) + (stream.read(ofDistance) & 0xFFFFFFFFL);
            int length = MATCH_BASE[ofMatch] + stream.read(MATCH_BITS[ofMatch]);
            int before = LITERALS_BASE[ofLiterals] + stream.read(LITERALS_BITS[ofLiterals]);
            target.literals(before);
            target.copy(distance(value, before), length);
            if (i < count - 1) {
                literal = literals.next(literal, stream);
                match = matches.next(match, stream);
                distance = distances.next(distance, stream);
            }
        }
        ZstdFormatException.unless(stream.left() == 0);
    }

    /** A new distance, or one of the last three. */
    private int distance(long value, int literalsBefore) {
        if (value > 3) {
            ZstdFormatException.unless(value - 3 <= Integer.MAX_VALUE);
            last = new int[] {(int) (value - 3), last[0], last[1]};
            return last[0];
        }
        int which = (int) value - 1 + (literalsBefore == 0 ? 1 : 0);
        int found = which == 3 ? last[0] - 1 : last[which];
        ZstdFormatException.unless(found > 0);
        if (which > 0) {
            last = new int[] {found, last[0], which == 1 ? last[2] : last[1]};
        }
        return found;
    }
}
