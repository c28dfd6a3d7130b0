"""What becomes of each row of a table of people."""

from __future__ import annotations

import stat
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flochat import FlochatError, InvalidArgumentError, TableError, UserField
from flochat.tables import People, RowState, TableReport

BIRTHDAY = UserField(var_ns="f1v1", name="Birthday", var_type="date")


def check(text: str | bytes, **options: object) -> TableReport:
    content = text if isinstance(text, bytes) else text.encode()
    return People(content, **options).check()  # type: ignore[arg-type] # as a caller may


def reasons(report: TableReport) -> dict[int, str]:
    """Why rows are not taken, by row."""
    return {it.row: "; ".join(it.reasons) for it in report.outcomes if it.reasons}


def notes(report: TableReport) -> dict[int, str]:
    return {it.row: "; ".join(it.notes) for it in report.outcomes if it.notes}


def counts(report: TableReport) -> tuple[int, int, int, int]:
    """Taken, refused, repeated, blank."""
    return report.taken, report.refused, report.repeated, report.blank


def asked(report: TableReport) -> list[str]:
    return [question.about for question in report.questions]


def people(text: str | bytes, **options: object) -> list[dict[str, str]]:
    content = text if isinstance(text, bytes) else text.encode()
    return [dict(it) for it in People(content, **options)]  # type: ignore[arg-type] # likewise


EXCEL = (
    "\ufeffPhone;First Name;Plan;Tags;Birthday\r\n"
    "+61 412 345 678;Ana;gold;VIP, Newsletter;01/02/1990\r\n"
    "6.14E+10;Bo;silver;;\r\n"
    ";Cy;gold;VIP;\r\n"
    "+61 412 345 678 ;Ana;gold;;\r\n"
)


def test_a_table_as_excel_writes_it() -> None:
    report = check(EXCEL)
    assert counts(report) == (1, 2, 1, 0)
    assert asked(report) == ["dates"]
    assert "power of ten" in reasons(report)[3]
    assert "neither a phone nor an email" in reasons(report)[4]
    assert report.outcomes[3].repeats == 2
    (person,) = list(People(EXCEL.encode(), dayfirst=True).read(fields=[BIRTHDAY]))
    assert person["phone"] == "+61412345678"
    assert list(person.tags) == ["VIP", "Newsletter"]
    assert dict(person.fields) == {BIRTHDAY: "1990-02-01"}


FILES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(alphabet="+0123456789;,\t\r\n\" 'aéЖ\u200b@.:E-", max_size=200).map(str.encode),
    st.lists(
        st.lists(
            st.sampled_from(
                [
                    *("Phone", "Email", "", "+61412345678", "a@b.co", "A@b.co", '"', "x ::: y"),
                    *("01/02/1990", "6.14E+10", "ja", "Opt-in", "Birthday", "Tags", "0412 345 678"),
                ]
            ),
            max_size=5,
        ),
        max_size=8,
    ).map(lambda rows: "\n".join(map(";".join, rows)).encode()),
)


@given(FILES)
@settings(deadline=None, max_examples=300)
def test_every_row_is_taken_refused_repeated_or_blank(content: bytes) -> None:
    for fields in (None, [BIRTHDAY]):
        table = People(content, country="AU")
        try:
            report = table.check(fields=fields)
        except TableError:
            continue  # which says in words what the file is
        total = report.taken + report.refused + report.repeated + report.blank
        assert report.rows == total == len(report.outcomes)
        rows = [outcome.row for outcome in report.outcomes]
        assert rows == sorted(set(rows))
        assert str(report)
        assert "<script" not in report._repr_html_()
        assert all(it.reasons for it in report.outcomes if it.state is RowState.REFUSED)
        if not report.questions:
            assert len(list(table.read(fields=fields))) == report.taken


@given(FILES, st.binary(max_size=4))
@settings(deadline=None, max_examples=100)
def test_a_file_never_raises_anything_of_its_own(content: bytes, begin: bytes) -> None:
    with suppress(FlochatError):
        check(begin + content, encoding="utf-16", clear="x", create_fields=True)


def test_bad_rows_are_written_with_the_reason_and_read_again(tmp_path: Path) -> None:
    report = check(EXCEL + "=1+1;Eve;;;\r\n", dayfirst=True)
    path = report.to_csv(tmp_path / "bad.csv")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == '"row","why","Phone","First Name","Plan","Tags","Birthday"'
    assert [line.split(",")[0] for line in lines[1:]] == ['"3"', '"4"', '"5"', '"6"']
    assert '"\'=1+1"' in lines[4]
    again = People(path, dayfirst=True).check()
    assert counts(again) == (1, 3, 0, 0)


def test_a_report_is_shown_with_everything_escaped() -> None:
    report = check("Phone;<script>\n<b>;x\n")
    shown = report._repr_html_()
    assert "<script>" not in shown
    assert "<b>" not in shown.replace("<p><b>", "")
    assert "&lt;script&gt;" in shown


def test_twenty_bad_rows_are_shown() -> None:
    report = check("Phone\n" + "x1\n" * 30)
    assert str(report).count("refused, Phone") == 20
    assert "and 10 more" in str(report)


@pytest.mark.parametrize(
    ("row", "country", "phone"),
    [
        ("+61 412 345 678", None, "+61412345678"),
        ("0412 345 678", "AU", "+61412345678"),
        ("61412345678", "AU", "+61412345678"),
        ("412345678", "AU", "+61412345678"),
        ("0061 412 345 678", None, "+61412345678"),
        ("+44 (0)20 7946 0000", "AU", "+442079460000"),
        ("553188887777", "BR", "+5531988887777"),
        ("'+61412345678", None, "+61412345678"),
        ("+61\u00a0412\u200b345\u202f678", None, "+61412345678"),
        ("tel:+61412345678", None, "+61412345678"),
        ("+61 412 345 678 ::: +61 2 9876 5432", None, "+61412345678"),
    ],
)
def test_phones_that_are_certain(row: str, country: str | None, phone: str) -> None:
    assert people(f"Phone;Name\n{row};Ana\n", country=country)[0]["phone"] == phone


@pytest.mark.parametrize(
    ("row", "country", "reason"),
    [
        ("0412 345 678", None, "no country is known"),
        ("0412 345 678", "US", "not a valid number of US"),
        ("61412345678", "DE", "not a valid number of DE"),
        ("61412345678", None, "no country is known"),
        ("6.14E+10", "AU", "power of ten"),
        ("61491570157.0", "AU", "decimal"),
        ("0412345678 / 0412345679", "AU", "several numbers"),
        ("+61412345678 +61412345679", None, "several|more than one"),
        ("+61 2 9876 5432 ext. 12", "AU", "extension"),
        ("1-800-FLOWERS", "US", "letters"),
        ("ask her", "AU", "letters"),
        ("12", "AU", "too few digits"),
        ("+61 412", None, "no country has such a number|too few"),
    ],
)
def test_phones_that_could_be_somebody_elses(row: str, country: str | None, reason: str) -> None:
    report = check(f"Phone;Name\n{row};Ana\n+61412345670;Bo\n", country=country)
    assert counts(report) == (1, 1, 0, 0)
    assert pytest.approx(1) == len(reasons(report))
    assert reasons(report)[2].startswith("Phone: ")
    assert any(part in reasons(report)[2] for part in reason.split("|"))


def test_an_unusual_number_is_taken_and_told() -> None:
    report = check("Phone\n+61 1 2345 6789\n")
    assert report.taken == 1
    assert "unusual" in notes(report)[2]


def test_a_rows_own_country_goes_before_that_of_the_table() -> None:
    text = (
        "Phone;Country\n0151 12345678;Deutschland\n0412345678;Australia\n0412345678;Narnia\n"
        "0412 345 679;NZ\n+61412345670;Narnia\n"
    )
    assert [it["phone"] for it in people(text)] == [
        "+4915112345678",
        "+61412345678",
        "+61412345670",
    ]
    assert "'Narnia' is not known" in reasons(check(text))[4]
    report = check(text, country="AU")
    assert "no number of NZ, but one of AU" in notes(report)[5]


NAMED_LAST = ("phone", "last_name", "email")


@pytest.mark.parametrize(
    ("heads", "keys"),
    [
        ("Phone;Name;Email", ("phone", "name", "email")),
        ("Telefone;Nome;E-mail", ("phone", "name", "email")),
        ("Teléfono;Nombre;Correo electrónico", ("phone", "name", "email")),
        ("Telefon;Vorname;E-Mail", ("phone", "first_name", "email")),
        ("Handynummer;Nachname;E-Mail-Adresse", ("phone", "last_name", "email")),
        ("Numéro de téléphone;Prénom;Courriel", ("phone", "first_name", "email")),
        ("Telefono;Cognome;Indirizzo email", ("phone", "last_name", "email")),
        ("PHONE_NUMBER;first_name;email_address", ("phone", "first_name", "email")),
        ("Telefoonnummer;Achternaam;Mail", ("phone", "last_name", "email")),
        ("Телефон;Имя;Почта", ("phone", "name", "email")),
        ("电话;姓名;邮箱", ("phone", "name", "email")),
        ("Celular;Sobrenome;Endereço de e-mail", ("phone", "last_name", "email")),
        ("  whatsapp ;Surname;E mail", ("phone", "last_name", "email")),
        ("Mobiltelefon;Vorname;E-Mailadresse", ("phone", "first_name", "email")),
        ("Téléphone mobile;Nom de famille;Adresse de messagerie", ("phone", "last_name", "email")),
        ("Cep Telefonu;Soyad\N{LATIN SMALL LETTER DOTLESS I};E-posta", NAMED_LAST),
        ("Numer telefonu;Imię;Adres e-mail", ("phone", "first_name", "email")),
        ("No. HP;Nama;Surel", ("phone", "name", "email")),
        ("Số điện thoại;Họ tên;Email", ("phone", "name", "email")),
        ("Мобильный телефон;Фамилия;Эл. почта", ("phone", "last_name", "email")),
        ("携帯電話番号;氏名;メールアドレス", ("phone", "name", "email")),
        ("휴대폰번호;이름;이메일", ("phone", "name", "email")),
        ("手机号码;姓名;电子邮件", ("phone", "name", "email")),
        ("رقم الجوال;الاسم;البريد الإلكتروني", ("phone", "name", "email")),
        (
            "Teléfono móvil;Apellidos;Dirección de correo electrónico",
            ("phone", "last_name", "email"),
        ),
        ("Telefono cellulare;Cognome;Posta elettronica", ("phone", "last_name", "email")),
        ("Mobile No.;Last Name;E-mail 1 - Value", ("phone", "last_name", "email")),
    ],
)
def test_headings_in_many_languages(heads: str, keys: tuple[str, ...]) -> None:
    (person,) = people(f"{heads}\n+61412345678;Ana;a@example.com\n")
    assert tuple(person[key] for key in keys) == ("+61412345678", "Ana", "a@example.com")


@pytest.mark.parametrize(
    ("heads", "first", "last"),
    [
        ("Phone;Vorname;Name", "A", "B"),
        ("Phone;Prénom;Nom", "A", "B"),
        ("Phone;Nome;Cognome", "A", "B"),
        ("Phone;Nombre;Apellidos", "A", "B"),
    ],
)
def test_a_name_beside_the_other_one_is_half_of_it(heads: str, first: str, last: str) -> None:
    (person,) = people(f"{heads}\n+61412345678;A;B\n")
    assert (person["first_name"], person["last_name"]) == (first, last)


def test_an_export_of_google_by_the_labels_of_its_rows() -> None:
    text = (
        "Name,Given Name,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,"
        "Phone 2 - Label,Phone 2 - Value\n"
        "Ana Lima,Ana,* myContacts ::: VIP,* ,a@x.com ::: b@x.com,Home,+61298765432,Mobile,"
        "+61412345678\n"
        "Bo,Bo,* myContacts,,,Work Fax,+61298765433,Other,+61298765434\n"
        "Cy,Cy,,,,Home Fax,+61298765435,,\n"
    )
    content = text.encode()
    table = list(People(content, map={"Labels": "tags"}))
    assert [(it["phone"], list(it.tags)) for it in table] == [
        ("+61412345678", ["VIP"]),
        ("+61298765434", []),
    ]
    assert table[0]["email"] == "a@x.com"
    assert list(reasons(check(content))) == [4]


def test_an_export_of_outlook_and_what_it_writes_for_nothing() -> None:
    text = (
        '"First Name","Last Name","Business Fax","Home Phone","Mobile Phone","Pager","Birthday",'
        '"E-mail Address","E-mail 2 Address","Gender","Assistant\'s Phone"\n'
        '"Ana","Lima","+61298765430","+61298765432","+61412345678","","0/0/00","a@x.com","",'
        '"Unspecified","+61298765439"\n'
        '"Bo","Lima","+61298765430","","","+61298765431","0/0/00","","b@x.com","Male",""\n'
    )
    report = People(text.encode()).check(fields=[BIRTHDAY])
    assert counts(report) == (2, 0, 0, 0)
    assert not report.questions
    first, second = People(text.encode()).read(fields=[BIRTHDAY])
    assert (first["phone"], first["email"], first["gender"]) == ("+61412345678", "a@x.com", "")
    assert not first.fields
    assert second.get("phone") is None
    assert second["email"] == "b@x.com"
    uses = {column.heading: column.use for column in report.columns}
    assert uses["Business Fax"] == "left out: a fax is not called"
    assert uses["Assistant's Phone"].startswith("left out")


def test_two_columns_of_one_rank_are_a_question_where_they_differ() -> None:
    same = "Phone;Telefone\n+61412345678;0412 345 678\n"
    assert not check(same, country="AU").questions
    differing = "Phone;Telefone\n+61412345678;+61412345679\n"
    assert asked(check(differing)) == ["columns"]
    assert people(differing, map={"Telefone": None})[0]["phone"] == "+61412345678"


def test_unknown_columns_are_listed_and_left_out() -> None:
    text = "Phone;Plan;Size\n+61412345678;gold;L\n"
    plan = UserField(var_ns="f1v1", name="plan", var_type="text")
    report = People(text.encode()).check(fields=[plan])
    assert [column.use for column in report.columns] == [
        "phone",
        "field plan (text)",
        "left out: the flow has no user field of that name; map= or create_fields= takes it in",
    ]
    (person,) = People(text.encode(), map={"Size": "plan"}).read(fields=[plan])
    assert set(person.fields.values()) <= {"gold", "L"}
    (person,) = People(text.encode(), create_fields=["Size"]).read(fields=[plan])
    assert {field.name: value for field, value in person.fields.items()} == {
        "plan": "gold",
        "Size": "L",
    }


@pytest.mark.parametrize(
    ("var_type", "cell", "value"),
    [
        ("number", "1.234,50", "1234.50"),
        ("number", "12,5", "12.5"),
        ("number", "-7", "-7"),
        ("number", "1 234 567", "1234567"),
        ("boolean", "Sí", "true"),
        ("boolean", "nein", "false"),
        ("date", "1991-06-07", "1991-06-07"),
        ("date", "31.12.1990", "1990-12-31"),
        ("date", "12/31/1990", "1990-12-31"),
        ("date", "3 März 1990", "1990-03-03"),
        ("date", "1 de febrero de 1990", "1990-02-01"),
        ("date", "Feb 1, 1990", "1990-02-01"),
        ("date", "32905", "1990-02-01"),
        ("date", "1990-02-01T23:30:00-11:00", "1990-02-01"),
        ("datetime", "2026-03-01T18:00:00+02:00", "2026-03-01T16:00:00+00:00"),
        ("array", '["a","b"]', '["a","b"]'),
        ("text", "  x \u200b y ", "x  y"),
    ],
)
def test_cells_that_fit_their_field(var_type: str, cell: str, value: str) -> None:
    field = UserField(var_ns="f1v1", name="F", var_type=var_type)
    quoted = cell.replace('"', '""')
    table = People(f'Phone;F\n+61412345678;"{quoted}"\n'.encode())
    (person,) = table.read(fields=[field])
    sent = person.fields[field]
    assert sent == value or sent.replace("Z", "+00:00") == value


@pytest.mark.parametrize(
    ("var_type", "cell", "reason"),
    [
        ("number", "gold", "not a number"),
        ("number", "1E+5", "power of ten"),
        ("number", "1.2.3", "not a number"),
        ("boolean", "maybe", "neither yes nor no"),
        ("date", "14/03", "not a date"),
        ("date", "Feb 1990", "not a whole date"),
        ("date", "14 March", "not a date"),
        ("date", "31/02/1990", "no such day"),
        ("date", "1990", "not a date"),
        ("date", "01/02/90", "two digits"),
        ("date", "yesterday", "not a date"),
        ("date", "2090-01-01", "birthday in the future"),
        ("datetime", "2026-03-01", "day without a time"),
        ("array", "a, b", "JSON"),
    ],
)
def test_cells_that_do_not_fit_their_field(var_type: str, cell: str, reason: str) -> None:
    field = UserField(var_ns="f1v1", name="Birthday", var_type=var_type)
    text = f"Phone;Birthday\n+61412345678;{cell}\n"
    report = People(text.encode(), dayfirst=True).check(fields=[field])
    assert counts(report) == (0, 1, 0, 0)
    assert reasons(report)[2].startswith("Birthday: ")
    assert reason in reasons(report)[2]


@pytest.mark.parametrize(
    ("cells", "day"),
    [
        (("01/02/1990", "13/02/1990"), "1990-02-01"),
        (("01/02/1990", "02/13/1990"), "1990-01-02"),
        (("05/05/1990",), "1990-05-05"),
        (("1990-02-01", "05.05.1990"), "1990-02-01"),
    ],
)
def test_a_column_that_says_the_order_of_its_days(cells: tuple[str, ...], day: str) -> None:
    rows = "\n".join(f"+6141234567{n};{cell}" for n, cell in enumerate(cells))
    table = People(f"Phone;Birthday\n{rows}\n".encode())
    assert not table.check(fields=[BIRTHDAY]).questions
    assert next(table.read(fields=[BIRTHDAY])).fields[BIRTHDAY] == day


@pytest.mark.parametrize("cells", [("01/02/1990",), ("13/02/1990", "02/13/1990")])
def test_a_column_that_does_not_is_a_question(cells: tuple[str, ...]) -> None:
    rows = "\n".join(f"+6141234567{n};{cell}" for n, cell in enumerate(cells))
    table = People(f"Phone;Birthday\n{rows}\n".encode())
    for fields in ([BIRTHDAY], None):
        (question,) = table.check(fields=fields).questions
        assert (question.about, question.rows[0]) == ("dates", 2)
        assert "dayfirst=True" in question.answer
    assert not table.check(fields=[]).questions
    with pytest.raises(InvalidArgumentError, match="Birthday"):
        list(table)


def test_iso_days_stay_what_they_are_whatever_comes_first() -> None:
    text = "Phone;Birthday\n+61412345678;1991-06-07\n"
    for dayfirst in (True, False, None):
        (person,) = People(text.encode(), dayfirst=dayfirst).read(fields=[BIRTHDAY])
        assert person.fields[BIRTHDAY] == "1991-06-07"


def test_a_time_without_zone_is_a_question() -> None:
    field = UserField(var_ns="f1v1", name="Due", var_type="datetime")
    text = b"Phone;Due\n+61412345678;2026-07-01 18:00\n"
    (question,) = People(text).check(fields=[field]).questions
    assert question.about == "time_zone"
    (person,) = People(text, time_zone="Europe/Berlin").read(fields=[field])
    assert person.fields[field].startswith("2026-07-01T16:00:00")


def test_times_that_no_clock_showed_or_two_did_are_refused() -> None:
    field = UserField(var_ns="f1v1", name="Due", var_type="datetime")
    text = b"Phone;Due\n+61412345678;2026-03-29 02:30\n+61412345679;2026-10-25 02:30\n"
    report = People(text, time_zone="Europe/Berlin").check(fields=[field])
    assert report.refused == 2


def test_thousands_or_decimals_are_a_question() -> None:
    field = UserField(var_ns="f1v1", name="Spend", var_type="number")
    text = b"Phone;Spend\n+61412345678;1.234\n"
    assert asked(People(text).check(fields=[field])) == ["decimal"]
    for decimal, value in ((".", "1.234"), (",", "1234")):
        (person,) = People(text, decimal=decimal).read(fields=[field])
        assert person.fields[field] == value


def test_rows_of_one_person_are_told() -> None:
    text = (
        "Phone;Email;Name\n+61 412 345 678;;Ana\n0061412345678;;\n;A@Example.com;Bo\n"
        ";a@example.COM;Bo\n+61412345678;a2@example.com;ana\n"
    )
    report = check(text)
    assert [(it.row, it.repeats) for it in report.outcomes if it.repeats] == [
        (3, 2),
        (5, 4),
        (6, 2),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "+61412345678;;Ana\n+61 412 345 678;;Ben\n",
        "+61412345678;a@x.com;\n+61412345678;b@x.com;\n",
        ";a@x.com;Ana\n;A@x.com;Ben\n",
    ],
)
def test_people_who_share_are_never_merged(rows: str) -> None:
    text = f"Phone;Email;Name\n{rows}"
    report = check(text)
    assert asked(report) == ["shared"]
    assert counts(report) == (1, 1, 0, 0)
    assert counts(check(text, shared="first")) == (1, 1, 0, 0)
    assert counts(check(text, shared="none")) == (0, 2, 0, 0)


def test_one_email_of_two_phones_is_told_and_both_are_taken() -> None:
    text = "Phone;Email\n+61412345678;a@x.com\n+61412345679;A@x.com\n;a@x.com\n"
    report = check(text)
    assert counts(report) == (2, 1, 0, 0)
    assert "shares its email with row 2" in notes(report)[3]


def test_an_email_alone_repeats_whoever_has_it_with_a_phone() -> None:
    report = check("Phone;Email\n;a@x.com\n+61412345678;A@x.com\n")
    assert [it.state for it in report.outcomes] == [RowState.REPEATED, RowState.TAKEN]
    assert report.outcomes[0].repeats == 3


def test_consent_that_says_no_is_told() -> None:
    text = "Phone;Opt-in\n+61412345670;yes\n+61412345671;NO\n+61412345672;perhaps\n"
    assert [it.consent for it in People(text.encode())] == [True, False, False]
    report = check(text)
    assert "no consent" in notes(report)[3]
    assert "neither yes nor no" in notes(report)[4]
    assert asked(check(text + "+61412345673;\n")) == ["consent"]
    answered = People((text + "+61412345673;\n").encode(), blank_consent=False)
    assert [it.consent for it in answered][-1] is False


@pytest.mark.parametrize(
    ("rows", "refusing"),
    [
        ("0412 345 678;;Ana;yes\n+61412345678;;Ana;no\n", 3),
        ("0412 345 678;;Ana;no\n+61412345678;;Ana;yes\n", None),
        ("0412 345 678;;Ana;\n+61412345678;;Ana;no\n", 3),
        ("0412 345 678;;Ana Lima;yes\n+61412345678;;A. Lima;no\n", 3),  # one phone, two names
        (";a@x.com;;yes\n;A@X.com;;no\n", 3),
        ("0412 345 678;a@x.com;;yes\n;A@x.com;;no\n", 3),
        ("0412 345 678;;;yes\n+61412345678;no email;;no\n", 3),  # refused, and heeded
        ("0412 345 678;;;yes\n0412 345 678;a@x.com;;yes\n;a@x.com;;no\n", 4),
    ],
)
def test_a_no_in_any_row_of_somebody_counts(rows: str, refusing: int | None) -> None:
    data = f"Phone;Email;Name;Opt-in\n{rows}".encode()
    first, *_ = People(data, country="AU", shared="first", blank_consent=True)
    assert (first.row, first.consent, first.consent_column) == (2, False, "Opt-in")
    assert first.consent_row == refusing
    assert first.refusal == "left out, since 'Opt-in' says no" + (
        f" in row {refusing}" if refusing else ""
    )
    report = People(data, country="AU", shared="first", blank_consent=True).check()
    assert "no consent" in str(report.outcomes[0])


@pytest.mark.parametrize(
    "rows",
    [
        "0412 345 678;;yes\n0412 345 679;;no\n",
        "0412 345 678;a@x.com;yes\n0412 345 679;a@x.com;no\n",  # of two phones each is one's own
        "0412 345 678;;yes\n;a@x.com;no\n",
        "0412 345 678;;yes\n;;no\n",
    ],
)
def test_a_no_of_somebody_else_does_not_count(rows: str) -> None:
    first, *_ = People(f"Phone;Email;Opt-in\n{rows}".encode(), country="AU")
    assert (first.consent, first.refusal) == (True, None)


@pytest.mark.parametrize(
    ("heading", "cell", "consent"),
    [
        ("Unsubscribed", "yes", False),
        ("Do not contact", "x", False),
        ("Newsletter", "ja", True),
        ("Acepta marketing", "no", False),
        ("Consentement", "oui", True),
        ("Einwilligung", "nein", False),
        ("accepts_marketing", "TRUE", True),
        ("Aceita comunicações", "não", False),
    ],
)
def test_consent_in_several_languages(heading: str, cell: str, consent: bool) -> None:
    (person,) = People(f"Phone;{heading}\n+61412345678;{cell}\n".encode())
    assert person.consent is consent


def test_what_cannot_be_seen_is_taken_off_and_told() -> None:
    text = "Phone;Name;Note\n+61412345678;A\u200bna\u202e\u00a0Li\u00adma;x\x07\n"
    report = check(text)
    assert "invisible" in notes(report)[2]
    assert people(text)[0]["name"] == "Ana Lima"


@pytest.mark.parametrize("name", ["👩\u200d💻 Ana", "\u0646\u06cc\u200c\u0644\u0648"])
def test_what_joins_signs_and_letters_stays(name: str) -> None:
    assert people(f"Phone;Name\n+61412345678;{name}\n")[0]["name"] == name


def test_an_empty_cell_changes_nothing_and_a_marker_clears() -> None:
    plan = UserField(var_ns="f1v1", name="Plan", var_type="date")
    text = b"Phone;First Name;Plan\n+61412345678;(Clear);\n+61412345679;;(clear)\n"
    first, second = People(text, clear="(clear)").read(fields=[plan])
    assert list(first.cleared) == ["first_name"]
    assert not first.fields
    assert list(second.cleared) == [plan]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"country": "Australia"}, "ISO 3166"),
        ({"map": {"Fone": "phone"}}, "map names the column 'Fone'"),
        ({"map": {9: "phone"}}, "map names the column 9"),
        ({"encoding": "utf-99"}, "is not known"),
        ({"encoding": "hex"}, "is not known"),
        ({"delimiter": ";;"}, "one character"),
        ({"decimal": "x"}, "decimal must be"),
        ({"header": 0}, "header must be"),
        ({"header": 99}, "is not a row"),
        ({"dayfirst": "yes"}, "dayfirst must be"),
        ({"shared": "last"}, "shared must be"),
        ({"clear": " "}, "clear must"),
        ({"create_fields": "Plan"}, "create_fields must be"),
        ({"create_fields": {"Plan": "colour"}}, "var_type of 'Plan'"),
        ({"time_zone": "Berlin/Mitte"}, "time_zone"),
        ({"sheet": True}, "sheet must be"),
    ],
)
def test_arguments_that_cannot_be_used(options: dict[str, object], message: str) -> None:
    with pytest.raises(FlochatError, match=message):
        check("Phone\n+61412345678\n", **options)


@pytest.mark.parametrize("source", ["", " ", 7, None, ["+61412345678"]])
def test_a_source_that_is_none(source: object) -> None:
    with pytest.raises(InvalidArgumentError, match="table"):
        People(source)  # type: ignore[arg-type] # as a caller may


def test_a_person_keeps_out_of_logs() -> None:
    (person,) = People(b"Phone;Name\n+61412345678;Ana\n")
    assert "Ana" not in repr(person)
    assert "412" not in repr(person)
