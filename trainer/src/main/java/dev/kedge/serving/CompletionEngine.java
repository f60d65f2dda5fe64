package dev.kedge.serving;

import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import dev.kedge.sampling.Continuation;
import dev.kedge.sampling.NextToken;
import dev.kedge.sampling.RunningBatch;
import dev.kedge.sampling.RunningRow;
import dev.kedge.sampling.Sampler;
import dev.kedge.sampling.SamplingStreams;
import dev.kedge.train.LanguageModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that computes for all requesters: prompts wait in the order in which they came and join one
 * {@link RunningBatch} as soon as it has room, beside what is growing there.
 *
 * <pre>
 *   submit ──▶ waiting ──▶ [ join ──▶ step ──▶ pieces of text to their streams ] ──▶ next
 * </pre>
 *
 * <p>What a request gets depends on the request and its seed, beyond the rounding of float32 sums, and not on others. A
 * failure while sampling fails the requests that are in the batch and no other.
 */
public final class CompletionEngine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CompletionEngine.class);

    private final LanguageModel model;
    private final Config config;
    private final Thread thread;
    private final Deque<Waiting> waiting = new ArrayDeque<>(); // guarded by itself, as the three below
    private long requests;
    private int running;
    private boolean closed;
    private final Map<RunningRow, GrowingCompletion> growing = new HashMap<>(); // of the thread alone

    /**
     * The settings of an engine.
     *
     * @param batch bounds of what runs side by side
     * @param waiting prompts that may wait for a place, at most
     * @param seed of requests that have none
     */
    public record Config(RunningBatch.Limits batch, int waiting, long seed) {

        public Config {
            if (waiting < 1) {
                throw new IllegalArgumentException("prompts that may wait must be >= 1, got " + waiting);
            }
        }
    }

    /** A prompt that waits; its first completion has this index in the stream. */
    private record Waiting(CompletionStream stream, int firstIndex, Continuation continuation, List<String> stop) {}

    /**
     * The work there is.
     *
     * @param running completions in the batch
     * @param waiting prompts that wait
     * @param alive whether the engine still works
     */
    public record Load(int running, int waiting, boolean alive) {}

    private CompletionEngine(LanguageModel model, Config config, CompletableFuture<Boolean> ready) {
        this.model = model;
        this.config = config;
        this.thread = new Thread(() -> run(ready), "kedge-engine");
        thread.setDaemon(true);
    }

    /**
     * Starts an engine.
     *
     * @param model stays open and is computed with by no other thread until the engine is closed
     * @param config bounds and seed
     */
    public static CompletionEngine start(LanguageModel model, Config config) {
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        CompletionEngine engine = new CompletionEngine(model, config, ready);
        engine.thread.start();
        try {
            ready.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException problem ? problem : failed;
        }
        return engine;
    }

    /**
     * Asks for completions.
     *
     * @param request must fit into the model's positions and the engine's bounds
     * @return where they come from
     * @throws IllegalArgumentException if the request does not fit
     * @throws OverloadedException if too many wait
     */
    public CompletionStream submit(CompletionRequest request) {
        check(request);
        CompletionStream stream = new CompletionStream(request.prompts().size() * request.completions());
        synchronized (waiting) {
            if (closed) {
                throw new OverloadedException("the engine has stopped");
            }
            if (waiting.size() + request.prompts().size() > config.waiting()) {
                throw new OverloadedException("at most " + config.waiting() + " prompts may wait, and " + waiting.size()
                        + " do; try again later");
            }
            long seed = request.seed().orElse(RandomStream.seedOf(config.seed(), Purpose.EVALUATION, requests++, 0));
            waiting.addAll(split(request, stream, new SamplingStreams(seed, Purpose.EVALUATION, 0)));
            waiting.notifyAll();
        }
        return stream;
    }

    private void check(CompletionRequest request) {
        int positions = request.longestPrompt() + request.sampling().maxNewTokens();
        int limit = model.config().maxPositions();
        if (positions > limit) {
            throw new IllegalArgumentException("prompt and completion must fit into the model's " + limit
                    + " positions, got " + request.longestPrompt() + " tokens and at most "
                    + request.sampling().maxNewTokens() + " new ones");
        }
        if (!config.batch().allow(positions, request.completions())) {
            throw new IllegalArgumentException(request.completions() + " completions of " + positions
                    + " positions must fit into a batch of " + config.batch().rows() + " rows and "
                    + config.batch().tokens() + " tokens, and do not");
        }
        if (request.prompts().size() > config.waiting()) {
            throw new IllegalArgumentException("a request may have at most " + config.waiting() + " prompts, got "
                    + request.prompts().size());
        }
        int vocabulary = model.config().vocabularySize();
        for (int[] prompt : request.prompts()) {
            for (int token : prompt) {
                if (token < 0 || token >= vocabulary) {
                    throw new IllegalArgumentException(
                            "a prompt token must be in [0, " + vocabulary + "), got " + token);
                }
            }
        }
    }

    private static List<Waiting> split(CompletionRequest request, CompletionStream stream, SamplingStreams streams) {
        Sampler.Config sampling = request.sampling().withStop(List.of());
        List<Waiting> prompts = new ArrayList<>();
        for (int p = 0; p < request.prompts().size(); p++) {
            int first = p * request.completions();
            Continuation continuation = new Continuation(
                    request.prompts().get(p),
                    sampling,
                    request.completions(),
                    streams.after(first),
                    request.likeliest());
            prompts.add(
                    new Waiting(stream, first, continuation, request.sampling().stop()));
        }
        return prompts;
    }

    /** How much there is to do at the moment. */
    public Load load() {
        synchronized (waiting) {
            return new Load(running, waiting.size(), !closed);
        }
    }

    private void run(CompletableFuture<Boolean> ready) {
        try (RunningBatch batch = model.runningBatch(config.batch())) {
            ready.complete(true);
            while (waitForWork(batch)) {
                try {
                    admit(batch);
                    leaveWhereNobodyReads(batch);
                    batch.step().forEach(token -> deliver(batch, token));
                } catch (RuntimeException failure) {
                    LOG.error("sampling failed: {}", failure.getMessage());
                    fail(batch, failure);
                }
            }
        } catch (RuntimeException | Error failure) {
            ready.completeExceptionally(failure);
            LOG.error("the engine stops", failure);
        } finally {
            stop();
        }
    }

    /** Waits until there is a prompt or a row; false once the engine is closed. */
    private boolean waitForWork(RunningBatch batch) {
        synchronized (waiting) {
            running = batch.size();
            try {
                while (!closed && waiting.isEmpty() && batch.size() == 0) {
                    waiting.wait();
                }
            } catch (InterruptedException interrupted) {
                closed = true;
            }
            return !closed;
        }
    }

    /** Lets in what has room, in the order in which it came: nobody waits for ever behind smaller ones. */
    private void admit(RunningBatch batch) {
        while (true) {
            Waiting next;
            synchronized (waiting) {
                waiting.removeIf(prompt -> prompt.stream().isClosed());
                if (waiting.isEmpty() || !batch.hasRoomFor(waiting.element().continuation())) {
                    return;
                }
                next = waiting.remove();
            }
            join(batch, next);
            synchronized (waiting) {
                running = batch.size();
            }
        }
    }

    private void join(RunningBatch batch, Waiting prompt) {
        List<NextToken> first;
        try {
            first = batch.join(prompt.continuation());
        } catch (RuntimeException failure) { // its own alone: the others have not been touched
            LOG.error("reading a prompt failed: {}", failure.getMessage());
            prompt.stream().fail(failure);
            return;
        }
        for (NextToken token : first) {
            GrowingText text = new GrowingText(model.tokenizer(), prompt.stop());
            int index = prompt.firstIndex() + token.row().completion();
            growing.put(token.row(), new GrowingCompletion(prompt.stream(), index, text));
            deliver(batch, token);
        }
    }

    private void deliver(RunningBatch batch, NextToken token) {
        GrowingCompletion completion = growing.get(token.row());
        if (completion != null && completion.add(token)) {
            growing.remove(token.row());
            batch.leave(token.row());
        }
    }

    private void leaveWhereNobodyReads(RunningBatch batch) {
        growing.entrySet().removeIf(entry -> {
            boolean unread = entry.getValue().stream().isClosed();
            if (unread) {
                batch.leave(entry.getKey());
            }
            return unread;
        });
    }

    private void fail(RunningBatch batch, RuntimeException failure) {
        growing.forEach((row, completion) -> {
            batch.leave(row);
            completion.stream().fail(failure);
        });
        growing.clear();
    }

    /** The end of the thread: nobody waits for what will not come. */
    private void stop() {
        IllegalStateException stopped = new IllegalStateException("the engine has stopped");
        growing.values().forEach(completion -> completion.stream().fail(stopped));
        growing.clear();
        synchronized (waiting) {
            closed = true;
            running = 0;
            waiting.forEach(prompt -> prompt.stream().fail(stopped));
            waiting.clear();
        }
    }

    /** Ends all that is growing or waits, and waits for the thread. */
    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
            waiting.notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
