package dev.kedge.gguf;

/** Numbers of 16 bits as float32. JDK 17 has no such conversion. */
final class HalfPrecision {

    private static final int FRACTION = 0x3FF;
    private static final int EXPONENT = 0x1F;
    private static final float SMALLEST = 0x1p-24f;

    private HalfPrecision() {}

    /**
     * An IEEE 754 number of 16 bits: 1 sign, 5 exponent, 10 fraction.
     *
     * @param bits the lowest 16 count
     * @return the same number, exactly
     */
    static float ofHalf(int bits) {
        int fraction = bits & FRACTION;
        int exponent = (bits >>> 10) & EXPONENT;
        int sign = (bits & 0x8000) << 16;
        if (exponent == 0) {
            float magnitude = fraction * SMALLEST;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == EXPONENT ? 0xFF : exponent + 112; // biases 15 and 127
        return Float.intBitsToFloat(sign | (wide << 23) | (fraction << 13));
    }

    /**
     * The upper half of a float32.
     *
     * @param bits the lowest 16 count
     * @return the same number, exactly
     */
    static float ofBrain(int bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /**
     * The nearest IEEE 754 number of 16 bits, of two equally near ones the even one; infinity beyond 65,504.
     *
     * @param number any number
     * @return its bits
     */
    static short toHalf(float number) {
        int bits = Float.floatToRawIntBits(number);
        int sign = (bits >>> 16) & 0x8000;
        int magnitude = bits & 0x7FFF_FFFF;
        if (magnitude > 0x7F80_0000) {
            return (short) (sign | 0x7E00);
        }
        if (magnitude >= 0x4780_0000) { // 65,536
            return (short) (sign | 0x7C00);
        }
        if (magnitude < 0x3880_0000) { // 2^-14: whole multiples of 2^-24, rounded to even
            return (short) (sign | (int) Math.rint((double) Float.intBitsToFloat(magnitude) / SMALLEST));
        }
        int even = (magnitude >>> 13) & 1;
        return (short)
                (sign | ((magnitude - 0x3800_0000 + 0xFFF + even) >>> 13)); // carries into the exponent, to infinity
    }

    /**
     * The nearest number with the upper half of a float32's bits, of two equally near ones the even one.
     *
     * @param number any number
     * @return its bits
     */
    static short toBrain(float number) {
        int bits = Float.floatToRawIntBits(number);
        if (Float.isNaN(number)) {
            return (short) ((bits >>> 16) | 0x40);
        }
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }
}
