"""What the headings of tables mean, in the languages and export formats that people have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

_NOT_A_WORD: Final = re.compile(r"[^\w]+|_")
_NUMBER_AT_THE_END: Final = re.compile(r"(?<=[^\W\d_])(?=\d+$)")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: What a phone is called. Words that are enough alone, and say that it is a mobile.
_MOBILE: Final = _words(
    "mobile mobil mobiltelefon mobilnummer handy handynummer cell cellphone cellular celular cel "
    "movil portable gsm whatsapp wa cellulare komorka komorkowy cep ceptelefonu mobiel hp ponsel "
    "мобильный мобильныи сотовый сотовыи вотсап 手机 手机号 携帯 携帯電話 휴대폰 휴대전화 الجوال جوال واتساب "
    "mobilni kinito mobilne telemovel gsmnummer 手機 matkapuhelin"
)
_PHONE: Final = _words(
    "phone phonenumber telephone tel telefon telefone telefono telefonnummer rufnummer telefoon "
    "telefoonnummer fone fon telefonu telepon telefonnr telnr tlf teleponu msisdn телефон 电话 電話 "
    "電話番号 전화 전화번호 هاتف الهاتف telefoni puhelin טלפון τηλεφωνο dienthoai โทรศัพท์ phones"
)
_FAX: Final = _words("fax telefax faks pager beeper факс 传真 ファックス faxnummer")
_EMAIL: Final = _words(
    "email emails emailaddress mail correo courriel mel eposta epost surel emailadresse mailadresse "
    "почта емейл имейл 邮箱 电子邮件 メール メールアドレス 이메일 البريد imeil sahkoposti"
)
#: Words that go with any of these and change nothing.
_FILLER: Final = _words(
    "number no nr num nro numero nummer numer numara numarasi nomor номер رقم 号码 番号 de do da del "
    "della di du of the la le el your my e e164 international with country code value contact "
    "customer client kunden kontakt adresa address adresse adres direccion endereco indirizzo "
    "alamat adresi электронная адрес electronico electronica electronique eletronico elettronica "
    "elektroniczny elektroniczna posta post elektronische adressen الإلكتروني الالكتروني email sms "
    "user subscriber full so dien thoai di dong"
)
_HOME: Final = _words(
    "home house private privat privado personal particular casa residencial domicile maison "
    "fixe domicilio thuis prive dom domowy ev rumah домашний hjem hem festnetz fixo fijo landline"
)
_WORK: Final = _words(
    "work business office company job trabajo trabalho comercial empresa oficina escritorio "
    "geschaftlich geschaft arbeit buro dienst dienstlich firma travail bureau professionnel pro "
    "lavoro ufficio werk zakelijk praca sluzbowy is kantor рабочий arbete"
)
_OTHER: Final = _words("other otro outro autre altro andere anderer sonstige second secondary alt")
_MAIN: Final = _words("main primary principal haupt principale hoofd default")
#: Mobile first, then what says nothing, home, work and anything else.
_RANKS: Final = ((_MOBILE, 0), (_HOME, 3), (_WORK, 4), (_OTHER, 5), (_MAIN, 1))

_EXACT: Final[Mapping[str, str]] = {
    heading: role
    for role, headings in {
        "name": (
            "name|full name|fullname|display name|nome|nome completo|nombre|nombre completo|nom|"
            "nom complet|nome e cognome|nombre y apellidos|vollstandiger name|naam|volledige naam|"
            "imie i nazwisko|ad soyad|adi soyadi|isim|nama|nama lengkap|namn|navn|имя и фамилия|"
            "фио|имя|姓名|名前|氏名|お名前|이름|성명|الاسم|الاسم الكامل|ten|ho ten|ho va ten|"
            "contact name|customer name|client name|kunde|kundenname|nimi|ονομα|שם"
        ),
        "first_name": (
            "first name|firstname|given name|givenname|forename|vorname|primeiro nome|prenome|"
            "primer nombre|nombres|nombre de pila|prenom|nome proprio|nome di battesimo|voornaam|"
            "imie|ad|adi|nama depan|fornamn|fornavn|etunimi|名|名字|名前 名|이름 first|الاسم الأول|"
            "الاسم الاول|first"
        ),
        "last_name": (
            "last name|lastname|surname|family name|familyname|nachname|familienname|zuname|"
            "sobrenome|apelido|ultimo nome|apellido|apellidos|nom de famille|cognome|achternaam|"
            "familienaam|nazwisko|soyad|soyadi|nama belakang|efternamn|etternavn|efternavn|"
            "sukunimi|фамилия|姓|姓氏|성|اسم العائلة|last"
        ),
        "gender": (
            "gender|sex|sexo|genero|geschlecht|genre|sexe|sesso|genere|geslacht|plec|cinsiyet|"
            "jenis kelamin|kon|kjonn|пол|性别|性別|성별|الجنس"
        ),
        "image": "image|image url|avatar|avatar url|profile image|picture url|photo url",
        "tags": (
            "tag|tags|etiqueta|etiquetas|schlagwort|schlagworte|schlagworter|stichworte|etiquette|"
            "etiquettes|mots cles|etichetta|etichette|etykiety|etiketler|tagi|marcadores|теги|метки|"
            "标签|タグ|태그|الوسوم"
        ),
        "country": (
            "country|country code|countrycode|country iso|iso country|land|landcode|landerkurzel|"
            "pais|codigo pais|codigo do pais|codigo de pais|pays|code pays|paese|nazione|kraj|ulke|"
            "negara|maa|страна|国|国家|国名|국가|البلد|الدولة|quoc gia|country region"
        ),
        "user_ns": "user ns|userns",
        "user_id": "user id|userid|channel user id",
    }.items()
    for heading in headings.split("|")
}
_BIRTHDAYS: Final = frozenset(
    (
        "birthday|birth date|birthdate|date of birth|dateofbirth|dob|born|born on|geburtstag|"
        "geburtsdatum|geboren|cumpleanos|fecha de nacimiento|fecha nacimiento|nacimiento|"
        "aniversario|data de nascimento|data nascimento|nascimento|anniversaire|"
        "date de naissance|naissance|compleanno|data di nascita|nascita|verjaardag|"
        "geboortedatum|data urodzenia|urodziny|dogum tarihi|dogum gunu|tanggal lahir|"
        "fodselsdag|fodselsdato|fodelsedag|syntymapaiva|дата рождения|день рождения|生日|"
        "出生日期|誕生日|生年月日|생일|생년월일|تاريخ الميلاد|ngay sinh"
    ).split("|")
)
_CONSENTS: Final = frozenset(
    (
        "opt in|optin|opted in|opt in email|opt in sms|opted in email|opted in sms|email opt in|"
        "sms opt in|whatsapp opt in|opt in whatsapp|marketing opt in|marketing|consent|consented|"
        "gdpr|gdpr consent|marketing consent|consent marketing|sms consent|email consent|"
        "whatsapp consent|accepts marketing|accepts email marketing|accepts sms marketing|"
        "subscribed|newsletter|is subscribed|may contact|can contact|contact allowed|permission|"
        "allow contact|einwilligung|zustimmung|werbung|werbeeinwilligung|newsletter einwilligung|"
        "dsgvo|consentimiento|acepta marketing|acepta publicidad|acepta comunicaciones|rgpd|"
        "suscrito|consentimento|aceita marketing|aceita comunicacoes|aceite|lgpd|inscrito|"
        "consentement|accepte marketing|accepte les communications|abonne|consenso|"
        "consenso marketing|iscritto|toestemming|zgoda|zgoda marketingowa|izin|onay|kvkk|"
        "persetujuan|samtycke|samtykke|согласие|подписка|同意|订阅|購読|동의|موافقة"
    ).split("|")
)
_REFUSALS: Final = frozenset(
    (
        "opt out|optout|opted out|email opt out|sms opt out|unsubscribed|unsubscribe|"
        "do not contact|donotcontact|do not call|do not text|do not disturb|dnc|dnd|no contact|"
        "blocked|blacklist|keine werbung|abgemeldet|nicht kontaktieren|werbesperre|sperre|"
        "no contactar|baja|dado de baja|no molestar|nao contatar|nao perturbe|descadastrado|"
        "desinscrit|ne pas contacter|desabonne|non contattare|disiscritto|uitgeschreven|"
        "niet benaderen|nie kontaktowac|отписан|не беспокоить"
    ).split("|")
)
#: What Google writes beside a number and an address: which kind it is, row by row.
_LABELS: Final = _words("type label")


class Heading(NamedTuple):
    """What a heading means. `role` is None where that is not known.

    `rank` orders columns of one role, the smaller first; `position` is the 2 of "Phone 2".
    `is_refusal` says that yes in a column of consent means no.
    """

    role: str | None
    rank: int = 1
    position: int = 0
    is_birthday: bool = False
    is_refusal: bool = False


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading:
    """What a heading means."""
    plain = folded(text)
    if not plain:
        return Heading(None)
    if plain in _REFUSALS or plain in _CONSENTS:
        return Heading("consent", is_refusal=plain in _REFUSALS)
    if plain in _EXACT:
        return Heading(_EXACT[plain])
    if plain in _BIRTHDAYS:
        return Heading(None, is_birthday=True)
    return _by_words(plain)


def _by_words(plain: str) -> Heading:
    """A heading that is put together: "Phone 2 (mobile)", "E-mail 1 - Value", "Telefone celular"."""
    words = _NUMBER_AT_THE_END.sub(" ", plain).split()
    position = next((int(word) for word in words if word.isdecimal() and len(word) < 4), 0)
    words = [word for word in words if not word.isdecimal()]
    if words[:2] == ["e", "mail"] or words[-2:] == ["e", "mail"]:
        words.append("email")
    if any(word in _FAX for word in words):
        return Heading("fax")
    if words and words[-1] in _LABELS and len(words) > 1:
        return Heading(f"{_noun(words[:-1])}_label", position=position)
    noun = _noun(words)
    known = _FILLER | _HOME | _WORK | _OTHER | _MAIN
    known |= _EMAIL if noun == "email" else _PHONE | _MOBILE
    if noun is None or not all(word in known for word in words):
        return Heading(None)
    if noun == "email":
        return Heading("email", 1 + position, position)
    rank = next((rank for group, rank in _RANKS if any(word in group for word in words)), 1)
    return Heading("phone", rank, position)


def _noun(words: Iterable[str]) -> str | None:
    """Whether words are about an email or a phone."""
    given = set(words)
    if given & _EMAIL:
        return "email"
    return "phone" if given & (_PHONE | _MOBILE) or {"dien", "thoai"} <= given else None


def rank_of_label(label: str) -> int:
    """How a number with a label goes before others; those of a fax have none: -1."""
    words = folded(label).split()
    if any(word in _FAX for word in words):
        return -1
    return next((rank for group, rank in _RANKS if any(word in group for word in words)), 1)


def recognised(cells: Iterable[Any]) -> int:
    """How many cells of a row are headings that are known."""
    found = (read_heading(cell) for cell in cells if isinstance(cell, str) and len(cell) < 80)
    return sum(heading.role is not None or heading.is_birthday for heading in found)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A text without case, accents, punctuation and what cannot be seen, to compare it."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf", "Cc"))
    letters = letters.translate(_LETTERS)
    return unicodedata.normalize("NFC", " ".join(_NOT_A_WORD.sub(" ", letters).split()))


#: Letters that are letters of their own, and that people leave out.
_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "æ": "ae"})
