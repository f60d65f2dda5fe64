package dev.kedge.model.hub;

import dev.kedge.config.PointerFile;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A file of {@code torch.save}, open for reading: a zip archive of a pickle that describes the tensors and of their
 * bytes. The pickle is read by {@link PickledTensors} and never run.
 */
final class TorchFile implements WeightSource {

    private static final String PICKLE = "/data.pkl";
    private static final int MAX_PICKLE = 100_000_000;
    private static final int CHUNK = 1 << 22;
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final Path path;
    private final ZipFile zip;
    private final String folder;
    private final Map<String, PickledTensor> tensors;

    private TorchFile(Path path, ZipFile zip, String folder, Map<String, PickledTensor> tensors) {
        this.path = path;
        this.zip = zip;
        this.folder = folder;
        this.tensors = tensors;
    }

    /**
     * Opens a file and reads its description.
     *
     * @throws IllegalArgumentException naming the file and what is wrong with it or not read
     */
    static TorchFile open(Path path) {
        byte[] beginning = beginning(path);
        PointerFile.refuse(path, beginning);
        try {
            requireArchive(beginning);
            ZipFile zip = new ZipFile(path.toFile());
            try {
                return read(path, zip);
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static byte[] beginning(Path path) {
        try (InputStream stream = Files.newInputStream(path)) {
            return stream.readNBytes(PointerFile.LENGTH);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(path + ": no such file", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static void requireArchive(byte[] beginning) {
        if (!Arrays.equals(Arrays.copyOf(beginning, ZIP.length), ZIP)) {
            throw new IllegalArgumentException("is not the zip archive that torch.save has written since PyTorch 1.6;"
                    + " older files are not read");
        }
    }

    private static TorchFile read(Path path, ZipFile zip) throws IOException {
        String folder = folder(zip);
        ZipEntry order = zip.getEntry(folder + "/byteorder");
        if (order != null && !new String(bytes(zip, order, 16), StandardCharsets.UTF_8).equals("little")) {
            throw new IllegalArgumentException("is not in little-endian order");
        }
        ZipEntry pickle = zip.getEntry(folder + PICKLE);
        TorchFile file = new TorchFile(path, zip, folder, PickledTensors.read(bytes(zip, pickle, MAX_PICKLE)));
        for (PickledTensor tensor : file.tensors.values()) {
            file.entry(tensor.storage());
        }
        return file;
    }

    /** Of the one entry {@code NAME/data.pkl}. */
    private static String folder(ZipFile zip) {
        String folder = "";
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            String name = entries.nextElement().getName();
            if (name.endsWith(PICKLE) && name.indexOf('/') == name.length() - PICKLE.length()) {
                if (!folder.isEmpty()) {
                    throw new IllegalArgumentException("holds more than one data.pkl");
                }
                folder = name.substring(0, name.indexOf('/'));
            }
        }
        if (folder.isEmpty()) {
            throw new IllegalArgumentException("is a zip archive without data.pkl, not a file of torch.save");
        }
        return folder;
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry, int most) throws IOException {
        try (InputStream stream = zip.getInputStream(entry)) {
            byte[] bytes = stream.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IllegalArgumentException(entry.getName() + " is larger than " + most + " bytes");
            }
            return bytes;
        }
    }

    private ZipEntry entry(PickledStorage storage) {
        String name = folder + "/data/" + storage.key();
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IllegalArgumentException("has no " + name + ", which its tensors lie in");
        }
        long bytes = Math.multiplyHigh(storage.elements(), storage.type().bytes()) == 0
                ? storage.elements() * storage.type().bytes()
                : -1;
        if (entry.getSize() != bytes || entry.getMethod() != ZipEntry.STORED) {
            throw new IllegalArgumentException(name + " must hold " + storage.elements() + " elements of "
                    + storage.type() + " uncompressed, got " + entry.getSize() + " bytes");
        }
        return entry;
    }

    @Override
    public Path source() {
        return path;
    }

    @Override
    public Map<String, StoredTensor> tensors() {
        Map<String, StoredTensor> stored = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            ElementType type = tensor.storage().type();
            stored.put(name, new StoredTensor(name, type, tensor.shape(), 0, tensor.elements() * type.bytes()));
        });
        return stored;
    }

    @Override
    public void copyTo(String name, Tensor destination) {
        PickledTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(path + ": no tensor is called " + name);
        }
        if (destination.numel() != tensor.elements()) {
            throw new IllegalArgumentException(
                    path + ": tensor " + name + " has " + tensor.elements() + " elements, not " + destination.numel());
        }
        if (tensor.elements() == 0) {
            return;
        }
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor shown = span(tensor).as_strided(tensor.shape(), tensor.strides());
            destination.view(tensor.shape()).copy_(shown);
        } catch (IOException e) {
            throw new IllegalArgumentException(path + ": cannot read tensor " + name + ": " + e.getMessage(), e);
        }
    }

    /** The elements from its first to its last, in the type of the file. */
    private Tensor span(PickledTensor tensor) throws IOException {
        ElementType type = tensor.storage().type();
        long bytes = tensor.span() * type.bytes();
        Tensor span = torch.empty(new long[] {bytes}, new TensorOptions(ScalarType.Byte), null);
        try (InputStream stream = zip.getInputStream(entry(tensor.storage()))) {
            stream.skipNBytes(tensor.offset() * type.bytes());
            byte[] chunk = new byte[(int) Math.min(CHUNK, bytes)];
            for (long start = 0; start < bytes; start += chunk.length) {
                int count = (int) Math.min(chunk.length, bytes - start);
                if (stream.readNBytes(chunk, 0, count) < count) {
                    throw new IOException("the archive ends before its bytes do");
                }
                HostMemory.bytes(span.narrow(0, start, count)).put(chunk, 0, count);
            }
        }
        return span.view(type.scalarType());
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + path, e);
        }
    }
}
