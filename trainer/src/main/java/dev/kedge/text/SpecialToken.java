package dev.kedge.text;

/** The special tokens of the tokenizers written here; their ids come before all others. */
public enum SpecialToken {
    /** Fills up rows of a batch. */
    PADDING("<pad>", 0),
    /** Ends a completion. */
    END("<eos>", 1),
    /** Stands for what the vocabulary cannot express. */
    UNKNOWN("<unk>", 2);

    private final String text;
    private final int id;

    SpecialToken(String text, int id) {
        this.text = text;
        this.id = id;
    }

    /**
     * The token as it is written in {@code tokenizer.json}.
     *
     * @return for example {@code <eos>}
     */
    public String text() {
        return text;
    }

    /**
     * The token's id.
     *
     * @return 0, 1 or 2
     */
    public int id() {
        return id;
    }
}
