package dev.kedge.jinja.internal.guard;

/**
 * The rest of what one rendering may use, and its place in the source.
 *
 * <p>Two currencies. A <em>step</em> is a node evaluated or an iteration; reading 64 cells is another step. A
 * <em>cell</em> is a character made; a reference in a list is {@value #REFERENCE} cells, a value made for it
 * {@value #ELEMENT} more. Cells are counted when they are made and never given back, so what is alive is at most what
 * was counted.
 */
public final class Budget {

    /** Cells of one reference in a list. */
    public static final int REFERENCE = 4;

    /** Cells of one small value that was made to be kept. */
    public static final int ELEMENT = 48;

    /** Cells that are read in one step. */
    private static final int CELLS_PER_STEP = 64;

    private final long maxSteps;
    private final long maxCells;
    private final int maxDepth;
    private long steps;
    private long cells;
    private int depth;
    private Place place = Place.START;

    /**
     * A budget of which nothing is used.
     *
     * @param maxSteps nodes, iterations and 64ths of cells read
     * @param maxCells cells made
     * @param maxDepth nodes and values that are evaluated inside each other
     */
    public Budget(long maxSteps, long maxCells, int maxDepth) {
        this.maxSteps = maxSteps;
        this.maxCells = maxCells;
        this.maxDepth = maxDepth;
    }

    /**
     * Goes one level down.
     *
     * @param inner the place of what is evaluated now
     * @return the place around it, for {@link #leave}
     */
    public Place enter(Place inner) {
        Place outer = place;
        place = inner;
        step();
        depth++;
        if (depth > maxDepth) {
            throw new Fault("the template is nested deeper than " + maxDepth + " levels");
        }
        return outer;
    }

    /**
     * Comes back up.
     *
     * @param outer what {@link #enter} returned
     */
    public void leave(Place outer) {
        depth--;
        place = outer;
    }

    /** Uses one step. */
    public void step() {
        work(0);
    }

    /**
     * Uses what reading costs.
     *
     * @param read cells that are looked at
     */
    public void work(long read) {
        steps += 1 + read / CELLS_PER_STEP;
        if (steps > maxSteps || steps < 0) {
            throw new Fault("the template takes more than " + maxSteps + " steps");
        }
    }

    /**
     * Uses what making costs; to be called before something is made that could be large.
     *
     * @param made cells that are made
     */
    public void make(long made) {
        cells += made;
        if (cells > maxCells || cells < 0) {
            throw new Fault("the template makes more than " + maxCells + " cells of text and lists");
        }
        work(made);
    }

    /**
     * Uses what a list costs whose elements exist.
     *
     * @param elements how many
     */
    public void makeList(long elements) {
        make(Math.multiplyExact(elements, REFERENCE));
    }

    /**
     * Where the rendering stands.
     *
     * @return the place of the innermost node that is being evaluated
     */
    public Place place() {
        return place;
    }
}
