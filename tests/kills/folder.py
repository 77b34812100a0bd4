#!/usr/bin/env python3
"""Try to lose an older set of results, and look whether each message is true.

    tests/kills/folder.py PROGRAM [KILLS [SEED]]

An older folder of results is run over again and disturbed: killed at random moments, run twice at
once, resumed twice at once, on disks of many sizes, under umask 077, in a folder that may not be
written, under a limit of memory, with files from the future. After each disturbance the folder
holds the older set whole, the newer set whole, or `entente report` says in one line that it is not whole.
"""
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile

program = os.path.realpath(sys.argv[1])
kills = int(sys.argv[2]) if len(sys.argv) > 2 else 100
seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(10**9)
random.seed(seed)
print(f"seed {seed}: tests/kills/folder.py PROGRAM {kills} {seed}", flush=True)
os.environ["NO_COLOR"] = "1"
work = tempfile.mkdtemp()
os.chdir(work)
failures = []
hashes = []    # of the older and of the newer run
FILES = ["results.sqlite", "result.json", "results.xlsx", "entente.html", "report.html"]
COMMON = ["status-quo-2024", "--no-why", "--threads", "2"]
OLD = COMMON + ["--futures", "256"]
NEW = COMMON + ["--futures", "12000", "--seed", "7"]


def fail(text):
    failures.append(text)
    print("FAILED: " + text, flush=True)


def run(words, **more):
    return subprocess.run([program] + words, capture_output=True, text=True, **more)


def one_line(done, what):
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    if len(lines) != 1 or "\t" in lines[0] or not lines[0].startswith("entente"):
        fail(f"{what}: not one line but {lines}")


def seen(folder):
    """Which run each file of a folder is of: times and dates differ from run to run, hashes do not."""
    runs = {}
    for name in FILES:
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            continue
        if name == "results.sqlite":
            store = sqlite3.connect("file:" + path + "?mode=ro", uri=True)
            runs[name] = dict(store.execute("SELECT * FROM run"))["outcome_hash"]
            store.close()
        elif name == "results.xlsx":
            with zipfile.ZipFile(path) as book:
                text = book.read("xl/sharedStrings.xml").decode()
            runs[name] = next((h for h in hashes if h in text), "none")
        elif name == "entente.html":    # the page holds the program and no results
            runs[name] = "page of " + str(os.path.getsize(path)) + " bytes"
        else:
            text = open(path, encoding="utf-8").read()
            runs[name] = next((h for h in hashes if h in text), "none")
    return runs


def outcome_hash(folder):
    text = open(os.path.join(folder, "result.json")).read()
    at = text.index('"outcome_hash":"') + 16
    return text[at:at + 16]


def judge(folder, old, new, what):
    """Which set a folder holds: old, new, or mixed, which report must say."""
    state = seen(folder)
    if state == old:
        kind = "old"
    elif new is not None and state == new:
        kind = "new"
    else:
        kind = "mixed"
    # report works in a copy: it writes into the folder
    copy = folder + ".copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    done = run(["report", copy])
    shutil.rmtree(copy, ignore_errors=True)
    if kind == "mixed":    # refused, or a warning that names the file
        one_line(done, what)
        if done.returncode == 0 and not any(name in done.stderr for name in FILES):
            fail(f"{what}: neither the older nor the newer set, and report does not say so: {state}")
    elif done.returncode != 0:
        fail(f"{what}: the {kind} set is whole and report refuses it: {done.stderr.strip()}")
    return kind


def fresh(name):
    shutil.rmtree(name, ignore_errors=True)
    shutil.copytree("old", name)


def killed_over_older(old, new, most):
    count = {"old": 0, "new": 0, "mixed": 0}
    resumed = 0
    for i in range(kills):
        fresh("r")
        child = subprocess.Popen([program, "run"] + NEW + ["--out", "r"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # half of the kills fall into the last quarter, where the files are written
        time.sleep(random.uniform(0, most) if i % 2 else random.uniform(most * .6, most * 1.02))
        child.send_signal(signal.SIGKILL)
        child.wait()
        count[judge("r", old, new, f"kill {i}")] += 1
        part = os.path.join("r", "results.sqlite.part")
        if os.path.exists(part):
            before = os.path.getsize(part)
            done = run(["run"] + NEW + ["--out", "r"])
            if done.returncode == 0 and "part" not in done.stderr:
                fail(f"kill {i}: an interrupted run's {before} bytes are overwritten without a word")
            if i % 8 == 0:
                done = run(["run"] + NEW + ["--resume", "--out", "r"])
                if done.returncode or seen("r")["results.sqlite"] and outcome_hash("r") != outcome_hash("new"):
                    fail(f"kill {i}: --resume does not end as the undisturbed run: {done.stderr.strip()}")
                resumed += 1
    print(f"kills over an older set: {kills}; {count}, {resumed} resumed", flush=True)


def two_at_once():
    refused = 0
    for i in range(20):
        fresh("r")
        a, b = ([program, "run"] + NEW + ["--out", "r"] for _ in range(2))
        first = subprocess.Popen(a, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        time.sleep(random.uniform(0, .3))
        second = subprocess.Popen(b, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        messages = [p.communicate()[1].strip() for p in (first, second)]
        codes = sorted([first.returncode, second.returncode])
        if codes not in ([0, 1], [0, 0]):
            fail(f"pair {i}: exit {codes}, {messages}")
        refused += codes == [0, 1]
        if codes == [0, 1] and not any("another run" in m for m in messages):
            fail(f"pair {i}: the refusal does not say why: {messages}")
        if outcome_hash("r") != outcome_hash("new"):
            fail(f"pair {i}: another outcome hash")
        if run(["report", "r"]).returncode:
            fail(f"pair {i}: report refuses what is left")
    print(f"pairs of runs in one folder: 20, {refused} refused in a line", flush=True)


def two_resumes():
    shutil.rmtree("r", ignore_errors=True)
    child = subprocess.Popen([program, "run"] + COMMON + ["--futures", "60000", "--seed", "7", "--out", "r"],
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(2.5)
    child.kill()
    child.wait()
    words = [program, "run"] + COMMON + ["--futures", "60000", "--seed", "7", "--resume", "--out", "r"]
    both = [subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    messages = [p.communicate()[1].strip() for p in both]
    codes = sorted(p.returncode for p in both)
    if codes != [0, 1] or not any("another run" in m for m in messages):
        fail(f"two resumes: exit {codes}, {messages}")
    whole = run(["run"] + COMMON + ["--futures", "60000", "--seed", "7", "--out", "whole"])
    if whole.returncode or outcome_hash("r") != outcome_hash("whole"):
        fail("two resumes: another outcome hash")
    print(f"two resumes at once: exit {codes}", flush=True)


def small_disks(old, new):
    sizes = [64, 128, 256, 512, 1024, 2048, 4096, 6144, 8192, 10240, 12288, 14336, 16384, 20480, 25600, 32768, 51200]
    room = os.path.join(work, "room")
    os.mkdir(room)
    ends = {}
    for size in sizes:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k,mode=700", "entente", room], capture_output=True)
        if mounted.returncode:
            print("small disks: left out, mounting a tmpfs is not permitted here", flush=True)
            return
        try:
            for start in ("empty", "older"):
                inside = os.path.join(room, "r")
                shutil.rmtree(inside, ignore_errors=True)
                if start == "older":
                    try:
                        shutil.copytree("old", inside)
                    except (OSError, shutil.Error):
                        continue
                done = run(["run"] + NEW + ["--out", inside])
                ends[(size, start)] = done.returncode
                what = f"disk of {size} kB, {start}"
                if done.returncode == 0:
                    if outcome_hash(inside) != outcome_hash("new"):
                        fail(f"{what}: another outcome hash")
                    continue
                one_line(done, what)
                if start == "older":
                    copy = os.path.join(work, "r")
                    shutil.rmtree(copy, ignore_errors=True)
                    shutil.copytree(inside, copy)
                    judge(copy, old, new, what)
                elif os.path.exists(os.path.join(inside, "files.csv")):
                    fail(f"{what}: a list of files beside a set that is not whole")
        finally:
            subprocess.run(["umount", room], check=True)
    passed = [size for (size, start), code in ends.items() if code == 0 and start == "empty"]
    print(f"small disks: {len(ends)} runs; the smallest that holds a run has {min(passed) if passed else '-'} kB", flush=True)


def modes(old):
    previous = os.umask(0o077)
    shutil.rmtree("r", ignore_errors=True)
    done = run(["run"] + OLD + ["--out", "r"])
    os.umask(previous)
    wide = [name for name in os.listdir("r") if os.stat(os.path.join("r", name)).st_mode & 0o077]
    if done.returncode or wide:
        fail(f"umask 077: exit {done.returncode}, open to others: {wide}")
    # an ordinary user in a folder of somebody else
    fresh("r")
    os.chmod(work, 0o755)
    for name in os.listdir("r"):
        os.chmod(os.path.join("r", name), 0o644)
    os.chmod("r", 0o555)

    def nobody():
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
    done = run(["run"] + NEW + ["--out", "r"], preexec_fn=nobody)
    if done.returncode == 0:
        fail("read-only folder: the run did not fail")
    else:
        one_line(done, "read-only folder")
    if seen("r") != old:
        fail("read-only folder: the older set changed")
    os.chmod("r", 0o755)
    print("umask 077, read-only folder as an ordinary user: " + done.stderr.strip().replace(work, "FOLDER"), flush=True)


def memory(old, new):
    ends = []
    for size in (24, 48, 64, 96, 128, 192, 256, 384):
        fresh("r")
        done = run(["run"] + NEW + ["--out", "r"],
                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (size << 20, size << 20)))
        ends.append(f"{size} MB: {done.returncode}")
        if done.returncode < 0:
            fail(f"{size} MB of addresses: killed by signal {-done.returncode}")
        elif done.returncode:
            if done.returncode == 127 or "error while loading shared libraries" in done.stderr:
                continue
            one_line(done, f"{size} MB of addresses")
        judge("r", old, new, f"{size} MB of addresses")
    print("limits of addresses, exit: " + ", ".join(ends), flush=True)


def cgroup(old, new):
    """A limit of the kernel kills without a word: nothing may be lost."""
    base = "/sys/fs/cgroup/memory" if os.path.isdir("/sys/fs/cgroup/memory") else "/sys/fs/cgroup"
    group = os.path.join(base, "entente-test")
    limit = "memory.limit_in_bytes" if base.endswith("memory") else "memory.max"
    try:
        os.mkdir(group)
        open(os.path.join(group, limit), "w").write("1")
    except OSError:
        try:
            os.rmdir(group)
        except OSError:
            pass
        print("limit of memory by a control group: left out, it may not be set here", flush=True)
        return
    ends = []
    try:
        for size in (16, 32, 48, 64, 96, 160, 256):
            fresh("r")
            open(os.path.join(group, limit), "w").write(str(size << 20))

            def enter():
                open(os.path.join(group, "cgroup.procs"), "w").write(str(os.getpid()))
            done = run(["run"] + NEW + ["--out", "r"], preexec_fn=enter)
            ends.append(f"{size} MB: {done.returncode}")
            judge("r", old, new, f"{size} MB of memory")
    finally:
        os.rmdir(group)
    print("limits of memory by a control group, exit: " + ", ".join(ends), flush=True)


def clock_set_back(old, new):
    fresh("r")
    ahead = time.time() + 400 * 86400
    for name in os.listdir("r"):
        os.utime(os.path.join("r", name), (ahead, ahead))
    done = run(["run"] + NEW + ["--out", "r"])
    if done.returncode or outcome_hash("r") != outcome_hash("new") or run(["report", "r"]).returncode:
        fail(f"files from the future: {done.stderr.strip()}")
    print("files from the future, as after a clock set back: replaced", flush=True)


try:
    assert run(["run"] + OLD + ["--out", "old"]).returncode == 0
    begin = time.monotonic()
    assert run(["run"] + NEW + ["--out", "new"]).returncode == 0
    most = time.monotonic() - begin
    hashes = [outcome_hash("old"), outcome_hash("new")]
    old, new = seen("old"), seen("new")
    assert len(old) == len(new) == len(FILES) and set(old.values()) - set(new.values()) == {hashes[0]}
    killed_over_older(old, new, most)
    two_at_once()
    two_resumes()
    small_disks(old, new)
    modes(old)
    memory(old, new)
    cgroup(old, new)
    clock_set_back(old, new)
finally:
    os.chdir("/")
    shutil.rmtree(work, ignore_errors=True)
if failures:
    print(f"{len(failures)} failures")
    sys.exit(1)
print("nothing lost, nothing mixed")
