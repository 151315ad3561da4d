"""How this console stands to central, in words: the pill, the panel, and each problem with what is kept and
what to do.

Codes of problems come from app/sync (LinkState.problem, RoundRecord.problem) and from enrolling. A code
without words reads as a plain sentence with the code in it. GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.link import LinkProblem
from app.domain.records import LinkState
from app.domain.states import LinkPhase
from app.words import formats


@dataclass(frozen=True, slots=True)
class PillWords:
    """What the pill says: its words, shorter words for a narrow bar, tone and icon of its chip."""

    text: str
    short: str
    tone: str
    icon: str


# Any in the tables: the stub of QT_TRANSLATE_NOOP says object. (what happened, what holds and what to do)
_PROBLEMS: Final[dict[str, tuple[Any, Any]]] = {
    LinkProblem.UNREACHABLE: (
        QT_TRANSLATE_NOOP("LinkWords", "Central does not answer"),
        QT_TRANSLATE_NOOP(
            "LinkWords", "Changes are kept on this desk and sent when it answers. Check the network cable."
        ),
    ),
    LinkProblem.TIMEOUT: (
        QT_TRANSLATE_NOOP("LinkWords", "Central answers too slowly"),
        QT_TRANSLATE_NOOP("LinkWords", "Nothing is lost; the same is sent again by itself."),
    ),
    LinkProblem.PROXY: (
        QT_TRANSLATE_NOOP("LinkWords", "The proxy does not let this desk through"),
        QT_TRANSLATE_NOOP(
            "LinkWords", "Changes are kept on this desk. Ask the engineer to check the proxy in the settings."
        ),
    ),
    LinkProblem.PORTAL: (
        QT_TRANSLATE_NOOP("LinkWords", "A sign-in page of the network stands in between"),
        QT_TRANSLATE_NOOP(
            "LinkWords", "Nothing was sent. Sign in to the network of the house, then it goes on by itself."
        ),
    ),
    LinkProblem.NOT_CENTRAL: (
        QT_TRANSLATE_NOOP("LinkWords", "There is no central service at this address"),
        QT_TRANSLATE_NOOP("LinkWords", "Changes are kept on this desk. Check the address with the engineer."),
    ),
    LinkProblem.GARBLED: (
        QT_TRANSLATE_NOOP("LinkWords", "An answer of central arrived damaged"),
        QT_TRANSLATE_NOOP("LinkWords", "Nothing of it was taken; it is asked for again by itself."),
    ),
    LinkProblem.BUSY: (
        QT_TRANSLATE_NOOP("LinkWords", "Central is busy and asks to wait"),
        QT_TRANSLATE_NOOP(
            "LinkWords", "Changes are kept on this desk and sent a little later by themselves."
        ),
    ),
    LinkProblem.FAILED: (
        QT_TRANSLATE_NOOP("LinkWords", "Central has a fault of its own"),
        QT_TRANSLATE_NOOP(
            "LinkWords", "Changes are kept on this desk and sent again. If it lasts, tell the engineer."
        ),
    ),
    LinkProblem.SILENT: (
        QT_TRANSLATE_NOOP("LinkWords", "Central has not been heard for a long time"),
        QT_TRANSLATE_NOOP(
            "LinkWords", "What others did may be missing here. Changes are kept and sent when it answers."
        ),
    ),
    LinkProblem.STORE: (
        QT_TRANSLATE_NOOP("LinkWords", "What central sent cannot be stored on this desk"),
        QT_TRANSLATE_NOOP("LinkWords", "Nothing is lost; it is asked for again. Make room on the disk."),
    ),
    LinkProblem.INTERNAL: (
        QT_TRANSLATE_NOOP("LinkWords", "An error of this program disturbed the exchange"),
        QT_TRANSLATE_NOOP(
            "LinkWords", "It went on by itself and nothing is lost. Export the diagnostics for support."
        ),
    ),
    LinkProblem.CERTIFICATE: (
        QT_TRANSLATE_NOOP("LinkWords", "The certificate of central cannot be trusted"),
        QT_TRANSLATE_NOOP(
            "LinkWords",
            "Nothing was sent. It is out of date, or of an authority unknown here. Ask the engineer.",
        ),
    ),
    LinkProblem.WRONG_HOST: (
        QT_TRANSLATE_NOOP("LinkWords", "The certificate belongs to another machine"),
        QT_TRANSLATE_NOOP(
            "LinkWords", "Nothing was sent. Check the address; ask the engineer before going on."
        ),
    ),
    LinkProblem.CA_FILE: (
        QT_TRANSLATE_NOOP("LinkWords", "The file of the certificate authority cannot be read"),
        QT_TRANSLATE_NOOP(
            "LinkWords", "Nothing was sent. Ask the engineer to put the file named in the settings in place."
        ),
    ),
    LinkProblem.ADDRESS: (
        QT_TRANSLATE_NOOP("LinkWords", "This is not the address of a central service"),
        QT_TRANSLATE_NOOP("LinkWords", "Nothing was sent. Write it as https://central.example:8443."),
    ),
    LinkProblem.UPGRADE: (
        QT_TRANSLATE_NOOP("LinkWords", "This desk is too old for central"),
        QT_TRANSLATE_NOOP("LinkWords", "Changes are kept on this desk. Install the newer version here."),
    ),
    LinkProblem.HELD: (
        QT_TRANSLATE_NOOP("LinkWords", "This desk is newer than central"),
        QT_TRANSLATE_NOOP(
            "LinkWords", "What central cannot read yet is kept here and sent once central is updated."
        ),
    ),
    LinkProblem.REVOKED: (
        QT_TRANSLATE_NOOP("LinkWords", "The access of this console was taken back"),
        QT_TRANSLATE_NOOP(
            "LinkWords", "You can go on working here; what was not sent yet is kept. Ask the engineer."
        ),
    ),
    LinkProblem.UNKNOWN_CONSOLE: (
        QT_TRANSLATE_NOOP("LinkWords", "Central does not know this console"),
        QT_TRANSLATE_NOOP("LinkWords", "Changes are kept on this desk. Ask the engineer for a new code."),
    ),
    LinkProblem.NO_KEYRING: (
        QT_TRANSLATE_NOOP("LinkWords", "This machine cannot keep secrets"),
        QT_TRANSLATE_NOOP(
            "LinkWords",
            "Changes are kept on this desk. Ask the engineer to set up a keyring, or type the secret.",
        ),
    ),
    LinkProblem.KEYRING_LOCKED: (
        QT_TRANSLATE_NOOP("LinkWords", "The keyring of this machine is locked"),
        QT_TRANSLATE_NOOP(
            "LinkWords", "Changes are kept on this desk. Unlock the keyring, or type the secret."
        ),
    ),
    LinkProblem.KEYRING_UNSAFE: (
        QT_TRANSLATE_NOOP("LinkWords", "The keyring of this machine keeps secrets in plain text"),
        QT_TRANSLATE_NOOP(
            "LinkWords", "Nothing was put into it. Ask the engineer to set up a safe one, or type the secret."
        ),
    ),
    LinkProblem.NO_SECRET: (
        QT_TRANSLATE_NOOP("LinkWords", "The keyring holds no secret of this console"),
        QT_TRANSLATE_NOOP("LinkWords", "Changes are kept on this desk. Type the secret, or enrol again."),
    ),
    LinkProblem.DELETIONS: (
        QT_TRANSLATE_NOOP("LinkWords", "Central would take a large part of the data away here"),
        QT_TRANSLATE_NOOP(
            "LinkWords",
            "Nothing was taken away yet. Ask the engineer whether this is meant, then confirm it.",
        ),
    ),
    LinkProblem.CODE: (
        QT_TRANSLATE_NOOP("LinkWords", "This code cannot be used"),
        QT_TRANSLATE_NOOP(
            "LinkWords", "It was mistyped, has been used, or has expired. Ask the engineer for a new one."
        ),
    ),
    LinkProblem.SITE_TAKEN: (
        QT_TRANSLATE_NOOP("LinkWords", "This desk has data of its own, and the site has others"),
        QT_TRANSLATE_NOOP(
            "LinkWords",
            "Nothing was changed. Enrol with an empty data folder, or ask for a code of an empty site.",
        ),
    ),
    LinkProblem.ENROLLED: (
        QT_TRANSLATE_NOOP("LinkWords", "This desk belongs to a central service already"),
        QT_TRANSLATE_NOOP("LinkWords", "Nothing was changed."),
    ),
    "no_copy": (
        QT_TRANSLATE_NOOP("LinkWords", "This file is no copy of changes that were not sent"),
        QT_TRANSLATE_NOOP("LinkWords", "Nothing was changed."),
    ),
    "other_site": (
        QT_TRANSLATE_NOOP("LinkWords", "This copy is of another site"),
        QT_TRANSLATE_NOOP("LinkWords", "Nothing was changed."),
    ),
    "given_up": (
        QT_TRANSLATE_NOOP("LinkWords", "Enrolling was cancelled"),
        QT_TRANSLATE_NOOP("LinkWords", "Nothing was changed on this desk."),
    ),
}
_OTHER: Final[tuple[Any, Any]] = (
    QT_TRANSLATE_NOOP("LinkWords", "The exchange with central stopped. Code: {code}"),
    QT_TRANSLATE_NOOP("LinkWords", "Changes are kept on this desk. If it lasts, tell the engineer."),
)
_PHASES: Final[dict[LinkPhase, Any]] = {
    LinkPhase.ALONE: QT_TRANSLATE_NOOP("LinkWords", "Stored on this desk"),
    LinkPhase.CONNECTING: QT_TRANSLATE_NOOP("LinkWords", "Connecting"),
    LinkPhase.LIVE: QT_TRANSLATE_NOOP("LinkWords", "Synced"),
    LinkPhase.CATCHING_UP: QT_TRANSLATE_NOOP("LinkWords", "Catching up"),
    LinkPhase.OFFLINE: QT_TRANSLATE_NOOP("LinkWords", "Offline"),
    LinkPhase.ACTION: QT_TRANSLATE_NOOP("LinkWords", "Needs attention"),
}
_MEANINGS: Final[dict[LinkPhase, Any]] = {
    LinkPhase.ALONE: QT_TRANSLATE_NOOP(
        "LinkWords", "This desk works by itself; every change is on its disk."
    ),
    LinkPhase.CONNECTING: QT_TRANSLATE_NOOP("LinkWords", "Central is being called. You can work on."),
    LinkPhase.LIVE: QT_TRANSLATE_NOOP("LinkWords", "What others do appears here within seconds."),
    LinkPhase.CATCHING_UP: QT_TRANSLATE_NOOP(
        "LinkWords", "Changes of others are still coming in; some of what is shown may be older."
    ),
    LinkPhase.OFFLINE: QT_TRANSLATE_NOOP(
        "LinkWords", "Offline. Keep working; changes are stored here and sent later."
    ),
    LinkPhase.ACTION: QT_TRANSLATE_NOOP(
        "LinkWords", "The exchange with central waits for a person. You can work on; changes are kept."
    ),
}
_ICONS: Final = {
    LinkPhase.ALONE: ("ok", "hard-drive"),
    LinkPhase.CONNECTING: ("low", "refresh-cw"),
    LinkPhase.LIVE: ("ok", "cloud-check"),
    LinkPhase.CATCHING_UP: ("low", "refresh-cw"),
    LinkPhase.OFFLINE: ("mid", "cloud-off"),
    LinkPhase.ACTION: ("high", "cloud-alert"),
}


def phase_word(phase: LinkPhase) -> str:
    """已同步, 离线 …."""
    return QCoreApplication.translate("LinkWords", _PHASES[phase])


def meaning(phase: LinkPhase) -> str:
    """What a phase means for the person at the desk."""
    return QCoreApplication.translate("LinkWords", _MEANINGS[phase])


def pill(state: LinkState, conflicts: int, refused: int, zone: ZoneInfo) -> PillWords:
    """What the pill says. The gravest word leads: a person must act, refused, conflict, offline, to send.

    ``conflicts`` counts all open decisions, ``refused`` those of them that central refused.
    """
    word = phase_word(state.phase)
    tone, icon = _ICONS[state.phase]
    if state.phase is LinkPhase.ACTION:
        return PillWords(word, word, tone, icon)
    if state.phase is LinkPhase.OFFLINE:
        word = _offline(state, zone)
    elif state.phase is LinkPhase.LIVE and state.pending:
        word, tone, icon = _to_send(state.pending), "low", "cloud-upload"
    if refused:
        text = QCoreApplication.translate("LinkWords", "Refused {n}").format(n=refused)
        return PillWords(_joined(word, text, state), text, "high", "circle-x")
    if conflicts:
        text = QCoreApplication.translate("LinkWords", "Conflicts {n}").format(n=conflicts)
        return PillWords(_joined(word, text, state), text, "mid", "git-compare")
    return PillWords(word, word, tone, icon)


def pending_text(state: LinkState, now: int) -> str:
    """How much waits to be sent, and how old the oldest is."""
    if not state.pending:
        return QCoreApplication.translate("LinkWords", "Everything was sent")
    text = QCoreApplication.translate("LinkWords", "%n change(s) to send", "", state.pending)
    if state.oldest_at is None:
        return text
    oldest = QCoreApplication.translate("LinkWords", "the oldest {age} old")
    return _both(text, oldest.format(age=formats.age(state.oldest_at, now)))


def problem_text(code: str) -> tuple[str, str]:
    """(what happened, what is kept and what to do)."""
    what, do = _PROBLEMS.get(code, _OTHER)
    return (
        QCoreApplication.translate("LinkWords", what).replace("{code}", code),
        QCoreApplication.translate("LinkWords", do),
    )


def knows(code: str) -> bool:
    """Whether a problem has its own sentence."""
    return code in _PROBLEMS


def back_online(sent: int, waiting: int) -> str:
    """已恢复，上传 12 项，1 项要您裁决."""
    text = QCoreApplication.translate("LinkWords", "Back online: {n} sent").format(n=sent)
    if not waiting:
        return text
    more = QCoreApplication.translate("LinkWords", "%n need(s) your decision", "", waiting)
    return _both(text, more)


def gone_offline() -> str:
    """已离线，可继续工作…: said once when the link is lost."""
    return meaning(LinkPhase.OFFLINE)


def _both(one: str, two: str) -> str:
    return QCoreApplication.translate("LinkWords", "{one}, {two}").format(one=one, two=two)


def _offline(state: LinkState, zone: ZoneInfo) -> str:
    since = formats.clock(state.since, zone)
    if state.pending:
        text = QCoreApplication.translate("LinkWords", "Offline since {time}, {n} to send")
        return text.format(time=since, n=state.pending)
    return QCoreApplication.translate("LinkWords", "Offline since {time}").format(time=since)


def _to_send(count: int) -> str:
    return QCoreApplication.translate("LinkWords", "To send {n}").format(n=count)


def _joined(word: str, more: str, state: LinkState) -> str:
    """已同步，冲突 3: the link first, as both are true; alone there is no link to speak of."""
    return _both(word, more) if state.is_enrolled else more
