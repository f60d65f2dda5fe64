"""Reward functions with TRL's signature, unchanged, behind Kedge's `process` verifier.

A function takes lists, `prompts`, `completions` and each column of the data set by its name, and returns a list of floats,
None where it has nothing to say. Each is a part of the reward; REWARDS and WEIGHTS are what GRPOTrainer has as reward_funcs
and reward_weights. A prompt that is a list of messages makes the completion one, as in TRL.
"""
import json
import sys


def names_the_answer(prompts, completions, answer, **columns):
    return [1.0 if right in text else 0.0 for text, right in zip(completions, answer)]


def is_short(completions, **columns):
    return [max(0.0, 1.0 - len(text) / 100) for text in completions]


REWARDS = [names_the_answer, is_short]
WEIGHTS = [1.0, 0.2]


def asked(question):
    prompt, completion = question["prompt"], question["completion"]
    if isinstance(prompt, list):
        completion = [{"role": "assistant", "content": completion}]
    columns = {name: [value] for name, value in question["fields"].items()}
    columns.setdefault("answer", [question["reference"]])
    return {"prompts": [prompt], "completions": [completion], **columns}


answers, sys.stdout = sys.stdout, sys.stderr  # what functions print is no answer
for line in sys.stdin:
    question = json.loads(line)
    values = [reward(**asked(question))[0] for reward in REWARDS]
    if all(value is None for value in values):
        answer = {"leave_out": True, "reason": "no function has anything to say"}
    else:
        parts = {reward.__name__: weight * (value or 0.0) for reward, weight, value in zip(REWARDS, WEIGHTS, values)}
        answer = {"parts": parts, "correct": values[0] == 1.0}
    print(json.dumps({"id": question["id"], **answer}), file=answers, flush=True)
