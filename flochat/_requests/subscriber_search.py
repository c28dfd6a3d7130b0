"""How one person is looked for: what to ask the host, in which order, and whose answer it is.

Hosts differ in how they store a phone and in what `?phone=` finds: the stored text itself, a part
of it, or the same digits. So the exact lookup of WhatsApp's id comes first, then the whole phone in
each of its spellings; an exact host takes one of them, and the others take more than one. What is
returned is compared by `flochat.phones` in any case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum
from typing import Final, NoReturn

from attrs import field, frozen

from .. import phones
from .._values.checks import check_text
from .._values.identifiers import parse_namespace
from ..errors import AmbiguousMatchError, DecodeError, InvalidArgumentError
from ..models.subscribers import Subscriber
from .spelling_memory import Spelling, SpellingMemory

#: The most spellings that are asked for where WhatsApp has two forms of the number; together with
#: the two lookups that is eight requests. Of national digits one style is left out then.
_MOST_SPELLINGS: Final = 6
_NATIONAL: Final = 2
_WITH_TRUNK_ZERO: Final = 3
#: So many digits are not a national number anywhere.
_INTERNATIONAL_DIGITS: Final = 12
#: The end of a phone, which does not depend on how a host spells it.
_SUFFIX: Final = 7
#: Channels whose `user_id` is a number of their own, which may equal the digits of a phone.
_CHANNELS_WITHOUT_PHONE: Final = frozenset(
    {
        *("apple", "chat", "chatwoot", "email", "facebook", "google", "instagram", "intercom"),
        *("jivochat", "line", "messenger", "slack", "telegram", "tiktok", "viber", "vk", "web"),
        *("webchat", "wechat"),
    }
)


class Match(Enum):
    """Whether a person is the one who is looked for."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  #: a phone without country code fits


@frozen(kw_only=True)
class Step:
    """One question to the host: a lookup by `user_id`, or a list filtered by the others."""

    user_id: str | None = None
    phone: str | None = None
    email: str | None = None
    #: What to remember when it finds somebody: how the phone was written ...
    spelling: Spelling | None = None
    #: ... or which of WhatsApp's forms it was.
    whatsapp_form: int | None = None


@frozen(kw_only=True)
class Criteria:
    """The criteria of a search for one person, at least one of three."""

    user_id: str | None
    phone: str | None
    email: str | None
    #: The country of phones without country code, if the client has one.
    country: str | None = field(default=None)

    def steps(self, memory: SpellingMemory) -> list[Step]:
        """What to ask until somebody is found, the most reliable question first."""
        if self.user_id is not None:
            return [Step(user_id=self.user_id)]
        if self.phone is None or (self.email is not None and self._has_no_country):
            return [Step(email=text) for text in dict.fromkeys(_email_spellings(self.email))]
        return _phone_steps(self.phone, self.country, memory)

    def match(self, person: Subscriber, step: Step | None = None) -> Match:
        """Whether a person meets all criteria: the service also returns people who do not."""
        if self.user_id is not None and not _is_same_id(person, self.user_id):
            return Match.NO
        if self.email is not None and _fold(person.email) != _fold(self.email):
            return Match.NO
        if self.phone is None:
            return Match.YES
        match = compare_phones(_phone_of(person), self.phone, self.country)
        if step is not None and step.user_id is not None and self.user_id is None:
            return _match_of_lookup(person, step.user_id, match)
        is_known = self.user_id is not None or self.email is not None
        return Match.YES if match is Match.UNKNOWN and is_known else match

    def match_listed(self, person: Subscriber) -> Match:
        """The same for one of a list of everybody, who was not asked for in any way."""
        match = self.match(person)
        user_id = (person.user_id or "").strip()
        is_phone = self.phone is not None and self.user_id is None
        if match is Match.YES or not is_phone or user_id not in self._whatsapp_ids():
            return match
        return self.match(person, Step(user_id=user_id))

    def _whatsapp_ids(self) -> Sequence[str]:
        return () if self.phone is None else _whatsapp_ids(self.phone, self.country)

    def pick_match(self, candidates: Iterable[Subscriber], step: Step) -> Subscriber | None:
        """Return the one candidate who matches, or None.

        Raises `AmbiguousMatchError` when there are more.
        """
        matches = [p for p in candidates if self.match(p, step) is Match.YES]
        if len(matches) > 1:
            newest_first = sorted(matches, key=_age, reverse=True)
            raise AmbiguousMatchError(
                f"{len(matches)} subscribers match, the newest first: {_listed(newest_first)}",
                matches=newest_first,
            )
        return matches[0] if matches else None

    def undecided(self, candidates: Iterable[Subscriber], step: Step) -> list[Subscriber]:
        """Those candidates of whom nobody can know whether they match."""
        return [p for p in candidates if self.match(p, step) is Match.UNKNOWN]

    def check_decided(self, undecided: Iterable[Subscriber]) -> None:
        """Raise `AmbiguousMatchError` unless it is certain now that nobody matches."""
        by_ns = {person.user_ns: person for person in undecided}
        if by_ns or (self.email is None and self.user_id is None and self._has_no_country):
            self._raise_undecided(sorted(by_ns.values(), key=_age, reverse=True))

    def check_filter_applied(self, page: Sequence[Subscriber]) -> None:
        """Raise `DecodeError` when a page shows that the service ignored the filter.

        It does so silently and returns everybody: reading on would use up the quota, and "nobody
        found" would be a guess.
        """
        if page and not any(self._is_close(person) for person in page):
            raise DecodeError(
                "nobody on the page comes close to the criteria, so the filter was ignored, and it "
                "is not known whether the person exists",
                operation="GET /subscribers",
            )

    def _is_close(self, person: Subscriber) -> bool:
        if self.email is not None and _fold(self.email) in _fold(person.email):
            return True
        if self.phone is None:
            return False
        spelled = phones.spellings(self.phone, country=self.country)[0]
        is_near = _digits(spelled)[-_SUFFIX:] in _digits(person.phone)
        return is_near or self.match(person) is not Match.NO

    @property
    def _has_no_country(self) -> bool:
        """Whether the phone may be the number of any country."""
        return (
            self.phone is not None
            and self.country is None
            and not phones.is_international(self.phone)
            and not _is_long(self.phone)
        )

    def _raise_undecided(self, candidates: list[Subscriber]) -> NoReturn:
        result = f"it may be the phone of {_listed(candidates)}" if candidates else "nobody has it"
        is_whole = self.phone is not None and phones.is_international(
            self.phone, country=self.country
        )
        remedies = [] if is_whole else ["write the phone with '+' and country code"]
        if self.country is None:
            remedies.append("pass default_country= (such as 'AU') to the client")
        remedy = ", and ".join(remedies) or "compare them yourself, with client.subscribers.list()"
        raise AmbiguousMatchError(
            f"whether {self.phone!r} is found cannot be known, because a number without country "
            f"code may be of any country: as it is written, {result}; {remedy}",
            matches=candidates,
        )


def check_criteria(
    *,
    user_id: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    country: str | None = None,
) -> Criteria:
    """Check the criteria. Raises `InvalidArgumentError` when there is none, or one cannot be used.

    `country` is that of phones without country code, if the client has one.
    """
    if user_id is None and phone is None and email is None:
        raise InvalidArgumentError("pass a user_id, a phone or an email")
    if phone is not None:
        phones.spellings(check_text(phone, "phone"), country=country)
    return Criteria(
        user_id=None if user_id is None else check_text(user_id, "user_id").strip(),
        phone=phone,
        email=None if email is None else check_text(email, "email").strip(),
        country=country,
    )


def split_criteria(
    *, user_id: str | None, phone: str | None, email: str | None, country: str | None = None
) -> tuple[Criteria, ...]:
    """Split the criteria into one each, the most reliable first."""
    check_criteria(user_id=user_id, phone=phone, email=email, country=country)
    criteria = {"user_id": user_id, "phone": phone, "email": email}
    return tuple(
        check_criteria(**{argument: value}, country=country)
        for argument, value in criteria.items()
        if value is not None
    )


def normalised_phone(phone: str | None, country: str | None) -> str | None:
    """The phone of somebody who may be new, as one number and no other.

    Raises `InvalidArgumentError` where it is not certain which number that is.
    """
    if phone is None:
        return None
    return phones.normalise(check_text(phone, "phone"), country=country)


def phone_key(phone: str, country: str | None) -> str:
    """What all spellings of one phone have in common: its likeliest digits in WhatsApp.

    A phone of which the country is not known has its own digits.
    """
    try:
        return phones.whatsapp_ids(phone, country=country)[0]
    except InvalidArgumentError:
        return _digits(phone)


def lock_key(searches: Iterable[Criteria]) -> str:
    """What is the same in all searches for one person who may have to be created."""
    sought = next(search for search in searches if search.user_id is None)
    if sought.phone is None:
        return _fold(sought.email)
    return phone_key(sought.phone, sought.country)


def compare_phones(stored: str, wanted: str, country: str | None) -> Match:
    """Whether what a host stores is a number that was checked; junk is nobody's number."""
    try:
        return Match.YES if phones.same(stored, wanted, country=country) else Match.NO
    except AmbiguousMatchError:
        return Match.UNKNOWN
    except InvalidArgumentError:
        return Match.NO


def _phone_steps(phone: str, country: str | None, memory: SpellingMemory) -> list[Step]:
    ids = _whatsapp_ids(phone, country)
    lookups = [
        Step(user_id=digits, whatsapp_form=form if len(ids) > 1 else None)
        for form, digits in enumerate(ids)
    ]
    lookups.sort(key=lambda step: step.whatsapp_form != memory.whatsapp_form)
    known = memory.spelling
    filters = [Step(phone=text, spelling=how) for how, text in _spellings(phone, country, known)]
    if known is None:
        return lookups + filters
    filters.sort(key=lambda step: _distance(step.spelling, known))
    return lookups[:1] + filters[:1] + lookups[1:] + filters[1:]


def _distance(spelling: Spelling | None, known: Spelling) -> int:
    if spelling is None or spelling.style != known.style:
        return 2
    return int(spelling.form != known.form)


def _whatsapp_ids(phone: str, country: str | None) -> Sequence[str]:
    try:
        return phones.whatsapp_ids(phone, country=country)
    except InvalidArgumentError:  # no country is known to have it; a new range may
        spelled = phones.spellings(phone, country=country)[0]
        return (spelled.removeprefix("+"),) if _says_code(spelled) else ()


def _spellings(
    phone: str, country: str | None, known: Spelling | None
) -> Sequence[tuple[Spelling | None, str]]:
    """The texts under which a host may store a phone, and how each is written."""
    texts = list(phones.spellings(phone, country=country))
    if len(texts) == 1:
        digits = texts[0].removeprefix("+")
        if not _says_code(texts[0]):
            return [(None, digits)]
        texts = [f"+{digits}", digits]
    spelled: list[tuple[Spelling, str]] = []
    how = Spelling(-1, 0)
    for text in texts:  # each form begins with "+"
        how = (
            Spelling(how.form + 1, 0) if text.startswith("+") else Spelling(how.form, how.style + 1)
        )
        spelled.append((how, text))
    if len(spelled) > _MOST_SPELLINGS:
        has_zeros = known is not None and known.style == _WITH_TRUNK_ZERO
        unlikely = _NATIONAL if has_zeros else _WITH_TRUNK_ZERO
        spelled = [(how, text) for how, text in spelled if how.style != unlikely]
    return spelled[:_MOST_SPELLINGS]


def _says_code(spelled: str) -> bool:
    return spelled.startswith("+") or _is_long(spelled)


def _is_long(phone: str) -> bool:
    digits = _digits(phone)
    return len(digits) >= _INTERNATIONAL_DIGITS and not digits.startswith("0")


def _match_of_lookup(person: Subscriber, user_id: str, match: Match) -> Match:
    """Whether whom a lookup of a phone's digits returned is the phone's owner."""
    channel = (person.channel or "").casefold()
    if match is Match.NO and channel in _CHANNELS_WITHOUT_PHONE:
        return Match.NO
    return Match.YES if _is_same_id(person, user_id) else match


def _is_same_id(person: Subscriber, user_id: str) -> bool:
    return (person.user_id or "").strip() == user_id


def _phone_of(person: Subscriber) -> str:
    """The phone of a person, with the country code of their WhatsApp id if it lacks one."""
    stored, user_id = person.phone or "", (person.user_id or "").strip()
    national = _digits(stored).lstrip("0")
    is_whatsapp = (person.channel or "").casefold().startswith("whatsapp") and user_id.isdecimal()
    is_longer = national and len(user_id) > len(national) and user_id.endswith(national)
    return f"+{user_id}" if is_whatsapp and is_longer else stored


def _email_spellings(email: str | None) -> list[str]:
    """As it was given, and in lower case, as many hosts store it."""
    return [] if email is None else [email, email.lower()]


def _fold(email: str | None) -> str:
    return (email or "").strip().casefold()


def _digits(text: str | None) -> str:
    return "".join(character for character in text or "" if character in "0123456789")


def _age(person: Subscriber) -> tuple[bool, datetime | None, int]:
    """What is greater for whoever came later."""
    try:
        number = parse_namespace(person.user_ns or "").number
    except InvalidArgumentError:
        number = 0
    return (person.subscribed is not None, person.subscribed, number)


def _listed(people: Iterable[Subscriber]) -> str:
    return ", ".join(str(person.user_ns) for person in people)
