package dev.kedge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The public types of each published module stand in {@code docs/api/MODULE.txt}, so that a change of the API is seen
 * in review; with {@code -Dkedge.docs=rewrite} the lists are written anew. A type is public if code of another package
 * can name it and its package has no part that is called {@code internal}.
 */
class PublicTypesTest {

    /** Tests run in the module's folder, one below the repository's root. */
    private static final Path ROOT = Path.of("..");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.kedge");

    @ParameterizedTest
    @ValueSource(strings = {"api", "divergence", "jinja", "math", "hub", "verifiers", "trainer", "lab", "app"})
    void ofAModuleAreListed(String module) throws IOException {
        String types = CLASSES.stream()
                .filter(type -> isOf(module, type) && isVisible(type) && !isInternal(type.getPackageName()))
                .map(JavaClass::getName)
                .sorted()
                .map(name -> name + "\n")
                .collect(Collectors.joining());
        Path list = ROOT.resolve("docs/api/" + module + ".txt");
        if (System.getProperty("kedge.docs", "").equals("rewrite")) {
            Files.createDirectories(list.getParent());
            Files.writeString(list, types);
        }
        assertThat(Files.readString(list))
                .as("%s; mvn … -Dkedge.docs=rewrite puts it right", list)
                .isEqualTo(types);
    }

    @Test
    void mentionNothingInternalInWhatTheyOffer() {
        List<String> mentions = CLASSES.stream()
                .filter(type -> isVisible(type) && !isInternal(type.getPackageName()))
                .flatMap(type -> Stream.concat(type.getCodeUnits().stream(), type.getFields().stream())
                        .filter(PublicTypesTest::isOffered)
                        .filter(member -> member.getAllInvolvedRawTypes().stream()
                                .anyMatch(mentioned -> isInternal(mentioned.getPackageName()))))
                .map(JavaMember::getFullName)
                .sorted()
                .toList();
        // The program opens the run's directory itself, to write there what it was called with.
        assertThat(mentions).containsExactly("dev.kedge.train.Trainer.run(dev.kedge.internal.run.RunDirectory)");
    }

    private static boolean isOffered(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    @Test
    void whatIsInternalIsTold() {
        assertThat(List.of("dev.kedge.internal", "dev.kedge.internal.run", "dev.kedge.verifiers.internal.sql"))
                .allMatch(PublicTypesTest::isInternal);
        assertThat(List.of("dev.kedge.train", "dev.kedge.internals")).noneMatch(PublicTypesTest::isInternal);
    }

    private static boolean isInternal(String packageName) {
        return (packageName + ".").contains(".internal.");
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PublicTypesTest::isVisible).orElse(true)
                && !type.isAnonymousClass()
                && !type.isLocalClass();
    }

    private static boolean isOf(String module, JavaClass type) {
        String outermost = type.getName().replaceAll("\\$.*", "").replace('.', '/');
        return Files.exists(ROOT.resolve(module + "/src/main/java/" + outermost + ".java"));
    }
}
