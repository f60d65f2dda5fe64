package dev.kedge.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Kedge.class.getPackage().getImplementationVersion())
                .orElse("development");
        return new String[] {"kedge " + version};
    }
}
