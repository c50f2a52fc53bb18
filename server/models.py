"""All tables, gathered for migrations and row rights."""

from server.access import api_key_model, network_model
from server.admin import model as admin
from server.answering import model as answering
from server.audit import model as audit
from server.database import Base
from server.delivery import model as delivery
from server.directory import model as directory
from server.identity import approval_model, consent_model
from server.identity import factor_model as factors
from server.identity import model as identity
from server.invitations import model as invitations
from server.security import key_ring
from server.surveys import model as surveys

modules = (
    key_ring,
    identity,
    factors,
    audit,
    approval_model,
    api_key_model,
    network_model,
    consent_model,
    directory,
    surveys,
    delivery,
    invitations,
    answering,
    admin,
)
metadata = Base.metadata
