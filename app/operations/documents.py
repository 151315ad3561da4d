"""What was printed and exported: kept, so that the next print can mark what changed."""

from __future__ import annotations

from app.domain.ops import RecordExport, RecordPrint
from app.operations.context import Context
from app.operations.lookup import absent
from app.operations.registry import applies
from app.store.tables import PrintRow


@applies(RecordPrint)
def record_print(op: RecordPrint, context: Context) -> None:
    """A print and what it said."""
    absent(context.session, PrintRow, op.id)
    context.session.put(
        PrintRow,
        id=op.id,
        document=op.document,
        layout=op.layout,
        on_date=op.on,
        version=op.version,
        lines=op.lines,
        medium=op.medium,
        printed_at=context.at,
        printed_by=context.actor,
    )


@applies(RecordExport)
def record_export(_op: RecordExport, _context: Context) -> None:
    """The op log is the record: no row of its own."""
