"""
All checks, as `make test` runs them: lint, the suite on SQLite, the suite on a throwaway PostgreSQL.

What a person sees is looked at once, on SQLite: a browser cannot tell the databases apart, and takes long.

Arguments go to pytest. What this machine cannot run is left out, loudly; with CI=true that is a failure.
"""

import os
import shutil
import signal
import subprocess
import sys
import time

from tests.postgres import find_programs, throwaway_postgres

BROWSERS = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]


def main(arguments):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    pytest = [sys.executable, "-m", "pytest", "-n", "auto", *arguments]
    without_browser = [*pytest, "-m", "not browser"]
    results, left_out = [], []

    def leave_out(what, remedy):
        left_out.append(f"!!!!!!!! LEFT OUT: {what} (on Debian: apt-get install {remedy})")
        print(left_out[-1], flush=True)

    environment["CHROMIUM"] = find_chromium()
    if not environment["CHROMIUM"]:
        leave_out("browser tests, no Chromium found", "chromium")
        pytest = without_browser

    if not shutil.which("sqlite3"):
        leave_out("backup and restore of SQLite, no sqlite3 found", "sqlite3")

    results.append(run("lint", [os.environ.get("MAKE", "make"), "--no-print-directory", "lint"], environment))
    results.append(run("tests on SQLite", pytest, environment))
    if find_programs():
        with throwaway_postgres() as url:
            on_postgres = environment | {"DATABASE_URL": url}
            results.append(run("tests on PostgreSQL", without_browser, on_postgres))
    else:
        leave_out("tests on PostgreSQL, no server programs found", "postgresql postgresql-contrib")

    print("", *(f"{part}: {outcome} in {took:.1f} s" for part, outcome, took in results), *left_out, sep="\n")
    strict = os.environ.get("CI") in ("true", "1")
    return any(outcome != "ok" for _, outcome, _ in results) or bool(left_out and strict)


def find_chromium():
    return next((path for name in BROWSERS if (path := shutil.which(name))), "")


def run(part, command, environment):
    print(f"\n======== {part}", flush=True)
    start = time.monotonic()
    code = subprocess.run(command, env=environment).returncode
    return part, "FAILED" if code else "ok", time.monotonic() - start


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
