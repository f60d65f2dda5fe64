package dev.kedge.task;

import dev.kedge.config.ChangedSettings;
import dev.kedge.config.ConfigException;
import dev.kedge.hub.DownloadListener;
import dev.kedge.hub.FileChoice;
import dev.kedge.hub.Hub;
import dev.kedge.hub.HubException;
import dev.kedge.hub.HubName;
import dev.kedge.hub.HubSettings;
import dev.kedge.hub.RepositoryKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The data sets that settings name on the Hugging Face hub: found in the cache, or downloaded into it. */
public final class HubDatasets {

    private HubDatasets() {}

    /**
     * Settings whose data sets of the hub are in the cache, and named with their commits: so that a run that goes on
     * later goes on with the same rows.
     *
     * @param <R> the settings
     * @param settings a recipe, or another record that may hold data sets
     * @param hub downloads what is missing
     * @throws ConfigException if one cannot be had; its path is that of the setting within its task
     */
    public static <R extends Record> R pinned(R settings, Hub hub) {
        return ChangedSettings.of(
                settings,
                value -> value instanceof DatasetTask.Config config
                                && config.hub().isPresent()
                        ? config.toBuilder()
                                .hub(Optional.of(pinned(config, hub)))
                                .build()
                        : value);
    }

    private static String pinned(DatasetTask.Config config, Hub hub) {
        local(config, hub);
        return hub.pinnedDataset(name(config)).toString();
    }

    private static HubName name(DatasetTask.Config config) {
        return HubName.parse(RepositoryKind.DATASET, config.hub().orElseThrow()).orElseThrow();
    }

    /** The same settings with the files of the cache, by the hub that the environment names. */
    static DatasetTask.Config local(DatasetTask.Config config) {
        return config.hub().isEmpty()
                ? config
                : local(config, new Hub(HubSettings.ofEnvironment(), DownloadListener.SILENT));
    }

    /**
     * The same settings with files in place of splits. Where no split is named, {@code train} is, and the others as far
     * as there are any.
     */
    private static DatasetTask.Config local(DatasetTask.Config config, Hub hub) {
        boolean all = config.train().isEmpty()
                && config.validation().isEmpty()
                && config.test().isEmpty();
        Parts parts = new Parts(config, hub, name(config));
        return config.toBuilder()
                .hub(Optional.empty())
                .config(Optional.empty())
                .train(all ? parts.required(Split.TRAIN) : parts.of(Split.TRAIN, config.train()))
                .validation(all ? parts.optional(Split.VALIDATION) : parts.of(Split.VALIDATION, config.validation()))
                .test(all ? parts.optional(Split.TEST) : parts.of(Split.TEST, config.test()))
                .build();
    }

    /** The parts of one data set. */
    private record Parts(DatasetTask.Config config, Hub hub, HubName name) {

        private List<Path> of(Split split, List<Path> parts) {
            List<Path> files = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                String place = HubFiles.nameOf(split) + "[" + i + "]";
                files.addAll(had(place, parts.get(i).toString().replace('\\', '/')));
            }
            return files;
        }

        private List<Path> had(String place, String part) {
            return had(place, new HubFiles(name.repository(), config.config(), part));
        }

        private List<Path> had(String place, FileChoice choice) {
            try {
                return hub.dataset(name, choice);
            } catch (HubException e) {
                throw new ConfigException("hub", "must be a data set to be had: " + e.getMessage());
            } catch (IllegalArgumentException e) {
                throw new ConfigException(place, "must be a split or a pattern of files: " + e.getMessage());
            }
        }

        private List<Path> required(Split split) {
            return had(HubFiles.nameOf(split), HubFiles.nameOf(split));
        }

        private List<Path> optional(Split split) {
            return had("hub", new HubFiles(name.repository(), config.config(), HubFiles.nameOf(split)).orNone());
        }
    }
}
