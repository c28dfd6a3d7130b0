"""Phone numbers: whether two spellings are one subscriber, and the one spelling to keep.

    from flochat import phones

    phones.same("+55 31 98888-7777", "553188887777")                # True: WhatsApp drops the nine
    phones.same("0412 345 678", "61412345678", country="AU")        # True
    phones.normalise("(02) 9876 5432", country="AU")                # "+61298765432"

A number without country code is read with `country`, and never compared by its tail. Google's
metadata (`phonenumbers`) says what is possible where; what WhatsApp does to the numbers of Brazil,
Mexico and Argentina is in a table here. The metadata is loaded by the first number that is read.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from .errors import AmbiguousMatchError, InvalidArgumentError

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

__all__ = ["is_international", "normalise", "same", "spellings", "whatsapp_ids"]

#: E.164 allows no more digits, country code included.
_MOST_DIGITS: Final = 15
#: Fewer do not tell people apart, unless they are a whole number: on some islands four are.
_FEWEST_DIGITS: Final = 7
#: How many digits can be an area code, before the slash of "030/1234567": plain, after "+", after
#: "00". What has more there is a number of its own.
_AREA_DIGITS: Final = 6
_AREA_DIGITS_WITH_CODE: Final = 8
_AREA_DIGITS_WITH_PREFIX: Final = 10
#: How many results each cache keeps: a bulk job compares the same numbers with many rows.
_CACHED: Final = 8192
_LONGEST_SHOWN: Final = 40

_BRAZIL: Final = 55
_MEXICO: Final = 52
_ARGENTINA: Final = 54
#: Where WhatsApp's accounts mostly have the ninth digit: the area codes of São Paulo, Rio de
#: Janeiro and Espírito Santo, which got it first.
_NINE_IS_KEPT: Final = re.compile(r"[12]")
#: A mobile number of Brazil before and after the ninth digit. Numbers with 9 and then 0 to 5 are
#: younger than it, and without the nine they would be somebody's fixed line.
_BRAZIL_WITHOUT_NINE: Final = re.compile(r"([1-9][1-9])([6-9][0-9]{7})")
_BRAZIL_WITH_NINE: Final = re.compile(r"([1-9][1-9])9([6-9][0-9]{7})")
#: Mexico's mobiles had a 1 between country code and number until 2019.
_MEXICO_WITH_ONE: Final = re.compile(r"1([2-9][0-9]{9})")
_MEXICO_MOBILE: Final = f"{_MEXICO}1"
_MEXICO_PLAIN: Final = re.compile(r"[2-9][0-9]{9}")
#: What was dialled inside Mexico until 2019; the metadata has forgotten it.
_MEXICO_DIALLED: Final = re.compile(r"(?:01|04[45])([2-9][0-9]{9})")
#: Argentina's mobiles have a 9 when called from abroad; nobody else has the number behind it.
_ARGENTINA_WITH_NINE: Final = re.compile(r"9([1-3][0-9]{9})")
_ARGENTINA_PLAIN: Final = re.compile(r"[1-3][0-9]{9}")

#: What most numbers of hosts are, for which nothing has to be checked.
_PLAIN_DIGITS: Final = re.compile(r"[0-9]+")
_SCHEME: Final = re.compile(r"\s*(tel|whatsapp):(?://)?\s*", re.IGNORECASE)
_BRACKETED_ZERO: Final = re.compile(r"[(\[]\s*0\s*[)\]]")
_OTHER_DASHES: Final = "\N{MINUS SIGN}\N{KATAKANA-HIRAGANA PROLONGED SOUND MARK}~"
_QUOTES: Final = (
    "'\"`\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
)
_IGNORED_AT_THE_ENDS: Final = _QUOTES + " \n"
#: A spreadsheet keeps a number as text by ="61412345678", and makes a formula of a leading "+".
_IGNORED_AT_THE_START: Final = _IGNORED_AT_THE_ENDS + "="
_IGNORED_AT_THE_END: Final = _IGNORED_AT_THE_ENDS + ",;."
_SEVERAL: Final = "it holds several numbers; pass one"
_EXTENSION: Final = "it has an extension, which a chat cannot reach; leave it out"
_AS_TEXT: Final = "format the column as text"
#: What is refused by name: pattern (searched for, case ignored) and reason.
_REFUSED: Final = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII), reason)
    for pattern, reason in (
        (
            r"^[+-]?\d+(?:[.,]\d+)?E[+-]?\d+$",
            f"a spreadsheet turned this number into a power of ten; {_AS_TEXT} and enter it again",
        ),
        (
            r"^[+-]?\d{7,}[.,]0{1,2}$",
            f"a spreadsheet turned this number into a decimal; {_AS_TEXT}",
        ),
        (
            r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$",
            f"a spreadsheet grouped the digits of this number with commas; {_AS_TEXT}",
        ),
        (r";\s*ext\s*=", _EXTENSION),
        (r"\d\W*(?:extension|extn|ext|ramal|anexo|int|x|#)[.:\s]*\d+$", _EXTENSION),
        (r";\s*[a-z-]+=", "it has parameters of a tel: URI; pass the number alone, with '+'"),
        (r"\d[^\d+]*[,;|&\n][^\d+]*\+?\d|\d[^\d+]*\+", _SEVERAL),
        (r"\+[^\d]*\+", "it has more than one '+'"),
    )
)
_PUNCTUATION: Final = frozenset(" -.()[]/")
#: What to do about two numbers that nobody can compare, by whether there was no country.
_REMEDY: Final = {
    True: "write both with '+' and country code, or pass country= (on a client: default_country=)",
    False: "write both with '+' and country code",
}


def same(a: str, b: str, *, country: str | None = None) -> bool:
    """Whether two spellings are the number of one subscriber.

    `a` and `b` are numbers as people, spreadsheets and hosts write them: "+61 412 345 678",
    "0061412345678", WhatsApp's "61412345678", "0412 345 678". `country` is the ISO 3166 code
    ("AU") with which a number without country code is read; without it two such numbers are the
    same if their digits are. "(0)" is dialled only inside a country, so "+44 (0)20 7946 0000" is
    "442079460000". Brazil's ninth digit, Mexico's 1 and Argentina's 9 make no difference.

        same("+52 55 1234 5678", "5215512345678")               # True
        same("9123 4567", "6591234567", country="SG")           # True
        same("9123 4567", "5511991234567", country="SG")        # False

    Raises `AmbiguousMatchError` with both texts as its `matches` where nobody can know: a number
    without country code fits the other and there is no `country`, or its digits are a number of
    `country` and, with a country code in front, the other. Raises `InvalidArgumentError` for what
    is not one phone number, such as a spreadsheet's 6.14E+10, and for an unknown `country`.
    """
    region = _region_of(country)
    first, second = _read_any(a, region), _read_any(b, region)
    if not _may_be_one(first, second, region):
        _check_length(a, first)
        _check_length(b, second)
        return _are_one(first, second)
    if _are_one(first, second):
        return True
    raise AmbiguousMatchError(
        f"{_shown(a)} and {_shown(b)} may or may not be one number; {_REMEDY[region is None]}",
        matches=[a, b],
    )


def normalise(number: str, *, country: str | None = None) -> str:
    """The number in E.164, as in "+61412345678", whichever way it was written.

    `country` is the ISO 3166 code ("AU") with which a number without country code is read. A
    Brazilian mobile number gets its ninth digit and a Mexican one loses its 1, as they are dialled
    today. A number of a length that its country has passes even where the metadata does not list
    its range: ranges are opened faster than the metadata is updated.

        normalise("0412 345 678", country="AU")                 # "+61412345678"
        normalise("553188887777")                               # "+5531988887777"

    Raises `InvalidArgumentError` for a number without country code where no `country` is given,
    for one that is not possible, for what is not one phone number, and for an unknown `country`.
    """
    return _number_of(number, _region_of(country)).e164


def is_international(number: str, *, country: str | None = None) -> bool:
    """Whether the number says its country: by "+", an international prefix or a country code.

    Digits alone can be both, and are read as `same` does: "61412345678" is international,
    "3000000001" of `country="CO"` is not. Raises `InvalidArgumentError` as `same` does.
    """
    return _read(number, _region_of(country)).is_international


def whatsapp_ids(number: str, *, country: str | None = None) -> tuple[str, ...]:
    """What WhatsApp may know the number as: digits without "+", the likeliest first.

    There are two for mobile numbers of Brazil (with and without the ninth digit), Mexico (521, 52)
    and Argentina (549, 54), where fixed lines cannot be told from mobiles in the last two.

        whatsapp_ids("+61 412 345 678")                         # ("61412345678",)
        whatsapp_ids("+55 31 98888-7777")                       # ("553188887777", "5531988887777")

    Raises `InvalidArgumentError` as `normalise` does.
    """
    return tuple(_whatsapp_forms(_number_of(number, _region_of(country))))


def spellings(number: str, *, country: str | None = None) -> tuple[str, ...]:
    """The texts under which a host may store the number, without repetitions, E.164 first.

    After E.164 come its digits, the national digits without and with the trunk zero, and the same
    for WhatsApp's other form where there are two. National digits are left out where `country` is
    not the number's own: they would be read as a number of `country`. A number without country
    code, where no `country` is given, has one spelling: its digits.

        spellings("+61 412 345 678")
        # ("+61412345678", "61412345678", "412345678", "0412345678")

    Raises `InvalidArgumentError` as `same` does.
    """
    region = _region_of(country)
    reading = _read(number, region)
    if reading.number is None or not reading.is_certain:
        return (reading.spelling,)
    main = reading.number
    with_national = region is None or _code_of(region) == main.code
    texts: dict[str, None] = {}
    for digits in (main.e164[1:], *_whatsapp_forms(main)):
        texts |= dict.fromkeys((f"+{digits}", digits))
        if with_national and not digits.startswith(_MEXICO_MOBILE):
            texts |= dict.fromkeys(_national_digits(main.code, digits))
    return tuple(texts)


class _Number(NamedTuple):
    """A number that is possible: its country has numbers of that length.

    It is valid where the metadata lists its range. `is_mobile` is True where it may be a mobile.
    """

    code: int
    national: str
    is_valid: bool
    is_mobile: bool

    @property
    def e164(self) -> str:
        return f"+{self.code}{self.national}"

    @property
    def subscriber(self) -> str:
        """What two numbers of one subscriber have in common."""
        plain = _ARGENTINA_WITH_NINE.fullmatch(self.national) if self.code == _ARGENTINA else None
        return f"+{self.code}{plain[1]}" if plain else self.e164


class _Cleaned(NamedTuple):
    """A text without its punctuation."""

    digits: str
    #: It says that its country code is there: by "+", "whatsapp:", or "(0)" behind the code.
    has_code: bool
    #: The digits without the bracketed zero, which some countries have as a part of the number.
    without_zero: str


class _Reading(NamedTuple):
    """What a text means.

    `spelling` is its digits, behind "+" where it has one. `number` is the number they are taken
    for, or None; `others` are what they would be if they were not that. `is_certain` is False
    where digits alone are possible as an international number, and no more than that.
    """

    spelling: str
    number: _Number | None = None
    others: tuple[_Number, ...] = ()
    is_international: bool = False
    is_certain: bool = True

    @property
    def is_national(self) -> bool:
        """Whether another country's national number could be written like this."""
        return not self.spelling.startswith("+")


def _are_one(first: _Reading, second: _Reading) -> bool:
    """Whether two readings agree as they are."""
    if first.number is None or second.number is None:
        return first.spelling == second.spelling
    return first.number.subscriber == second.number.subscriber


def _may_be_one(first: _Reading, second: _Reading, region: str | None) -> bool:
    """Whether two readings agree as they are, or if one of them is read in another way."""
    if _subscribers(first) & _subscribers(second):
        return True
    return region is None and (_fits(first, second) or _fits(second, first))


def _subscribers(reading: _Reading) -> set[str]:
    numbers = reading.others if reading.number is None else (reading.number, *reading.others)
    return {number.subscriber for number in numbers}


def _fits(national: _Reading, international: _Reading) -> bool:
    """Whether the one, read as a national number of the other's country, is the other."""
    number = international.number
    if number is None or not international.is_international or not national.is_national:
        return False
    readings = (_as_national(national.spelling, region) for region in _regions_of(number))
    return any(own is not None and own.subscriber == number.subscriber for own in readings)


def _number_of(text: str, region: str | None) -> _Number:
    """The number that a text is. Raises `InvalidArgumentError` where that is not certain."""
    reading = _read(text, region)
    if reading.number and reading.is_certain:
        return reading.number
    if reading.spelling.startswith("+"):
        raise _refusal(text, "no country has such a number; check its country code and length")
    if region is None:
        raise _refusal(
            text,
            "it has no country code; write it with '+' and country code, or pass country= (on a "
            "client: default_country=) with an ISO 3166 code such as 'AU'",
        )
    raise _refusal(
        text,
        f"{region} has no such number; check its length and area code, or write it with '+' and "
        "country code",
    )


def _read(text: str, region: str | None) -> _Reading:
    """What a text means to a client of that region. Raises `InvalidArgumentError`."""
    reading = _read_any(text, region)
    _check_length(text, reading)
    return reading


def _check_length(text: str, reading: _Reading) -> None:
    digits = reading.spelling.lstrip("+")
    if reading.number is None and len(digits) < _FEWEST_DIGITS:
        raise _refusal(
            text,
            "it has too few digits to tell people apart; pass the whole number, with '+' and "
            "country code, or with country= where so few are a whole number",
        )
    if reading.number is None and len(digits) > _MOST_DIGITS:
        raise _refusal(text, f"it has more than {_MOST_DIGITS} digits; pass one number")


def _read_any(text: str, region: str | None) -> _Reading:
    """What a text means, even one with too few or too many digits."""
    if not isinstance(text, str):
        raise InvalidArgumentError(
            f"a phone number is a text such as '+61412345678', not {text!r:.40}"
        )
    return _read_text(text, region)


@lru_cache(maxsize=_CACHED)
def _read_text(text: str, region: str | None) -> _Reading:
    cleaned = _clean(text)
    return _read_with_code(cleaned) if cleaned.has_code else _read_digits(cleaned.digits, region)


def _read_with_code(cleaned: _Cleaned) -> _Reading:
    """What a text with "+" means. A bracketed zero stays where the number is valid with it.

    It is a part of the number in Italy, and Google's parser drops it where it is a trunk zero.
    """
    with_zero = _as_international(cleaned.digits)
    without = _as_international(cleaned.without_zero)
    number = _valid_first([with_zero, without])
    others = tuple(o for o in (without,) if o and o.is_valid and o != number)
    return _Reading(f"+{cleaned.without_zero}", number, others, is_international=True)


def _read_digits(digits: str, region: str | None) -> _Reading:
    """What digits without "+" mean: they may be a national or an international number.

    They can be international behind an international prefix ("00" anywhere, and the region's own,
    such as 011), or if they do not begin with 0. The first of these that holds is taken:

    1. A valid international number with the region's own country code. WhatsApp's ids are such,
       and whoever leaves out the country code writes the trunk zero where there is one.
    2. A mobile number of another country, where the digits are also a fixed line of the region,
       but without the trunk zero: "61412345678" is Australian for Germany, too.
    3. A valid national number of the region: "6592234567" is American for the US, though it
       would be valid in Singapore.
    4. A valid international number of any country.
    5. A number that is possible though not valid, as those of new ranges are: behind a prefix, then
       with the region's own country code, then national, then international. What has a code and
       no prefix is good enough to compare with, and not to be relied on alone, unless the code is
       the region's own and the digits are too many for a national number.

    What else it could be goes into `others`.
    """
    own = None if region is None else _as_national(digits, region)
    own_code = None if region is None else _code_of(region)
    is_prefixed = digits.startswith("0")
    is_unlikely = own is not None and not own.is_mobile and _lacks_trunk_zero(own, digits)

    def rank(number: _Number) -> int:
        if not number.is_valid:
            if is_prefixed or number is own:
                return 7 if number is own else 5
            return 6 if number.code == own_code else 8
        if number is own:
            return 3
        return 1 if number.code == own_code else 2 if number.is_mobile and is_unlikely else 4

    abroad = [_as_international(rest) for rest in _behind_prefixes(digits, region)]
    ranked = sorted((number for number in (own, *abroad) if number is not None), key=rank)
    if not ranked:
        return _Reading(digits)
    number, *rest = ranked
    has_own_code = own is None and number.code == own_code
    is_certain = number.is_valid or number is own or is_prefixed or has_own_code
    return _Reading(
        digits,
        number,
        tuple(n for n in rest if n.is_valid == number.is_valid and n != number),
        is_international=number is not own and is_certain,
        is_certain=is_certain,
    )


def _behind_prefixes(digits: str, region: str | None) -> list[str]:
    """The international numbers that digits may hold: all of them, or behind a prefix."""
    rests = [] if digits.startswith("0") else [digits]
    if digits.startswith("00"):
        rests.append(digits[2:])
    prefix = None if region is None else _international_prefix(region)
    if prefix and (match := re.match(prefix, digits)):
        rests.append(digits[match.end() :])
    return rests


def _valid_first(numbers: list[_Number | None]) -> _Number | None:
    possible = [number for number in numbers if number is not None]
    return next((number for number in possible if number.is_valid), next(iter(possible), None))


def _clean(text: str) -> _Cleaned:
    """The digits of a text. Raises `InvalidArgumentError` for what is not one phone number."""
    if _PLAIN_DIGITS.fullmatch(text):
        return _Cleaned(text, has_code=False, without_zero=text)
    plain, is_id = _strip_scheme(_to_ascii(text))
    plain = plain.lstrip(_IGNORED_AT_THE_START).rstrip(_IGNORED_AT_THE_END)
    _check_one_number(text, plain)
    digits = without_zero = _digits(plain)
    has_code = plain.lstrip(" -.([/").startswith("+") or (is_id and not digits.startswith("0"))
    if (zero := _BRACKETED_ZERO.search(plain)) and (before := _digits(plain[: zero.start()])):
        without_zero = before + _digits(plain[zero.end() :])
        has_code = has_code or before.startswith("00") or not before.startswith("0")
    if has_code:  # no country code begins with 0, and people do write "+0061"
        digits, without_zero = digits.removeprefix("00"), without_zero.removeprefix("00")
    return _Cleaned(digits, has_code, without_zero)


def _strip_scheme(plain: str) -> tuple[str, bool]:
    """A text without "tel:" or "whatsapp:", and whether it is an id of WhatsApp's."""
    scheme = _SCHEME.match(plain)
    if scheme is None:
        return plain, False
    rest = plain[scheme.end() :]
    is_id = scheme[1].lower() == "whatsapp"
    return (rest if is_id else _to_ascii(unquote(rest))), is_id


def _to_ascii(text: str) -> str:
    return "".join(map(_plain, text))


def _plain(character: str) -> str:
    """A character in ASCII: digits of any script, spaces and dashes of any width, no controls."""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character in "\r\n\u2028\u2029":
        return "\n"
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category in ("Cf", "Cc"):
        return ""
    if category == "Pd" or character in _OTHER_DASHES:
        return "-"
    if character.isnumeric():  # a superscript or a fraction, which NFKC would make digits of
        return character
    return unicodedata.normalize("NFKC", character)


def _check_one_number(text: str, plain: str) -> None:
    if not plain:
        raise InvalidArgumentError(
            f"{_shown(text)} cannot be read as a phone number: it is empty; pass one such as "
            "'+61412345678'"
        )
    for pattern, reason in _REFUSED:
        if pattern.search(plain):
            raise _refusal(text, reason)
    if any(character.isalpha() for character in plain):
        raise _refusal(text, "it has letters; pass digits")
    if strange := sorted(set(plain) - _PUNCTUATION - set("+0123456789")):
        raise _refusal(text, f"it has {strange[0]!r} in it; pass digits")
    if not _digits(plain):
        raise _refusal(text, "it has no digits")
    for part in _before_slashes(plain):
        if len(_digits(part)) > _most_before_a_slash(part):
            raise _refusal(text, _SEVERAL)


def _before_slashes(plain: str) -> list[str]:
    return [plain[: slash.start()] for slash in re.finditer(r"/(?=\D*\d)", plain)]


def _most_before_a_slash(part: str) -> int:
    if "+" in part:
        return _AREA_DIGITS_WITH_CODE
    return _AREA_DIGITS_WITH_PREFIX if _digits(part).startswith("00") else _AREA_DIGITS


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdecimal())


def _shown(text: str) -> str:
    return repr(text) if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]!r}..."


def _refusal(text: str, reason: str) -> InvalidArgumentError:
    return InvalidArgumentError(f"{_shown(text)} cannot be read as a phone number: {reason}")


def _region_of(country: str | None) -> str | None:
    """The region of a country's ISO code. Raises `InvalidArgumentError` for an unknown one."""
    if country is None:
        return None
    import phonenumbers

    region = country.strip().upper() if isinstance(country, str) else ""
    if region in phonenumbers.SUPPORTED_REGIONS:
        return region
    hint = "; the United Kingdom is 'GB'" if region == "UK" else ""
    raise InvalidArgumentError(
        f"country {country!r} is not known; pass an ISO 3166 code of two letters, such as 'AU' or "
        f"'BR'{hint}"
    )


def _code_of(region: str) -> int:
    import phonenumbers

    return phonenumbers.country_code_for_region(region)


def _international_prefix(region: str) -> str | None:
    import phonenumbers

    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
    return None if metadata is None else metadata.international_prefix


@lru_cache(maxsize=_CACHED)
def _regions_of(number: _Number) -> tuple[str, ...]:
    """The regions whose national numbers may be this one: that of its code, and its own island."""
    import phonenumbers

    main = phonenumbers.region_code_for_country_code(number.code)
    own = phonenumbers.region_code_for_number(_phone_number(number.code, number.national))
    regions = dict.fromkeys((main, own))
    return tuple(r for r in regions if r in phonenumbers.SUPPORTED_REGIONS)


@lru_cache(maxsize=_CACHED)
def _as_international(digits: str) -> _Number | None:
    """The number that digits with a country code are, or None if no country has such a number."""
    import phonenumbers

    try:
        return _possible(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return None


@lru_cache(maxsize=_CACHED)
def _as_national(digits: str, region: str) -> _Number | None:
    """The number that digits without a country code are in a region, or None."""
    import phonenumbers

    code = phonenumbers.country_code_for_region(region)
    if code == _MEXICO:
        if _MEXICO_WITH_ONE.fullmatch(digits):
            return None  # written behind 52 only; without it this is a number of the USA
        dialled = _MEXICO_DIALLED.fullmatch(digits)
        digits = dialled[1] if dialled else digits
    try:
        number = phonenumbers.parse(digits, region, keep_raw_input=True)
        if number.country_code_source != phonenumbers.CountryCodeSource.FROM_DEFAULT_COUNTRY:
            number = phonenumbers.parse(f"+{code}{digits}")  # it had found a country code in them
        return _possible(number)
    except phonenumbers.NumberParseException:
        return None


def _possible(number: PhoneNumber) -> _Number | None:
    """A number as it is dialled today, or None if its country has no numbers of that length."""
    import phonenumbers

    code = number.country_code
    national = phonenumbers.national_significant_number(number)
    if code is None or len(f"{code}{national}") > _MOST_DIGITS:
        return None
    national = _dialled_today(code, national)
    number = _phone_number(code, national)
    kind = phonenumbers.number_type(number)
    is_valid = kind != phonenumbers.PhoneNumberType.UNKNOWN
    is_mobile = kind in (
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    )
    if not is_valid and not _has_full_length(number):
        return None
    return _Number(code, national, is_valid=is_valid, is_mobile=is_mobile)


def _has_full_length(number: PhoneNumber) -> bool:
    """Whether the country has fixed lines or mobiles of that length, area code included.

    Google's "possible" is wider: nine digits of Brazil are that, since its freephone numbers have
    as many, and mostly they are a mobile number without its area code.
    """
    import phonenumbers

    kinds = (phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE)
    return phonenumbers.ValidationResult.IS_POSSIBLE in [
        phonenumbers.is_possible_number_for_type_with_reason(number, kind) for kind in kinds
    ]


def _phone_number(code: int, national: str) -> PhoneNumber:
    import phonenumbers

    zeros = len(national) - len(national.lstrip("0"))
    return phonenumbers.PhoneNumber(
        country_code=code,
        national_number=int(national),
        italian_leading_zero=zeros > 0 or None,
        number_of_leading_zeros=zeros if zeros > 1 else None,
    )


def _dialled_today(code: int, national: str) -> str:
    """A national number with Brazil's ninth digit, and without Mexico's 1."""
    if code == _BRAZIL and (older := _BRAZIL_WITHOUT_NINE.fullmatch(national)):
        return f"{older[1]}9{older[2]}"
    if code == _MEXICO and (older := _MEXICO_WITH_ONE.fullmatch(national)):
        return older[1]
    return national


def _whatsapp_forms(number: _Number) -> list[str]:
    """The digits that WhatsApp may know a number by, the likeliest first."""
    code, national = number.code, number.national
    if code == _BRAZIL and (mobile := _BRAZIL_WITH_NINE.fullmatch(national)):
        forms = [f"{code}{national}", f"{code}{mobile[1]}{mobile[2]}"]
        return forms if _NINE_IS_KEPT.match(national) else forms[::-1]
    if code == _MEXICO and _MEXICO_PLAIN.fullmatch(national):
        return [f"{code}1{national}", f"{code}{national}"]
    if code == _ARGENTINA:
        mobile = _ARGENTINA_WITH_NINE.fullmatch(national)
        plain = mobile[1] if mobile else national
        if _ARGENTINA_PLAIN.fullmatch(plain):
            return [f"{code}9{plain}", f"{code}{plain}"]
    return [f"{code}{national}"]


def _lacks_trunk_zero(number: _Number, digits: str) -> bool:
    """Whether digits are a national number without the prefix that it is dialled with."""
    national, dialled = _national_digits(number.code, number.e164[1:])
    return digits == national != dialled


@lru_cache(maxsize=_CACHED)
def _national_digits(code: int, digits: str) -> tuple[str, str]:
    """The national digits of an international number, without and with the trunk zero."""
    import phonenumbers

    national = digits.removeprefix(str(code))
    number = _phone_number(code, national)
    dialled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return national, _digits(dialled)
