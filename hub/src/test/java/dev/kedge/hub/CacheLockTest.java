package dev.kedge.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheLockTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void oneThreadAtATimeHasIt() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> most = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            most.add(threads.submit(() -> {
                try (CacheLock lock = CacheLock.of(folder.resolve("locks/a.lock"), DownloadListener.SILENT)) {
                    int count = inside.incrementAndGet();
                    Thread.sleep(30); // time for another thread to come in, if it could
                    inside.decrementAndGet();
                    return count;
                }
            }));
        }
        for (Future<Integer> count : most) {
            assertThat(count.get()).isEqualTo(1);
        }
        threads.shutdown();
    }

    @Test
    void whoWaitsForLongIsTold() throws Exception {
        List<String> told = new ArrayList<>();
        DownloadListener listener = new DownloadListener() {
            @Override
            public void warns(String text) {
                told.add(text);
            }
        };
        ExecutorService thread = Executors.newSingleThreadExecutor();
        CacheLock first = CacheLock.of(folder.resolve("a.lock"), DownloadListener.SILENT);
        Future<?> second = thread.submit(() -> {
            CacheLock.of(folder.resolve("a.lock"), listener).close();
            return "";
        });
        Thread.sleep(2500); // 50 pauses of 20 ms, on a busy machine
        first.close();
        second.get();
        thread.shutdown();
        assertThat(told).containsExactly("waiting for another process that holds " + folder.resolve("a.lock"));
    }
}
