package dev.kedge.hub;

/** A user's token. Its text is given to the hub's own address only and never shown. */
public final class HubToken {

    private final String text;

    /**
     * A token.
     *
     * @param text as the hub gave it
     * @throws HubException if it is blank or holds what cannot stand in a header
     */
    public HubToken(String text) {
        this.text = text.strip();
        if (!this.text.matches("[\\x21-\\x7e]+")) {
            throw new HubException("a token must be printable ASCII without spaces; this one is not");
        }
    }

    /** The header that carries it. */
    String authorization() {
        return "Bearer " + text;
    }

    @Override
    public String toString() {
        return "(a token)";
    }
}
