package dev.kedge.internal.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The TensorBoard event file of a run, {@code events.out.tfevents.<seconds>.kedge}: scalars, text and hyper-parameters.
 * The same calls give the same bytes, wall time aside.
 *
 * <p>Field numbers are those of TensorFlow's {@code event.proto}, {@code summary.proto} and {@code tensor.proto}, those
 * of hyper-parameters of TensorBoard's {@code plugin_data.proto}. Each event is handed to the operating system in one
 * piece.
 */
public final class TensorBoardWriter implements AutoCloseable {

    private static final String PREFIX = "events.out.tfevents.";

    // event.proto
    private static final int EVENT_WALL_TIME = 1;
    private static final int EVENT_STEP = 2;
    private static final int EVENT_FILE_VERSION = 3;
    private static final int EVENT_SUMMARY = 5;
    // summary.proto
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_SIMPLE_VALUE = 2;
    private static final int VALUE_TENSOR = 8;
    private static final int VALUE_METADATA = 9;
    private static final int METADATA_PLUGIN_DATA = 1;
    private static final int PLUGIN_DATA_NAME = 1;
    private static final int PLUGIN_DATA_CONTENT = 2;
    // tensor.proto
    private static final int TENSOR_TYPE = 1;
    private static final int TENSOR_TYPE_FLOAT = 1;
    private static final int TENSOR_TYPE_STRING = 7;
    private static final int TENSOR_SHAPE = 2;
    private static final int SHAPE_DIMENSION = 2;
    private static final int TENSOR_STRINGS = 8;
    // plugin_data.proto of hyper-parameters, and protobuf's Value
    private static final int PLUGIN_SESSION_START = 3;
    private static final int SESSION_SETTINGS = 1;
    private static final int SESSION_START_SECONDS = 5;
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;
    private static final int VALUE_NUMBER = 2;
    private static final int VALUE_STRING = 3;
    private static final int VALUE_BOOLEAN = 4;

    private final FileChannel channel;
    private final InstantSource clock;
    private final boolean isNew;

    private TensorBoardWriter(FileChannel channel, InstantSource clock) throws IOException {
        this.channel = channel;
        this.clock = clock;
        this.isNew = channel.size() == 0;
    }

    /**
     * Opens the event file of a run for appending; starts one if there is none.
     *
     * @param runDirectory the run directory, which exists
     * @throws IOException if the file cannot be written
     */
    public static TensorBoardWriter open(Path runDirectory) throws IOException {
        return open(runDirectory, InstantSource.system());
    }

    static TensorBoardWriter open(Path runDirectory, InstantSource clock) throws IOException {
        List<Path> files = files(runDirectory);
        Path file = files.isEmpty()
                ? runDirectory.resolve(PREFIX + clock.instant().getEpochSecond() + ".kedge")
                : files.get(files.size() - 1);
        TensorBoardWriter writer = new TensorBoardWriter(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                clock);
        if (writer.isNew) {
            writer.write(writer.event(0).string(EVENT_FILE_VERSION, "brain.Event:2"));
        }
        return writer;
    }

    /** Whether the file was started by this writer, not by an earlier part of the run. */
    public boolean isNew() {
        return isNew;
    }

    /**
     * Takes the event file back to a checkpoint: drops events recorded after it, and a torn last event. Call before
     * {@link #open}. A TensorBoard that is looking on needs a restart.
     *
     * @param runDirectory the run directory
     * @param phase the phase the checkpoint belongs to
     * @param step the checkpoint's step in that phase
     * @throws IOException if the file cannot be read or written
     */
    public static void truncateAfter(Path runDirectory, Phase phase, long step) throws IOException {
        for (Path file : files(runDirectory)) {
            int end = EventFrame.endOf(Files.readAllBytes(file), phase, step);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
        }
    }

    /**
     * Records metrics as scalars in one event, sorted by tag.
     *
     * @param step the step
     * @param values tag to value, recorded as float32
     * @throws IOException if writing fails
     */
    public void scalars(long step, Map<String, Double> values) throws IOException {
        ProtobufMessage summary = new ProtobufMessage();
        new TreeMap<>(values)
                .forEach((tag, value) -> summary.message(
                        SUMMARY_VALUE,
                        new ProtobufMessage().string(VALUE_TAG, tag).float32(VALUE_SIMPLE_VALUE, value.floatValue())));
        write(event(step).message(EVENT_SUMMARY, summary));
    }

    /**
     * Records a text, which TensorBoard shows as Markdown.
     *
     * @param step the step
     * @param tag its name
     * @param markdown the text
     * @throws IOException if writing fails
     */
    public void text(long step, String tag, String markdown) throws IOException {
        ProtobufMessage tensor = new ProtobufMessage()
                .integer(TENSOR_TYPE, TENSOR_TYPE_STRING)
                .message(TENSOR_SHAPE, new ProtobufMessage())
                .string(TENSOR_STRINGS, markdown);
        tensor(step, tag, tensor, new ProtobufMessage().string(PLUGIN_DATA_NAME, "text"));
    }

    /**
     * Records the settings of the run, by which TensorBoard's page of hyper-parameters compares runs.
     *
     * @param settings name to a {@code Boolean}, a {@code Number} or a text
     * @throws IOException if writing fails
     */
    public void hyperParameters(Map<String, ?> settings) throws IOException {
        ProtobufMessage session = new ProtobufMessage();
        new TreeMap<>(settings)
                .forEach((name, value) -> session.message(
                        SESSION_SETTINGS,
                        new ProtobufMessage().string(ENTRY_KEY, name).message(ENTRY_VALUE, setting(value))));
        session.float64(SESSION_START_SECONDS, clock.millis() / 1e3);
        // The reader wants a tensor: one of no elements.
        ProtobufMessage empty = new ProtobufMessage()
                .integer(TENSOR_TYPE, TENSOR_TYPE_FLOAT)
                .message(TENSOR_SHAPE, new ProtobufMessage().message(SHAPE_DIMENSION, new ProtobufMessage()));
        ProtobufMessage plugin = new ProtobufMessage()
                .string(PLUGIN_DATA_NAME, "hparams")
                .message(PLUGIN_DATA_CONTENT, new ProtobufMessage().message(PLUGIN_SESSION_START, session));
        tensor(0, EventTag.HYPER_PARAMETERS, empty, plugin);
    }

    private static ProtobufMessage setting(Object value) {
        ProtobufMessage message = new ProtobufMessage();
        if (value instanceof Boolean truth) {
            return message.integer(VALUE_BOOLEAN, truth ? 1 : 0);
        }
        return value instanceof Number number
                ? message.float64(VALUE_NUMBER, number.doubleValue())
                : message.string(VALUE_STRING, value.toString());
    }

    private void tensor(long step, String tag, ProtobufMessage tensor, ProtobufMessage plugin) throws IOException {
        ProtobufMessage value = new ProtobufMessage()
                .string(VALUE_TAG, tag)
                .message(VALUE_TENSOR, tensor)
                .message(VALUE_METADATA, new ProtobufMessage().message(METADATA_PLUGIN_DATA, plugin));
        write(event(step).message(EVENT_SUMMARY, new ProtobufMessage().message(SUMMARY_VALUE, value)));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private ProtobufMessage event(long step) {
        return new ProtobufMessage()
                .float64(EVENT_WALL_TIME, clock.millis() / 1e3)
                .integer(EVENT_STEP, step);
    }

    private void write(ProtobufMessage event) throws IOException {
        DurableFiles.writeFully(channel, EventFrame.of(event.toBytes()));
    }

    private static List<Path> files(Path runDirectory) throws IOException {
        return DurableFiles.list(runDirectory).stream()
                .filter(file -> file.getFileName().toString().startsWith(PREFIX))
                .toList();
    }
}
