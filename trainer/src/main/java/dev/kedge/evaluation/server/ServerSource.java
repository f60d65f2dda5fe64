package dev.kedge.evaluation.server;

import dev.kedge.api.Conversation;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.WellFormedText;
import dev.kedge.evaluation.JudgedPrompt;
import dev.kedge.evaluation.JudgedSource;
import dev.kedge.evaluation.Judgement;
import dev.kedge.random.RandomStream;
import dev.kedge.rollout.RequiredVerdicts;
import dev.kedge.sampling.FinishReason;
import dev.kedge.sampling.Sampler;
import dev.kedge.sampling.SamplingStreams;
import dev.kedge.verifiers.VerifierPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A source that asks a server for completions, one request for each, several at a time, and judges what it says. */
public final class ServerSource implements JudgedSource {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ServerConfig config;
    private final Sampler.Config sampling;
    private final Optional<String> system;
    private final VerifierPool verifiers;
    private final ServerClient client;

    /**
     * A source.
     *
     * @param config the server
     * @param sampling how it is to sample; {@code top_k} is sent only if set, since not every server knows it
     * @param system a system prompt, for messages
     * @param verifiers judge the completions
     */
    public ServerSource(ServerConfig config, Sampler.Config sampling, Optional<String> system, VerifierPool verifiers) {
        this.config = config;
        this.sampling = sampling;
        this.system = system;
        this.verifiers = verifiers;
        this.client = new ServerClient(config);
    }

    private record Answer(String text, int tokens, FinishReason finishReason) {}

    @Override
    public List<JudgedPrompt> complete(List<Prompt> prompts, int samples, SamplingStreams streams) {
        List<Prompt> repeated = new ArrayList<>();
        List<ObjectNode> questions = new ArrayList<>();
        for (Prompt prompt : prompts) {
            for (int i = 0; i < samples; i++) {
                long seed = RandomStream.seedOf(streams.seed(), streams.purpose(), streams.step(), questions.size());
                questions.add(question(prompt, seed));
                repeated.add(prompt);
            }
        }
        List<Answer> answers = ask(questions);
        List<Verdict> verdicts =
                verifiers.verifyAll(repeated, answers.stream().map(Answer::text).toList());
        RequiredVerdicts.check(verdicts, verifiers.failure());
        List<JudgedPrompt> judged = new ArrayList<>();
        for (int p = 0; p < prompts.size(); p++) {
            List<Judgement> completions = new ArrayList<>();
            for (int i = p * samples; i < (p + 1) * samples; i++) {
                Answer answer = answers.get(i);
                completions.add(new Judgement(answer.text(), answer.tokens(), answer.finishReason(), verdicts.get(i)));
            }
            judged.add(JudgedPrompt.voting(prompts.get(p), completions, verifiers));
        }
        return judged;
    }

    private ObjectNode question(Prompt prompt, long seed) {
        ObjectNode question = JSON.createObjectNode();
        question.put("model", config.model());
        if (config.api() == ServerApi.CHAT) {
            Conversation asked = prompt.conversation().orElseGet(() -> Conversation.ofUser(prompt.text()));
            Conversation given = system.map(asked::withSystem).orElse(asked);
            question.set("messages", JSON.valueToTree(given.messages()));
            if (!given.tools().isEmpty()) {
                question.set("tools", JSON.valueToTree(given.tools()));
            }
        } else if (prompt.conversation().isPresent()) {
            throw new IllegalArgumentException(
                    "prompt " + prompt.id() + " is a list of messages, which needs --api chat");
        } else {
            question.put("prompt", prompt.text());
        }
        question.put("max_tokens", sampling.maxNewTokens());
        question.put("temperature", sampling.temperature());
        question.put("top_p", sampling.topP());
        sampling.topK().ifPresent(k -> question.put("top_k", k));
        if (sampling.minP() > 0) {
            question.put("min_p", sampling.minP());
        }
        if (sampling.repetitionPenalty() != 1) {
            question.put("repetition_penalty", sampling.repetitionPenalty());
        }
        if (!sampling.stop().isEmpty()) {
            question.set("stop", JSON.valueToTree(sampling.stop()));
        }
        question.put("seed", seed & Integer.MAX_VALUE);
        return question;
    }

    private List<Answer> ask(List<ObjectNode> questions) {
        ExecutorService pool = Executors.newFixedThreadPool(config.concurrency());
        try {
            List<Future<Answer>> asked = questions.stream()
                    .map(question -> pool.submit(() -> answer(client.post(question))))
                    .toList();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> each : asked) {
                answers.add(each.get());
            }
            return answers;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException("asking the server failed", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server was asked", interrupted);
        } finally {
            pool.shutdownNow();
        }
    }

    private Answer answer(JsonNode reply) {
        JsonNode choice = reply.path("choices").path(0);
        JsonNode text = config.api() == ServerApi.CHAT ? choice.path("message").path("content") : choice.path("text");
        boolean silent = text.isNull() && config.api() == ServerApi.CHAT;
        if (!text.isString() && !silent) {
            String shown = reply.toString();
            throw new IllegalStateException(
                    config.endpoint() + " must answer with choices, got " + WellFormedText.beginning(shown, 200));
        }
        FinishReason reason =
                choice.path("finish_reason").asString("").equals("length") ? FinishReason.LENGTH : FinishReason.STOP;
        return new Answer(
                silent ? "" : WellFormedText.of(text.asString()),
                reply.path("usage").path("completion_tokens").asInt(0),
                reason);
    }
}
