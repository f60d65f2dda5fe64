package dev.kedge.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The questions to the hub about one repository: which commit, which files, and where their content is. */
final class HubInterface {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_ANSWER_BYTES = 64 << 20;
    private static final int MAX_PAGES = 1000;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,]*rel=\"?next\"?");

    private final HubConnection hub;

    HubInterface(HubConnection hub) {
        this.hub = hub;
    }

    /** An answer, and where it goes on. */
    private record Answer(JsonNode body, Optional<URI> next) {}

    /** The commit that the revision is now. */
    String commit() {
        JsonNode sha =
                answer(api("revision/" + encoded(hub.name().revision()))).body().path("sha");
        return Optional.of(sha)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(text -> text.matches("[0-9a-f]{40}"))
                .orElseThrow(this::otherForm);
    }

    /** All files at a commit. */
    Listing listing(String commit) {
        List<RepositoryFile> files = new ArrayList<>();
        Optional<URI> at = Optional.of(api("tree/" + commit + "?recursive=true&expand=false"));
        for (int page = 0; at.isPresent(); page++) {
            if (page == MAX_PAGES) {
                throw otherForm();
            }
            Answer answer = answer(at.get());
            files.addAll(Listing.page(answer.body(), hub.settings().endpoint()));
            at = answer.next();
        }
        return Listing.of(commit, files);
    }

    /** Where the content of a file is asked for. */
    URI content(String commit, RepositoryFile file) {
        HubName name = hub.name();
        return URI.create(hub.settings().endpoint() + "/" + name.kind().pathPrefix() + name.repository() + "/resolve/"
                + commit + "/"
                + Arrays.stream(file.path().split("/"))
                        .map(HubInterface::encoded)
                        .collect(Collectors.joining("/")));
    }

    private URI api(String question) {
        HubName name = hub.name();
        return URI.create(
                hub.settings().endpoint() + "/api/" + name.kind().plural() + "/" + name.repository() + "/" + question);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HubException otherForm() {
        return new HubException(otherWords());
    }

    private String otherWords() {
        return hub.settings().endpoint() + " does not answer as a Hugging Face hub; see HF_ENDPOINT";
    }

    private Answer answer(URI address) {
        Retries retries = new Retries(hub.settings());
        while (true) {
            try {
                HttpResponse<InputStream> answer =
                        hub.get(address, 0, hub.settings().metadataTimeout());
                return new Answer(JSON.readTree(body(answer)), next(address, answer));
            } catch (JacksonException e) {
                throw new HubException(otherWords(), e);
            } catch (IOException e) {
                if (Retries.isWithoutConnection(e)) {
                    throw Retries.unreachable(hub.settings(), e);
                }
                retries.failed(e);
            }
        }
    }

    private byte[] body(HttpResponse<InputStream> answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (StallGuard body = new StallGuard(answer.body(), hub.settings().metadataTimeout())) {
            byte[] buffer = new byte[1 << 13];
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                bytes.write(buffer, 0, count);
                if (bytes.size() > MAX_ANSWER_BYTES) {
                    throw otherForm();
                }
            }
        }
        return bytes.toByteArray();
    }

    private Optional<URI> next(URI address, HttpResponse<?> answer) {
        try {
            return answer.headers().allValues("Link").stream()
                    .map(NEXT::matcher)
                    .filter(found -> found.find())
                    .map(matcher -> address.resolve(URI.create(matcher.group(1))))
                    .findFirst();
        } catch (IllegalArgumentException e) {
            throw new HubException(otherWords(), e);
        }
    }
}
