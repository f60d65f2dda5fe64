package com.acme;

/**
 * The rule as the company's order system applies it. It knows nothing of Kedge.
 *
 * @param standardPercent value-added tax on goods sold at home
 * @param reducedPercent on food and books sold at home
 * @param largeOrder net amount from which the discount is granted
 * @param discountPercent the discount on large orders
 */
public record TaxRule(int standardPercent, int reducedPercent, int largeOrder, int discountPercent) {

    /** Percent of value-added tax: none abroad, less on food and books. */
    public int tax(String country, String goods) {
        if (!country.equals("DE")) {
            return 0;
        }
        return goods.equals("food") || goods.equals("book") ? reducedPercent : standardPercent;
    }

    /** Percent of discount. */
    public int discount(int net) {
        return net >= largeOrder ? discountPercent : 0;
    }
}
