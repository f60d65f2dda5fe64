package com.acme;

import dev.kedge.api.About;
import dev.kedge.api.Kind;
import dev.kedge.api.KindProvider;
import dev.kedge.divergence.RatioCondition;
import dev.kedge.model.Family;
import dev.kedge.objective.advantage.AdvantageEstimator;
import dev.kedge.task.Task;
import java.util.List;

/** What this jar adds to the catalogues; named in META-INF/services/dev.kedge.api.KindProvider. */
public final class AcmeKinds implements KindProvider {

    @Override
    public List<Kind<?, ?>> kinds() {
        return List.of(
                Kind.of(
                        RatioCondition.class,
                        "log-cosh",
                        new About("log cosh of the log-ratio", "log cosh(log w) <= delta", "w", "an example"),
                        LogCosh.Config.DEFAULT,
                        LogCosh::new),
                Kind.plain(AdvantageEstimator.class, "ranks", About.of("ranks within the group"), Ranks::new),
                Kind.of(
                        Task.class,
                        "last-digit",
                        About.of("the last digit of a number"),
                        LastDigit.Config.DEFAULT,
                        LastDigit::new),
                Kind.plain(Family.class, "acme", About.of("Llama with Acme's names"), Acme::new));
    }
}
