package dev.kedge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import dev.kedge.documentation.MarkdownTable;
import dev.kedge.documentation.Page;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The plan of the house, written once: modules in their poms, the order of rooms and its rules in {@link HouseRules},
 * what a room is in its package's documentation. The pages show that and nothing else.
 */
class DesignPageTest {

    private static final Page DESIGN = Page.at("docs/design.md");

    private static final Page README = Page.at("README.md");

    private static final HouseRules HOUSE = new HouseRules("dev.kedge");

    @Test
    void modulesAreThoseOfTheBuild() throws IOException {
        MarkdownTable table = new MarkdownTable("module", "is", "uses");
        for (BuildModule module : BuildModule.all()) {
            table.row(
                    "[`%s`](../%s)".formatted(module.name(), module.name()),
                    module.description(),
                    module.uses().stream().map(MarkdownTable::code).collect(Collectors.joining(", ")));
        }
        DESIGN.holds("modules", "\n" + table + "\n");
    }

    @Test
    void theReadmeNamesTheModules() throws IOException {
        MarkdownTable table = new MarkdownTable("module", "is");
        for (BuildModule module : BuildModule.all()) {
            table.row("[%s](%s)".formatted(module.name(), module.name()), module.description());
        }
        README.holds("modules", "\n" + table + "\n");
    }

    @Test
    void roomsAreThosePackagesInTheOrderOfTheRules() throws IOException {
        MarkdownTable table = new MarkdownTable("room", "module", "is");
        for (Room room : Room.all()) {
            table.row("[`%s`](../%s)".formatted(room.name(), room.folder()), room.module(), room.description());
        }
        DESIGN.holds("rooms", "\n" + table + "\n");
    }

    @Test
    void rulesAreThoseThatAreTested() throws IOException {
        String rules =
                HOUSE.all().stream().map(ArchRule::getDescription).collect(Collectors.joining(".\n* ", "* ", ".\n"));
        DESIGN.holds("rules", "\n" + rules + "\n");
    }

    /** A room that has moved out would stay in the order unnoticed. */
    @Test
    void everyRoomOfTheOrderIsThere() {
        List<String> there = Room.all().stream().map(Room::outermost).distinct().toList();
        assertThat(there).containsExactlyElementsOf(HouseRules.inOrder());
    }
}
