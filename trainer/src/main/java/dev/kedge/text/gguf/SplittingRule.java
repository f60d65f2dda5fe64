package dev.kedge.text.gguf;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The rule by which a byte-level tokenizer cuts a text before it merges, which a GGUF file only names
 * ({@code tokenizer.ggml.pre}).
 *
 * @param patterns each cuts the pieces that those before it left; what none matches is a piece as well
 * @param ignoresMerges whether a piece that is a token is that token, whatever the merges say
 * @param begins whether a prompt begins with the token for the beginning where the file does not say it
 * @param composed whether a text is brought to Unicode's form NFC first, as the tokenizer that the model was trained
 *     with does; llama.cpp does not
 */
record SplittingRule(List<String> patterns, boolean ignoresMerges, boolean begins, boolean composed) {

    /** Each digit by itself. */
    static final String DIGIT = "\\p{N}";

    private static final String ENDINGS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private static final String SPACES = "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String SIGNS = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*";
    private static final String BEFORE_WORD = "[^\\r\\n\\p{L}\\p{N}]?";
    private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";

    /** The pattern of GPT-2, which the step ByteLevel of a tokenizer.json stands for. */
    static final String GPT2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

    private static final Map<String, SplittingRule> BY_NAME = new LinkedHashMap<>();

    static {
        name(plain(GPT2), "gpt-2", "phi-2", "mpt", "olmo", "jais", "exaone4", "trillion");
        name(plain(DIGIT, GPT2), "smollm", "starcoder", "refact", "codeshell", "exaone", "minerva-7b", "command-r");
        name(new SplittingRule(List.of(words(3)), true, true, false), "llama-bpe", "llama3", "llama-v3", "falcon3");
        name(plain(words(3)), "dbrx", "smaug-bpe", "chatglm-bpe", "glm4");
        name(new SplittingRule(List.of(words(1)), false, false, true), "qwen2");
        name(plain(words(1)), "deepseek-r1-qwen", "stablelm2", "grok-2");
        name(new SplittingRule(List.of(cased("", 1)), true, true, false), "tekken");
        name(plain(cased(ENDINGS + "?", 3)), "gpt-4o", "llama4");
    }

    SplittingRule {
        patterns = List.copyOf(patterns);
    }

    private static void name(SplittingRule rule, String... names) {
        for (String name : names) {
            BY_NAME.put(name, rule);
        }
    }

    private static SplittingRule plain(String... patterns) {
        return new SplittingRule(Arrays.asList(patterns), false, false, false);
    }

    /** Words with at most one sign before them, and numbers cut after some digits. */
    private static String words(int digits) {
        return ENDINGS + "|" + BEFORE_WORD + "\\p{L}+|" + digits(digits) + SIGNS + SPACES;
    }

    /** The same, a word cut where a small letter is followed by a capital one. */
    private static String cased(String ending, int digits) {
        return BEFORE_WORD + UPPER + "*" + LOWER + "+" + ending + "|" + BEFORE_WORD + UPPER + "+" + LOWER + "*" + ending
                + "|" + digits(digits) + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*" + SPACES;
    }

    private static String digits(int most) {
        return most == 1 ? DIGIT : "\\p{N}{1," + most + "}";
    }

    /**
     * The rule of a name.
     *
     * @throws IllegalArgumentException if it is none of those known; the message lists them
     */
    static SplittingRule named(String name) {
        SplittingRule rule = BY_NAME.get(name);
        if (rule == null) {
            throw new IllegalArgumentException("tokenizer.ggml.pre must be one of "
                    + String.join(", ", new TreeSet<>(BY_NAME.keySet())) + ", got " + name);
        }
        return rule;
    }

    /** A rule and the best known of its names. */
    record Named(String name, SplittingRule rule) {}

    /** The rule that cuts in this way; empty if there is none. */
    static Optional<Named> find(List<String> patterns, boolean ignoresMerges, boolean composed) {
        return BY_NAME.entrySet().stream()
                .filter(entry -> entry.getValue().patterns().equals(patterns)
                        && entry.getValue().ignoresMerges() == ignoresMerges
                        && entry.getValue().composed() == composed)
                .findFirst()
                .map(entry -> new Named(entry.getKey(), entry.getValue()));
    }
}
