package dev.kedge.cli;

import dev.kedge.hub.HubName;
import dev.kedge.hub.RepositoryKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kedge download}: a model of the Hugging Face hub, as it is now, into the cache. */
@Command(
        name = "download",
        description = "Downloads a model of the Hugging Face hub into the cache that Python's tools share.",
        footer = {
            "",
            "Prints the folder. A model that is in the cache already is brought to the newest commit of its revision;",
            "commands and recipes that name it use what is in the cache.",
            "HF_HOME, HF_HUB_CACHE, HF_ENDPOINT, HF_TOKEN and HTTPS_PROXY are read."
        })
final class DownloadCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "OWNER/NAME, OWNER/NAME@REVISION, or OWNER/NAME/FILE.gguf.")
    private String name = "";

    @Override
    public Integer call() {
        HubName parsed = HubName.parse(RepositoryKind.MODEL, name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "NAME must be OWNER/NAME, OWNER/NAME@REVISION or OWNER/NAME/FILE.gguf, got " + name));
        spec.commandLine().getOut().println(HubModels.of(spec).download(parsed));
        return 0;
    }
}
