from __future__ import annotations

from decimal import Decimal
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
    values = TemplateValues(body=["Ana", 7], header_image=picture, urls={2: "orders/7"})
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
    client.messages.send_whatsapp_template(ana, template, params)
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
        (HELLO, TemplateValues(body="Ana"), "body must be a list, not a str"),
        (HELLO, TemplateValues(body=[mistyped(True)]), "must be text or a number, not True"),
        (HELLO, TemplateValues(body=[mistyped(None)]), "must be text or a number, not None"),
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
