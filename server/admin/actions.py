"""What admins set."""

from uuid import UUID

from server.identity import actions as identity_actions
from server.identity.model import Role
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service


def begin(key: str, organisation: str, name: str, email: str, password: str) -> tuple[UUID, UUID]:
    """Make an organisation with its first admin, whole or not at all; (organisation id, person id).

    Raises:
        Problem: 422 when something entered doesn't fit.
    """
    identity_actions.normal_address(email)
    identity_actions.check_password(password, name, email, organisation, key)
    organisation_id = identity_actions.found_organisation(key, organisation)
    with transaction(service(organisation_id)) as session:
        roles = {Role.ADMIN, Role.ANALYST, Role.ACCOUNT_MANAGER}
        admin = identity_actions.add_person(session, organisation_id, name, email, roles, password)
        return organisation_id, admin.id
