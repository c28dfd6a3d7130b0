"""How phone numbers are compared: `flochat.phones`."""

from __future__ import annotations

import pickle
import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flochat import phones
from flochat.errors import AmbiguousMatchError, InvalidArgumentError
from tests.support.mistyped import mistyped

NATIONAL = phonenumbers.PhoneNumberFormat.NATIONAL
INTERNATIONAL = phonenumbers.PhoneNumberFormat.INTERNATIONAL
E164 = phonenumbers.PhoneNumberFormat.E164

#: One text of each pair, the other, the country of the client, and whether they are one person.
PAIRS = [
    pytest.param("+55 31 98888-7777", "553188887777", None, True, id="ninth digit"),
    pytest.param("+52 55 1234 5678", "5215512345678", None, True, id="Mexico's 1"),
    pytest.param("+54 11 2345-6789", "5491123456789", None, True, id="Argentina's 9"),
    pytest.param("0412 345 678", "61412345678", "AU", True, id="trunk zero"),
    pytest.param("9123 4567", "5511991234567", None, False, id="Singapore and a Brazilian tail"),
    pytest.param("9123 4567", "5511991234567", "SG", False, id="the same, with a country"),
    pytest.param("9123 4567", "6591234567", "SG", True, id="and the right one"),
    pytest.param("+55 11 98888 7777", "+55 21 98888 7777", None, False, id="two area codes"),
    pytest.param("555-0123", "+1 212 555 0123", "US", False, id="no area code"),
    pytest.param("3000000001", "+573000000001", "CO", True, id="national digits"),
    pytest.param("+44 (0)20 7946 0000", "442079460000", None, True, id="bracketed zero"),
    pytest.param("0055 31 98888 7777", "+55 31 98888 7777", None, True, id="00"),
    # Brazil
    pytest.param("553188887777", "5531988887777", None, True, id="both are ids"),
    pytest.param("(31) 8888-7777", "+55 31 98888-7777", "BR", True, id="written before 2016"),
    pytest.param("0 15 31 98888-7777", "5531988887777", "BR", True, id="through a carrier"),
    pytest.param("+55 31 3222-4444", "+55 31 93222-4444", None, False, id="a fixed line and 93"),
    pytest.param("+55 31 98888-7777", "553188887778", None, False, id="another id"),
    pytest.param("0055 31 98888 7777", "+55 31 98888 7777", "BR", True, id="00 in Brazil"),
    # Mexico
    pytest.param("044 55 1234 5678", "525512345678", "MX", True, id="044"),
    pytest.param("01 55 1234 5678", "5215512345678", "MX", True, id="01"),
    pytest.param("+52 1 55 1234 5678", "5512345678", "MX", True, id="without country code"),
    pytest.param("15512345678", "+1 551 234 5678", "MX", True, id="an American id in Mexico"),
    pytest.param("15512345678", "+52 55 1234 5678", "MX", False, id="and not a Mexican one"),
    # Argentina
    pytest.param("011 15 2345-6789", "5491123456789", "AR", True, id="15"),
    pytest.param("011 2345-6789", "+54 9 11 2345-6789", "AR", True, id="without 15"),
    pytest.param("541123456789", "5491123456789", None, True, id="two ids"),
    # national and international
    pytest.param("+44 020 7946 0000", "+442079460000", None, True, id="zero without brackets"),
    pytest.param("44 (0)20 7946 0000", "+442079460000", None, True, id="brackets without plus"),
    pytest.param("0044 (0)20 7946 0000", "442079460000", None, True, id="brackets behind 00"),
    pytest.param("(0)20 7946 0000", "442079460000", "GB", True, id="brackets, national"),
    pytest.param("+39 (0)6 1234 5678", "390612345678", None, True, id="Italy keeps its zero"),
    pytest.param("+34 (0)912 345 678", "+34912345678", None, True, id="Spain has none"),
    pytest.param("011 44 20 7946 0000", "+442079460000", "US", True, id="011 in the US"),
    pytest.param("0011 44 20 7946 0000", "+442079460000", "AU", True, id="0011 in Australia"),
    pytest.param("8~10 44 20 7946 0000", "+442079460000", "RU", True, id="8~10 in Russia"),
    pytest.param("8 912 345-67-89", "+7 912 345 67 89", "RU", True, id="Russia's 8"),
    pytest.param("06 20 123 4567", "36201234567", "HU", True, id="Hungary's 06"),
    pytest.param("1 (212) 555-0123", "+12125550123", "US", True, id="1 and ten digits"),
    pytest.param("4915123456789", "+49 1512 3456789", "DE", True, id="own country code"),
    pytest.param("61412345678", "+61 412 345 678", "SG", True, id="another country's id"),
    pytest.param("050-123-4567", "972501234567", "IL", True, id="own code, range not in use"),
    pytest.param("whatsapp:6592234567", "+65 9223 4567", "US", True, id="said to be an id"),
    pytest.param("61412345678", "+61 412 345 678", "DE", True, id="an id, not a fixed line"),
    pytest.param("0412 345 678", "+61 412 345 678", "SG", False, id="no number of Singapore"),
    pytest.param("6592234567", "+1 659 223 4567", "US", True, id="Alabama, not Singapore"),
    pytest.param("2125550123", "+573000000001", "US", False, id="two countries"),
    pytest.param("15551234567", "+1 555 123 4567", None, True, id="not in use, yet the same"),
    pytest.param("98765432", "+12 987 654 32", None, False, id="no country has 12"),
    pytest.param("+999 123 456 789", "+999123456789", None, True, id="no country has 999"),
    pytest.param("+999 123 456 789", "+999123456780", None, False, id="nor another one"),
    # without country code on both sides
    pytest.param("0412 345 678", "0412345678", None, True, id="same digits"),
    pytest.param("0412 345 678", "412345678", None, False, id="other digits"),
    pytest.param("0412 345 678", "412345678", "AU", True, id="read with a country"),
    pytest.param("555-0123", "5550123", "US", True, id="same digits without an area code"),
    pytest.param("2345678", "12345678", None, False, id="never by the tail"),
    pytest.param("4002", "+683 4002", "NU", True, id="four digits are a number in Niue"),
]

#: What nobody can know: the two texts and the country.
UNKNOWABLE = [
    pytest.param("0412 345 678", "+61412345678", None, id="no country, trunk zero"),
    pytest.param("0412 345 678", "61412345678", None, id="no country, an id"),
    pytest.param("412345678", "+61412345678", None, id="no country, no trunk zero"),
    pytest.param("3000000001", "+573000000001", None, id="no country, Colombia"),
    pytest.param("(31) 8888-7777", "+55 31 98888-7777", None, id="no country, ninth digit"),
    pytest.param("011 15 2345-6789", "5491123456789", None, id="no country, Argentina's 15"),
    pytest.param("13800138000", "+86 138 0013 8000", None, id="possible with 1, valid with 86"),
    pytest.param("6592234567", "+1 659 223 4567", None, id="Singapore's, or Alabama's"),
    pytest.param("4002", "+683 4002", None, id="no country, four digits"),
    pytest.param("6592234567", "+65 9223 4567", "US", id="Alabama's, or Singapore's id"),
    pytest.param("4915123456789", "+49 4915 123456789", "DE", id="mobile, or fixed without zero"),
    pytest.param("61412345678", "+49 6141 2345678", "DE", id="an id, or fixed without zero"),
]

REFUSED = [
    ("6.14E+10", "power of ten; format the column as text"),
    ("6.1412345678E+10", "power of ten; format the column as text"),
    ("6,14E+10", "power of ten"),
    ("6.14e10", "power of ten"),
    ("61491570157.0", "decimal; format the column as text"),
    ("61491570157,00", "decimal; format the column as text"),
    ("61,491,570,157", "grouped the digits .* with commas; format the column as text"),
    ("call me", "letters"),
    ("1-800-FLOWERS", "letters"),
    ("+61412345678a", "letters"),
    ("0412 345 67O", "letters"),
    ("+1 212 555 0123 x12", "extension"),
    ("+1 212 555 0123x12", "extension"),
    ("+1 212 555 0123 ext. 5", "extension"),
    ("+1 212 555 0123 Extension: 5", "extension"),
    ("+1 212 555 0123 #5", "extension"),
    ("tel:+12125550123;ext=5", "extension"),
    ("tel:2125550123;phone-context=+1", "parameters"),
    ("+61412345678 / +61412345679", "several numbers"),
    ("0412345678 / 0412345679", "several numbers"),
    ("0412345678/79", "several numbers"),
    ("+49 30 1234567/68", "several numbers"),
    ("+61412345678; +61412345679", "several numbers"),
    ("0412345678; 0412345679", "several numbers"),
    ("0412 345 678, 0412 345 679", "several numbers"),
    ("0412345678\n0412345679", "several numbers"),
    ("+61412345678 +61412345679", "several numbers"),
    ("0412345678 0412345679", "more than 15 digits"),
    ("1234567890123456", "more than 15 digits"),
    ("+1234567890123456", "more than 15 digits"),
    ("++61412345678", r"more than one '\+'"),
    ("", "empty"),
    (" \t\u00a0\u200b", "empty"),
    ("+", "no digits"),
    ("( ) -", "no digits"),
    ("123", "too few digits"),
    ("+61 412", "too few digits"),
    ("*100#", "'#' in it"),
    ("\u00b2\u00b3412345678", "'\u00b2' in it"),
    ("\u00bd 412345678", "'\u00bd' in it"),
]

#: Ways to write +61 412 345 678.
NOISY = [
    "+61 412 345 678",
    "+61-412-345-678",
    "+61.412.345.678",
    "+61/412/345678",
    "(+61) 412 345 678",
    "+61 (412) 345-678",
    "+61 (0) 412 345 678",
    "+61[0]412 345 678",
    "\t+61\u00a0412\u2009345\u202f678\r\n",
    "\u202a+61\u200b412\u2060345\ufeff678\u202c",
    "+61\u2011412\u2012345\u2013678",
    "+61\u2212412\u2212345\u2212678",
    "\uff0b\uff16\uff11\u3000\uff14\uff11\uff12\u3000\uff13\uff14\uff15\u3000\uff16\uff17\uff18",
    "+\u0666\u0661 \u0664\u0661\u0662 \u0663\u0664\u0665 \u0666\u0667\u0668",
    "tel:+61-412-345-678",
    "TEL: +61 412 345 678",
    "tel:%2B61%20412%20345%20678",
    "whatsapp:+61412345678",
    "whatsapp:61412345678",
    " WhatsApp: 61 412 345 678",
    "tel:+61%C2%A0412345678",
    "+0061 412 345 678",
    "+00 61 (0)412 345 678",
    "'+61412345678",
    '"+61 412 345 678"',
    '="+61412345678"',
    "=+61412345678",
    "+61 412 345 678,",
    "61412345678",
    "0061 412 345 678",
]


def verdict(a: str, b: str, country: str | None) -> bool | str:
    """What `same` says, in both orders at once."""
    one, other = _verdict(a, b, country), _verdict(b, a, country)
    assert one == other
    return one


def _verdict(a: str, b: str, country: str | None) -> bool | str:
    try:
        return phones.same(a, b, country=country)
    except AmbiguousMatchError as error:
        return "unknowable" if error.matches == [a, b] else f"wrong matches: {error.matches}"
    except InvalidArgumentError:
        return "refused"


@pytest.mark.parametrize(("a", "b", "country", "expected"), PAIRS)
def test_two_texts_are_one_subscriber_or_two(
    a: str, b: str, country: str | None, expected: bool
) -> None:
    assert verdict(a, b, country) is expected


@pytest.mark.parametrize(("a", "b", "country"), UNKNOWABLE)
def test_what_nobody_can_know_is_neither_true_nor_false(
    a: str, b: str, country: str | None
) -> None:
    assert verdict(a, b, country) == "unknowable"


def test_the_error_says_what_would_settle_it_and_survives_pickling() -> None:
    with pytest.raises(AmbiguousMatchError, match=r"pass country= .*default_country=") as without:
        phones.same("0412 345 678", "+61412345678")
    assert pickle.loads(pickle.dumps(without.value)).matches == ["0412 345 678", "+61412345678"]
    with pytest.raises(AmbiguousMatchError, match=r"write both with '\+' and country code$"):
        phones.same("6592234567", "+6592234567", country="US")


class TestRefusals:
    @pytest.mark.parametrize("country", [None, "AU"])
    @pytest.mark.parametrize(("text", "reason"), REFUSED)
    def test_what_is_not_one_phone_number_is_refused_by_name(
        self, text: str, reason: str, country: str | None
    ) -> None:
        for a, b in ((text, "61412345678"), ("61412345678", text), (text, text)):
            with pytest.raises(InvalidArgumentError, match=reason):
                phones.same(a, b, country=country)
        for function in (phones.normalise, phones.is_international, phones.spellings):
            with pytest.raises(InvalidArgumentError, match=reason):
                function(text, country=country)

    @pytest.mark.parametrize("value", [61412345678, 61412345678.0, None, b"61412345678", ["1"]])
    def test_what_is_not_a_text_is_refused(self, value: object) -> None:
        with pytest.raises(InvalidArgumentError, match="a phone number is a text"):
            phones.same(mistyped(value), "61412345678")
        with pytest.raises(InvalidArgumentError, match="a phone number is a text"):
            phones.normalise(mistyped(value))

    def test_a_long_text_is_shown_in_part(self) -> None:
        with pytest.raises(InvalidArgumentError) as raised:
            phones.same("0412345678 " * 1000, "61412345678")
        assert len(str(raised.value)) < 200

    @pytest.mark.parametrize("country", ["", "XX", "AUS", "A", "001", "Australia", "61"])
    def test_an_unknown_country_is_refused_and_says_what_to_pass(self, country: str) -> None:
        with pytest.raises(InvalidArgumentError, match=r"ISO 3166 .* such as 'AU'"):
            phones.same("0412 345 678", "61412345678", country=country)
        with pytest.raises(InvalidArgumentError, match=r"ISO 3166 .* such as 'AU'"):
            phones.normalise("+61412345678", country=country)

    def test_the_united_kingdom_is_gb(self) -> None:
        with pytest.raises(InvalidArgumentError, match="the United Kingdom is 'GB'"):
            phones.normalise("020 7946 0000", country="uk")

    def test_a_country_is_a_text(self) -> None:
        with pytest.raises(InvalidArgumentError, match="country 61 is not known"):
            phones.normalise("0412345678", country=mistyped(61))

    @given(st.text(), st.text(alphabet="0123456789+()/-. ;,E", max_size=20))
    def test_any_text_is_compared_or_refused(self, text: str, other: str) -> None:
        for a, b in ((text, other), (other, other)):
            for country in (None, "AU", "US", "BR"):
                assert verdict(a, b, country) in (True, False, "unknowable", "refused")


class TestNormalise:
    @pytest.mark.parametrize("text", NOISY)
    def test_how_a_number_is_written_makes_no_difference(self, text: str) -> None:
        assert phones.normalise(text) == "+61412345678"
        assert phones.normalise(text, country="AU") == "+61412345678"
        assert phones.same(text, "0412 345 678", country="AU")

    @pytest.mark.parametrize(
        ("text", "country", "expected"),
        [
            ("0412 345 678", "AU", "+61412345678"),
            ("0412 345 678", "au", "+61412345678"),
            ("412345678", "AU", "+61412345678"),
            ("(0)412 345 678", "AU", "+61412345678"),
            ("61412345678", "US", "+61412345678"),
            ("9123 4567", "SG", "+6591234567"),
            ("0211/1234567", "DE", "+492111234567"),
            ("030 / 1234567", "DE", "+49301234567"),
            ("+49 (0)35205/12345", None, "+493520512345"),
            ("06 12345678", "IT", "+390612345678"),
            ("+39 (0)333 1234567", None, "+393331234567"),
            ("553188887777", None, "+5531988887777"),
            ("+55 31 3222-4444", None, "+553132224444"),
            ("5215512345678", None, "+525512345678"),
            ("5491123456789", None, "+5491123456789"),
            ("+54 11 2345-6789", None, "+541123456789"),
            ("+800 1234 5678", None, "+80012345678"),
        ],
    )
    def test_the_result_is_e164_as_it_is_dialled_today(
        self, text: str, country: str | None, expected: str
    ) -> None:
        assert phones.normalise(text, country=country) == expected
        assert phones.normalise(expected) == expected

    def test_a_possible_number_passes_though_nobody_has_it(self) -> None:
        assert phones.normalise("+1 555 123 4567") == "+15551234567"
        assert phones.normalise("0491 570 156", country="AU") == "+61491570156"

    @pytest.mark.parametrize("text", ["0412 345 678", "3000000001", "9123 4567", "13800138000"])
    def test_a_national_number_needs_a_country(self, text: str) -> None:
        with pytest.raises(InvalidArgumentError, match=r"no country code.* country= .*'AU'"):
            phones.normalise(text)

    @pytest.mark.parametrize("text", ["+999 1234 5678", "+61 412 345 67", "+1 555-0123"])
    def test_an_impossible_international_number_is_refused(self, text: str) -> None:
        with pytest.raises(InvalidArgumentError, match="no country has such a number"):
            phones.normalise(text, country="AU")

    @pytest.mark.parametrize(
        ("text", "country"), [("555-0123", "US"), ("0412 345 678", "SG"), ("98888-7777", "BR")]
    )
    def test_what_is_not_a_whole_number_of_the_country_is_refused(
        self, text: str, country: str
    ) -> None:
        with pytest.raises(InvalidArgumentError, match=f"{country} has no such number.*area code"):
            phones.normalise(text, country=country)

    def test_a_country_code_is_not_put_before_the_same_country_code(self) -> None:
        """Nobody has the number, so the 972 may be its own code, and it never is +972 972."""
        with pytest.raises(InvalidArgumentError, match=r"write it with '\+'"):
            phones.normalise("972501234567", country="IL")

    def test_the_own_code_before_a_number_that_nobody_has_is_its_code(self) -> None:
        """As those are that are kept for fiction: the digits are too many without a code."""
        assert phones.normalise("447700900123", country="GB") == "+447700900123"
        assert phones.is_international("447700900123", country="GB")


class TestIsInternational:
    @pytest.mark.parametrize(
        ("text", "country", "expected"),
        [
            ("+61 412 345 678", None, True),
            ("+999 1234 5678", None, True),
            ("0061 412 345 678", None, True),
            ("011 61 412 345 678", "US", True),
            ("61412345678", None, True),
            ("61412345678", "AU", True),
            ("61412345678", "SG", True),
            ("553188887777", None, True),
            ("0412345678", None, False),
            ("0412345678", "AU", False),
            ("3000000001", "CO", False),
            ("6592234567", None, True),
            ("6592234567", "US", False),
            ("4915123456789", "DE", True),
            ("15551234567", None, False),
            ("15551234567", "AU", False),
            ("011 1 555 123 4567", "US", True),
            ("9123 4567", "SG", False),
        ],
    )
    def test_digits_alone_are_read_with_the_country(
        self, text: str, country: str | None, expected: bool
    ) -> None:
        assert phones.is_international(text, country=country) is expected


class TestWhatsAppIds:
    @pytest.mark.parametrize(
        ("text", "country", "expected"),
        [
            ("+61 412 345 678", None, ["61412345678"]),
            ("0412 345 678", "AU", ["61412345678"]),
            ("+55 31 98888-7777", None, ["553188887777", "5531988887777"]),
            ("553188887777", None, ["553188887777", "5531988887777"]),
            ("(11) 98888-7777", "BR", ["5511988887777", "551188887777"]),
            ("+55 11 94444-7777", None, ["5511944447777"]),  # without nine: somebody's fixed line
            ("+55 31 3222-4444", None, ["553132224444"]),
            ("+52 55 1234 5678", None, ["5215512345678", "525512345678"]),
            ("5215512345678", None, ["5215512345678", "525512345678"]),
            ("+54 11 2345-6789", None, ["5491123456789", "541123456789"]),
            ("011 15 2345-6789", "AR", ["5491123456789", "541123456789"]),
        ],
    )
    def test_there_are_two_where_whatsapp_has_two_forms(
        self, text: str, country: str | None, expected: list[str]
    ) -> None:
        assert list(phones.whatsapp_ids(text, country=country)) == expected
        assert all(phones.same(text, found, country=country) for found in expected)

    def test_a_national_number_needs_a_country(self) -> None:
        with pytest.raises(InvalidArgumentError, match="no country code"):
            phones.whatsapp_ids("0412 345 678")


class TestSpellings:
    @pytest.mark.parametrize(
        ("text", "country", "expected"),
        [
            ("61412345678", None, ["+61412345678", "61412345678", "412345678", "0412345678"]),
            ("0412 345 678", "AU", ["+61412345678", "61412345678", "412345678", "0412345678"]),
            ("+61 412 345 678", "SG", ["+61412345678", "61412345678"]),
            ("300 000 0001", "CO", ["+573000000001", "573000000001", "3000000001"]),
            ("+12125550123", "CA", ["+12125550123", "12125550123", "2125550123"]),
            ("+39 06 1234 5678", None, ["+390612345678", "390612345678", "0612345678"]),
            ("8 912 345 67 89", "RU", ["+79123456789", "79123456789", "9123456789", "89123456789"]),
            ("0412 345 678", None, ["0412345678"]),
            ("+999 1234 5678", None, ["+99912345678"]),
        ],
    )
    def test_they_are_what_a_host_may_store(
        self, text: str, country: str | None, expected: list[str]
    ) -> None:
        assert list(phones.spellings(text, country=country)) == expected

    @pytest.mark.parametrize(
        ("text", "country", "among"),
        [
            ("+55 31 98888-7777", "BR", {"553188887777", "31988887777", "3188887777"}),
            ("+52 55 1234 5678", "MX", {"5215512345678", "5512345678"}),
            ("+54 11 2345-6789", "AR", {"5491123456789", "1123456789", "0111523456789"}),
        ],
    )
    def test_whatsapp_s_other_form_is_among_them(
        self, text: str, country: str, among: set[str]
    ) -> None:
        found = phones.spellings(text, country=country)
        assert among <= set(found)
        assert len(found) == len(set(found))
        assert all(phones.same(text, spelling, country=country) for spelling in found)


@pytest.mark.parametrize(
    ("stored", "country", "asked"),
    [
        ("3000000001", "CO", ["+573000000001", "573000000001", "3000000001", "300 000 0001"]),
        ("+573000000001", "CO", ["+57 300 000 0001", "3000000001"]),
        ("573000000001", None, ["+57 300 000 0001"]),
        ("573000000001", None, ["573000000001"]),
    ],
)
def test_a_host_can_be_asked_for_what_it_stores(
    stored: str, country: str | None, asked: list[str]
) -> None:
    for text in asked:
        assert stored in phones.spellings(text, country=country)
        assert verdict(text, stored, country) is True
    assert verdict("+573000000002", stored, country) is False


def example_numbers() -> list[tuple[str, phonenumbers.PhoneNumber]]:
    """A fixed line and a mobile number of each region, as Google's metadata has them."""
    kinds = (phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE)
    found = [
        (region, phonenumbers.example_number_for_type(region, kind))
        for region in sorted(phonenumbers.SUPPORTED_REGIONS)
        for kind in kinds
    ]
    return [(region, number) for region, number in found if number is not None]


EXAMPLES = example_numbers()
REGIONS = sorted({region for region, _ in EXAMPLES})
examples = st.sampled_from(EXAMPLES)


def e164_of(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, E164)


class TestEveryRegion:
    """All that the metadata has an example of: some 245 regions."""

    def test_there_are_as_many_regions_as_the_metadata_has(self) -> None:
        assert len(REGIONS) > 240

    @pytest.mark.parametrize("region", REGIONS)
    def test_every_way_to_write_an_example_is_that_number(self, region: str) -> None:
        for _, number in (example for example in EXAMPLES if example[0] == region):
            e164 = e164_of(number)
            digits = e164.removeprefix("+")
            national = phonenumbers.format_number(number, NATIONAL)
            plain = phonenumbers.national_significant_number(number)
            for text in (national, plain, e164, digits, f"00{digits}"):
                assert phones.normalise(text, country=region) == e164, text
                assert verdict(text, e164, region) is True
            for text in (digits, f"00{digits}", phonenumbers.format_number(number, INTERNATIONAL)):
                assert phones.normalise(text) == e164, text
                assert verdict(text, e164, None) is True
            assert verdict(national, e164, None) == "unknowable"
            for text in phones.spellings(e164):
                assert verdict(text, e164, region) is True
            for text in phones.whatsapp_ids(e164):
                assert verdict(text, e164, None) is True

    @given(examples, examples)
    def test_examples_of_two_regions_are_never_one(
        self,
        one: tuple[str, phonenumbers.PhoneNumber],
        other: tuple[str, phonenumbers.PhoneNumber],
    ) -> None:
        (region, a), (another, b) = one, other
        assume(e164_of(a) != e164_of(b))
        assume(a.country_code != b.country_code or region == another)
        assume("AR" not in (region, another) or region != another)
        forms = [e164_of(b), e164_of(b)[1:], f"00{e164_of(b)[1:]}"]
        for country in (None, region, another):
            for text in forms:
                assert verdict(e164_of(a), text, country) is False
                assert verdict(e164_of(a)[1:], text, country) is not True

    @given(examples, st.integers(0, 9), st.integers(1, 3))
    def test_another_last_digit_is_another_subscriber(
        self, example: tuple[str, phonenumbers.PhoneNumber], digit: int, place: int
    ) -> None:
        region, number = example
        e164 = e164_of(number)
        other = f"{e164[:-place]}{digit}{e164[len(e164) - place + 1 :]}"
        assume(other != e164)
        for country in (None, region, "US"):
            assert verdict(e164, other, country) is not True
            assert verdict(e164, other[1:], country) is not True
            assert verdict(e164[1:], other[1:], country) is not True

    @given(examples, st.data())
    def test_formatting_makes_no_difference(
        self, example: tuple[str, phonenumbers.PhoneNumber], data: st.DataObject
    ) -> None:
        region, number = example
        noise = st.sampled_from(["", "", " ", "-", ".", "\u00a0", "\u200b", " - ", "\u2011"])
        for text in (phonenumbers.format_number(number, NATIONAL), e164_of(number)):
            kept = [character for character in text if character in "+0123456789"]
            noisy = "".join(character + data.draw(noise) for character in kept)
            assert phones.normalise(noisy, country=region) == e164_of(number)
            assert verdict(noisy, e164_of(number), region) is True

    @given(examples, examples, st.sampled_from([None, "AU", "US", "BR", "DE", "MX", "AR"]))
    def test_the_order_makes_no_difference_and_everybody_is_themselves(
        self,
        one: tuple[str, phonenumbers.PhoneNumber],
        other: tuple[str, phonenumbers.PhoneNumber],
        country: str | None,
    ) -> None:
        for number in (one[1], other[1]):
            text = e164_of(number)
            assert verdict(text, text, country) is True
            assert verdict(text[1:], text[1:], country) is True
        a = phonenumbers.format_number(one[1], NATIONAL)
        verdict(a, e164_of(other[1]), country)  # asserts that both orders agree
        verdict(a, phonenumbers.format_number(other[1], NATIONAL), country)


@given(st.text(alphabet="23456789", min_size=8, max_size=11), st.sampled_from(REGIONS))
def test_national_digits_are_never_another_country_s_number(digits: str, region: str) -> None:
    """A number of the region and a foreign one that ends in the same digits."""
    for tail_of in (f"+55{digits}", f"+1{digits}", f"+49{digits}"):
        code = phonenumbers.country_code_for_region(region)
        assume(not tail_of.startswith(f"+{code}"))
        assert verdict(digits, tail_of, region) is not True


def test_the_metadata_is_loaded_by_the_first_comparison_and_no_sooner() -> None:
    script = (
        "import sys, flochat, flochat.phones as phones\n"
        "assert 'phonenumbers' not in sys.modules\n"
        "assert phones.same('0412 345 678', '61412345678', country='AU')\n"
        "assert 'phonenumbers' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
