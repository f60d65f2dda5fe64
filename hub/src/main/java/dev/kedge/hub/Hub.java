package dev.kedge.hub;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Hugging Face hub with its cache on this machine, which Python's tools share.
 *
 * <p>What the cache has is used as it is, without a question to the hub; {@link #download} asks for what is new.
 */
public final class Hub {

    private static final String GGUF = ".gguf";

    private final HubSettings settings;
    private final DownloadListener listener;

    /**
     * A hub.
     *
     * @param settings where it and its cache are
     * @param listener is told of downloads
     */
    public Hub(HubSettings settings, DownloadListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * The repository that a path means which is no file and no folder here: {@code OWNER/NAME[@REVISION]}, or
     * {@code OWNER/NAME/FILE.gguf[@REVISION]}.
     *
     * @param path what a user wrote where a model's folder is expected
     * @return empty if something is there, or the path has another form
     */
    public static Optional<HubName> modelNamed(Path path) {
        if (Files.exists(path)) {
            return Optional.empty();
        }
        return HubName.parse(RepositoryKind.MODEL, path.toString().replace(File.separatorChar, '/'))
                .filter(name -> name.file().isEmpty() || name.file().get().endsWith(GGUF));
    }

    /**
     * The folder or file of a model: the path itself, unless it is the name of one of the hub's.
     *
     * @param path of a folder or a file, which goes first if it is there, or a name as {@link #modelNamed} knows it
     * @return the path, or that of the snapshot in the cache, downloaded if it is not there
     * @throws HubException if the hub has no such model, or it cannot be had: one line
     */
    public Path modelAt(Path path) {
        Optional<HubName> name = modelNamed(path);
        if (name.isEmpty()) {
            return path;
        }
        try {
            return model(name.get());
        } catch (HubException e) {
            throw new HubException(path + " is neither a folder here nor a model to be had: " + e.getMessage(), e);
        }
    }

    /**
     * The folder of a model, or the GGUF file that the name says: from the cache, or downloaded.
     *
     * @param name of the model
     * @throws HubException if it is in neither, or cannot be downloaded: one line
     */
    public Path model(HubName name) {
        return found(name, new ModelFiles(name));
    }

    /**
     * The folder of a model, or the GGUF file that the name says, as the cache has it: nothing is asked of the hub.
     *
     * @param name of the model
     * @return empty if the cache lacks it, or part of it
     */
    public Optional<Path> cached(HubName name) {
        HubCache cache = new HubCache(settings, name);
        NeededFiles needed = new ModelFiles(name);
        return cache.commit().map(cache::snapshot).filter(needed::areIn).map(needed::place);
    }

    /**
     * Files of a data set: from the cache, or downloaded.
     *
     * @param name of the data set
     * @param choice which of its files
     * @return in the order of the choice
     * @throws HubException if they are in neither, or cannot be downloaded: one line
     * @throws IllegalArgumentException as the choice
     */
    public List<Path> dataset(HubName name, FileChoice choice) {
        DatasetFiles needed = new DatasetFiles(choice);
        Path snapshot = found(name, needed);
        String commit = String.valueOf(snapshot.getFileName());
        List<String> paths = Listing.read(new HubCache(settings, name).listing(commit), commit)
                .map(listing -> List.copyOf(listing.files().keySet()))
                .orElseGet(() -> DatasetFiles.paths(snapshot));
        return needed.in(snapshot, paths);
    }

    /**
     * The name of a data set with the commit that its revision is in the cache.
     *
     * @param name of a data set that {@link #dataset} has given files of
     */
    public HubName pinnedDataset(HubName name) {
        return atCommit(name);
    }

    /**
     * The same name with the commit that {@link #model} gives, which means the same weights for ever.
     *
     * @param name of a model that is in the cache, or can be downloaded
     * @throws HubException as {@link #model}
     */
    public HubName pinned(HubName name) {
        model(name);
        return atCommit(name);
    }

    private HubName atCommit(HubName name) {
        return new HubCache(settings, name)
                .commit()
                .map(commit -> new HubName(name.kind(), name.repository(), commit, name.file()))
                .orElse(name);
    }

    /**
     * The folder or file of a model at the commit that its revision is now.
     *
     * @param name of the model
     * @throws HubException if it cannot be downloaded, also where an older commit is in the cache
     */
    public Path download(HubName name) {
        if (settings.offline()) {
            throw new HubException("HF_HUB_OFFLINE says not to ask the hub for " + name);
        }
        return newest(new HubCache(settings, name), new ModelFiles(name));
    }

    private void refuseOffline(HubName name) {
        if (settings.offline()) {
            throw new HubException(
                    name + " is not in the cache " + settings.cache() + ", and HF_HUB_OFFLINE says not to ask the hub");
        }
    }

    private Path found(HubName name, NeededFiles needed) {
        HubCache cache = new HubCache(settings, name);
        Optional<String> commit = cache.commit();
        if (commit.isEmpty()) {
            refuseOffline(name);
            return newest(cache, needed);
        }
        Path snapshot = cache.snapshot(commit.get());
        Optional<Listing> listing = Listing.read(cache.listing(commit.get()), commit.get());
        if (listing.isPresent()) {
            if (isComplete(needed, listing.get(), snapshot)) {
                return needed.place(snapshot);
            }
            refuseOffline(name);
            return newest(cache, needed);
        }
        boolean usable = needed.areIn(snapshot);
        if (usable && settings.offline()) {
            return needed.place(snapshot);
        }
        refuseOffline(name);
        try {
            return usable ? at(commit.get(), cache, needed) : newest(cache, needed);
        } catch (HubException e) {
            if (!usable) {
                throw e;
            }
            listener.warns(name + " is used as the cache has it, which may lack small files: " + e.getMessage());
            return needed.place(snapshot);
        }
    }

    private static boolean isComplete(NeededFiles needed, Listing listing, Path snapshot) {
        return needed.first(listing).stream().allMatch(file -> isHere(snapshot, file))
                && needed.then(listing, snapshot).stream().allMatch(file -> isHere(snapshot, file));
    }

    private static boolean isHere(Path snapshot, RepositoryFile file) {
        Path path = snapshot.resolve(file.path());
        try {
            return Files.isRegularFile(path) && Files.size(path) == file.size();
        } catch (IOException e) {
            return false;
        }
    }

    private Path newest(HubCache cache, NeededFiles needed) {
        HubConnection connection = new HubConnection(settings, cache.name());
        String commit = cache.name().isCommit() ? cache.name().revision() : new HubInterface(connection).commit();
        return at(commit, cache, needed);
    }

    /** Downloads what a snapshot lacks; the revision is kept as this commit at the end. */
    private Path at(String commit, HubCache cache, NeededFiles needed) {
        HubConnection connection = new HubConnection(settings, cache.name());
        Path snapshot = cache.snapshot(commit);
        try {
            Path kept = cache.listing(commit);
            Optional<Listing> known = Listing.read(kept, commit);
            Listing listing = known.orElseGet(() -> new HubInterface(connection).listing(commit));
            List<RepositoryFile> first = needed.first(listing);
            cache.tag();
            if (known.isEmpty()) {
                HubCache.write(kept, listing.json());
            }
            fetch(connection, cache, listing, first);
            List<RepositoryFile> fetched = List.of();
            for (List<RepositoryFile> more = needed.then(listing, snapshot);
                    !more.equals(fetched);
                    more = needed.then(listing, snapshot)) {
                fetch(connection, cache, listing, more);
                fetched = more;
            }
            cache.keepCommit(commit);
        } catch (IOException e) {
            throw new HubException("cannot keep " + cache.name() + " in " + settings.cache() + ": " + words(e), e);
        }
        return needed.place(snapshot);
    }

    private static String words(IOException e) {
        String message = String.valueOf(e.getMessage());
        return e.getClass() == IOException.class ? message : e.getClass().getSimpleName() + " " + message;
    }

    private void fetch(HubConnection connection, HubCache cache, Listing listing, List<RepositoryFile> files)
            throws IOException {
        Path snapshot = cache.snapshot(listing.commit());
        List<RepositoryFile> missing =
                files.stream().filter(file -> !isHere(snapshot, file)).toList();
        if (missing.isEmpty()) {
            return;
        }
        Map<String, RepositoryFile> contents = new LinkedHashMap<>();
        missing.forEach(file -> contents.put(file.etag(), file));
        long bytes = contents.values().stream().mapToLong(RepositoryFile::size).sum();
        DiskSpace.require(cache, new ArrayList<>(contents.values()));
        listener.begins(cache.name(), missing.size(), bytes);
        Progress progress = new Progress(listener);
        try {
            for (RepositoryFile file : missing) {
                fetch(connection, cache, listing.commit(), file, progress);
            }
        } finally {
            listener.ends();
        }
    }

    private void fetch(HubConnection connection, HubCache cache, String commit, RepositoryFile file, Progress progress)
            throws IOException {
        Path blob = cache.blob(file.etag());
        try (CacheLock lock = CacheLock.of(cache.lock(file.etag()), listener)) {
            boolean fresh = !Files.isRegularFile(blob) || Files.size(blob) != file.size();
            if (fresh) {
                new BlobDownload(
                                connection,
                                file,
                                new HubInterface(connection).content(commit, file),
                                blob,
                                count -> progress.gained(file, count))
                        .run();
            } else {
                progress.gained(file, file.size());
            }
            cache.link(commit, file.path(), file.etag(), fresh);
        }
    }

    /** The bytes so far. */
    private static final class Progress {

        private final DownloadListener listener;
        private long bytes;

        Progress(DownloadListener listener) {
            this.listener = listener;
        }

        void gained(RepositoryFile file, long count) {
            bytes += count;
            listener.advances(file.path(), bytes);
        }
    }
}
