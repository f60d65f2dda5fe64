package dev.kedge.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The proxies that environment variables name; where they name none, those of Java's own settings. */
final class EnvironmentProxies extends ProxySelector {

    private final Map<String, Optional<InetSocketAddress>> byScheme;
    private final List<String> direct;

    private EnvironmentProxies(Map<String, Optional<InetSocketAddress>> byScheme, List<String> direct) {
        this.byScheme = byScheme;
        this.direct = direct;
    }

    /** The selector of an environment. */
    static ProxySelector of(Map<String, String> environment) {
        return new EnvironmentProxies(
                Map.of("https", address(environment, "HTTPS_PROXY"), "http", address(environment, "HTTP_PROXY")),
                List.of(variable(environment, "NO_PROXY")
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .split("[,\\s]+")));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }

    private static Optional<InetSocketAddress> address(Map<String, String> environment, String name) {
        return variable(environment, name)
                .or(() -> variable(environment, "ALL_PROXY"))
                .map(value -> {
                    URI address = URI.create(value.contains("://") ? value : "http://" + value);
                    if (!"http".equals(address.getScheme()) || address.getHost() == null) {
                        throw new HubException(
                                name + " must be http://HOST:PORT, which is all that Java's client can use");
                    }
                    if (address.getUserInfo() != null) {
                        throw new HubException(name + " must be without user and password, which are not supported");
                    }
                    return InetSocketAddress.createUnresolved(
                            address.getHost(), address.getPort() < 0 ? 80 : address.getPort());
                });
    }

    @Override
    public List<Proxy> select(URI address) {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        if (direct.stream().anyMatch(name -> isOf(name, host, address.getPort()))) {
            return List.of(Proxy.NO_PROXY);
        }
        return byScheme.getOrDefault(String.valueOf(address.getScheme()), Optional.empty())
                .map(proxy -> List.of(
                        new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHostString(), proxy.getPort()))))
                .orElseGet(() -> Optional.ofNullable(ProxySelector.getDefault())
                        .map(java -> java.select(address))
                        .orElse(List.of(Proxy.NO_PROXY)));
    }

    private static boolean isOf(String name, String host, int port) {
        if (name.isEmpty()) {
            return false;
        }
        String bare = name.startsWith(".") ? name.substring(1) : name.startsWith("*.") ? name.substring(2) : name;
        return name.equals("*") || host.equals(bare) || host.endsWith("." + bare) || (host + ":" + port).equals(bare);
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
        // The request itself fails, which says so.
    }
}
