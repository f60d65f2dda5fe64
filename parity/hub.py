"""Kedge and huggingface_hub on one cache, from a server on this machine."""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
TESTS = HOME / "hub/src/test/java/dev/kedge/hub"
MODEL = "kedge-parity/tiny"
SHARDED = "kedge-parity/sharded"
FILES = {
    MODEL: {
        "config.json": json.dumps({"model_type": "llama"}).encode(),
        "generation_config.json": b"{}",
        "tokenizer.json": b'{"version": "1.0"}',
        "additional_chat_templates/tool use.jinja": b"{{ tools }}",
        "model.safetensors": random.Random(1).randbytes(3000),
        "onnx/model.onnx": b"not needed",
    },
    SHARDED: {
        "config.json": json.dumps({"model_type": "qwen3"}).encode(),
        "tokenizer.json": b'{"version": "1.1"}',
        "model.safetensors.index.json": json.dumps(
            {"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}}).encode(),
        "model-00001-of-00002.safetensors": random.Random(2).randbytes(2000),
        "model-00002-of-00002.safetensors": random.Random(3).randbytes(1000),
    },
}
NEEDED = ["*.json", "*.jinja", "*.safetensors"]

failures = 0


def say(what, good, detail=""):
    global failures
    failures += not good
    print(f"{'same' if good else 'DIFFERENT':10}{what}{'' if good else ': ' + str(detail)}", flush=True)


def server(scratch):
    """The server of Kedge's tests, in a process of its own."""
    for name, files in FILES.items():
        for path, content in files.items():
            file = scratch / "served" / "model" / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    classes = scratch / "classes"
    libraries = f"{HOME}/app/target/lib/*"
    subprocess.run(["javac", "-d", classes, "-cp", libraries, TESTS / "LocalHub.java", TESTS / "Fault.java"], check=True)
    process = subprocess.Popen(
        ["java", "-cp", f"{classes}{os.pathsep}{libraries}", "dev.kedge.hub.LocalHub", str(scratch / "served")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    return process, process.stdout.readline().strip()


def kedge(cache, endpoint, *arguments, offline=False):
    environment = dict(
        os.environ, HF_ENDPOINT=endpoint, HF_HUB_CACHE=str(cache), HF_HUB_OFFLINE=str(int(offline)), NO_PROXY="*")
    done = subprocess.run(
        [str(HOME / "kedge"), *arguments], env=environment, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout.strip(), done.stderr.strip()


def python(cache, endpoint, code, offline=False):
    """What a piece of Python prints, in a process that has the settings of its environment only."""
    environment = dict(
        os.environ, HF_ENDPOINT=endpoint, HF_HUB_CACHE=str(cache), HF_HUB_OFFLINE=str(int(offline)), NO_PROXY="*",
        HF_HUB_DISABLE_PROGRESS_BARS="1")
    done = subprocess.run(
        [sys.executable, "-c", "from huggingface_hub import *\n" + code], env=environment, capture_output=True,
        encoding="utf-8", check=False)
    return done.stdout.strip() if done.returncode == 0 else done.stderr.strip()


def tree(cache):
    """Every file of a cache: where a link leads, what a file holds; listings by what they mean."""
    found = {}
    for path in sorted(cache.rglob("*")):
        name = str(path.relative_to(cache))
        if path.is_symlink():
            found[name] = "-> " + os.readlink(path)
        elif path.is_file():
            content = path.read_bytes()
            if path.parent.name == "trees":
                content = json.loads(content)
            found[name] = "" if name.startswith(".locks") or name == "CACHEDIR.TAG" else content
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    scratch = Path(tempfile.mkdtemp())
    process, endpoint = server(scratch)
    try:
        compare(scratch, endpoint)
        if arguments.write:
            write(arguments.write, scratch, endpoint)
    finally:
        process.stdin.close()
        process.wait()
        shutil.rmtree(scratch)
    sys.exit(1 if failures else 0)


def compare(scratch, endpoint):
    theirs = scratch / "python"
    ours = scratch / "kedge"
    for name in FILES:
        place = python(theirs, endpoint, f"print(snapshot_download({name!r}, allow_patterns={NEEDED!r}))")
        say(f"huggingface_hub downloads {name}", Path(place).is_dir(), place)
        status, place, words = kedge(ours, endpoint, "download", name)
        say(f"kedge downloads {name}", status == 0 and Path(place).is_dir(), words)
    one, other = tree(theirs), tree(ours)
    for name in sorted(one.keys() | other.keys()):
        if one.get(name) != other.get(name):
            say(f"file {name}", False, f"huggingface_hub {one.get(name)!r}, kedge {other.get(name)!r}")
    say(f"{len(one)} files, links and locks of the two caches", one == other, "above")

    for name, files in FILES.items():
        place = python(
            ours, endpoint, f"print(snapshot_download({name!r}, allow_patterns={NEEDED!r}))", offline=True)
        say(f"huggingface_hub finds kedge's {name} offline", place.startswith(str(ours)), place)
        for path in files:
            place = python(ours, endpoint, f"print(hf_hub_download({name!r}, {path!r}))", offline=True)
            if path.startswith("onnx"):
                say(f"  and says that {path} is not there", "LocalEntryNotFoundError" in place, place)
            else:
                right = Path(place).is_file() and Path(place).read_bytes() == files[path]
                say(f"  and {path}", right, place)
    scanned = python(
        ours, endpoint, "i = scan_cache_dir()\nprint(len(i.repos), sum(r.nb_files for r in i.repos), len(i.warnings))")
    say("scan_cache_dir of kedge's cache: 2 repositories, 10 files, no warning", scanned == "2 10 0", scanned)

    # A run needs a real model: that the cache is found shows in what is said about this one.
    for name in FILES:
        status, _, words = kedge(theirs, endpoint, "sample", "--model", name, "--prompt", "x", offline=True)
        say(f"kedge finds huggingface_hub's {name} offline", str(theirs) in words, words)

    locks(scratch, endpoint)


def locks(scratch, endpoint):
    """Kedge waits for a download of huggingface_hub, and the other way round."""
    from huggingface_hub.utils import WeakFileLock

    shared = scratch / "locks"
    etag = next(iter((scratch / "python/models--kedge-parity--tiny/snapshots").glob("*/model.safetensors"))).resolve().name
    lock = shared / ".locks/models--kedge-parity--tiny" / f"{etag}.lock"
    lock.parent.mkdir(parents=True)
    result = []
    with WeakFileLock(lock):
        thread = threading.Thread(target=lambda: result.append(kedge(shared, endpoint, "download", MODEL)))
        thread.start()
        time.sleep(15)
        waits = not result
    thread.join()
    say("kedge waits for huggingface_hub's lock and says so",
        waits and result[0][0] == 0 and "waiting for another process" in result[0][2], result)


def write(place, scratch, endpoint):
    """One model by snapshot_download, with its listing; one file by file, without."""
    cache = scratch / "write"
    print(python(cache, endpoint, f"print(snapshot_download({MODEL!r}, allow_patterns={NEEDED!r}))"))
    for path in FILES[SHARDED]:
        print(python(cache, endpoint, f"print(hf_hub_download({SHARDED!r}, {path!r}))"))
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(cache, place, symlinks=True, ignore=shutil.ignore_patterns(".locks"))


main()
