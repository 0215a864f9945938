"""One thread that does all the writing: it puts whatever is waiting into one transaction (group commit)."""

from __future__ import annotations

import atexit
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

import sqlalchemy as sa

from loosen.errors import JournalError
from loosen.journal.tables import locked

MOST_JOBS = 256
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """Work for the thread.

    Attributes:
        work: What to do with a connection.
        is_alone: Whether it must run outside any transaction, with nothing beside it.
        outcome: What came of it, told only once it is on disk.
    """

    work: Callable[[sa.Connection], Any]
    is_alone: bool
    outcome: Future[Any] = field(default_factory=Future)


class Writer:
    """Takes jobs from any number of threads and does them in order.

    A job waits for the lock of the file at most twice as long as the engine does: once while the jobs before it
    are refused, once for itself.

    Args:
        engine: Where to write.
        check: Raises where writing must not begin; asked before every transaction.
        where: The file, for messages.
    """

    def __init__(self, engine: sa.Engine, check: Callable[[], None], where: str) -> None:
        self._engine = engine
        self._check = check
        self._where = where
        self._waiting: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._is_closed = False

    def run(self, work: Callable[[sa.Connection], _T], *, alone: bool = False) -> _T:
        """Return what the work returns, once it is on disk.

        Args:
            work: Is run again where a first transaction was lost as a whole; that one then left nothing.
            alone: Run it outside any transaction, with nothing beside it.

        Raises:
            JournalError: The journal is closed, or the program is ending.
            Exception: What the work or the database raised; the work then left nothing.
        """
        job = _Job(work, alone)
        with self._changed:
            self._see_that_it_runs()
            self._waiting.append(job)
            self._changed.notify()
        result: _T = job.outcome.result()
        return result

    def close(self) -> None:
        """Finish what is waiting, then stop the thread. Later jobs are refused."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()
        atexit.unregister(self.close)

    def _see_that_it_runs(self) -> None:
        """Start the thread with the first job; who only reads needs none. Call it with the lock held."""
        if self._is_closed or sys.is_finalizing():
            raise self._refusal("The journal is closed; nothing was saved.", "Start Loosen again.")
        if self._thread is None:
            thread = threading.Thread(target=self._serve, name="journal-writer", daemon=True)
            try:
                thread.start()
            except RuntimeError as error:  # the interpreter is past starting threads
                raise self._refusal("The program is ending; nothing was saved.", "Start it again.") from error
            self._thread = thread
            atexit.register(self.close)  # a daemon may be stopped in mid-air: let it land first
        elif not self._thread.is_alive():  # a thread does not follow into a forked process
            raise self._refusal("The journal was opened by another process.", "Open it in this one too.")

    def _refusal(self, title: str, detail: str) -> JournalError:
        return JournalError(title, where=self._where, detail=detail)

    def _serve(self) -> None:
        while jobs := self._next():
            try:
                if jobs[0].is_alone:
                    self._do_alone(jobs[0])
                else:
                    self._do_together(jobs)
            except BaseException as error:  # not even a bug here may leave a caller waiting for ever
                _fail(jobs, error)

    def _next(self) -> list[_Job]:
        """Return the next jobs, waiting for them; none when all is done and the writer is closed."""
        with self._changed:
            while not self._waiting and not self._is_closed:
                self._changed.wait()
            if self._waiting and self._waiting[0].is_alone:
                return [self._waiting.popleft()]
            return self._take(MOST_JOBS)

    def _take(self, most: int) -> list[_Job]:
        """Return jobs from the head of the queue that may share a transaction. Call it with the lock held."""
        taken: list[_Job] = []
        while len(taken) < most and self._waiting and not self._waiting[0].is_alone:
            taken.append(self._waiting.popleft())
        return taken

    def _do_alone(self, job: _Job) -> None:
        try:
            with self._engine.connect() as connection:
                result = job.work(connection)
        except Exception as error:  # the caller gets it
            _fail([job], error)
        else:
            job.outcome.set_result(result)

    def _do_together(self, jobs: list[_Job]) -> None:
        """Do jobs in one transaction, each behind its own savepoint."""
        has_begun = False
        try:
            with locked(self._engine) as connection:
                self._check()
                has_begun = True
                with self._changed:
                    jobs += self._take(MOST_JOBS - len(jobs))  # what came while the lock was waited for
                outcomes = [_attempt(connection, job) for job in jobs]
        except Exception as error:  # the callers get it
            if has_begun:
                self._do_singly(jobs)
            else:
                _fail(jobs, error)
            return
        for job, (result, refusal) in zip(jobs, outcomes, strict=True):
            if refusal is None:
                job.outcome.set_result(result)
            else:
                job.outcome.set_exception(refusal)

    def _do_singly(self, jobs: Sequence[_Job]) -> None:
        """Do each job in a transaction of its own, after the common one was lost as a whole (a full disk)."""
        for number, job in enumerate(jobs):
            has_begun = False
            try:
                with locked(self._engine) as connection:
                    has_begun = True
                    result = job.work(connection)
            except Exception as error:  # the caller gets it
                if not has_begun:
                    _fail(jobs[number:], error)  # do not wait for the lock once for each
                    return
                job.outcome.set_exception(error)
            else:
                job.outcome.set_result(result)


def _attempt(connection: sa.Connection, job: _Job) -> tuple[Any, Exception | None]:
    """Return what a job returned, or what it raised after its part of the transaction was undone.

    Raises:
        Exception: The transaction is lost as a whole, so that not even this part can be undone.
    """
    connection.exec_driver_sql("SAVEPOINT job")
    try:
        result = job.work(connection)
    except Exception as error:  # the caller gets it
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT job")
        connection.exec_driver_sql("RELEASE SAVEPOINT job")
        return None, error
    connection.exec_driver_sql("RELEASE SAVEPOINT job")
    return result, None


def _fail(jobs: Sequence[_Job], error: BaseException) -> None:
    for job in jobs:
        if not job.outcome.done():
            job.outcome.set_exception(error)
