package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.config.Catalogues;
import dev.kedge.config.ConfigException;
import dev.kedge.hub.DownloadListener;
import dev.kedge.hub.Hub;
import dev.kedge.hub.HubSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets by their name on the hub, in a cache and offline. */
class HubDatasetsTest {

    private static final String COMMIT = "1".repeat(40);

    /** Settings with tasks at two places. */
    public record Settings(Choice<TaskMaker> task, List<Choice<TaskMaker>> more) {}

    @TempDir
    private Path cache = Path.of("");

    @BeforeEach
    void writeRows() throws IOException {
        Path repository = cache.resolve("datasets--owner--sums");
        Path snapshot = Files.createDirectories(repository.resolve("snapshots").resolve(COMMIT));
        Files.createDirectories(snapshot.resolve("main"));
        Files.createDirectories(repository.resolve("refs"));
        Files.writeString(repository.resolve("refs/main"), COMMIT);
        Files.writeString(snapshot.resolve("main/train.jsonl"), "{\"prompt\":\"1+1\",\"answer\":\"2\"}\n");
        Files.writeString(snapshot.resolve("main/test.jsonl"), "{\"prompt\":\"1+2\",\"answer\":\"3\"}\n");
    }

    private Hub hub() {
        return new Hub(
                HubSettings.of(Map.of("HF_HUB_CACHE", cache.toString(), "HF_HUB_OFFLINE", "1"), cache),
                DownloadListener.SILENT);
    }

    private static Choice<TaskMaker> task(String yaml) {
        return Catalogues.of(List.of(Tasks.catalogue(ForeignKinds.none()))).read(TaskMaker.class, yaml, "task");
    }

    private static String pinned(Settings settings) {
        return ((DatasetTask.Config) settings.task().config()).hub().orElse("");
    }

    /** A name stands for the splits there are; the commit that is kept means the same rows for ever. */
    @Test
    void nameBecomesTheCommitWhereverItStands() {
        Choice<TaskMaker> named = task("{kind: dataset, hub: owner/sums, config: main}");
        Choice<TaskMaker> local = task("{kind: dataset, train: [x.jsonl]}");
        Choice<TaskMaker> mixture =
                task("{kind: mixture, of: [{kind: dataset, hub: owner/sums, config: main, test: [test]}]}");
        Settings settings = new Settings(named, List.of(local, mixture));
        Settings changed = HubDatasets.pinned(settings, hub());
        assertThat(pinned(changed)).isEqualTo("owner/sums@" + COMMIT);
        assertThat(changed.more().get(0)).isEqualTo(local);
        assertThat(changed.more().get(1).toString()).contains("owner/sums@" + COMMIT);
        assertThat(HubDatasets.pinned(changed, hub())).isEqualTo(changed);
    }

    /** What cannot be had is named at its place. */
    @Test
    void whatCannotBeHadIsRefusedAtItsPlace() {
        Settings settings = new Settings(
                task("{kind: dataset, train: [x.jsonl]}"),
                List.of(task("{kind: dataset, hub: owner/none, train: [train]}")));
        assertThatThrownBy(() -> HubDatasets.pinned(settings, hub()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("more[0].hub must be a data set to be had: owner/none is not in the cache");
        Settings split =
                new Settings(task("{kind: dataset, hub: owner/sums, config: main, train: [tain.jsonl]}"), List.of());
        assertThatThrownBy(() -> HubDatasets.pinned(split, hub())).hasMessageStartingWith("task.");
        assertThatThrownBy(() -> task("{kind: dataset, hub: sums}"))
                .hasMessageContaining("task.hub must be OWNER/NAME[@REVISION], got sums");
        assertThatThrownBy(() -> task("{kind: dataset, hub: owner/sums/x.parquet}"))
                .hasMessageContaining("must be OWNER/NAME[@REVISION], got owner/sums/x.parquet");
        assertThatThrownBy(() -> task("{kind: dataset, config: main}"))
                .hasMessageContaining("task.config must be absent where hub is, got main");
    }
}
