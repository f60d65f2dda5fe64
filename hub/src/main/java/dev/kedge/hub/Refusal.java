package dev.kedge.hub;

import java.net.http.HttpResponse;

/** The hub's answers that are no content, in words for the user. */
final class Refusal {

    private static final String CODE = "X-Error-Code";
    private static final String MESSAGE = "X-Error-Message";

    private Refusal() {}

    /**
     * What an answer says.
     *
     * @param answer with a status of 400 and above
     * @param settings endpoint and token
     * @param name what was asked for
     * @param ofHub whether the hub itself answered, and not a server that it redirected to
     */
    static HubException of(HttpResponse<?> answer, HubSettings settings, HubName name, boolean ofHub) {
        int status = answer.statusCode();
        String hub = settings.endpoint();
        if (!ofHub) {
            return new HubException("the server that " + hub + " names for " + name.repository() + " answers HTTP "
                    + status + said(answer));
        }
        return new HubException(
                switch (answer.headers().firstValue(CODE).orElse("")) {
                    case "GatedRepo" ->
                        name.repository() + " is gated: ask for access on " + hub + "/"
                                + name.kind().pathPrefix() + name.repository()
                                + " and set HF_TOKEN to a token of that account"
                                + (settings.token().isPresent() ? "; the one that is set has no access" : "");
                    case "RevisionNotFound" -> hub + " has no revision " + name.revision() + " of " + name.repository();
                    case "EntryNotFound" -> hub + " has no such file in " + name;
                    case "RepoNotFound" -> absent(settings, name);
                    default ->
                        status == 401 && isOfToken(answer)
                                ? hub + " does not accept the token (HF_TOKEN, or the file that the login wrote)"
                                : status == 401 || status == 404
                                        ? absent(settings, name)
                                        : hub + " answers HTTP " + status + " for " + name + said(answer);
                });
    }

    private static boolean isOfToken(HttpResponse<?> answer) {
        return answer.headers().firstValue(MESSAGE).orElse("").startsWith("Invalid credentials");
    }

    private static String absent(HubSettings settings, HubName name) {
        return settings.endpoint() + " has no " + name.kind().noun() + " " + name.repository()
                + (settings.token().isPresent()
                        ? " that this token may read"
                        : " for everybody; a private or gated one needs HF_TOKEN");
    }

    private static String said(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue(MESSAGE)
                .map(text -> ": " + text.replaceAll("\\s+", " ").strip())
                .orElse("");
    }
}
