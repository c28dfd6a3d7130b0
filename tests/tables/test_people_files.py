"""Files of people as programs write them, and files that are something else."""

from __future__ import annotations

import csv
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.workbook import Workbook

from flochat import InvalidArgumentError, TableError, UserField
from flochat.tables import People

BIRTHDAY = UserField(var_ns="f1v1", name="Birthday", var_type="date")
BODY = "Phone;Name\n+61412345678;José Müller\n+61412345679;Bo\n"


def names(content: bytes, **options: Any) -> list[str]:
    return [person["name"] for person in People(content, **options)]


def reasons(content: bytes, **options: Any) -> dict[int, str]:
    report = People(content, **options).check()
    return {it.row: "; ".join(it.reasons) for it in report.outcomes if it.reasons}


def workbook(fill: Callable[[Workbook], None]) -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    fill(book)
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        BODY.encode(),
        BODY.encode("utf-8-sig"),
        BODY.encode("utf-16"),
        BODY.encode("utf-16-le"),
        BODY.encode("utf-16-be"),
        b"\xfe\xff" + BODY.encode("utf-16-be"),
        BODY.encode("utf-32"),
        BODY.encode("cp1252"),
        BODY.replace(";", "\t").encode("utf-16"),
        BODY.replace("\n", "\r\n").encode(),
        BODY.replace("\n", "\r").encode(),
        BODY.replace(";", ",").encode(),
        BODY.replace(";", "|").encode(),
        ("sep=;\r\n" + BODY).encode(),
        ("\ufeffsep=;\n" + BODY).encode(),
        ("Contacts of 2026\n\nby the team\n" + BODY).encode(),
        (BODY + "\n\n").encode(),
        BODY.strip().encode(),
    ],
    ids=range(18),
)
def test_texts_of_every_encoding_and_form(content: bytes) -> None:
    assert names(content) == ["José Müller", "Bo"]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1251", "Иван Петров, Мария Шукшина"),
        ("cp1250", "Łukasz Żółć"),
        ("cp1253", "Γιώργος Παπαδόπουλος"),
        ("mac_roman", "José Muñoz"),
        ("cp850", "Jörg Größe"),
        ("cp1252", "Zoë Brontë “Bell”"),
        ("cp1252", "François Lefèvre à Nîmes, bien sûr"),
        ("cp1252", "Søren Kierkegård Æbelø"),
    ],
)
def test_old_encodings_are_known_by_their_words(encoding: str, name: str) -> None:
    assert names(f"Phone;Name\n+61412345678;{name}\n".encode(encoding)) == [name]


def test_two_encodings_that_fit_are_a_question() -> None:
    content = "Phone;Name\n+61412345678;Peña\n".encode("cp1252")
    (question,) = People(content).check().questions
    assert question.about == "encoding"
    assert question.examples == ("Peña", "Peńa")
    with pytest.raises(InvalidArgumentError) as caught:
        list(People(content))
    assert "Pe" not in str(caught.value)
    assert names(content, encoding="cp1252") == ["Peña"]
    assert names(content, encoding="cp1250") == ["Peńa"]
    assert names(content, country="MX") == ["Peña"]
    assert names(content, country="PL") == ["Peńa"]


def test_the_whole_file_is_judged_and_not_its_beginning() -> None:
    rows = "".join(f"+614{n:08d};Ana\n" for n in range(20_000))
    content = ("Phone;Name\n" + rows + "+61512345678;Zoë\n").encode("cp1252")
    assert names(content)[-1] == "Zoë"


def test_a_file_put_together_from_two_encodings_loses_only_those_rows() -> None:
    content = BODY.encode() + "+61412345670;Åsa Öberg\n".encode() + b"+61412345671;Andr\xe9\n"
    report = People(content).check()
    assert (report.taken, report.refused) == (3, 1)
    assert "encoding" in reasons(content)[5]


def test_a_few_control_characters_are_taken_off() -> None:
    content = b"Phone;Name\n" + b"+61412345678;\0B\x07o\x1a\n" + b"+61412345679;Cy\n" * 9 + b"\x1a"
    assert names(content)[:2] == ["Bo", "Cy"]


def test_letters_that_were_spoilt_before_are_told() -> None:
    content = BODY.encode().decode("cp1252").encode()
    assert any("wrong encoding" in note for note in People(content).check().notes)


def test_commas_in_cells_and_decimals_do_not_take_the_place_of_the_delimiter() -> None:
    content = b"Phone;Name;Tags;Spend\n+61412345678;Lima, Ana;VIP, Gold;1,50\n+61412345679;B;;2,5\n"
    assert names(content) == ["Lima, Ana", "B"]


def test_a_delimiter_that_is_said_is_taken() -> None:
    assert names(b"Phone:Name\n+61412345678:Ana\n", delimiter=":") == ["Ana"]


@pytest.mark.parametrize(
    ("bad", "line"),
    [
        ('+61412345671,"Eve,x', 3),
        ('+61412345671,Eve,"note', 3),
        ('"+61412345671,Eve,note', 3),
        ('+61412345671,"Eve" Bell,x', 3),
    ],
)
def test_a_quotation_mark_gone_wrong_spoils_its_own_line(bad: str, line: int) -> None:
    content = (
        f"Phone,Name,Note\n+61412345678,Ana,ok\n{bad}\n+61412345679,Bo,ok\n"
        '+61412345670,"Cy ""C""",x\n'
    ).encode()
    report = People(content).check()
    assert (report.rows, report.taken, report.refused) == (4, 3, 1)
    assert f"line {line}" in reasons(content)[3]
    assert names(content) == ["Ana", "Bo", 'Cy "C"']


def test_marks_that_hold_whole_rows_are_told_and_nobody_is_made_of_them() -> None:
    content = b'Name,Phone\n"Ana,+61412345678\nBo,+61412345679\nCy",+61412345670\nDi,+61412345671\n'
    report = People(content).check()
    assert (report.rows, report.taken) == (2, 1)
    assert "from line 2 to line 4" in reasons(content)[2]


@given(
    st.lists(st.text(alphabet='ab",;|\t\n x', max_size=12).map(str.strip), min_size=1, max_size=6)
)
@settings(deadline=None)
def test_what_the_csv_module_writes_is_read_or_told(notes: list[str]) -> None:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["Phone", "Name", "Note"])
    phones = [f"+6141234567{n}" for n in range(len(notes))]
    writer.writerows([phone, "P", note] for phone, note in zip(phones, notes, strict=True))
    table = People(file.getvalue().encode())
    read = {person["phone"]: person["Note"] for person in table}
    assert len(read) + table.check().refused == table.check().rows == len(notes)
    written = dict(zip(phones, notes, strict=True))
    assert all(written[phone] == note for phone, note in read.items())


def test_two_marks_that_are_never_closed_swallow_nobody() -> None:
    content = b'Name,Phone\n"Ana,+61412345678\nBo,+61412345679\n"Cy,+61412345670\n'
    report = People(content).check()
    assert (report.taken, report.refused) == (1, 2)


def test_a_note_of_many_lines_is_one_cell() -> None:
    content = (
        b'Phone;Name;Note\n+61412345678;Ana;"one\ntwo; ""three""\n\nfour"\n+61412345679;Bo;x\n'
    )
    first, second = People(content)
    assert first["Note"] == 'one\ntwo; "three"\n\nfour'
    assert (second["name"], second.row) == ("Bo", 3)
    assert People(content).check().outcomes[1].line == 6


def test_rows_that_are_too_long_or_cut_off_are_refused() -> None:
    content = b"Phone;Name;Plan\n+61412345678;Ana;gold;x\n+61412345679;Bo;gold;\n+6141234567"
    assert reasons(content) == {
        2: "it has more cells than there are headings (3)",
        4: "the file ends in the middle of it: it may be cut off",
    }


def test_footers_and_headings_again_are_not_people() -> None:
    content = b"Phone;Name\n+61412345678;Ana\nPhone;Name\n+61412345679;Bo\n\nTotal;2\nas of today\n"
    report = People(content).check()
    assert (report.taken, report.refused, report.blank) == (2, 3, 1)
    assert reasons(content)[3] == "it repeats the headings"


def test_a_file_without_headings() -> None:
    with_plus = b"+61412345678;Ana\n+61412345679;Bo\n"
    report = People(with_plus).check()
    assert (report.header, report.taken, report.questions) == (0, 2, ())
    national = b"0412345678;Ana\n0412345679;Bo\n"
    (question,) = People(national, country="AU").check().questions
    assert question.about == "header"
    table = People(national, country="AU", map={1: "phone", 2: "name"})
    assert [it["name"] for it in table] == ["Ana", "Bo"]
    emails = b"a@x.com\nb@x.com\n"
    assert [it["email"] for it in People(emails)] == ["a@x.com", "b@x.com"]


def test_headings_that_say_nothing_are_a_question() -> None:
    content = b"Kontakt A;Kontakt B\n+61412345678;+61412345679\n"
    (question,) = People(content).check().questions
    assert question.about == "columns"
    (person,) = People(content, map={"Kontakt B": "phone"})
    assert person["phone"] == "+61412345679"


def test_the_row_of_headings_can_be_said() -> None:
    content = b"Phone;Name\n+61412345678;Ana\nNummer;Wer\n+61412345679;Bo\n"
    table = People(content, header=3, map={"Nummer": "phone", "Wer": "name"})
    assert [it["name"] for it in table] == ["Bo"]
    assert People(b"+61412345678\n+61412345679\n", header=False).check().taken == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "empty"),
        (b"<html><table><tr><td>Phone</td></tr></table></html>", "HTML"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!DOCTYPE html><html/>', "HTML"),
        ("<table><tr>".encode("utf-16"), "HTML"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XML"),
        (b"%PDF-1.7\n%", "PDF"),
        (b'[{"phone": "+61412345678"}]', "JSON"),
        (b"\x1f\x8b\x08\x00", "compressed"),
        (b"SQLite format 3\0", "SQLite"),
        (bytes(range(256)) * 8, "not a table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\0"), "old Office"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + ("Root Entry" + "Workbook").encode("utf-16-le").ljust(1016, b"\0"),
            r"old Excel \(.xls\)",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le").ljust(1016, b"\0"),
            "password",
        ),
    ],
)
def test_files_that_are_no_tables_are_named(content: bytes, words: str) -> None:
    with pytest.raises(TableError, match=words):
        People(content).check()


def archive(*entries: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name in entries:
            file.writestr(name, "x")
    return content.getvalue()


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        (("content.xml", "mimetype"), "OpenDocument"),
        (("word/document.xml",), "Word"),
        (("xl/workbook.bin",), "binary workbook"),
        (("people.csv",), "zip archive"),
        (("xl/workbook.xml",), "broken workbook"),
    ],
)
def test_archives_are_named(entries: tuple[str, ...], words: str) -> None:
    with pytest.raises(TableError, match=words):
        People(archive(*entries)).check()


def test_half_a_workbook_is_named() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.append(["Phone"])
        sheet.append(["+61412345678"])

    whole = workbook(fill)
    for share in (0.2, 0.5, 0.9):
        with pytest.raises(TableError, match="half a file"):
            People(whole[: int(len(whole) * share)]).check()


def test_a_bomb_is_not_unpacked() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", "x")
        file.writestr("xl/worksheets/sheet1.xml", b"\0" * 50_000_000)
    with pytest.raises(TableError, match="unpacks to far more"):
        People(content.getvalue()).check()


def test_files_that_are_not_there_or_folders(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        People(tmp_path / "nobody.csv").check()
    with pytest.raises(TableError, match="folder"):
        People(tmp_path).check()


def test_an_open_file_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(BODY, encoding="utf-8")
    with path.open("rb") as file:
        table = People(file)
        assert table.check().taken == 2
    path.unlink()
    assert len(list(table)) == 2
    with pytest.raises(InvalidArgumentError, match="mode 'rb'"):
        People(io.StringIO(BODY)).check()  # type: ignore[arg-type] # as a caller may


def contacts(book: Workbook) -> None:
    sheet = book.worksheets[0]
    sheet.append(["Contacts"])
    sheet.append([])
    sheet.append(["Phone", "Name", "Birthday", "Plan"])
    sheet.append(["+61 412 345 678", "Ana", date(1990, 2, 1), "gold"])
    sheet.append([61412345679, "Bo", datetime(1991, 6, 7, 0, 0), None])
    sheet.append([6.14e10, "Cy", None, None])
    sheet.append(["+61412345670", "Di", "07.06.1991", 3.0])


def test_a_workbook_of_excel() -> None:
    table = People(workbook(contacts), country="AU", dayfirst=True)
    report = table.check(fields=[BIRTHDAY])
    assert (report.header, report.taken, report.refused) == (3, 3, 1)
    people = list(table.read(fields=[BIRTHDAY]))
    assert [it["name"] for it in people] == ["Ana", "Bo", "Di"]
    assert [it.fields[BIRTHDAY] for it in people] == ["1990-02-01", "1991-06-07", "1991-06-07"]
    assert people[2]["Plan"] == "3"
    assert "rounded" in reasons(workbook(contacts), country="AU", dayfirst=True)[6]


def test_days_from_1904_are_the_days_that_were_meant() -> None:
    def fill(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        sheet = book.worksheets[0]
        sheet.append(["Phone", "Birthday"])
        sheet.append(["+61412345678", date(1990, 2, 1)])
        sheet.append(["+61412345679", 31443])

    table = People(workbook(fill))
    assert any("1904" in note for note in table.check(fields=[BIRTHDAY]).notes)
    days = [it.fields[BIRTHDAY] for it in table.read(fields=[BIRTHDAY])]
    assert days == ["1990-02-01", "1990-02-01"]


def test_hidden_rows_are_told_and_asked_for() -> None:
    def fill(book: Workbook) -> None:
        contacts(book)
        book.worksheets[0].row_dimensions[4].hidden = True

    content = workbook(fill)
    report = People(content, dayfirst=True).check()
    assert [it.about for it in report.questions] == ["hidden"]
    assert "hidden" in reasons(content, dayfirst=True)[4]
    assert names(content, dayfirst=True, hidden=True) == ["Ana", "Di"]
    assert names(content, dayfirst=True, hidden=False) == ["Di"]


def test_the_visible_sheet_is_read_and_several_are_a_question() -> None:
    def fill(book: Workbook) -> None:
        contacts(book)
        hidden = book.create_sheet("Old")
        hidden.sheet_state = "hidden"
        hidden.append(["Phone", "Name"])
        hidden.append(["+61499999999", "Zed"])

    content = workbook(fill)
    assert "Zed" not in names(content, dayfirst=True)
    assert any("'Old'" in note for note in People(content).check().notes)
    assert names(content, sheet="old") == ["Zed"]
    assert names(content, sheet=2) == ["Zed"]
    for sheet in ("New", 3, 0):
        with pytest.raises(TableError, match="no sheet"):
            People(content, sheet=sheet).check()

    def fill_two(book: Workbook) -> None:
        fill(book)
        book.worksheets[1].sheet_state = "visible"

    (question, *_) = People(workbook(fill_two)).check().questions
    assert question.about == "sheet"


def test_a_formula_that_nobody_computed_is_refused() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.append(["Phone", "Name"])
        sheet.append(['="+61412345678"', "Ana"])
        sheet.append(["+61412345679", "Bo"])

    assert "never computed" in reasons(workbook(fill))[2]


def test_an_error_in_a_cell_is_no_phone() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.append(["Phone", "Name"])
        sheet.append(["#REF!", "Ana"])

    assert list(reasons(workbook(fill))) == [2]


def test_what_our_own_writer_writes_comes_back() -> None:
    content = b"user_ns,phone,name,tags\nf1u2,'+61 412 345 678,'=Ana,\"VIP, Gold\"\n"
    (person,) = People(content)
    assert (person["user_ns"], person["phone"], person["name"], list(person.tags)) == (
        "f1u2",
        "+61412345678",
        "=Ana",
        ["VIP", "Gold"],
    )


def test_the_report_of_a_large_file_is_small() -> None:
    rows = "".join(f"+614{n:08d};P{n};p{n}@example.com\n" for n in range(5_000))
    content = ("Phone;Name;Email\n" + rows).encode()
    People(content[:2_000]).check()
    tracemalloc.start()
    try:
        table = People(content)
        assert table.check().taken == 5_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5_000 * 2_500
