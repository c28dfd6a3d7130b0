from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flochat import (
    AmbiguousMatchError,
    Contact,
    FacebookTemplate,
    InvalidArgumentError,
    NotFoundError,
    RejectedError,
    TemplateButton,
    TemplateComponent,
    TemplateDefaults,
    TemplateValues,
    UserId,
    WhatsAppTemplate,
)
from flochat.sandbox import Server
from tests.support.ledger import bodies, operations
from tests.support.mistyped import mistyped

BODY = {"type": "BODY", "text": "Hello {{1}}, order {{2}} is on its way, {{1}}."}
HEADER = {"type": "HEADER", "format": "IMAGE"}
BUTTONS = {
    "type": "BUTTONS",
    "buttons": [
        {"type": "URL", "text": "Shop", "url": "https://example.com"},
        {"type": "QUICK_REPLY", "text": "Thanks"},
        {"type": "URL", "text": "Track", "url": "https://example.com/{{1}}"},
        {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+61255501234"},
    ],
}


def hello(**changed: Any) -> WhatsAppTemplate:
    fields: dict[str, Any] = {
        "name": "hello",
        "namespace": "abc",
        "language": "en",
        "components": (TemplateComponent(type="BODY", text="Hello {{1}}"),),
    }
    return WhatsAppTemplate(**fields | changed)


HELLO = hello()


@pytest.fixture
def ana(sandbox: Server) -> str:
    return sandbox.seed.subscriber(first_name="Ana", phone="61412345678")


def test_a_template_is_sent_with_one_request_once_it_is_known(
    client: Any, sandbox: Server, ana: str
) -> None:
    sandbox.seed.whatsapp_template("order", HEADER, BODY, BUTTONS)
    template = client.whatsapp_templates.get("order")
    assert template.variables() == (
        "HEADER_IMAGE",
        "BODY_{{1}}",
        "BODY_{{2}}",
        "QUICK_REPLY_1",
        "URL_2",
    )
    sandbox.clear()
    picture = "https://example.com/1.png"
    values = TemplateValues(
        body=["Ana", 7], header_image=picture, urls={2: "orders/7"}, quick_replies=[None]
    )
    client.messages.send_whatsapp_template(ana, template, values)
    assert operations(sandbox) == ["POST /subscriber/send-whatsapp-template"]
    params = {
        "BODY_{{1}}": "Ana",
        "BODY_{{2}}": "7",
        "HEADER_IMAGE": picture,
        "URL_2": "orders/7",
    }
    assert bodies(sandbox) == [
        {
            "user_ns": ana,
            "content": {
                "name": "order",
                "namespace": template.namespace,
                "lang": "en",
                "params": params,
            },
        }
    ]
    (delivery,) = sandbox.deliveries
    assert (delivery.template, delivery.params) == ("order", params)
    client.messages.send_whatsapp_template(ana, template, params | {"QUICK_REPLY_1": None})
    assert bodies(sandbox)[1] == bodies(sandbox)[0]


def test_the_values_of_a_template_may_be_numbers(client: Any, sandbox: Server) -> None:
    texts: dict[float | Decimal, str] = {
        7: "7",
        0.5: "0.5",
        Decimal("12.90"): "12.90",
        1e-7: "0.0000001",
        19.99: "19.99",
    }
    ana = sandbox.seed.subscriber(first_name="Ana")
    sandbox.seed.whatsapp_template("hello", {"type": "BODY", "text": "Hello {{1}}"})
    template = client.whatsapp_templates.get("hello")
    for value, text in texts.items():
        client.messages.send_whatsapp_template(ana, template, TemplateValues(body=[value]))
        assert bodies(sandbox)[-1]["content"]["params"] == {"BODY_{{1}}": text}


@pytest.mark.habits(unknown_resource="200 error")
def test_a_template_may_go_to_a_number_that_nobody_has_yet(client: Any, sandbox: Server) -> None:
    sandbox.seed.whatsapp_template("hello", {"type": "BODY", "text": "Hello"})
    template = client.whatsapp_templates.get("hello")
    with pytest.raises(RejectedError):
        client.messages.send_whatsapp_template(UserId("61400000001"), template)
    client.messages.send_whatsapp_template(
        UserId("61400000001"),
        template,
        create_if_not_found=True,
        contact=Contact(first_name="Ben"),
    )
    assert client.subscribers.find(user_id="61400000001").first_name == "Ben"
    sent = next(body for body in bodies(sandbox)[2:] if body)
    assert sent == {
        "user_id": "61400000001",
        "content": {"name": "hello", "namespace": template.namespace, "lang": "en"},
        "create_if_not_found": "yes",
        "contact": {"first_name": "Ben"},
    }
    count = len(sandbox.requests)
    with pytest.raises(InvalidArgumentError, match="only a UserId"):
        client.messages.send_whatsapp_template("f12u34", template, create_if_not_found=False)
    for wrong in ("Ben", {"first_name": "Ben"}, Contact(first_name="")):
        with pytest.raises(InvalidArgumentError):
            client.messages.send_whatsapp_template(UserId("61400000001"), template, contact=wrong)
    assert len(sandbox.requests) == count


def test_facebook_templates_have_defaults_and_postbacks(
    client: Any, sandbox: Server, ana: str
) -> None:
    postback = {"type": "BUTTONS", "buttons": [{"type": "POSTBACK", "text": "More"}]}
    header = {"type": "HEADER", "format": "TEXT", "text": "For {{1}}"}
    sandbox.seed.facebook_template("order", header, BODY, postback)
    template = client.facebook_templates.get("order")
    assert template.variables() == ("HEADER_{{1}}", "BODY_{{1}}", "BODY_{{2}}", "POSTBACK_1")
    send = client.messages.send_facebook_utility_template
    send(ana, template, TemplateValues(header=["you"], body=["Ana", 7], postbacks=["f1n2"]))
    send(UserId("61412345678"), template, {"BODY_{{1}}": "Ana"}, use_default_values=True)
    with pytest.raises(InvalidArgumentError, match=r"HEADER_\{\{1\}\}, BODY_\{\{2\}\}"):
        send(ana, template, {"BODY_{{1}}": "Ana"}, use_default_values=False)
    assert operations(sandbox)[1:] == [
        "POST /subscriber/send-facebook-utility-message-template",
        "POST /subscriber/send-facebook-utility-message-template-by-user-id",
    ]
    assert bodies(sandbox)[1]["content"]["params"] == {
        "BODY_{{1}}": "Ana",
        "BODY_{{2}}": "7",
        "HEADER_{{1}}": "you",
        "POSTBACK_1": "f1n2",
    }
    assert bodies(sandbox)[2] == {
        "user_id": "61412345678",
        "content": {
            "name": "order",
            "lang": "en",
            "params": {"BODY_{{1}}": "Ana"},
            "use_default_values": "yes",
        },
    }


@pytest.mark.parametrize(
    ("template", "values", "message"),
    [
        (HELLO, None, r"needs values for BODY_\{\{1\}\}"),
        (HELLO, TemplateValues(urls=["x"]), r"needs values for BODY_\{\{1\}\}"),
        (HELLO, TemplateValues(body=[""]), r"BODY_\{\{1\}\} must not be empty"),
        (HELLO, TemplateValues(body=["two\nlines"]), "one line"),
        (HELLO, TemplateValues(body=["a line\n"]), "one line"),
        (HELLO, {"BODY_{{1}}": "two\r\nlines"}, "one line"),
        (HELLO, TemplateValues(body=["a\ttab"]), "without tabs"),
        (HELLO, TemplateValues(body=["five     spaces"]), "more than four spaces"),
        (HELLO, TemplateValues(body="Ana"), "body must be a list, not a str"),
        (HELLO, TemplateValues(body=[mistyped(True)]), "must be text or a number, not True"),
        (HELLO, TemplateValues(body=[float("nan")]), "must be a finite number"),
        (HELLO, TemplateValues(body=[-1]), "must be at least 0"),
        (HELLO, TemplateValues(body=[Decimal("1E+1000000")]), "at most 18 digits"),
        (HELLO, TemplateValues(body=["Ana"], header_image=" "), "HEADER_IMAGE must not be empty"),
        (HELLO, ["Ana"], "not a list"),
        (HELLO, "Ana", "not a str"),
        (
            hello(params=("BODY_{{1}}", "URL_1")),
            {"BODY_{{1}}": "Ana"},
            "needs values for URL_1",
        ),
        (hello(namespace=None), {"BODY_{{1}}": "Ana"}, "has no namespace"),
        (WhatsAppTemplate(), None, "has no name, namespace, language"),
        ("hello", None, "must be a WhatsAppTemplate"),
        (FacebookTemplate(name="hello", language="en"), None, "must be a WhatsAppTemplate"),
    ],
)
def test_what_cannot_be_sent_costs_no_request(
    client: Any, sandbox: Server, template: Any, values: Any, message: str
) -> None:
    with pytest.raises(InvalidArgumentError, match=message):
        client.messages.send_whatsapp_template("f12u34", template, values)
    with pytest.raises(InvalidArgumentError, match=message):
        client.broadcasts.send_whatsapp_template_by_tag(["f12t34"], template, values)
    assert sandbox.requests == []


@pytest.mark.parametrize(
    ("components", "variables"),
    [
        ([], ()),
        ([{"type": "body", "text": "{{ name }} {{2}}"}], ("BODY_{{name}}", "BODY_{{2}}")),
        ([{"type": "HEADER", "format": "document", "text": "{{1}}"}], ("HEADER_DOCUMENT",)),
        ([{"type": "HEADER", "format": "LOCATION"}, {"type": "FOOTER", "text": "{{1}}"}], ()),
        (
            [{"type": "BUTTONS", "buttons": [{"type": "URL", "url": "x{{1}}"}] * 2}],
            ("URL_1", "URL_2"),
        ),
        ([None, 7, {"type": None, "text": None, "buttons": "odd"}], ()),
    ],
)
def test_variables_are_read_off_the_components(
    client: Any, sandbox: Server, components: Any, variables: tuple[str, ...]
) -> None:
    payload = {"data": [{"name": "hello", "components": components}]}
    sandbox.answer_next(json=payload, operation="POST /whatsapp-template/list")
    assert client.whatsapp_templates.get("hello").variables() == variables


@pytest.mark.parametrize("params", [{"BODY_{{1}}": "Ana", "URL_1": None}, ["BODY_{{1}}", "URL_1"]])
def test_variables_are_what_the_service_says_they_are(
    client: Any, sandbox: Server, params: Any
) -> None:
    payload = {"data": [{"name": "hello", "components": [BODY], "params": params}]}
    sandbox.answer_next(json=payload, operation="POST /whatsapp-template/list")
    assert client.whatsapp_templates.get("hello").variables() == ("BODY_{{1}}", "URL_1")


def test_a_template_is_found_by_its_very_name_and_language(client: Any, sandbox: Server) -> None:
    for language in ("en", "de"):
        sandbox.seed.whatsapp_template("hello", BODY, language=language)
    sandbox.seed.whatsapp_template("hello_again", BODY)
    assert client.whatsapp_templates.get("hello", language="de").language == "de"
    assert client.whatsapp_templates.get("hello_again").name == "hello_again"
    with pytest.raises(AmbiguousMatchError, match="en, de"):
        client.whatsapp_templates.get("hello")
    for sought in ({"name": "hell"}, {"name": "hello", "language": "fr"}):
        with pytest.raises(NotFoundError, match="no template"):
            client.whatsapp_templates.get(**sought)
    assert set(operations(sandbox)) == {"POST /whatsapp-template/list"}
    assert dict(sandbox.requests[0].query) == {"name": "hello", "limit": "100", "page": "1"}


@pytest.mark.habits(name_filter="part", unknown_resource="200 error")
@pytest.mark.parametrize("kind", ["whatsapp", "facebook"])
def test_templates_are_created_synced_listed_and_deleted(
    client: Any, sandbox: Server, kind: str
) -> None:
    templates = getattr(client, f"{kind}_templates")
    components = [
        TemplateComponent(type="BODY", text="Hello {{1}}"),
        TemplateComponent(
            type="BUTTONS",
            buttons=(TemplateButton(type="URL", text="Open", url="https://example.com/{{1}}"),),
        ),
    ]
    category = {"category": "UTILITY"} if kind == "whatsapp" else {}
    templates.create("hello", language="en", components=components, **category)
    assert bodies(sandbox) == [
        {
            "name": "hello",
            "language": "en",
            "components": [
                {"type": "BODY", "text": "Hello {{1}}"},
                {
                    "type": "BUTTONS",
                    "buttons": [
                        {"type": "URL", "text": "Open", "url": "https://example.com/{{1}}"}
                    ],
                },
            ],
            **category,
        }
    ]
    (pending,) = templates.list()
    assert (pending.status, list(pending.components)) == ("PENDING", components)
    templates.sync()
    assert [template.status for template in templates.list(name="hel")] == ["APPROVED"]
    templates.delete(pending)
    assert templates.list().to_list() == []
    with pytest.raises(RejectedError):
        templates.delete("hello")


def test_a_template_that_is_not_complete_costs_no_request(client: Any, sandbox: Server) -> None:
    body = TemplateComponent(type="BODY", text="Hello")
    for wrong in (
        {"name": "", "components": [body]},
        {"name": "hello", "components": []},
        {"name": "hello", "components": [TemplateComponent(type="FOOTER", text="Bye")]},
        {"name": "hello", "components": [BODY]},
    ):
        with pytest.raises(InvalidArgumentError):
            client.facebook_templates.create(language="en", **wrong)
        with pytest.raises(InvalidArgumentError):
            client.whatsapp_templates.create(language="en", category="UTILITY", **wrong)
    for nameless in ("", WhatsAppTemplate()):
        with pytest.raises(InvalidArgumentError, match="name"):
            client.whatsapp_templates.delete(nameless)
    assert sandbox.requests == []


DEFAULTS: dict[str, Any] = {
    "namespace": "abc_def",
    "lang": "es_MX",
    "params": {"BODY_{{1}}": "x", "QUICK_REPLY_1": "f1s2909", "URL_1": "7"},
}
ORDER: dict[str, Any] = {
    "id": 501,
    "wa_template_id": "9001",
    "name": "order_ready",
    "namespace": "abc_def",
    "language": "es_ES",
    "category": "UTILITY",
    "status": "APPROVED",
    "components": [
        {"type": "BODY", "text": "Hi {{1}}", "example": {"body_text": [["Ana"]]}},
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "CONFIRM"},
                {
                    "type": "URL",
                    "text": "Track",
                    "url": "https://example.com/{{1}}",
                    "example": ["https://example.com/7"],
                },
            ],
        },
    ],
    "default_values": DEFAULTS,
}


def as_listed(client: Any, sandbox: Server, row: dict[str, Any], kind: str = "whatsapp") -> Any:
    lists = {
        "whatsapp": "POST /whatsapp-template/list",
        "facebook": "POST /facebook-utility-message-template/list",
    }
    sandbox.answer_next(json={"data": [row]}, operation=lists[kind])
    return getattr(client, f"{kind}_templates").get(row["name"])


@pytest.mark.habits(unknown_resource="200 error")
def test_a_send_starts_from_the_default_values_and_their_language(
    client: Any, sandbox: Server, ana: str, tmp_path: Path
) -> None:
    sandbox.seed.whatsapp_template(
        "order_ready", *ORDER["components"], language="es_ES", default_values=DEFAULTS
    )
    template = client.whatsapp_templates.get("order_ready", language="es_ES")
    assert template.default_values == TemplateDefaults(**DEFAULTS)
    listed = as_listed(client, sandbox, ORDER)
    assert (listed.wa_template_id, listed.default_values.lang) == ("9001", "es_MX")
    sandbox.clear()
    tag = sandbox.seed.tag("VIP")
    expected = {
        "namespace": "abc_def",
        "name": "order_ready",
        "lang": "es_MX",
        "params": {"BODY_{{1}}": "Ana", "QUICK_REPLY_1": "f1s2909", "URL_1": "7"},
    }
    values = TemplateValues(body=["Ana"])
    with pytest.raises(RejectedError):  # the sandbox's account is another
        client.messages.send_whatsapp_template(ana, listed, values)
    with pytest.raises(RejectedError):
        client.broadcasts.send_whatsapp_template_by_tag([tag], listed, values)
    assert bodies(sandbox)[0]["content"] == expected
    assert bodies(sandbox)[1]["wa_template"] == expected
    report = client.bulk.send_whatsapp_template(
        [ana], listed, values, journal=tmp_path / "job"
    ).run()
    assert bodies(sandbox)[2]["content"] == expected
    assert len(report.failed) == 1


def test_the_default_values_of_a_template_are_delivered(
    client: Any, sandbox: Server, ana: str
) -> None:
    chosen = {"lang": "es_MX", "params": DEFAULTS["params"]}
    sandbox.seed.whatsapp_template(
        "order_ready", *ORDER["components"], language="es_ES", default_values=chosen
    )
    template = client.whatsapp_templates.get("order_ready")
    client.messages.send_whatsapp_template(ana, template)
    values = {"BODY_{{1}}": "Ana", "QUICK_REPLY_1": "f280503s7", "URL_1": None}
    client.messages.send_whatsapp_template(ana, template, values)
    assert [delivery.params for delivery in sandbox.deliveries] == [
        DEFAULTS["params"],
        {"BODY_{{1}}": "Ana", "QUICK_REPLY_1": "f280503s7"},
    ]


def test_facebook_templates_have_default_values_too(client: Any, sandbox: Server, ana: str) -> None:
    postback = {"type": "BUTTONS", "buttons": [{"type": "POSTBACK", "text": "More"}]}
    chosen = {"params": {"BODY_{{1}}": "you", "BODY_{{2}}": 7, "POSTBACK_1": "f280503s7"}}
    sandbox.seed.facebook_template("order", BODY, postback, default_values=chosen)
    template = client.facebook_templates.get("order")
    send = client.messages.send_facebook_utility_template
    send(ana, template, TemplateValues(body=["Ana"]))
    assert sandbox.deliveries[0].params == {
        "BODY_{{1}}": "Ana",
        "BODY_{{2}}": "7",
        "POSTBACK_1": "f280503s7",
    }
    with pytest.raises(InvalidArgumentError, match=r"BODY_\{\{2\}\}, POSTBACK_1"):
        send(ana, template, TemplateValues(body=["Ana"]), use_default_values=False)


@pytest.mark.parametrize("chosen", [None, [], {"params": []}, {"params": {"QUICK_REPLY_1": ""}}])
def test_a_button_that_would_arrive_dead_is_refused_unless_it_is_wanted(
    client: Any, sandbox: Server, ana: str, chosen: Any
) -> None:
    template = as_listed(client, sandbox, ORDER | {"default_values": chosen})
    send = client.messages.send_whatsapp_template
    for values, missing in (
        (TemplateValues(body=["Ana"]), "QUICK_REPLY_1, URL_1; pass None for QUICK_REPLY_1"),
        (TemplateValues(body=["Ana"], urls=[7]), "needs values for QUICK_REPLY_1;"),
        ({"BODY_{{1}}": "Ana", "QUICK_REPLY_1": None}, "needs values for URL_1;"),
        (TemplateValues(urls=[7], quick_replies=[None]), r"needs values for BODY_\{\{1\}\}$"),
    ):
        with pytest.raises(InvalidArgumentError, match=missing):
            send(ana, template, values)
        with pytest.raises(InvalidArgumentError, match=missing):
            client.broadcasts.send_whatsapp_template_by_tag(["f12t34"], template, values)
    for nothing in (TemplateValues(body=[None]), {"BODY_{{1}}": None}):
        with pytest.raises(InvalidArgumentError, match=r"BODY_\{\{1\}\} must have a value"):
            send(ana, template, nothing)
    assert len(sandbox.requests) == 1


@pytest.mark.parametrize("form", ["IMAGE", "VIDEO", "DOCUMENT"])
def test_a_header_that_would_arrive_empty_is_refused_unless_it_is_wanted(
    client: Any, sandbox: Server, ana: str, form: str
) -> None:
    header = {"type": "HEADER", "format": form}
    sandbox.seed.whatsapp_template("hello", header, {"type": "BODY", "text": "Hello"})
    template = client.whatsapp_templates.get("hello")
    send = client.messages.send_whatsapp_template
    with pytest.raises(InvalidArgumentError, match=f"needs values for HEADER_{form}; pass None"):
        send(ana, template)
    send(ana, template, mistyped(TemplateValues)(**{f"header_{form.lower()}": None}))
    send(ana, template, {f"HEADER_{form}": None})
    assert [delivery.params for delivery in sandbox.deliveries] == [{}, {}]


def test_a_document_has_a_file_name_spelled_as_the_template_spells_it(
    client: Any, sandbox: Server, ana: str
) -> None:
    document = {"type": "HEADER", "format": "DOCUMENT"}
    url = "https://example.com/7"
    values = TemplateValues(header_document=url, header_document_name="Invoice 7.pdf")
    sandbox.seed.whatsapp_template("hello", document)
    known = {"params": {"HEADER_DOCUMENT": url, "HEADER_DOCUMENT_NAME": "file.pdf"}}
    sandbox.seed.whatsapp_template("invoice", document, default_values=known)
    for name in ("hello", "invoice"):
        template = client.whatsapp_templates.get(name)
        client.messages.send_whatsapp_template(ana, template, values)
    assert [delivery.params for delivery in sandbox.deliveries] == [
        {"HEADER_DOCUMENT": url, "HEADER_DOCUMENT_FILENAME": "Invoice 7.pdf"},
        {"HEADER_DOCUMENT": url, "HEADER_DOCUMENT_NAME": "Invoice 7.pdf"},
    ]


@pytest.mark.parametrize("kind", ["whatsapp", "facebook"])
def test_a_template_with_variables_is_created_with_examples(
    client: Any, sandbox: Server, kind: str
) -> None:
    category = {"category": "UTILITY"} if kind == "whatsapp" else {}
    body, buttons = as_listed(client, sandbox, ORDER, kind).components
    assert body.example == {"body_text": [["Ana"]]}
    assert buttons.buttons[1].example == ("https://example.com/7",)
    header = TemplateComponent(
        type="HEADER", format="IMAGE", example={"header_handle": ["https://example.com/1.png"]}
    )
    templates = getattr(client, f"{kind}_templates")
    templates.create("new", language="en", components=[header, body, buttons], **category)
    image = {"header_handle": ["https://example.com/1.png"]}
    assert bodies(sandbox)[-1]["components"] == [
        {"type": "HEADER", "format": "IMAGE", "example": image},
        *ORDER["components"],
    ]
    assert list(templates.get("new").components) == [header, body, buttons]
