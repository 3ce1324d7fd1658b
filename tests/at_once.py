"""Several people in one moment: what locks and constraints are for."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.core.exceptions import ValidationError
from django.db import connection


def at_once(*jobs):
    """Call the jobs at the same moment, and return what each returned or was refused with."""
    barrier = Barrier(len(jobs))

    def run(job):
        barrier.wait(timeout=20)
        try:
            return job()
        except (ValueError, ValidationError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as threads:
        return [future.result() for future in [threads.submit(run, job) for job in jobs]]
