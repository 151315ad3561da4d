"""What can stand between a console and central, as codes; the sentences are in app/words/link."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class LinkProblem(StrEnum):
    """``LinkState.problem``, ``RoundRecord.problem`` and the codes an enrolment is refused with."""

    # on the way: tried again by itself
    UNREACHABLE = "unreachable"  # no connection: network, name or port
    TIMEOUT = "timeout"  # connected, but no answer in time
    PROXY = "proxy"  # the proxy named in the settings refuses or is away
    PORTAL = "portal"  # somebody else answers with a web page (sign-in of a guest network)
    NOT_CENTRAL = "not_central"  # the address answers, but is no service of ours
    GARBLED = "garbled"  # cut, altered or unreadable on the way
    BUSY = "busy"  # asks for patience
    FAILED = "failed"  # an error inside the service
    SILENT = "silent"  # no round has succeeded for too long
    STORE = "store"  # this console's file cannot be written
    INTERNAL = "internal"  # an error of ours; the link went on by itself
    # a person must do something
    CERTIFICATE = "certificate"  # not signed by an authority this console trusts, or out of date
    WRONG_HOST = "wrong_host"  # the certificate is another machine's
    CA_FILE = "ca_file"  # the authority's file named in the settings cannot be read
    ADDRESS = "address"  # no address of a service
    UPGRADE = "upgrade"  # this console is too old for the service
    HELD = "held"  # this console is newer than the service: some ops wait until that is upgraded
    REVOKED = "revoked"  # an administrator took this console's access back
    UNKNOWN_CONSOLE = "unknown_console"  # the service does not know this console or its secret
    NO_KEYRING = "no_keyring"  # the system keeps no secrets
    KEYRING_LOCKED = "keyring_locked"
    KEYRING_UNSAFE = "keyring_unsafe"  # it would keep them in plain text
    NO_SECRET = "no_secret"  # noqa: S105 - the key ring holds none for this console
    DELETIONS = "deletions"  # the service would delete more than a fifth of a kind: is that meant?
    # of an enrolment
    CODE = "code"  # wrong, used up or too old
    SITE_TAKEN = "site_taken"  # this folder has data of its own, and the site has others
    ENROLLED = "enrolled"  # this folder belongs to a service already


NEEDS_PERSON: Final = frozenset(
    {
        LinkProblem.CERTIFICATE, LinkProblem.WRONG_HOST, LinkProblem.CA_FILE, LinkProblem.ADDRESS,
        LinkProblem.UPGRADE, LinkProblem.HELD, LinkProblem.REVOKED, LinkProblem.UNKNOWN_CONSOLE,
        LinkProblem.NO_KEYRING, LinkProblem.KEYRING_LOCKED, LinkProblem.KEYRING_UNSAFE, LinkProblem.NO_SECRET,
        LinkProblem.DELETIONS,
    }
)  # fmt: skip
"""Waiting does not help against these: the phase is ACTION."""
