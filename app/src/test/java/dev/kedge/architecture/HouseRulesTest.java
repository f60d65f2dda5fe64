package dev.kedge.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The house keeps its rules, and the rules notice when it does not. */
class HouseRulesTest {

    private static final HouseRules HOUSE = new HouseRules("dev.kedge");

    /** A house in which every rule is broken, in the test sources. */
    private static final HouseRules BROKEN = new HouseRules("dev.kedge.architecture.violations");

    private static final JavaClasses HOUSE_CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(HouseRulesTest::isOfTheHouse)
            .importPackages(HOUSE.root());

    private static final JavaClasses BROKEN_CLASSES = new ClassFileImporter().importPackages(BROKEN.root());

    /** The module {@code testing} is support of tests, and no part of the house. */
    private static boolean isOfTheHouse(Location location) {
        return !location.contains("/testing/target/") && !location.contains("kedge-testing");
    }

    static List<ArchRule> rules() {
        return HOUSE.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void houseKeeps(ArchRule rule) {
        rule.check(HOUSE_CLASSES);
    }

    @Test
    void theWholeHouseIsLookedAt() {
        List<String> rooms = HOUSE_CLASSES.stream().map(HOUSE::room).distinct().toList();
        assertThat(rooms).contains("divergence", "jinja", "tensor", "objective", "model", "sampling", "run", "cli");
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                Arguments.of(BROKEN.order(), "random.LooksDown", "train.Trained"),
                Arguments.of(BROKEN.order(), "cellar.Unplanned", "is in no room"),
                Arguments.of(BROKEN.noCircles(), "task.left", "task.right"),
                Arguments.of(BROKEN.noClassCircles(), "optim.Hen", "optim.Egg"),
                Arguments.of(BROKEN.nativeTypes(), "text.KnowsTensors", "org.bytedeco.pytorch.Tensor"),
                Arguments.of(BROKEN.scopesAndOptionals(), "train.OpensScope", "org.bytedeco.javacpp.PointerScope"),
                Arguments.of(BROKEN.scopesAndOptionals(), "train.OpensScope", "org.bytedeco.pytorch.LongOptional"),
                Arguments.of(BROKEN.inputAndOutput(), "rollout.ReadsFile", "java.nio.file.Files"),
                Arguments.of(BROKEN.inputAndOutput(), "model.Prints", "java.io.PrintStream"),
                Arguments.of(BROKEN.foundationsStandAlone(), "divergence.Leans", "org.slf4j.Logger"),
                Arguments.of(BROKEN.exit(), "run.EndsProcess", "java.lang.System.exit"),
                Arguments.of(BROKEN.randomness(), "run.EndsProcess", "java.util.Random"));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void brokenHouseIsNoticed(ArchRule rule, String offender, String offence) {
        assertThat(rule.evaluate(BROKEN_CLASSES).getFailureReport().toString())
                .startsWith("Architecture Violation")
                .contains(BROKEN.root() + "." + offender)
                .contains(offence);
    }

    /** Hen and egg lay each other: each is named. */
    @Test
    void everyClassOfACircleIsNamed() {
        assertThat(classes()
                        .should(new ClassCircles())
                        .evaluate(BROKEN_CLASSES)
                        .getFailureReport()
                        .getDetails())
                .hasSize(2)
                .anyMatch(circle -> circle.contains("optim.Hen is in a circle of"))
                .anyMatch(circle -> circle.contains("optim.Egg is in a circle of"));
    }

    @Test
    void whatIsAllowedIsNotNoticed() {
        assertThat(Stream.of(BROKEN.inputAndOutput(), BROKEN.nativeTypes(), BROKEN.exit(), BROKEN.noClassCircles())
                        .flatMap(rule -> rule.evaluate(BROKEN_CLASSES).getFailureReport().getDetails().stream()))
                .isNotEmpty()
                .noneMatch(detail -> detail.contains("model.hub.ReadsModel"))
                .noneMatch(detail -> detail.contains("train.Trained"))
                .noneMatch(detail -> detail.contains("optim.Bird"))
                .noneMatch(detail -> detail.contains("cli.Ends"));
    }
}
