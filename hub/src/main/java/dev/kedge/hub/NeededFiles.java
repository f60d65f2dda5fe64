package dev.kedge.hub;

import java.nio.file.Path;
import java.util.List;

/** A choice of a repository's files: those that a use needs. */
interface NeededFiles {

    /** Those that are known from the listing alone; for a model that cannot be used the error. */
    List<RepositoryFile> first(Listing listing);

    /**
     * The rest, which may depend on the first; and again on what it says itself: an index is among it, and what the
     * index names as soon as that is here.
     *
     * @param listing of the repository
     * @param snapshot has the first
     */
    List<RepositoryFile> then(Listing listing, Path snapshot);

    /** Whether a snapshot, of which no listing was kept, has what cannot be done without. */
    boolean areIn(Path snapshot);

    /** What is opened of a snapshot: its folder, or a file in it. */
    Path place(Path snapshot);
}
