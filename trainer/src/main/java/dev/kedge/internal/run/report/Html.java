package dev.kedge.internal.run.report;

/** Text on its way into a page. */
final class Html {

    private Html() {}

    /** Text as the content of an element or a quoted attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** JSON as the content of a script element, which ends at the first {@code </script} whatever stands around it. */
    static String json(String json) {
        return json.replace("<", "\\u003c");
    }
}
