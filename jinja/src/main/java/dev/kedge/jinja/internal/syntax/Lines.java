package dev.kedge.jinja.internal.syntax;

import dev.kedge.jinja.internal.guard.Place;
import java.util.Arrays;

/** The beginnings of the lines of a source: offsets to places. */
final class Lines {

    private final int[] begins;

    Lines(String source) {
        int[] offsets = new int[source.length() + 1];
        int count = 1;
        for (int at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) {
            offsets[count++] = at + 1;
        }
        begins = Arrays.copyOf(offsets, count);
    }

    Place place(int offset) {
        int found = Arrays.binarySearch(begins, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Place(line + 1, offset - begins[line] + 1);
    }
}
