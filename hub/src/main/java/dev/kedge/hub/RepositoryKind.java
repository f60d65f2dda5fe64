package dev.kedge.hub;

/** The kinds of repositories: models and data sets, which the hub and its cache keep apart. */
public enum RepositoryKind {
    /** Weights with their configuration and tokenizer. */
    MODEL("model", ""),
    /** Rows for training or evaluation. */
    DATASET("dataset", "datasets/");

    private final String noun;
    private final String pathPrefix;

    RepositoryKind(String noun, String pathPrefix) {
        this.noun = noun;
        this.pathPrefix = pathPrefix;
    }

    /** The name in paths of the interface and in folders of the cache. */
    String plural() {
        return noun + "s";
    }

    /** The name of one of its kind. */
    String noun() {
        return noun;
    }

    /** What stands before a name in a page's address. */
    String pathPrefix() {
        return pathPrefix;
    }
}
