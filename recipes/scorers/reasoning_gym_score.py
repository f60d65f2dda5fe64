"""reasoning-gym's own scorers behind Kedge's `process` verifier: pip install reasoning-gym.

A row of data has the columns `question`, `answer` and `metadata` of reasoning-gym's entries, metadata as the object that it
is; metadata.source_dataset names the task. What reasoning-gym rewards with 1 is right, and less is paid as it is.
"""
import json
import sys

import reasoning_gym

answers, sys.stdout = sys.stdout, sys.stderr  # some scorers print
scorers = {}
for line in sys.stdin:
    question = json.loads(line)
    metadata = question["fields"]["metadata"]
    task = metadata["source_dataset"]
    if task not in scorers:
        scorers[task] = reasoning_gym.get_score_answer_fn(task)
    entry = {"question": question["prompt"], "answer": question["reference"], "metadata": metadata}
    reward = float(scorers[task](question["completion"].split("</think>")[-1].strip(), entry))
    print(json.dumps({"id": question["id"], "reward": reward, "correct": reward == 1.0}), file=answers, flush=True)
