"""The people of Nordwind Supply."""

from dataclasses import dataclass

from server.identity.model import Role

ORGANISATION_KEY = "demo"
ORGANISATION_NAME = "Nordwind Supply"
PASSWORD = "demo-rapport-2026"
"""Everybody's password; printed where the demonstration is started."""


@dataclass(frozen=True)
class Colleague:
    """Somebody who signs in to the demonstration.

    charm: points on the scale of 0 to 10 that customers add for this account manager.
    diligence: how many of those who are asked answer, against the average.
    """

    name: str
    role: Role
    charm: float = 0.0
    diligence: float = 1.0

    @property
    def email(self) -> str:
        """Their address."""
        return f"{self.name.split()[0].lower()}@nordwind.example"


ACCOUNT_MANAGERS = (
    Colleague("Anna Lindqvist", Role.ACCOUNT_MANAGER, charm=0.7, diligence=1.15),
    Colleague("Jonas Brandt", Role.ACCOUNT_MANAGER, charm=-0.5, diligence=1.0),
    Colleague("Sofie Mikkelsen", Role.ACCOUNT_MANAGER, charm=0.35, diligence=1.25),
    Colleague("Pieter de Vries", Role.ACCOUNT_MANAGER, charm=0.05, diligence=0.9),
    Colleague("Camille Laurent", Role.ACCOUNT_MANAGER, charm=-0.15, diligence=0.8),
    Colleague("Diego Navarro", Role.ACCOUNT_MANAGER, charm=0.2, diligence=0.75),
)
NEWCOMER = Colleague("Ruth Osei", Role.ACCOUNT_MANAGER, charm=0.3)
"""She began a few weeks ago and has one small account: the report can't tell much about her yet."""
ANALYST = Colleague("Mira Keller", Role.ANALYST)
ADMIN = Colleague("Tom Okafor", Role.ADMIN)
EVERYBODY = (*ACCOUNT_MANAGERS, NEWCOMER, ANALYST, ADMIN)
