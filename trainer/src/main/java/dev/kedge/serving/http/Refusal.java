package dev.kedge.serving.http;

import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The refusal of a request: a status and one line, as OpenAI's clients read it. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int BAD_REQUEST = 400;
    private static final int SERVER_FAILED = 500;

    private final int status;
    private final String parameter;
    private final String code;

    private Refusal(int status, String parameter, String code, String message) {
        super(message);
        this.status = status;
        this.parameter = parameter;
        this.code = code;
    }

    /** The value of a field is wrong, or the field itself. */
    static Refusal of(String field, String message) {
        return new Refusal(BAD_REQUEST, field, "", message);
    }

    /** The request as a whole is wrong. */
    static Refusal of(String message) {
        return new Refusal(BAD_REQUEST, "", "", message);
    }

    /** A prompt, or a prompt and its completion, are too long. */
    static Refusal tooLong(String field, String message) {
        return new Refusal(BAD_REQUEST, field, "context_length_exceeded", message);
    }

    static Refusal noSuchModel(String message) {
        return new Refusal(404, "model", "model_not_found", message);
    }

    /** Any other status. */
    static Refusal ofStatus(int status, String code, String message) {
        return new Refusal(status, "", code, message);
    }

    int status() {
        return status;
    }

    /** The error as a client reads it. */
    ObjectNode body() {
        return body(String.valueOf(getMessage()), status, parameter, code);
    }

    /** What failed in here, and is not the request's fault. */
    static ObjectNode failure(RuntimeException failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
        return body(message.strip().lines().findFirst().orElse(message), SERVER_FAILED, "", "");
    }

    private static ObjectNode body(String message, int status, String parameter, String code) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        ObjectNode error = body.putObject("error");
        error.put("message", message);
        error.put("type", status < SERVER_FAILED ? "invalid_request_error" : "server_error");
        put(error, "param", parameter);
        put(error, "code", code);
        return body;
    }

    private static void put(ObjectNode error, String key, String value) {
        if (value.isEmpty()) {
            error.putNull(key);
        } else {
            error.put(key, value);
        }
    }
}
