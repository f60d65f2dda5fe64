"""Right is a completion that is, as JSON, the field of the line; the reason is what was asked."""
import json
import sys

for line in sys.stdin:
    question = json.loads(line)
    asked = question["prompt"]
    if isinstance(asked, list):
        asked = "%(role)s: %(content)s" % asked[0]
    correct = json.loads(question["completion"]) == question["fields"]["wanted"]
    print(json.dumps({"id": question["id"], "correct": correct, "reason": asked}))
