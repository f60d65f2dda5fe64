package dev.kedge.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A hub on this machine that speaks as much of the Hugging Face hub's protocol as a download needs, with a second
 * server, at another origin, that large files are redirected to; and faults on demand. {@link #main} serves folders,
 * for the real {@code huggingface_hub} to download from.
 */
final class LocalHub implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PAGE = 3;

    /** A request as it came. */
    record Request(String server, String method, String path, Optional<String> range, Optional<String> authorization) {}

    /** A repository: its kind, branches by name, and files of its only commit. */
    record Repository(String commit, SortedMap<String, byte[]> files) {}

    private final HttpServer hub;
    private final HttpServer store;
    private final Map<String, Repository> repositories = new ConcurrentHashMap<>();
    private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
    private final Map<String, String[]> refusals = new ConcurrentHashMap<>();
    final List<Request> requests = new CopyOnWriteArrayList<>();

    LocalHub() throws IOException {
        this(0, 0);
    }

    private LocalHub(int port, int storePort) throws IOException {
        hub = server(port, this::answer);
        store = server(storePort, this::content);
    }

    private static HttpServer server(int port, Fault handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.answer(exchange, new byte[0]);
            }
        });
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
        return server;
    }

    String endpoint() {
        return "http://127.0.0.1:" + hub.getAddress().getPort();
    }

    /** Settings for a cache beside this hub, quick to lose patience. */
    HubSettings settings(Path cache, String... environment) {
        Map<String, String> variables = new TreeMap<>(Map.of(
                "HF_ENDPOINT",
                endpoint(),
                "HF_HUB_CACHE",
                cache.toString(),
                "HF_HOME",
                cache + "-home",
                "NO_PROXY",
                "*"));
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        HubSettings read = HubSettings.of(variables, cache);
        return new HubSettings(
                read.endpoint(),
                read.cache(),
                read.token(),
                read.offline(),
                read.symlinks(),
                Duration.ofMillis(500),
                Duration.ofMillis(500),
                Duration.ofMillis(1),
                read.proxies());
    }

    /** Serves a repository: {@code model/owner/name} or {@code dataset/owner/name}; its only branch is main. */
    LocalHub with(String id, Map<String, byte[]> files) {
        SortedMap<String, byte[]> sorted = new TreeMap<>(files);
        StringBuilder all = new StringBuilder(id);
        sorted.forEach((path, bytes) -> all.append(path).append(sum("SHA-1", bytes)));
        return with(id, sum("SHA-1", all.toString().getBytes(StandardCharsets.UTF_8)), sorted);
    }

    /** Serves a repository whose only commit has this name. */
    LocalHub with(String id, String commit, Map<String, byte[]> files) {
        repositories.put(id, new Repository(commit, new TreeMap<>(files)));
        return this;
    }

    String commit(String id) {
        return repository(id).commit();
    }

    private Repository repository(String id) {
        return Optional.ofNullable(repositories.get(id)).orElseThrow();
    }

    /** Answers requests for the content of a file with these faults, one after the other, and then rightly. */
    LocalHub failing(String path, Fault... inOrder) {
        faults.put(path, new ArrayDeque<>(List.of(inOrder)));
        return this;
    }

    /** Answers everything about a repository with a status and the headers {@code X-Error-Code, X-Error-Message}. */
    LocalHub refusing(String id, int status, String code, String message) {
        refusals.put(id, new String[] {String.valueOf(status), code, message});
        return this;
    }

    List<Request> contentRequests(String path) {
        return requests.stream()
                .filter(request ->
                        request.server().equals("store") && request.path().endsWith("/" + path))
                .toList();
    }

    // The hub

    private void answer(HttpExchange exchange, byte[] none) throws IOException {
        note("hub", exchange);
        String path = exchange.getRequestURI().getRawPath();
        String[] parts = path.substring(1).split("/");
        if (parts.length >= 6 && parts[0].equals("api") && parts[1].equals("resolve-cache")) {
            small(exchange, id(parts[2], parts[3], parts[4]), decoded(parts, 6));
        } else if (parts.length >= 6 && parts[0].equals("api")) {
            about(exchange, id(parts[1], parts[2], parts[3]), parts[4], decoded(parts, 5));
        } else if (parts.length >= 6 && parts[0].equals("datasets")) {
            resolve(exchange, id("datasets", parts[1], parts[2]), "datasets", parts[4], decoded(parts, 5));
        } else if (parts.length >= 5) {
            resolve(exchange, id("models", parts[0], parts[1]), "models", parts[3], decoded(parts, 4));
        } else {
            Fault.send(exchange, 404, new byte[0]);
        }
    }

    private static String id(String plural, String owner, String name) {
        return plural.substring(0, plural.length() - 1) + "/" + owner + "/" + name;
    }

    private static String decoded(String[] parts, int from) {
        return URLDecoder.decode(String.join("/", List.of(parts).subList(from, parts.length)), StandardCharsets.UTF_8);
    }

    private boolean isRefused(HttpExchange exchange, String id) throws IOException {
        String[] refusal = refusals.get(id);
        if (refusal == null && repositories.containsKey(id)) {
            return false;
        }
        String[] said = refusal == null ? new String[] {"401", "RepoNotFound", "Repository not found"} : refusal;
        exchange.getResponseHeaders().set("X-Error-Code", said[1]);
        exchange.getResponseHeaders().set("X-Error-Message", said[2]);
        Fault.send(exchange, Integer.parseInt(said[0]), "{}".getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private void about(HttpExchange exchange, String id, String what, String argument) throws IOException {
        if (isRefused(exchange, id)) {
            return;
        }
        Repository repository = repository(id);
        if (!argument.equals("main") && !argument.equals(repository.commit())) {
            exchange.getResponseHeaders().set("X-Error-Code", "RevisionNotFound");
            Fault.send(exchange, 404, new byte[0]);
        } else if (what.equals("revision")) {
            ObjectNode info = JSON.createObjectNode().put("id", id.substring(id.indexOf('/') + 1));
            info.put("sha", repository.commit()).put("private", false).putArray("siblings");
            Fault.send(exchange, 200, JSON.writeValueAsBytes(info));
        } else {
            page(exchange, repository);
        }
    }

    private void page(HttpExchange exchange, Repository repository) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        int from = query.contains("cursor=") ? Integer.parseInt(query.replaceAll(".*cursor=([0-9]+).*", "$1")) : 0;
        List<String> paths = List.copyOf(repository.files().keySet());
        ArrayNode entries = JSON.createArrayNode();
        entries.addObject()
                .put("type", "directory")
                .put("oid", "0".repeat(40))
                .put("size", 0)
                .put("path", "a-folder");
        for (String path : paths.subList(from, Math.min(paths.size(), from + PAGE))) {
            byte[] bytes = content(repository, path);
            ObjectNode entry =
                    entries.addObject().put("type", "file").put("path", path).put("size", bytes.length);
            if (isLarge(path)) {
                entry.put("oid", gitBlob(("pointer to " + sum("SHA-256", bytes)).getBytes(StandardCharsets.UTF_8)));
                entry.putObject("lfs")
                        .put("oid", sum("SHA-256", bytes))
                        .put("size", bytes.length)
                        .put("pointerSize", 134);
            } else {
                entry.put("oid", gitBlob(bytes));
            }
        }
        if (from + PAGE < paths.size()) {
            String next =
                    endpoint() + exchange.getRequestURI().getRawPath() + "?recursive=true&cursor=" + (from + PAGE);
            exchange.getResponseHeaders().set("Link", "<" + next + ">; rel=\"next\"");
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        Fault.send(exchange, 200, JSON.writeValueAsBytes(entries));
    }

    private static byte[] content(Repository repository, String path) {
        return Optional.ofNullable(repository.files().get(path)).orElseThrow();
    }

    private void resolve(HttpExchange exchange, String id, String plural, String place, String path)
            throws IOException {
        if (isRefused(exchange, id)) {
            return;
        }
        Repository repository = repository(id);
        if (!place.equals("main") && !place.equals(repository.commit())) {
            exchange.getResponseHeaders().set("X-Error-Code", "RevisionNotFound");
            Fault.send(exchange, 404, new byte[0]);
            return;
        }
        exchange.getResponseHeaders().set("X-Repo-Commit", repository.commit());
        if (!repository.files().containsKey(path)) {
            exchange.getResponseHeaders().set("X-Error-Code", "EntryNotFound");
            Fault.send(exchange, 404, new byte[0]);
            return;
        }
        String at = id.substring(id.indexOf('/') + 1) + "/" + repository.commit() + "/" + path.replace(" ", "%20");
        if (isLarge(path)) {
            byte[] bytes = content(repository, path);
            exchange.getResponseHeaders().set("X-Linked-Etag", '"' + sum("SHA-256", bytes) + '"');
            exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(bytes.length));
            exchange.getResponseHeaders()
                    .set(
                            "Location",
                            "http://127.0.0.1:" + store.getAddress().getPort() + "/" + plural + "/" + at
                                    + "?signature=1");
            Fault.send(exchange, 302, new byte[0]);
        } else {
            exchange.getResponseHeaders().set("Location", "/api/resolve-cache/" + plural + "/" + at);
            Fault.send(exchange, 307, new byte[0]);
        }
    }

    private void small(HttpExchange exchange, String id, String path) throws IOException {
        Repository repository = repository(id);
        byte[] bytes = content(repository, path);
        exchange.getResponseHeaders().set("X-Repo-Commit", repository.commit());
        exchange.getResponseHeaders().set("ETag", "W/\"" + gitBlob(bytes) + '"');
        serve(exchange, path, bytes);
    }

    // The store of large files

    private void content(HttpExchange exchange, byte[] none) throws IOException {
        note("store", exchange);
        String[] parts = exchange.getRequestURI().getRawPath().substring(1).split("/");
        String path = decoded(parts, 4);
        serve(exchange, path, content(repository(id(parts[0], parts[1], parts[2])), path));
    }

    private void serve(HttpExchange exchange, String path, byte[] bytes) throws IOException {
        Deque<Fault> queue = faults.get(path);
        Fault fault = queue == null || exchange.getRequestMethod().equals("HEAD") ? null : queue.poll();
        if (fault != null) {
            fault.answer(exchange, bytes);
        } else {
            Fault.answerRange(exchange, bytes);
        }
    }

    private void note(String server, HttpExchange exchange) {
        requests.add(new Request(
                server,
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString().replaceAll("\\?signature=1$", ""),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))));
    }

    private static boolean isLarge(String path) {
        return path.matches(".*\\.(safetensors|bin|gguf|parquet)");
    }

    static String sum(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String gitBlob(byte[] bytes) {
        byte[] head = ("blob " + bytes.length + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] both = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, both, 0, head.length);
        System.arraycopy(bytes, 0, both, head.length, bytes.length);
        return sum("SHA-1", both);
    }

    @Override
    public void close() {
        hub.stop(0);
        store.stop(0);
    }

    /**
     * Serves the folders {@code ROOT/model/OWNER/NAME} and {@code ROOT/dataset/OWNER/NAME} until its input ends; prints
     * the address.
     */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        try (LocalHub hub = new LocalHub(0, 0)) {
            for (Path folder : folders(root, 3)) {
                Map<String, byte[]> files = new TreeMap<>();
                try (Stream<Path> all = Files.walk(folder)) {
                    for (Path file : all.filter(Files::isRegularFile).toList()) {
                        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                    }
                }
                hub.with(root.relativize(folder).toString().replace('\\', '/'), files);
            }
            System.out.println(hub.endpoint());
            System.out.flush();
            while (System.in.read() >= 0) {
                // until the end
            }
        }
    }

    private static List<Path> folders(Path root, int depth) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root, depth)) {
            all.filter(path -> Files.isDirectory(path) && root.relativize(path).getNameCount() == depth)
                    .sorted()
                    .forEach(found::add);
        }
        return found;
    }
}
