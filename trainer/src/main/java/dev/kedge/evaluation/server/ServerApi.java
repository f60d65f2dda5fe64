package dev.kedge.evaluation.server;

/** The interface by which a server is asked. */
public enum ServerApi {
    /** {@code /v1/chat/completions}: messages; the server applies the chat template. */
    CHAT("/chat/completions"),
    /** {@code /v1/completions}: plain text that is continued. */
    COMPLETIONS("/completions");

    private final String path;

    ServerApi(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
