package dev.kedge.verifiers.internal.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of small Java processes: this process's own JDK, one heap limit, quick to start. */
public final class JavaCommand {

    private static final int REST_MEGABYTES = 32;

    private JavaCommand() {}

    /**
     * The command that runs a class.
     *
     * @param heapMegabytes the most that its heap may take
     * @param classPath where its classes are
     * @param temporary its own folder for temporary files
     * @param mainClass what is run
     * @return a command and its arguments
     */
    public static List<String> of(int heapMegabytes, String classPath, Path temporary, String mainClass) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMegabytes + "m");
        command.add("-XX:MaxMetaspaceSize=" + (2 * REST_MEGABYTES) + "m");
        command.add("-XX:CompressedClassSpaceSize=" + REST_MEGABYTES + "m");
        command.add("-XX:ReservedCodeCacheSize=" + REST_MEGABYTES + "m");
        command.add("-XX:MaxDirectMemorySize=" + REST_MEGABYTES + "m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:-UsePerfData");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-Xshare:auto");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Dstdout.encoding=UTF-8");
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-XX:ErrorFile=" + temporary.resolve("crash.log"));
        command.add("-cp");
        command.add(classPath);
        command.add(mainClass);
        return command;
    }

    /**
     * The class path of this process, for children that run Kedge's own classes.
     *
     * @return the class path
     */
    public static String ownClassPath() {
        return System.getProperty("java.class.path");
    }
}
