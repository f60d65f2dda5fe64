package dev.kedge.hub;

import java.util.List;

/** A choice among the files of a data set's repository, which may depend on its card. */
@FunctionalInterface
public interface FileChoice {

    /**
     * Chooses.
     *
     * @param paths of all files, with {@code /} between folders, in order
     * @param card the text of README.md; empty if there is none
     * @return some of the paths
     * @throws IllegalArgumentException if there must be some and are none: one line
     */
    List<String> chosen(List<String> paths, String card);
}
