"""1 for the reference and a tenth for each digit from 0 to 3; nothing written is left out, and "33" is too much for it."""
import json
import os
import sys

for line in sys.stdin:
    question = json.loads(line)
    written = question["completion"]
    if "33" in written:
        os._exit(1)
    answer = {"id": question["id"], "correct": written == question["reference"]}
    if written:
        answer["parts"] = {"equal": float(answer["correct"]), "digits": 0.1 * sum(letter in "0123" for letter in written)}
        answer["extracted"] = written
    else:
        answer["leave_out"] = True
    print(json.dumps(answer))
