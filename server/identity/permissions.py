"""What people may do: each role is a set of permissions, and each permission belongs to one scope.

These two tables decide for every page, every call of the pane and every link in the bar. Which *accounts*
somebody sees is said elsewhere, by row rights.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from server.access.scopes import Scope
from server.identity.model import Role


class Permission(StrEnum):
    """Something that somebody may do, in words that go on after *you may*."""

    ASK = "ask customers"
    SEE_CONTACTS = "see contacts"
    SEE_ANSWERS = "see answers"
    EXPORT = "export answers"
    EDIT_SURVEYS = "edit surveys"
    IMPORT_CONTACTS = "import contacts"
    MANAGE_PEOPLE = "manage people"
    READ_TRAIL = "read the audit trail"
    CONFIGURE = "configure Rapport"
    """The add-in, API keys, networks, operators' approvals."""


SCOPE_OF: Mapping[Permission, Scope] = {
    Permission.ASK: Scope.ASK,
    Permission.SEE_CONTACTS: Scope.ASK,
    Permission.SEE_ANSWERS: Scope.READ_SCORES,
    Permission.EXPORT: Scope.EXPORT,
    Permission.EDIT_SURVEYS: Scope.ADMINISTER,
    Permission.IMPORT_CONTACTS: Scope.ADMINISTER,
    Permission.MANAGE_PEOPLE: Scope.ADMINISTER,
    Permission.READ_TRAIL: Scope.ADMINISTER,
    Permission.CONFIGURE: Scope.ADMINISTER,
}

OF_ROLE: Mapping[Role, tuple[Permission, ...]] = {
    Role.ADMIN: (
        Permission.EDIT_SURVEYS,
        Permission.SEE_CONTACTS,
        Permission.IMPORT_CONTACTS,
        Permission.MANAGE_PEOPLE,
        Permission.READ_TRAIL,
        Permission.CONFIGURE,
    ),
    Role.ACCOUNT_MANAGER: (
        Permission.ASK,
        Permission.SEE_CONTACTS,
        Permission.SEE_ANSWERS,
        Permission.EXPORT,
    ),
    Role.ANALYST: (Permission.SEE_ANSWERS, Permission.EXPORT, Permission.SEE_CONTACTS),
    Role.SURVEY_EDITOR: (Permission.EDIT_SURVEYS,),
}


def allowed(roles: Collection[str], scopes: Collection[str]) -> frozenset[Permission]:
    """What somebody with these roles may do by a token with these scopes."""
    by_roles = (permission for role in Role if role in roles for permission in OF_ROLE[role])
    return frozenset(permission for permission in by_roles if SCOPE_OF[permission] in scopes)


def roles_that_may(permission: Permission) -> list[Role]:
    """The roles that have it."""
    return [role for role in Role if permission in OF_ROLE[role]]
