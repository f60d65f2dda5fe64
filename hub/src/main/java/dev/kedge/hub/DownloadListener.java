package dev.kedge.hub;

/** The audience of a download: told what is fetched and how far it is. Called from the thread that downloads. */
public interface DownloadListener {

    /** One that does nothing. */
    DownloadListener SILENT = new DownloadListener() {};

    /**
     * A download begins.
     *
     * @param name of the repository
     * @param files how many are fetched
     * @param bytes of all of them
     */
    default void begins(HubName name, int files, long bytes) {}

    /**
     * Bytes are here, those of an earlier, broken download included.
     *
     * @param file that they belong to
     * @param bytes of all files so far
     */
    default void advances(String file, long bytes) {}

    /** All files are here, or the download has failed. */
    default void ends() {}

    /**
     * Something that a user should know.
     *
     * @param text one line
     */
    default void warns(String text) {}
}
