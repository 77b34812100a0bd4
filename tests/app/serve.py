#!/usr/bin/env python3
"""What the local server of `entente app` answers to ordinary and to odd requests.

    tests/app/serve.py PROGRAM
"""
import concurrent.futures
import contextlib
import re
import signal
import socket
import subprocess
import sys
import time

program = sys.argv[1]
failures = 0


def check(what, true):
    global failures
    if not true:
        failures += 1
        print(f"FAILED: {what}")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


port = free_port()


def ask(*pieces, timeout=20):
    """Send the pieces with pauses; return status, headers and the length of the body."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as s:
        for piece in pieces:
            s.sendall(piece)
            if len(pieces) > 1:
                time.sleep(0.1)
        answer = b""
        while chunk := s.recv(1 << 16):
            answer += chunk
    head, _, body = answer.partition(b"\r\n\r\n")
    status = re.match(rb"HTTP/1\.1 (\d+)", head)
    return int(status[1]) if status else None, head.decode("latin-1"), len(body)


def request(target="/", method="GET", host="127.0.0.1", more=""):
    return f"{method} {target} HTTP/1.1\r\nHost: {host}\r\n{more}\r\n".encode()


server = subprocess.Popen([program, "app", "--port", str(port)], stderr=subprocess.PIPE, text=True)
try:
    check("says where the page is", f"http://127.0.0.1:{port}/" in server.stderr.readline())
    status, head, whole = ask(request())
    check("the page", status == 200 and whole > 100_000 and "text/html" in head)
    for target in ("/?x=1", "/index.html", f"http://127.0.0.1:{port}/"):
        check(target, ask(request(target))[::2] == (200, whole))
    for host in (f"localhost:{port}", "[::1]", "127.0.0.2", "LOCALHOST"):
        check(f"host {host}", ask(request(host=host))[0] == 200)
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1.evil.example", "10.0.0.1", "[::2]", ""):
        check(f"host '{host}' is refused", ask(request(host=host))[0] in (400, 403))
    check("absolute address of a stranger", ask(request("http://evil.example/"))[0] == 403)
    status, head, n = ask(request(method="HEAD"))
    check("HEAD", status == 200 and n == 0 and f"Content-Length: {whole}" in head)
    check("POST", ask(request(method="POST", more="Content-Length: 3\r\n") + b"abc")[0] == 405)
    check("another path", ask(request("/../../etc/passwd"))[0] == 404)
    check("noise", ask(bytes(range(128, 256)) + b"\r\n\r\n")[0] in (400, None))
    check("split request", ask(b"GE", b"T / HTTP/1.1\r\nHo", b"st: localhost\r\n\r\n")[::2] == (200, whole))
    for n in (2100, 8192, 1 << 16, 1 << 20):
        check(f"a head of {n} bytes", ask(request(more=f"Cookie: a={'x' * n}\r\n"))[::2] == (200, whole))
    with contextlib.ExitStack() as idle:
        for _ in range(50):
            idle.enter_context(socket.create_connection(("127.0.0.1", port)))
        start = time.monotonic()
        check("behind fifty idle clients", ask(request())[::2] == (200, whole) and time.monotonic() - start < 3)
    with concurrent.futures.ThreadPoolExecutor(500) as pool:
        answers = list(pool.map(lambda _: ask(request(), timeout=60)[::2], range(500)))
    check("500 clients at once", answers == [(200, whole)] * 500)
    second = subprocess.run([program, "app", "--port", str(port)], capture_output=True, text=True, timeout=60)
    check("a port that is taken", second.returncode == 1 and second.stderr.count("\n") == 1)
    start = time.monotonic()
    server.send_signal(signal.SIGTERM)
    check("ends when told to", server.wait(timeout=10) == 0 and time.monotonic() - start < 1)
finally:
    server.kill()
for bad in ("0", "65536", "-1", "1e3", ""):
    wrong = subprocess.run([program, "app", "--port", bad], capture_output=True, text=True, timeout=60)
    check(f"--port '{bad}'", wrong.returncode == 2 and wrong.stderr.count("\n") == 1)
print(f"{failures} failed" if failures else "every request was answered as it should be")
sys.exit(failures > 0)
