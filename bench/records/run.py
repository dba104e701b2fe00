"""The archive beside others, on the same data, in one run: ratios.

    python run.py            with warcio (tests/peers/requirements.txt) in this Python; builds with cargo
    python run.py warc       no more than writing and checking WARC

First writing and checking WARC, beside warcio. Then `rettesnor-bench -- copy search ingest`: checking a copy of a million
records beside sha256sum, searching a million texts beside PostgreSQL (where TEST_DATABASE_URL says where one is) and
tantivy, taking in comments beside a bare loop.

40,000 answers of a network's API (JSON of about 1.8 KB) and 400 pictures of 300 KB that cannot be made smaller. Both write a
gzip member per record to the disk. What counts is processor time, so that a busy machine does not distort it; each
writes three times, in turns, and the best counts. Both files are then checked by `warcio check`, and ours by
Rettesnor's own check, in turns, three times: every digest computed anew.
"""

import hashlib
import io
import json
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORDS = (
    "kommune veg skule barnehage budsjett møte vedtak innbyggjar torg snø brøyting open stengd søndag ny plan høyring "
    "frist svar spørsmål takk hei når kor kvifor"
).split()


def answers():
    chance = random.Random(42)

    def text(words):
        return " ".join(chance.choice(WORDS) for _ in range(words))

    for number in range(40_000):
        body = {
            "id": f"{number:012d}",
            "created_time": f"2026-{1 + number % 12:02d}-{1 + number % 28:02d}T10:00:00+0000",
            "message": text(120),
            "from": {"id": hashlib.sha1(str(number % 977).encode()).hexdigest(), "name": f"Person {number % 977}"},
            "comments": [
                {"id": hashlib.sha1(f"{number}-{n}".encode()).hexdigest(), "message": text(20)} for n in range(4)
            ],
            "etag": chance.getrandbits(256),
        }
        address = f"https://graph.facebook.com/v25.0/{number}?fields=id,message"
        yield address, json.dumps(body, ensure_ascii=False).encode(), "application/json; charset=utf-8"
        if number % 100 == 0:
            yield f"https://scontent.example/{number}.jpg", chance.randbytes(300_000), "image/jpeg"


def theirs(data, path):
    begun = time.process_time()
    with open(path, "wb") as out:
        writer = WARCWriter(out, gzip=True)
        writer.write_record(writer.create_warcinfo_record("data", {"software": "bench"}))
        for address, body, kind in data:
            head = StatusAndHeaders(
                "200 OK", [("Content-Type", kind), ("Content-Length", str(len(body)))], protocol="HTTP/1.1"
            )
            writer.write_record(
                writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=head)
            )
    return time.process_time() - begun


def ours(program, data, path):
    said = subprocess.run([program, data, path], check=True, capture_output=True, text=True).stdout
    return float(said)


def spent(command):
    """Seconds of processor time that a program takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def warc():
    build = ["cargo", "build", "--quiet", "--release", "-p", "rettesnor-records", "--examples"]
    subprocess.run(build, check=True, cwd=ROOT)
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    program = target / "release" / "examples" / "write_warc"
    data = list(answers())
    megabytes = sum(len(body) for _, body, _ in data) / 1e6
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        with open(folder / "data", "wb") as out:
            for address, body, kind in data:
                out.write(f"{address}\t{kind}\t{len(body)}\n".encode() + body)
        load = os.getloadavg()
        times = [
            (ours(program, folder / "data", folder / "ours.warc.gz"), theirs(data, folder / "theirs.warc.gz"))
            for _ in range(3)
        ]
        best = [min(column) for column in zip(*times)]
        print(f"{len(data)} records, {megabytes:.1f} MB, load {load[0]:.1f}")
        for name, seconds in zip(("ours", "theirs"), best):
            size = (folder / f"{name}.warc.gz").stat().st_size / 1e6
            rate = f"{megabytes / seconds:6.1f} MB/s {len(data) / seconds:8.0f} records/s"
            print(f"{name:7} {seconds:6.2f} s of processor {rate}  {size:6.1f} MB on the disk")
            check = [sys.executable, "-m", "warcio.cli", "check", str(folder / f"{name}.warc.gz")]
            subprocess.run(check, check=True)
        print(f"writing: ratio {best[1] / best[0]:.1f} (target: at least 4)")
        file = str(folder / "ours.warc.gz")
        checks = [
            (
                spent([program.with_name("check_warc"), file]),
                spent([sys.executable, "-m", "warcio.cli", "check", file]),
            )
            for _ in range(3)
        ]
        best = [min(column) for column in zip(*checks)]
        print(f"checking: ours {best[0]:.2f} s, warcio check {best[1]:.2f} s of processor")
        print(f"checking: ratio {best[1] / best[0]:.1f} (target: at least 5)")


def main():
    warc()
    if sys.argv[1:] != ["warc"]:
        run = ["cargo", "run", "--quiet", "--release", "-p", "rettesnor-bench", "--", "copy", "search", "ingest"]
        subprocess.run(run, check=True, cwd=ROOT)


main()
