package dev.kedge.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The room on the cache's disk, looked at before a download. */
final class DiskSpace {

    private DiskSpace() {}

    /**
     * Refuses contents that do not fit beside what is there.
     *
     * @param cache where they go
     * @param contents that lack, each once; what an earlier download left of them counts
     */
    static void require(HubCache cache, List<RepositoryFile> contents) throws IOException {
        long needed = 0;
        for (RepositoryFile content : contents) {
            Path blob = cache.blob(content.etag());
            Path partial = BlobDownload.incomplete(blob);
            long here = Files.exists(blob) ? Files.size(blob) : Files.exists(partial) ? Files.size(partial) : 0;
            needed = Math.addExact(needed, Math.max(0, content.size() - here));
        }
        Path folder = existing(cache.folder());
        long free = Files.getFileStore(folder).getUsableSpace();
        if (needed > free) {
            throw new HubException(cache.name() + " needs " + ByteCount.text(needed) + " more, and there are "
                    + ByteCount.text(free) + " free in " + folder + "; another place is named by HF_HUB_CACHE");
        }
    }

    private static Path existing(Path folder) {
        Path at = folder.toAbsolutePath();
        while (!Files.exists(at)) {
            at = HubCache.parent(at);
        }
        return at;
    }
}
