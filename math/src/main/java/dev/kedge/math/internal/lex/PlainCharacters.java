package dev.kedge.math.internal.lex;

/**
 * An answer in the characters of a keyboard: Unicode's minus, roots, fractions, full-width digits and so on become what
 * LaTeX or plain text has for them. What only looks like a digit or letter is left alone, and is then not read.
 */
public final class PlainCharacters {

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ";
    private static final String RAISED = "0123456789+-n";
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

    private PlainCharacters() {}

    /**
     * The same text in plain characters.
     *
     * @param text any text
     * @return a text that says the same
     */
    public static String of(String text) {
        int first = 0;
        while (first < text.length() && text.charAt(first) < 128 && text.charAt(first) >= 32) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char character = text.charAt(i);
            int raised = SUPERSCRIPTS.indexOf(character);
            int lowered = SUBSCRIPTS.indexOf(character);
            if (raised >= 0) {
                plain.append("^{");
                while (i < text.length() && SUPERSCRIPTS.indexOf(text.charAt(i)) >= 0) {
                    plain.append(RAISED.charAt(SUPERSCRIPTS.indexOf(text.charAt(i))));
                    i++;
                }
                i--;
                plain.append('}');
            } else if (lowered >= 0) {
                plain.append("_{");
                while (i < text.length() && SUBSCRIPTS.indexOf(text.charAt(i)) >= 0) {
                    plain.append(SUBSCRIPTS.indexOf(text.charAt(i)));
                    i++;
                }
                i--;
                plain.append('}');
            } else if (Character.isHighSurrogate(character) && i + 1 < text.length()) {
                int point = text.codePointAt(i);
                if (point >= 0x1D7CE && point <= 0x1D7FF) { // digits in mathematical type faces
                    plain.append((char) ('0' + (point - 0x1D7CE) % 10));
                } else {
                    plain.appendCodePoint(point);
                }
                i++;
            } else {
                append(plain, character);
            }
        }
        return plain.toString();
    }

    private static void append(StringBuilder plain, char character) {
        if (character < 128) {
            boolean space = character == '\t' || character == '\n' || character == '\r' || character == '\f';
            plain.append(space ? (character == '\n' ? '\n' : ' ') : character < 32 ? '\u0001' : character);
        } else if (character >= 0xFF01 && character <= 0xFF5E) { // full width
            plain.append((char) (character - 0xFF01 + '!'));
        } else {
            plain.append(replacement(character));
        }
    }

    private static String replacement(char character) {
        return switch (character) {
            case '−', '–', '‐', '‑', '⁻', '﹣' -> "-";
            case '—' -> " — ";
            case '\u00A0',
                    '\u2007',
                    '\u202F',
                    '\u2009',
                    '\u200A',
                    '\u2002',
                    '\u2003',
                    '\u2004',
                    '\u2005',
                    '\u2006',
                    '\u2008',
                    '\u3000' -> " ";
            case '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\u00AD', '\u200E', '\u200F', '\u2061', '\u2062' ->
                "";
            case '×', '·', '⋅', '∙', '∗', '•', '⨯' -> "*";
            case '÷', '∕', '⁄', '／' -> "/";
            case '±' -> "\\pm ";
            case '∓' -> "\\mp ";
            case '√' -> "\\sqrt ";
            case '∛' -> "\\sqrt[3] ";
            case '∜' -> "\\sqrt[4] ";
            case '½' -> "\\frac{1}{2}";
            case '⅓' -> "\\frac{1}{3}";
            case '⅔' -> "\\frac{2}{3}";
            case '¼' -> "\\frac{1}{4}";
            case '¾' -> "\\frac{3}{4}";
            case '⅕' -> "\\frac{1}{5}";
            case '⅖' -> "\\frac{2}{5}";
            case '⅗' -> "\\frac{3}{5}";
            case '⅘' -> "\\frac{4}{5}";
            case '⅙' -> "\\frac{1}{6}";
            case '⅚' -> "\\frac{5}{6}";
            case '⅛' -> "\\frac{1}{8}";
            case '⅜' -> "\\frac{3}{8}";
            case '⅝' -> "\\frac{5}{8}";
            case '⅞' -> "\\frac{7}{8}";
            case '≤', '⩽', '≦' -> "\\le ";
            case '≥', '⩾', '≧' -> "\\ge ";
            case '≠' -> "\\ne ";
            case '≈', '≃', '≅' -> "\\approx ";
            case '≡' -> "\\equiv ";
            case '∈' -> "\\in ";
            case '∉' -> "\\notin ";
            case '∪' -> "\\cup ";
            case '∩' -> "\\cap ";
            case '∖' -> "\\setminus ";
            case '∅', 'Ø' -> "\\emptyset ";
            case '∞' -> "\\infty ";
            case 'ℝ' -> "\\R ";
            case 'ℤ' -> "\\Z ";
            case 'ℕ' -> "\\N ";
            case 'ℚ' -> "\\Q ";
            case 'ℂ' -> "\\C ";
            case 'π', 'Π' -> "\\pi ";
            case '°', 'º' -> "\\degree ";
            case '℃' -> "\\degree C";
            case '℉' -> "\\degree F";
            case 'Ω', '\u2126' -> "\\Omega ";
            case 'Δ' -> "\\Delta ";
            case 'ρ' -> "\\rho ";
            case '％' -> "%";
            case '∠' -> "\\angle ";
            case '→', '⟶' -> "\\to ";
            case '⇒', '⟹' -> "\\Rightarrow ";
            case '⌊' -> "\\lfloor ";
            case '⌋' -> "\\rfloor ";
            case '⌈' -> "\\lceil ";
            case '⌉' -> "\\rceil ";
            case '⟨', '〈' -> "\\langle ";
            case '⟩', '〉' -> "\\rangle ";
            case '′', '’', '‘' -> "'";
            case '“', '”' -> "\"";
            case '…', '⋯' -> "\\ldots ";
            case '、', '，' -> ",";
            case '。' -> ".";
            case '∑' -> "\\sum ";
            case '∏' -> "\\prod ";
            case 'α' -> "\\alpha ";
            case 'β' -> "\\beta ";
            case 'γ' -> "\\gamma ";
            case 'δ' -> "\\delta ";
            case 'θ' -> "\\theta ";
            case 'λ' -> "\\lambda ";
            case 'μ', 'µ' -> "\\mu ";
            case 'σ' -> "\\sigma ";
            case 'φ', 'ϕ' -> "\\phi ";
            case 'ω' -> "\\omega ";
            default -> String.valueOf(character);
        };
    }
}
