package dev.kedge.task;

import dev.kedge.task.data.DataRow;
import dev.kedge.task.data.RowFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The rows of several files, one index for all of them. Rows that are in memory are made prompts of at once, so that
 * what is wrong with one is found; those of a large Parquet file when they are asked for.
 */
final class RowSet {

    private static final int PAGE = 4096;

    private final List<Part> parts;
    private final long[] ends;
    private Page page = new Page(-1, List.of());

    private RowSet(List<Part> parts) {
        this.parts = List.copyOf(parts);
        this.ends = new long[parts.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += parts.get(i).file().size();
            ends[i] = end;
        }
    }

    /** A receiver of every row's text. */
    @FunctionalInterface
    interface Texts {
        void take(long index, String text);
    }

    private record Page(long first, List<Demonstration> rows) {}

    /** A file, the name it has in the ids of prompts, and its rows if they are in memory. */
    private record Part(RowFile file, String name, RowMapping mapping, boolean solutions, List<Demonstration> made) {

        static Part of(RowFile file, String name, RowMapping mapping, boolean solutions) {
            Part part = new Part(file, name, mapping, solutions, List.of());
            return file.isPaged()
                    ? part
                    : new Part(
                            file,
                            name,
                            mapping,
                            solutions,
                            part.make(IntStream.range(0, file.size()).boxed().toList()));
        }

        private List<Demonstration> make(List<Integer> indices) {
            return file.rows(indices).stream()
                    .map(row -> mapping.demonstration(file.path(), name, row, solutions))
                    .toList();
        }

        List<Demonstration> at(List<Integer> indices) {
            return file.isPaged()
                    ? make(indices)
                    : indices.stream().map(made::get).toList();
        }
    }

    /** The rows of opened files. */
    static RowSet of(List<RowFile> files, RowMapping mapping, boolean solutions) {
        Map<String, Integer> named = new HashMap<>();
        files.forEach(file -> named.merge(name(file.path()), 1, Integer::sum));
        List<Part> parts = new ArrayList<>();
        for (RowFile file : files) {
            String name = name(file.path());
            String unique =
                    named.getOrDefault(name, 1) == 1 ? name : file.path().toString();
            parts.add(Part.of(file, unique, mapping, solutions));
        }
        return new RowSet(parts);
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    long size() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    boolean isPaged() {
        return parts.stream().anyMatch(part -> part.file().isPaged());
    }

    List<DataFile> files() {
        return parts.stream()
                .map(part -> new DataFile(part.file().path(), part.file().size()))
                .toList();
    }

    /** File and row at an index, for a person. */
    String place(long index) {
        int part = part(index);
        DataRow row = parts.get(part).file().rows(List.of(within(index, part))).get(0);
        return parts.get(part).file().path() + ":" + row.number();
    }

    /** One row; those after it are fetched with it. */
    Demonstration at(long index) {
        int part = part(index);
        if (!parts.get(part).file().isPaged()) {
            return parts.get(part).made().get(within(index, part));
        }
        synchronized (this) {
            if (index < page.first() || index >= page.first() + page.rows().size() || page.first() < 0) {
                long last = Math.min(index + PAGE, ends[part]);
                page = new Page(index, at(LongStream.range(index, last).boxed().toList()));
            }
            return page.rows().get((int) (index - page.first()));
        }
    }

    /** Several rows, in the order they are asked for. */
    List<Demonstration> at(List<Long> indices) {
        Map<Integer, Set<Integer>> wanted = new HashMap<>();
        for (long index : indices) {
            int part = part(index);
            wanted.computeIfAbsent(part, none -> new HashSet<>()).add(within(index, part));
        }
        Map<Long, Demonstration> found = new HashMap<>();
        wanted.forEach((part, withins) -> {
            List<Integer> listed = List.copyOf(withins);
            List<Demonstration> rows = parts.get(part).at(listed);
            for (int i = 0; i < rows.size(); i++) {
                found.put(start(part) + listed.get(i), rows.get(i));
            }
        });
        return indices.stream().map(found::get).toList();
    }

    /** The text of every prompt, in order; reads of large files what it needs of every row. */
    void texts(Texts taker) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            long[] next = {start(i)};
            if (part.file().isPaged()) {
                part.file()
                        .scan(
                                part.mapping().promptColumns(),
                                row -> taker.take(
                                        next[0]++,
                                        part.mapping().text(part.file().path(), row)));
            } else {
                part.made().forEach(row -> taker.take(next[0]++, row.prompt().text()));
            }
        }
    }

    private int part(long index) {
        if (index < 0 || index >= size()) {
            throw new IllegalArgumentException("index must be 0 to " + (size() - 1) + ", got " + index);
        }
        int found = Arrays.binarySearch(ends, index + 1);
        int part = found >= 0 ? found : -found - 1;
        while (part > 0 && ends[part - 1] == ends[part]) {
            part--; // files without rows end where the one before them does
        }
        return part;
    }

    private long start(int part) {
        return part == 0 ? 0 : ends[part - 1];
    }

    private int within(long index, int part) {
        return (int) (index - start(part));
    }
}
