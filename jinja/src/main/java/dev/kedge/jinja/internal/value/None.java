package dev.kedge.jinja.internal.value;

/** Python's {@code None}, JSON's {@code null}. */
public enum None implements Value {
    /** The only one. */
    NONE;

    @Override
    public String typeName() {
        return "NoneType";
    }

    @Override
    public String typeInMessages() {
        return "None";
    }

    @Override
    public boolean isTrue() {
        return false;
    }

    @Override
    public void represent(TextBuilder out) {
        out.append("None");
    }
}
