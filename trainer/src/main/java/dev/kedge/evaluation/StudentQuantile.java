package dev.kedge.evaluation;

/**
 * The 97.5 % quantile of Student's t for any degrees of freedom, by Hill's expansion in their inverse (Abramowitz and
 * Stegun 26.7.5). Off by less than 0.004 from 3 degrees of freedom on.
 */
final class StudentQuantile {

    private static final double NORMAL = 1.959963984540054;
    private static final double FEWEST = 3;

    private StudentQuantile() {}

    /**
     * The quantile.
     *
     * @param freedom degrees of freedom; less than {@value #FEWEST} count as that many
     * @return 3.18 to 1.96
     */
    static double of(double freedom) {
        double v = Math.max(freedom, FEWEST);
        double z = NORMAL;
        double square = z * z;
        double first = z * (square + 1) / 4;
        double second = z * ((5 * square + 16) * square + 3) / 96;
        double third = z * (((3 * square + 19) * square + 17) * square - 15) / 384;
        double fourth = z * ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92_160;
        return z + (first + (second + (third + fourth / v) / v) / v) / v;
    }
}
