package dev.kedge.config;

import dev.kedge.api.About;
import dev.kedge.api.Catalogue;
import dev.kedge.api.Choice;
import dev.kedge.api.Kind;
import dev.kedge.api.Require;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds that a {@link SampleRecipe} can choose. */
final class SampleKinds {

    static final Catalogues ALL = Catalogues.of(List.of(Catalogue.of(
            Sample.class,
            List.of(
                    kind("chain", new Chain(3, 10)),
                    kind("countdown", new Countdown(4)),
                    kind("addition", new Addition(2)),
                    kind("ppo", new Ppo(0.1)),
                    kind("kl3", Kl3.DEFAULT),
                    kind("number", new Tolerance(0)),
                    kind("deep", new Deep(List.of(), Map.of(), "", Optional.empty())),
                    kind("x", new Text("")),
                    kind("a", new Typed(0, 1, SampleRecipe.Color.RED, Duration.ZERO)),
                    plain("exact"),
                    plain("none"),
                    plain("z")))));

    private SampleKinds() {}

    static Choice<Sample> choice(String kind) {
        return choice(kind, Map.of());
    }

    static Choice<Sample> choice(String kind, Map<String, ?> settings) {
        return ALL.choice(Sample.class, kind, settings);
    }

    private static <C extends Record> Kind<C, Sample> kind(String name, C defaults) {
        return Kind.of(Sample.class, name, About.of(""), defaults, Sample::new);
    }

    private static Kind<?, Sample> plain(String name) {
        return Kind.plain(Sample.class, name, About.of(""), () -> new Sample(name));
    }

    record Chain(int length, int modulus) {}

    record Countdown(int numbers) {}

    record Addition(int digits) {}

    record Ppo(double epsilon) {}

    record Tolerance(double tolerance) {}

    record Text(String y) {}

    record Typed(double x, int n, SampleRecipe.Color c, Duration t) {}

    /** A setting may be a choice too, or a list of what not. */
    record Deep(List<Object> c, Map<String, Object> g, String e, Optional<Choice<Sample>> inner) {}

    /** The settings of the kind {@code kl3}. */
    record Kl3(double delta) {
        static final Kl3 DEFAULT = new Kl3(0.02);

        Kl3 {
            Require.that(delta > 0, "delta", "must be > 0", delta);
        }
    }
}
