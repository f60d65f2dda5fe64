"""Asks a server of Kedge with the client of OpenAI and prints a line for each question: parity/serve."""

import concurrent.futures
import json
import re
import subprocess
import sys

import openai

MESSAGES = [{"role": "user", "content": "What is the capital of France?"}]
PROMPT = "Once upon a time"


def served(program, model):
    """The process and its URL."""
    process = subprocess.Popen([program, "serve", "--model", model, "--port", "0", "--name", "served"], stdout=subprocess.PIPE, text=True)
    line = process.stdout.readline()
    return process, re.search(r"http://\S+", line).group()


def sampled(program, model, *options):
    out = subprocess.run([program, "sample", "--model", model, "--prompt", PROMPT, "--json", *options], capture_output=True, text=True, check=True)
    return json.loads(out.stdout)["completions"]


def refused(kind, ask):
    try:
        ask()
    except kind as error:
        return type(error) is kind and "\n" not in error.body["message"]
    return False


def questions(client, program, model):
    def complete(**given):
        return client.completions.create(model="served", prompt=PROMPT, **given)

    def chat(**given):
        return client.chat.completions.create(model="served", messages=MESSAGES, **given)

    yield "models.list", lambda: [model.id for model in client.models.list()] == ["served"]

    def whole_and_streamed():
        given = {"seed": 3, "max_tokens": 24, "temperature": 0.7}
        whole = chat(**given)
        pieces = list(chat(stream=True, stream_options={"include_usage": True}, **given))
        text = "".join(piece.choices[0].delta.content or "" for piece in pieces if piece.choices)
        return text == whole.choices[0].message.content and pieces[-1].usage == whole.usage

    yield "chat: pieces of a stream are the answer, usage too", whole_and_streamed

    def as_sample():
        ours = sampled(program, model, "--seed", "7", "--samples", "2", "--max-new-tokens", "12", "--temperature", "0.8", "--top-p", "0.9")
        theirs = complete(seed=7, n=2, max_tokens=12, temperature=0.8, top_p=0.9, logprobs=0, extra_body={"return_token_ids": True})
        return all(
            choice.text == one["text"]
            and choice.token_ids == one["tokens"]
            and max(abs(a - b) for a, b in zip(choice.logprobs.token_logprobs, one["untempered_logprobs"])) < 1e-4
            for choice, one in zip(theirs.choices, ours, strict=True)
        )

    yield "completions: tokens and log-probabilities of ./kedge sample", as_sample

    def likeliest():
        content = chat(max_tokens=4, temperature=0, logprobs=True, top_logprobs=3).choices[0].logprobs.content
        return all(one.top_logprobs[0].token == one.token and len(one.top_logprobs) == 3 and bytes(one.bytes).decode() == one.token for one in content)

    yield "chat: logprobs with alternatives and bytes", likeliest

    def stopped():
        whole = complete(max_tokens=24, temperature=0).choices[0].text
        cut = complete(max_tokens=24, temperature=0, stop=[whole[10:12]]).choices[0]
        return cut.finish_reason == "stop" and cut.text == whole[: whole.index(whole[10:12])]

    yield "completions: stop", stopped

    def together():
        def text(seed):
            return complete(seed=seed, max_tokens=16 + seed).choices[0].text

        alone = [text(seed) for seed in range(6)]
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            return list(pool.map(text, range(6))) == alone

    yield "six requests at once are the six one by one", together
    yield "a wrong value is BadRequestError", lambda: refused(openai.BadRequestError, lambda: complete(top_p=2))
    yield "an unknown field is BadRequestError", lambda: refused(openai.BadRequestError, lambda: complete(extra_body={"top_q": 1}))
    yield "another model is NotFoundError", lambda: refused(openai.NotFoundError, lambda: client.completions.create(model="other", prompt="x"))


def main():
    program, model = sys.argv[1:3]
    process, url = served(program, model)
    try:
        client = openai.OpenAI(base_url=url, api_key="none", max_retries=0)
        print(f"openai {openai.__version__}")
        wrong = 0
        for name, question in questions(client, program, model):
            right = question()
            wrong += not right
            print(f"{'as it should be' if right else 'WRONG':15}  {name}", flush=True)
        return wrong
    finally:
        process.terminate()


sys.exit(1 if main() else 0)
