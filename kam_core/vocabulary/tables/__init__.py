"""All uploadable tables by name, in the order of the specification."""

from kam_core.vocabulary.field import Table
from kam_core.vocabulary.tables.accounts import ACCOUNTS
from kam_core.vocabulary.tables.agreements import CONTRACTS, PAYMENTS
from kam_core.vocabulary.tables.alerts import ALERTS
from kam_core.vocabulary.tables.concessions import BENEFITS, EXCHANGE
from kam_core.vocabulary.tables.contacts_and_team import CONTACTS, TEAM
from kam_core.vocabulary.tables.economics import ACCOUNT_COSTS, INVEST, TARGETS, VALUE_PLAN
from kam_core.vocabulary.tables.feedback import FEEDBACK
from kam_core.vocabulary.tables.finance import CONTROL_TOTALS, FORECASTS
from kam_core.vocabulary.tables.judgement import ASSESSMENTS, BUYING
from kam_core.vocabulary.tables.manual_corrections import CHECKS, CORRECTIONS, DEFECTIONS, STAGE_OVERRIDES
from kam_core.vocabulary.tables.pipeline import NEEDS, OPPORTUNITIES
from kam_core.vocabulary.tables.plan import PLAN
from kam_core.vocabulary.tables.rates import RATES
from kam_core.vocabulary.tables.touches import TOUCHES
from kam_core.vocabulary.tables.transactions import TRANSACTIONS

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        TRANSACTIONS,
        ACCOUNTS,
        OPPORTUNITIES,
        CONTACTS,
        TOUCHES,
        FEEDBACK,
        ASSESSMENTS,
        BUYING,
        ACCOUNT_COSTS,
        VALUE_PLAN,
        NEEDS,
        PLAN,
        TEAM,
        TARGETS,
        INVEST,
        CHECKS,
        CORRECTIONS,
        RATES,
        EXCHANGE,
        BENEFITS,
        CONTRACTS,
        PAYMENTS,
        ALERTS,
        DEFECTIONS,
        FORECASTS,
        CONTROL_TOTALS,
        STAGE_OVERRIDES,
    )
}
