package com.acme;

import dev.kedge.api.Verifier;
import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges answers such as {@code V19 D05} (19 % tax, 5 % discount) by the company's own rule. There is no answer key. */
public final class TaxRuleVerifier implements Verifier {

    private static final Pattern ANSWER = Pattern.compile("V(\\d\\d) D(\\d\\d)");

    /**
     * The settings that a recipe gives beside {@code class}.
     *
     * @param rule the rule's numbers
     * @param partial what one right number of two is worth
     */
    public record Config(TaxRule rule, double partial) {

        /** What holds where the recipe says nothing. */
        public static final Config DEFAULT = new Config(new TaxRule(19, 7, 500, 5), 0.5);

        public Config {
            if (!(partial >= 0 && partial < 1)) {
                throw new IllegalArgumentException("partial must be in [0, 1), got " + partial);
            }
        }
    }

    private final Config config;

    public TaxRuleVerifier(Config config) {
        this.config = config;
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        Matcher answer = ANSWER.matcher(completion.strip());
        if (!answer.matches()) {
            return Verdict.unparsable("not of the form V00 D00");
        }
        String country = prompt.fields().get("country");
        String goods = prompt.fields().get("goods");
        int net = Integer.parseInt(prompt.fields().get("net"));
        boolean tax = Integer.parseInt(answer.group(1)) == config.rule().tax(country, goods);
        boolean discount = Integer.parseInt(answer.group(2)) == config.rule().discount(net);
        if (tax && discount) {
            return Verdict.correct(completion.strip());
        }
        double reward = tax || discount ? config.partial() : 0;
        String reason = tax ? "wrong discount" : discount ? "wrong tax" : "both wrong";
        return new Verdict(Outcome.WRONG, reward, completion.strip(), reason);
    }
}
