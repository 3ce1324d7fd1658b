from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def at_once(*jobs):
    """Call the jobs at the same moment, in a thread each, and return what each returned or raised."""
    barrier = Barrier(len(jobs))

    def run(job):
        barrier.wait(timeout=20)
        try:
            return job()
        except ValueError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as threads:
        return [future.result() for future in [threads.submit(run, job) for job in jobs]]
