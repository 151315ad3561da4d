"""The session operations work in, and how it sees every change of a row, tied to the operation that made it.

Attribute events note the first touch of a row by an op, also of rows that still wait for their flush, so that
a whole batch needs one flush (docs/operations.md). Writes that events cannot see are removed or forbidden.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter
from typing import Any, Final, NoReturn, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import LoaderCallableStatus, ORMExecuteState, Session, SessionTransaction
from sqlalchemy.orm.attributes import InstrumentedAttribute, manager_of_class
from sqlalchemy.orm.state import InstanceState

from app.store.tables import SUBJECT_OF, SUBJECTS, WIRE

Row = TypeVar("Row")
Image = dict[str, Any]  # Any: a column's value, text, integer or None
Key = tuple[str, str]  # (subject, id)
PLAIN: Final = frozenset({str, int, type(None)})


class ForbiddenWrite(RuntimeError):
    """A write that capture cannot see: an error of an op's author, never of a person."""


@dataclass(slots=True)
class Touched:
    """A row that an op changed: its image before (None = there was none), the row, and whether it is gone."""

    before: Image | None
    row: Any  # Any: one of the typed tables
    gone: bool = False

    def after(self) -> Image | None:
        """The row's image now."""
        return None if self.gone else image_of(self.row)


class Numbers:
    """The counters of the numbers people read, by series.
    Central alone has one, under the lock of the site.
    """

    def __init__(self, last: dict[str, int]) -> None:
        self.last = last

    def take(self, series: str) -> int:
        """The next number."""
        self.last[series] = self.last.get(series, 0) + 1
        return self.last[series]

    def mark(self) -> dict[str, int]:
        """Where the counters stand, to go back to: a refused op takes no number."""
        return dict(self.last)

    def back(self, mark: dict[str, int]) -> None:
        """Go back."""
        self.last = dict(mark)


Writer = Callable[["Mapping[Key, Image | None]", "Mapping[Key, Image | None]"], None]  # images before, after
Said = tuple[Image | None, str, int]  # an image, who left it, when
Author = Callable[[str, str, str], tuple[str, int | None]]  # (subject, id, field): who set it, when


class _Running(threading.local):
    """The session whose op runs in this thread: a column that is set need not ask its row for it."""

    session: OpSession | None = None


_RUNNING: Final = _Running()


class OpSession(Session):
    """A session that knows what the running op has touched. One per operation or batch, store thread only."""

    def __init__(self, bind: Any, site_id: str) -> None:  # Any: Engine or Connection
        super().__init__(bind=bind, autoflush=False, expire_on_commit=False)
        self.site_id = site_id
        self.touched: dict[Key, Touched] | None = None  # None: no op is running
        self.added: dict[Key, Any] = {}  # rows of this transaction that SELECT may not see yet
        self.known_absent: set[Key] = set()
        self.gone: set[Any] = set()  # rows that were deleted in it
        self.kept: list[Any] = []  # the identity map is weak: hold on to preloaded rows
        self.numbers: Numbers | None = None  # central alone
        self.author_of: Author | None = None  # central alone
        self.lately: dict[Key, list[Said]] | None = None  # central alone: what ops of this batch left
        self.redone = 0  # batches that had to be done again one by one; should stay 0
        self.write: Writer | None = None  # how a batch's rows are written; None: by the ORM's flush
        self.is_loose = False  # a batch that ``write`` writes: the ORM need not know what is added or deleted
        self.parts: dict[Key, dict[str, Any]] = {}  # (subject, meeting) -> its tasks or checks by id
        self.whole: set[Key] = set()  # parts that hold all there are, not only what was added here
        self.held_by: dict[str, dict[str, Any]] = {}  # person -> tasks known here that are or were theirs
        self.held_spans: dict[str, tuple[int, int]] = {}  # person -> the span in which all are known

    def put(self, table: type[Row], **columns: Any) -> Row:  # Any: column values
        """Add a row, every column given. The attribute events of a new row say nothing that its being new
        does not say, and are most of an import's time: the columns go straight into the instance.
        """
        row = manager_of_class(table).new_instance()
        for name, value in columns.items():
            if value.__class__ not in PLAIN:
                columns[name] = plain(value)
        row.__dict__.update(columns, site_id=self.site_id)
        if self.is_loose:
            _added(self, row)
        else:
            self.add(row)
        return row

    def delete(self, instance: object) -> None:
        """Delete a row: with the next flush, or when the batch is written."""
        self.gone.add(instance)
        if self.is_loose:
            _dropped(self, instance)
        else:
            super().delete(instance)

    @contextmanager
    def running(self) -> Iterator[dict[Key, Touched]]:
        """Everything inside is one op; yields what it touches."""
        touched: dict[Key, Touched] = {}
        self.touched, _RUNNING.session = touched, self
        try:
            yield touched
        finally:
            self.touched = _RUNNING.session = None

    def settle(self) -> None:
        """Between two slices of a long act: what is flushed can be read again, so nothing need be held."""
        self._let_go()
        self.info.pop("closures", None)

    def forget(self) -> None:
        """Drop what was only in memory, after a rollback."""
        self._let_go()
        self.info.clear()
        if self.lately is not None:
            self.lately.clear()

    def look_again(self) -> None:
        """After an op of a batch was rolled back: what it added is not there, what is held may differ."""
        for key in [key for key, row in self.added.items() if row not in self]:
            del self.added[key]
        self.gone.clear()  # what an op before has deleted is known by its state
        self._forget_parts()
        self.info.clear()

    def _let_go(self) -> None:
        self.expunge_all()
        self.added.clear()
        self.gone.clear()
        self.known_absent.clear()
        self.kept.clear()
        self._forget_parts()

    def _forget_parts(self) -> None:
        self.parts.clear()
        self.whole.clear()
        self.held_by.clear()
        self.held_spans.clear()

    def _forbidden(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise ForbiddenWrite("bulk methods bypass capture")

    bulk_save_objects = _forbidden
    bulk_insert_mappings = _forbidden
    bulk_update_mappings = _forbidden


def image_of(row: Any) -> Image:  # Any: one of the typed tables
    """The row's columns in wire order."""
    columns, values = _READ[type(row)]
    try:
        return dict(zip(columns, values(row.__dict__), strict=True))
    except KeyError:  # not all of it is loaded
        return {column: getattr(row, column) for column in columns}


_READ: Final = {table: (WIRE[subject], itemgetter(*WIRE[subject])) for subject, table in SUBJECTS.items()}


def plain(value: Any) -> str | int | None:  # Any: a rule's value
    """What a column holds: a database driver must never see an enum or a flag of Python's."""
    if isinstance(value, Enum):
        value = value.value
    return int(value) if isinstance(value, bool) else value


_HOLDING: Final = frozenset({"assignee_id", "starts_at", "ends_at"})


def _noter(subject: str, column: str) -> Callable[..., Any]:  # Any: SQLAlchemy's event
    """What listens to one column: made for it, since a batch sets thousands of values."""
    is_holding = subject == "task" and column in _HOLDING

    def note(state: InstanceState[Any], value: Any, _old: Any, _token: Any, **_key: Any) -> Any:
        if value.__class__ not in PLAIN:
            value = plain(value)
        session = _RUNNING.session
        if session is None or session.touched is None:
            if isinstance(state.session, OpSession):
                raise ForbiddenWrite(f"a row was changed outside an operation: {column}")
            return value
        row = state.obj()
        held = row.__dict__
        key = (subject, held["id"])
        if key not in session.touched:
            before = image_of(row)
            if before.get(column) is LoaderCallableStatus.NO_VALUE:
                before[column] = None
            session.touched[key] = Touched(before, row)
        if is_holding:
            person = value if column == "assignee_id" else held.get("assignee_id")
            if person is not None:
                session.held_by.setdefault(person, {})[key[1]] = row
        return value

    return note


_PARTS: Final = frozenset({"task", "check"})


def _added(session: Session, row: Any) -> None:  # Any: one of the typed tables
    if not isinstance(session, OpSession):
        return
    if session.touched is None:
        raise ForbiddenWrite("a row was added outside an operation")
    key = (SUBJECT_OF[type(row)], row.id)
    session.added[key] = row
    if key[0] in _PARTS and row.meeting_id is not None:
        session.parts.setdefault((key[0], row.meeting_id), {})[row.id] = row
    known = session.touched.setdefault(key, Touched(None, row))
    known.row, known.gone = row, False  # the op may have deleted one of the same id before


def _dropped(session: OpSession, row: Any) -> None:  # Any: one of the typed tables
    if session.touched is None:
        raise ForbiddenWrite("a row was deleted outside an operation")
    key = (SUBJECT_OF[type(row)], row.id)
    session.touched.setdefault(key, Touched(image_of(row), row)).gone = True


def _deleted(session: Session, _context: Any, _rows: Any) -> None:  # Any: SQLAlchemy's event
    if not isinstance(session, OpSession) or session.touched is None:
        return
    for row in session.deleted:
        _dropped(session, row)


def _only_reads(execution: ORMExecuteState) -> None:
    if isinstance(execution.session, OpSession) and not execution.is_select:
        raise ForbiddenWrite("rows change only through the session's objects")


def _rolled_back(session: Session, transaction: SessionTransaction) -> None:
    if isinstance(session, OpSession):
        if transaction.nested:
            session.look_again()
        else:
            session.forget()


def _register() -> None:
    for subject, table in SUBJECTS.items():
        for column in WIRE[subject]:
            attribute = getattr(table, column)
            assert isinstance(attribute, InstrumentedAttribute)
            # With all three SQLAlchemy calls the listener itself, not a wrapper around it.
            event.listen(attribute, "set", _noter(subject, column), raw=True, retval=True, include_key=True)
    event.listen(OpSession, "transient_to_pending", _added)
    event.listen(OpSession, "before_flush", _deleted)
    event.listen(OpSession, "do_orm_execute", _only_reads)
    event.listen(OpSession, "after_soft_rollback", _rolled_back)


_register()
