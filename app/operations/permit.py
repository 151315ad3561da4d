"""Who may say what: the rule of domain/permissions over the people of this site. On a console a hint."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.permissions import SYSTEM, SYSTEM_GRANTS, allowed
from app.domain.states import Role
from app.operations.lookup import find
from app.operations.session import OpSession
from app.store.tables import PersonRow


def permit(session: OpSession, actor: str, permission: str) -> None:
    """The actor's role must have the permission; raises Refused("not_allowed")."""
    if actor == SYSTEM:
        if permission not in SYSTEM_GRANTS:
            raise Refused("not_allowed", permission=permission)
        return
    if not actor:
        return  # a house without people: first set-up
    person = find(session, PersonRow, actor)
    if person is None or not person.active or not allowed(Role(person.role), permission):
        raise Refused("not_allowed", permission=permission)
