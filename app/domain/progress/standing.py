"""Where an application stands, in one plain sentence: where, with whom, since when, what is missing, by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.bilingual import Text, listed
from app.domain.dates import long_date
from app.domain.process.definition import Act, Definition, Step
from app.domain.progress.actions import Surroundings
from app.domain.progress.category import category
from app.domain.progress.clocks import Clock, clock
from app.domain.progress.missing import missing
from app.domain.progress.state import Side, State
from app.domain.terms import Holidays
from app.domain.vocabulary import MembershipCategory, OrganizationType, Party, Status

MOST_TOLD = 3
"""How many missing things the sentence names before it only counts the rest."""

PARTIES = {
    Party.LIMA: Text("la Coordinación en Lima", "the coordination in Lima"),
    Party.EMBASSY: Text("la Embajada del Perú en Seúl", "the Embassy of Peru in Seoul"),
    Party.SECRETARIAT: Text("la Secretaría de WeGO", "the WeGO Secretariat"),
    Party.EXCOM: Text("el Comité Ejecutivo de WeGO (EXCOM)", "WeGO's Executive Committee (EXCOM)"),
    Party.NOBODY: Text("nadie", "nobody"),
}
COMPANY = Text("la empresa", "the company")
INSTITUTION = Text("la institución", "the institution")
GOVERNMENT = Text("el gobierno postulante", "the applying government")
THE_OFFICE = Text("la oficina que acompaña ({office})", "the accompanying office ({office})")

OPEN = Text(
    "Está en el paso {number}, «{title}»: lo tiene {holder} desde el {since}; falta {missing}; {term}{unendorsed}.",
    "It is at step {number}, “{title}”: {holder} has held it since {since}; what is missing is to {missing}; "
    "{term}{unendorsed}.",
)
UNENDORSED = Text("; sigue sin la conformidad de la oficina", "; it goes on without the office's endorsement")
DUE = Text("el plazo vence el {day}", "the term ends on {day}")
OVERDUE = Text("el plazo venció el {day}", "the term ended on {day}")
NO_TERM = Text("no tiene plazo", "there is no term")
EXTERNAL = Text("no hay un plazo conocido", "no term is known")
MORE = Text("{n} más", "{n} more")
RESUME = Text("Reanudar el expediente", "Resume the application")
SUSPENDED = Text(
    "Está suspendido desde el {since}, en el paso {number}, «{title}»: nadie tiene el turno, los plazos no corren y "
    "falta reanudarlo.",
    "It has been suspended since {since}, at step {number}, “{title}”: nobody has the turn, no term runs, and what is "
    "missing is to resume it.",
)
ENDED = {
    Status.WITHDRAWN: Text(
        "Terminó: {applicant} desistió el {since}; nadie tiene el turno.",
        "It has ended: {applicant} withdrew on {since}; nobody has the turn.",
    ),
    Status.ARCHIVED: Text(
        "Fue archivado el {since}; nadie tiene el turno, y {applicant} puede reabrirlo.",
        "It was archived on {since}; nobody has the turn, and {applicant} can reopen it.",
    ),
    Status.NOT_ACCEPTED: Text(
        "Terminó: WeGO no lo aceptó, con respuesta del {since}; nadie tiene el turno.",
        "It has ended: WeGO did not accept it, by its answer of {since}; nobody has the turn.",
    ),
}
MEMBER = Text(
    "Terminó: {applicant} es miembro de WeGO por decisión del {since}; nadie tiene el turno.",
    "It has ended: {applicant} is a member of WeGO by the decision of {since}; nobody has the turn.",
)
FULL_MEMBER = Text(
    "Terminó: {applicant} es miembro pleno de WeGO por decisión del {since}; nadie tiene el turno.",
    "It has ended: {applicant} is a full member of WeGO by the decision of {since}; nobody has the turn.",
)
TO_CONFIRM = Text(
    "Terminó: {applicant} es miembro de WeGO por decisión del {since}; el documento no dice la categoría, que queda "
    "por confirmar; nadie tiene el turno.",
    "It has ended: {applicant} is a member of WeGO by the decision of {since}; the document does not give the "
    "category, which is to be confirmed; nobody has the turn.",
)
MEMBERS: Mapping[MembershipCategory | None, Text] = {
    MembershipCategory.FULL: FULL_MEMBER,
    MembershipCategory.TO_CONFIRM: TO_CONFIRM,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The sentence and its parts. `missing` begin with a verb; `due_on` is None without a term or while it's stopped.

    `step` is where it stands, also while suspended; None once the application has ended.
    """

    sentence: Text
    holder: Party
    holder_name: Text
    since: date
    missing: tuple[Text, ...]
    due_on: date | None
    is_overdue: bool
    is_stopped: bool
    step: Step | None


def standing(state: State, around: Surroundings, holidays: Holidays, office: str) -> Standing:
    """Say where the application stands on `around.today`; `office` is the name of the one that accompanies it."""
    step = state.stands_at
    if step is None or state.is_closed:
        return _ended(state)
    if state.side:
        return _suspended(state, state.side, step, holidays)
    return _open(state, step, around, holidays, office)


def applicant_name(definition: Definition) -> Text:
    """Return what the applicant of this process is called in a sentence."""
    if definition.applies_to == {OrganizationType.COMPANY}:
        return COMPANY
    return INSTITUTION if definition.applies_to == {OrganizationType.INSTITUTION} else GOVERNMENT


def party_name(party: Party, definition: Definition, office: str) -> Text:
    """Return the name of `party` as a page shows it: the office's own, or the party's words."""
    if party is Party.OFFICE:
        return Text(office, office)
    return applicant_name(definition) if party is Party.ORGANIZATION else PARTIES[party]


def _open(state: State, step: Step, around: Surroundings, holidays: Holidays, office: str) -> Standing:
    name = party_name(step.holder, state.definition, office)
    running = clock(state, step, holidays)
    left = missing(state, step, around)
    since = state.held_since(step)
    unendorsed = state.endorsement is not None and not state.endorsement.is_given
    sentence = OPEN.format(
        number=step.number,
        title=step.title,
        holder=THE_OFFICE.format(office=office) if step.holder is Party.OFFICE else name,
        since=long_date(since),
        missing=_told(left),
        unendorsed=UNENDORSED if unendorsed else "",
        term=_term(step, running, around.today),
    )
    return Standing(
        sentence=sentence,
        holder=step.holder,
        holder_name=name,
        since=since,
        missing=left,
        due_on=running.due.on if running else None,
        is_overdue=running is not None and running.is_overdue(around.today),
        is_stopped=False,
        step=step,
    )


def _told(left: tuple[Text, ...]) -> Text:
    """Return the first missing things as part of a sentence, and how many more there are."""
    told = [Text(text.es[:1].lower() + text.es[1:], text.en[:1].lower() + text.en[1:]) for text in left]
    if len(told) > MOST_TOLD:
        told = [*told[: MOST_TOLD - 1], MORE.format(n=len(told) - MOST_TOLD + 1)]
    return listed(told)


def _term(step: Step, running: Clock | None, today: date) -> Text:
    if running and running.due.on:
        words = OVERDUE if running.is_overdue(today) else DUE
        return words.format(day=long_date(running.due.on))
    return EXTERNAL if step.is_external else NO_TERM


def _suspended(state: State, side: Side, step: Step, holidays: Holidays) -> Standing:
    running = clock(state, step, holidays)
    return Standing(
        sentence=SUSPENDED.format(since=long_date(side.on), number=step.number, title=step.title),
        holder=Party.NOBODY,
        holder_name=PARTIES[Party.NOBODY],
        since=side.on,
        missing=(RESUME,),
        due_on=None,
        is_overdue=False,
        is_stopped=running is not None,
        step=step,
    )


def _ended(state: State) -> Standing:
    if state.side:
        since, words = state.side.on, ENDED[state.side.status]
    else:
        since = state.finished_on(Act.CONFIRM)
        words = MEMBERS.get(category(state), MEMBER)
    return Standing(
        sentence=words.format(applicant=applicant_name(state.definition), since=long_date(since)),
        holder=Party.NOBODY,
        holder_name=PARTIES[Party.NOBODY],
        since=since,
        missing=(),
        due_on=None,
        is_overdue=False,
        is_stopped=False,
        step=None,
    )
