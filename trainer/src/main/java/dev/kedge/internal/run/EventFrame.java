package dev.kedge.internal.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * TFRecord framing, as TensorBoard reads it: length (8 bytes), masked CRC-32C of the length (4), data, masked CRC-32C
 * of the data (4), all little-endian.
 */
final class EventFrame {

    private static final int HEADER = Long.BYTES + Integer.BYTES;

    private EventFrame() {}

    static byte[] of(byte[] event) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + event.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(event.length);
        frame.putInt(maskedChecksum(frame.array(), 0, Long.BYTES));
        frame.put(event).putInt(maskedChecksum(event, 0, event.length));
        return frame.array();
    }

    /**
     * CRC-32C, rotated right by 15 bits plus a constant, so that a checksum of data with checksums in it stays sound.
     */
    static int maskedChecksum(byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
    }

    /**
     * How much of an event file was written up to the end of a step: everything before the first event of a later one,
     * and before a torn or damaged frame.
     */
    static int endOf(byte[] file, Phase phase, long step) {
        ByteBuffer rest = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        while (rest.remaining() >= HEADER) {
            int start = rest.position();
            long length = rest.getLong();
            boolean whole = rest.getInt() == maskedChecksum(file, start, Long.BYTES)
                    && length <= rest.remaining() - Integer.BYTES
                    && rest.getInt(start + HEADER + (int) length) == maskedChecksum(file, start + HEADER, (int) length);
            if (!whole || isAfter(ByteBuffer.wrap(file, start + HEADER, (int) length), phase, step)) {
                return start;
            }
            rest.position(start + HEADER + (int) length + Integer.BYTES);
        }
        return file.length - rest.remaining();
    }

    /** Reads step (field 2) and the first value's tag (5, 1, 1) out of an event. */
    private static boolean isAfter(ByteBuffer event, Phase phase, long step) {
        long eventStep = 0;
        String tag = "";
        ByteBuffer message = event.order(ByteOrder.LITTLE_ENDIAN);
        while (message.hasRemaining()) {
            long key = varint(message);
            int field = (int) (key >>> 3);
            switch ((int) (key & 7)) {
                case ProtobufMessage.VARINT -> {
                    long value = varint(message);
                    if (field == 2) {
                        eventStep = value;
                    }
                }
                case ProtobufMessage.FIXED_64 -> message.position(message.position() + Long.BYTES);
                case ProtobufMessage.LENGTH_DELIMITED -> {
                    ByteBuffer content = delimited(message);
                    if (field == 5) {
                        tag = firstTag(content);
                    }
                }
                default -> throw new IllegalArgumentException("not an event written by Kedge: wire type " + (key & 7));
            }
        }
        if (tag.isEmpty()) {
            return false;
        }
        long at = eventStep;
        return EventTag.phase(tag).filter(of -> of.isAfter(at, phase, step)).isPresent();
    }

    private static String firstTag(ByteBuffer summary) {
        varint(summary);
        ByteBuffer value = delimited(summary);
        varint(value);
        return StandardCharsets.UTF_8.decode(delimited(value)).toString();
    }

    private static ByteBuffer delimited(ByteBuffer message) {
        int length = (int) varint(message);
        ByteBuffer content = message.slice(message.position(), length);
        message.position(message.position() + length);
        return content;
    }

    private static long varint(ByteBuffer message) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = message.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
