"""A scorer that does what the completion says, well or badly."""
import json
import os
import signal
import subprocess
import sys
import time

SLEEPER = ["sh", "-c", "exec sleep 600"]


def judged(question):
    """The answer to a question, or None if what was asked for is to write no good one."""
    completion, fields = question["completion"], question["fields"]
    what, _, argument = completion.partition(" ")
    if what == "hang":
        time.sleep(600)
    if what == "die":
        sys.stderr.write("Traceback:\nValueError: cannot judge %s\n" % argument)
        os._exit(3)
    if what == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "rubbish":
        print(argument)
        return None
    if what == "flood":
        while True:
            sys.stdout.write("x" * 4096)
    if what == "twice":
        print(json.dumps({"id": question["id"], "correct": True}))
    if what == "child":  # one that outlives this process, in its session
        print(subprocess.Popen(SLEEPER, stdin=subprocess.DEVNULL).pid, file=open(argument, "w"))
    if what == "orphan":  # the same, and its parent is gone
        print(subprocess.Popen(SLEEPER, stdin=subprocess.DEVNULL).pid, file=open(argument, "w"))
        os._exit(0)
    if what == "memory":
        bytearray(int(argument) << 20)
    if what == "echo":
        return {"correct": True, "reason": json.dumps({**question, "id": 0}, sort_keys=True)}
    if what == "environment":
        return {"correct": True, "reason": os.environ.get(argument, "-")}
    if what == "process":
        return {"correct": True, "reason": str(os.getpid())}
    if what == "slow":
        time.sleep(float(argument))
    if what == "say":
        return json.loads(argument)
    return {"correct": completion == question["reference"], "reason": "compared"}


for line in sys.stdin:
    question = json.loads(line)
    answer = judged(question)
    if answer is not None:
        print(json.dumps({"id": question["id"], **answer}))
