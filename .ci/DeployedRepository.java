import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The check of a Maven repository in a folder that {@code mvn -Prelease deploy} has filled: everything is there that
 * Maven Central asks for, the signatures apart (docs/publishing.md).
 *
 * <p>{@code java .ci/DeployedRepository.java FOLDER}, in the root of the checkout. Prints what is wrong, a line each,
 * and ends with status 1 if there is any.
 */
final class DeployedRepository {

    private static final Set<String> UNPUBLISHED = Set.of("kedge-testing", "kedge-benchmarks");
    private static final List<String> OF_A_JAR =
            List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", ".pom");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");

    private final Path group;
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, String> moduleNames = new TreeMap<>();
    private final Map<String, String> ownerOfPackage = new TreeMap<>();
    private int files;

    private DeployedRepository(Path repository) {
        group = repository.resolve("dev/kedge");
    }

    public static void main(String[] arguments) throws Exception {
        DeployedRepository repository = new DeployedRepository(Path.of(arguments[0]));
        repository.check(Path.of("pom.xml"));
        repository.wrong.forEach(line -> System.err.println("deployed repository: " + line));
        System.out.printf(
                "deployed repository: %d files of %d modules and their parent checked, %d things wrong%n",
                repository.files, repository.moduleNames.size(), repository.wrong.size());
        System.exit(repository.wrong.isEmpty() ? 0 : 1);
    }

    private void check(Path rootPom) throws Exception {
        Element root = pom(rootPom);
        Set<String> expected = new TreeSet<>(Set.of(text(root, "artifactId").orElseThrow()));
        for (Element module : children(child(root, "modules").orElseThrow(), "module")) {
            expected.add(
                    text(pom(Path.of(module.getTextContent(), "pom.xml")), "artifactId").orElseThrow());
        }
        expected.removeAll(UNPUBLISHED);
        Set<String> found;
        try (Stream<Path> folders = Files.list(group)) {
            found = folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        if (!found.equals(expected)) {
            wrong.add("must hold " + expected + ", holds " + found);
        }
        for (String artifact : found) {
            checkArtifact(artifact, text(root, "version").orElseThrow());
        }
    }

    private void checkArtifact(String artifact, String version) throws Exception {
        Path folder = group.resolve(artifact).resolve(version);
        // A snapshot's files have the time of the upload in the place of the word.
        Pattern name = Pattern.compile(Pattern.quote(artifact) + "-"
                + Pattern.quote(version.replace("-SNAPSHOT", "")) + "(?:-SNAPSHOT|-\\d{8}\\.\\d{6}-\\d+)?"
                + "((?:-sources|-javadoc|-cyclonedx)?\\.(?:jar|pom|json))");
        Map<String, Path> bySuffix = new TreeMap<>();
        for (Path file : Files.isDirectory(folder) ? list(folder) : List.<Path>of()) {
            Matcher matcher = name.matcher(file.getFileName().toString());
            if (matcher.matches()) {
                bySuffix.put(matcher.group(1), file);
                checkSums(file);
                files++;
            }
        }
        Path pomFile = bySuffix.get(".pom");
        if (pomFile == null) {
            wrong.add(artifact + " " + version + " has no .pom");
            return;
        }
        Element pom = pom(pomFile);
        checkPom(artifact, pom);
        if (!text(pom, "packaging").orElse("jar").equals("jar")) {
            return;
        }
        for (String suffix : OF_A_JAR) {
            if (!bySuffix.containsKey(suffix)) {
                wrong.add(artifact + " has no " + suffix);
            } else if (suffix.endsWith(".jar")) {
                checkJar(artifact, suffix, bySuffix.get(suffix));
            }
        }
    }

    private void checkSums(Path file) throws Exception {
        for (Map.Entry<String, String> kind : Map.of(".md5", "MD5", ".sha1", "SHA-1").entrySet()) {
            Path sum = file.resolveSibling(file.getFileName() + kind.getKey());
            if (!Files.exists(sum)) {
                wrong.add(file.getFileName() + " has no " + kind.getKey());
                continue;
            }
            byte[] digest = MessageDigest.getInstance(kind.getValue()).digest(Files.readAllBytes(file));
            if (!Files.readString(sum).strip().equals(HexFormat.of().formatHex(digest))) {
                wrong.add(file.getFileName() + kind.getKey() + " is another file's");
            }
        }
    }

    private void checkPom(String artifact, Element pom) throws Exception {
        Optional<Element> parent = child(pom, "parent").isPresent() ? Optional.of(parentPom(pom)) : Optional.empty();
        for (String own : List.of("name", "description")) {
            if (text(pom, own).isEmpty()) {
                wrong.add(artifact + " has no <" + own + ">");
            }
        }
        for (List<String> path : List.of(
                List.of("url"),
                List.of("licenses", "license", "name"),
                List.of("licenses", "license", "url"),
                List.of("developers", "developer", "name"),
                List.of("scm", "url"),
                List.of("scm", "connection"))) {
            if (!has(pom, path) && parent.filter(above -> has(above, path)).isEmpty()) {
                wrong.add(artifact + " has no <" + String.join("><", path) + ">, nor has its parent");
            }
        }
        // What a consumer reads may hang on nothing but plain properties: Gradle, for one, looks at no profile.
        Set<String> defined = new TreeSet<>(Set.of("project.version"));
        for (Element of : Stream.concat(Stream.of(pom), parent.stream()).toList()) {
            child(of, "properties").stream()
                    .flatMap(properties -> elements(properties).stream())
                    .forEach(property -> defined.add(property.getTagName()));
        }
        for (String section : List.of("dependencies", "dependencyManagement")) {
            String content = child(pom, section).map(Element::getTextContent).orElse("");
            PLACEHOLDER
                    .matcher(content)
                    .results()
                    .map(result -> result.group(1))
                    .filter(property -> !defined.contains(property))
                    .forEach(property -> wrong.add(artifact + " leaves ${" + property + "} open in its " + section));
        }
    }

    private Element parentPom(Element pom) throws Exception {
        Element parent = child(pom, "parent").orElseThrow();
        Path folder = group.resolve(text(parent, "artifactId").orElseThrow())
                .resolve(text(parent, "version").orElseThrow());
        return pom(list(folder).stream()
                .filter(file -> file.toString().endsWith(".pom"))
                .findFirst()
                .orElseThrow());
    }

    private void checkJar(String artifact, String suffix, Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            List<String> names = jar.stream().map(entry -> entry.getName()).toList();
            for (String needed : List.of("META-INF/LICENSE", "META-INF/NOTICE")) {
                if (!names.contains(needed)) {
                    wrong.add(artifact + suffix + " has no " + needed);
                }
            }
            String proof =
                    switch (suffix) {
                        case "-sources.jar" -> ".java";
                        case "-javadoc.jar" -> "index.html";
                        default -> ".class";
                    };
            if (names.stream().noneMatch(name -> name.endsWith(proof))) {
                wrong.add(artifact + suffix + " holds no " + proof);
            }
            if (!suffix.equals(".jar")) {
                return;
            }
            String module = jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name");
            String wanted = artifact.replace("kedge-", "dev.kedge.");
            moduleNames.put(artifact, String.valueOf(module));
            if (!wanted.equals(module)) {
                wrong.add(artifact + " must have the Automatic-Module-Name " + wanted + ", has " + module);
            }
            names.stream()
                    .filter(name -> name.endsWith(".class") && name.contains("/"))
                    .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                    .distinct()
                    .forEach(name -> {
                        String other = ownerOfPackage.putIfAbsent(name, artifact);
                        if (other != null) {
                            wrong.add("the package " + name + " is split between " + other + " and " + artifact);
                        }
                    });
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static Element pom(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }

    private static List<Element> elements(Element parent) {
        return IntStream.range(0, parent.getChildNodes().getLength())
                .mapToObj(parent.getChildNodes()::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
                .map(Element.class::cast)
                .toList();
    }

    private static List<Element> children(Element parent, String name) {
        return elements(parent).stream()
                .filter(element -> element.getTagName().equals(name))
                .toList();
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    private static Optional<String> text(Element parent, String name) {
        return child(parent, name).map(element -> element.getTextContent().strip()).filter(text -> !text.isEmpty());
    }

    private static boolean has(Element pom, List<String> path) {
        Optional<Element> place = Optional.of(pom);
        for (String name : path) {
            place = place.flatMap(above -> child(above, name));
        }
        return place.filter(element -> !element.getTextContent().isBlank()).isPresent();
    }
}
