"""Pages that show a document, as frameworks write them, and which document each of them shows."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

import pytest

from flochat.contract.errors import ContractError
from flochat.contract.pull import pull
from tests.support.hostile_server import Step, answer, hostile_server, routes

DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.0",
    "info": {"title": "Shop", "version": "1"},
    "paths": {"/tags": {"get": {"responses": {"200": {"description": ""}}}}},
}
OTHER: dict[str, Any] = {**DOCUMENT, "info": {"title": "Not this one", "version": "0"}}
TEXT = json.dumps(DOCUMENT)
#: What lies on the host beside the document: found by mistake it is told from it.
DECOYS = ("/old.json", "/petstore.json", "/v1.json", "/other.json", "/config.json")


def html(body: str, head: str = "") -> list[Step]:
    whole = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return answer(whole, content_type="text/html; charset=utf-8")


def script(text: str, head: str = "") -> list[Step]:
    library = '<script src="/assets/swagger-ui-bundle.js"></script><div id="swagger-ui"></div>'
    return html(f"{library}<script>\n{text}\n</script>", head)


def js(text: str) -> list[Step]:
    return answer(text, content_type="application/javascript")


def shown(
    page: list[Step],
    more: Mapping[str, list[Step]] | None = None,
    *,
    at: str = "/docs.json",
    source: str = "/api/documentation",
) -> Any:
    """The document of a page, which lies at a path, in a host that has others too."""
    decoys = {path: answer(json.dumps(OTHER)) for path in DECOYS}
    path = source.partition("?")[0]
    answers = {**decoys, at: answer(TEXT), **(more or {}), source: page, path: page}
    with hostile_server(routes(answers)) as server:
        by_name = {name: _named(steps, server.url) for name, steps in answers.items()}
        answers.clear()
        answers |= by_name
        return pull(f"{server.url}{source}").document


def _named(steps: list[Step], url: str) -> list[Step]:
    """The same answer with the URL of the server in the place of HOST."""
    head, body = steps
    assert isinstance(head, bytes)
    assert isinstance(body, bytes)
    kind = next(line for line in head.decode().split("\r\n") if line.startswith("Content-Type"))
    return answer(body.replace(b"HOST", url.encode()), content_type=kind.partition(": ")[2])


#: A script of a page, all of which show /docs.json.
SCRIPTS: dict[str, str] = {
    "an address that is changed": (
        "const at = new URL(window.location); at.pathname = '/docs.json'; at.search = '';\n"
        "at.hash = '#tags'; SwaggerUIBundle({ url: at.href })"
    ),
    "the folder of the page": (
        "var folder = location.pathname.split('/').slice(0, -2).join('/');\n"
        "SwaggerUIBundle({ url: folder + '/docs.json' })"
    ),
    "up to the last slash": (
        "var here = location.pathname, at = here.lastIndexOf('/api');\n"
        "SwaggerUIBundle({ url: here.slice(0, at) + '/docs.json' })"
    ),
    "a link that is made": (
        "function whole(url) { var link = document.createElement('a'); link.href = url;\n"
        "  return link.href }\nSwaggerUIBundle({ url: whole('/docs.json') })"
    ),
    "jQuery fetches it": "$.getJSON('/docs.json', function (spec) { SwaggerUIBundle({spec}) })",
    "axios fetches it": "axios.get('/docs.json').then(r => SwaggerUIBundle({ spec: r.data }))",
    "ReDoc of a built page": (
        f"const state = {{menu: {{}}, spec: {{data: {TEXT}}}}}; Redoc.hydrate(state, document.body)"
    ),
    "Scalar with a spec in its settings": (
        "const settings = { spec: { url: '/docs.json' } };\n"
        "Scalar.createApiReference('#a', settings)"
    ),
    "one line, minified": 'window.onload=()=>{window.ui=SwaggerUIBundle({url:"/docs.json",d:!0})}',
    "a variable": 'var spec = "/docs.json"; SwaggerUIBundle({ url: spec, dom_id: "#ui" });',
    "a constant of the same name": "const url = '/docs.json'; SwaggerUIBundle({ url })",
    "a variable of a variable": "let a='/docs.json'; let b = a; ui = SwaggerUIBundle({url:b})",
    "a variable that follows": (
        "function start() { SwaggerUIBundle({url: specUrl}) }\n"
        "document.addEventListener('DOMContentLoaded', start);\nvar specUrl = '/docs.json';"
    ),
    "the options in a variable": (
        "var options = { dom_id: '#ui', url: '/docs.json', onComplete: function () { go({url:"
        "'/old.json'}) } };\nwindow.ui = SwaggerUIBundle(options);"
    ),
    "options that are filled later": (
        "const o = {}; o.url = '/docs.json'; o['dom_id'] = '#ui'; new SwaggerUIBundle(o)"
    ),
    "options that are copied key by key": (
        "var config = { presets: [SwaggerUIBundle.presets.apis] };\n"
        'var settings = {"url": "/docs.json", "deepLinking": true};\n'
        "for (var name in settings) { config[name] = settings[name]; }\nSwaggerUIBundle(config);"
    ),
    "Object.assign": (
        "SwaggerUIBundle(Object.assign({url: '/old.json'}, {url: '/docs.json'}, {id: ''}))"
    ),
    "a spread": "const base = {url: '/docs.json'}; SwaggerUIBundle({dom_id: '#ui', ...base})",
    "location.origin": "SwaggerUIBundle({ url: location.origin + '/docs.json' })",
    "window.location.origin": 'SwaggerUIBundle({url: window.location.origin + "/docs.json"})',
    "a template": "SwaggerUIBundle({ url: `${window.location.origin}/docs.json` })",
    "protocol and host": (
        'var base = window.location.protocol + "//" + window.location.host;\n'
        "SwaggerUIBundle({url: base + '/docs.json'})"
    ),
    "a path that is put together": (
        "var prefix = '/'; var file = 'docs' + '.json'; SwaggerUIBundle({url: prefix + file})"
    ),
    "the address of the page": (
        "SwaggerUIBundle({url: window.location.href.replace('api/documentation', 'docs.json')})"
    ),
    "the address as a URL": "SwaggerUI({url: new URL('/docs.json', document.baseURI).href})",
    "l5-swagger, one document": (
        "window.onload = function() {\n  // Build a system\n  const ui = SwaggerUIBundle({\n"
        '    dom_id: "#swagger-ui",\n    url: "HOST/docs.json",\n    operationsSorter: null,\n'
        "    configUrl: null,\n    validatorUrl: null,\n"
        '    oauth2RedirectUrl: "HOST/api/oauth2-callback",\n'
        "    requestInterceptor: function(request) {\n"
        "      request.headers['X-CSRF-TOKEN'] = ''; return request;\n    },\n"
        "    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],\n"
        '    layout: "StandaloneLayout",\n    docExpansion: "none" })\n  window.ui = ui }'
    ),
    "l5-swagger, pushed": (
        "window.onload = function() {\n  const urls = [];\n"
        '  urls.push({name: "Admin", url: "HOST/other.json"});\n'
        '  urls.push({name: "Shop", url: "HOST/docs.json"});\n'
        '  const ui = SwaggerUIBundle({ dom_id: "#ui", urls: urls, "urls.primaryName": "Shop" });}'
    ),
    "urls without a primary one": (
        "SwaggerUIBundle({urls: [{url: '/docs.json', name: 'a'}, {url: '/other.json', name: 'b'}]})"
    ),
    "urls of a list": (
        "const names = ['docs', 'other'];\n"
        "SwaggerUIBundle({urls: names.map(n => ({name: n, url: `/${n}.json`}))})"
    ),
    "Swashbuckle": (
        'var configObject = JSON.parse(\'{"urls":[{"url":"../docs.json","name":"v1"}],'
        '"deepLinking":false}\');\nconfigObject.urls.forEach(function (item) {\n'
        '  if (item.url.startsWith("http") || item.url.startsWith("/")) return;\n'
        "});\n"
        'configObject.dom_id = "#swagger-ui";\n'
        "configObject.presets = [SwaggerUIBundle.presets.apis];\n"
        "const ui = SwaggerUIBundle(configObject);"
    ),
    "NSwag": (
        "window.onload = function () {\n"
        "  var url = window.location.search.match(/url=([^&]+)/);\n"
        "  if (url && url.length > 1) { url = decodeURIComponent(url[1]); }\n"
        "  else { url = undefined; }\n  const ui = SwaggerUIBundle({\n"
        '    url: url || "/docs.json", validatorUrl: undefined, dom_id: "#ui",\n'
        "    oauth2RedirectUrl: window.location.origin + '/oauth2-redirect.html' });\n}"
    ),
    "FastAPI": (
        'const ui = SwaggerUIBundle({\n    url: \'/docs.json\',\n"dom_id": "#swagger-ui",\n'
        '"layout": "BaseLayout",\noauth2RedirectUrl: window.location.origin + '
        "'/docs/oauth2-redirect',\npresets: [\n    SwaggerUIBundle.presets.apis,\n    "
        "SwaggerUIBundle.SwaggerUIStandalonePreset\n    ],\n})"
    ),
    "drf-spectacular": (
        '"use strict";\nconst swaggerSettings = {"deepLinking": true, "persist": true};\n'
        "const plugins = [];\nconst reload = () => {\n"
        "  const req = new Request('/other.json');\n"
        "  fetch(req).then(r => r.text()).then(t => ui.specActions.updateSpec(t));\n};\n"
        'const ui = SwaggerUIBundle({\n  url: "/docs.json",\n  plugins,\n'
        "  requestInterceptor: (request) => {\n    if (request.url === '/old.json') { request.url ="
        " '/old.json' }\n    return request;\n  },\n  ...swaggerSettings,\n});"
    ),
    "springdoc before its settings": (
        'window.ui = SwaggerUIBundle({\n  url: "https://petstore.swagger.io/v2/swagger.json",\n'
        '  dom_id: "#swagger-ui",\n  "configUrl" : "/settings",\n  "validatorUrl" : ""\n});'
    ),
    "a URL that was replaced and commented out": (
        '// url: "/old.json",\n/* SwaggerUIBundle({url: "/old.json"}) */\n'
        'SwaggerUIBundle({ /* url: "/petstore.json", */ url: "/docs.json" // "/old.json"\n})'
    ),
    "a url elsewhere": (
        "$.ajax({ url: '/old.json', type: 'POST' });\nvar menu = [{name: 'x', url: '/v1.json'}];\n"
        "SwaggerUIBundle({ dom_id: '#ui', url: '/docs.json' });\ntrack({ url: '/other.json' })"
    ),
    "escapes": r'SwaggerUIBundle({ url: "\u002Fdocs\x2ejson" })',
    "slashes as PHP writes them": r'SwaggerUIBundle({"url":"HOST\/docs.json"})',
    "no scheme": "SwaggerUIBundle({url: 'HOST/docs.json'.replace('http:', '')})",
    "a condition of the address": (
        "var url = location.hostname === 'prod.example' ? '/old.json' : '/docs.json';\n"
        "SwaggerUIBundle({url: url})"
    ),
    "a branch for production": (
        "let url = '/docs.json';\nif (window.location.hostname == 'prod.example') {\n"
        "  url = '/old.json';\n}\nSwaggerUIBundle({ url: url });"
    ),
    "a parameter of the address, or the usual": (
        "const query = new URLSearchParams(window.location.search);\n"
        "SwaggerUIBundle({ url: query.get('url') || '/docs.json' });"
    ),
    "what was stored, or the usual": (
        "var url = localStorage.getItem('spec') ?? '/docs.json'; SwaggerUIBundle({url})"
    ),
    "a function that gives it": (
        "function specUrl() { return location.origin + '/docs.json'; }\n"
        "SwaggerUIBundle({ url: specUrl() });"
    ),
    "a function that is given it": (
        "start('/docs.json');\nfunction start(url) { return SwaggerUIBundle({ url: url }); }"
    ),
    "jQuery": "$(function () { var url = '/docs.json'; new SwaggerUi({ url }).load(); });",
    "a class around it": (
        "class Docs { constructor() { this.url = '/other.json'; } }\n"
        "(function () { 'use strict'; SwaggerUIBundle({ url: '/docs.json' }); }());"
    ),
    "fetched first": (
        "fetch('/docs.json').then(function (r) { return r.json() }).then(function (spec) {\n"
        "  SwaggerUIBundle({ spec: spec, dom_id: '#ui' }) })"
    ),
    "awaited first": (
        "(async () => { const r = await fetch('/docs.json'); const spec = await r.json();\n"
        "  SwaggerUIBundle({ spec }); })()"
    ),
    "the document itself": f"SwaggerUIBundle({{ dom_id: '#ui', spec: {TEXT} }})",
    "the document in a variable": (
        f"var spec = {TEXT};\nwindow.ui = SwaggerUIBundle({{ url: '/old.json', spec: spec }});"
    ),
    "the document as JavaScript": (
        "const spec = { openapi: '3.0.0', info: {title: 'Shop', version: '1',},\n  paths: {'/tags':"
        " {get: {responses: {200: {description: ''}}}}}, };\nSwaggerUIBundle({ spec });"
    ),
    "no document but an empty one": "SwaggerUIBundle({ spec: {}, url: '/docs.json' })",
    "ReDoc": "Redoc.init('/docs.json', { scrollYOffset: 50 }, document.getElementById('redoc'))",
    "ReDoc with its document": f"Redoc.init({TEXT}, {{}}, document.body)",
    "Scalar": "Scalar.createApiReference('#app', { url: '/docs.json', proxyUrl: '' })",
    "Scalar with sources": (
        "Scalar.createApiReference('#app', { sources: [{ url: '/docs.json', title: 'a' }] })"
    ),
    "another name for it": "const start = window.SwaggerUIBundle; start({ url: '/docs.json' })",
    "behind a comment of HTML": "<!--\nSwaggerUIBundle({ url: '/docs.json' })\n//-->",
    "regular expressions about": (
        "var a = /[/\"']/.test(x) ? 1 : 2; var b = 4 / 2 / 1;\nSwaggerUIBundle({url:'/docs.json'})"
    ),
    "a word of the template engine left": (
        "var x = {{ something }};\nSwaggerUIBundle({ url: '/docs.json', plugins: [@foo] })"
    ),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_a_script_passes_to_the_page_is_found(name: str) -> None:
    settings = answer(json.dumps({"url": "/docs.json", "configUrl": "/settings"}))
    assert shown(script(SCRIPTS[name]), {"/settings": settings}) == DOCUMENT


#: A page that shows /docs.json by its elements.
ELEMENTS: dict[str, str] = {
    "Stoplight that gets its document": (
        f"<elements-api id='docs'></elements-api><script>(async () => {{\n"
        f"document.getElementById('docs').apiDescriptionDocument = {TEXT}; }})();</script>"
    ),
    "Stoplight that gets what was fetched": (
        "<elements-api id='docs'></elements-api><script>(async () => {\n"
        "const docs = document.getElementById('docs');\n"
        "const text = await fetch('/docs.json').then(answer => answer.text());\n"
        "docs.apiDescriptionDocument = text; })();</script>"
    ),
    "Stoplight that gets its URL": (
        "<elements-api id='docs'></elements-api><script>"
        "document.querySelector('elements-api').apiDescriptionUrl = '/docs.json'</script>"
    ),
    "rapidoc that loads": (
        "<rapi-doc id='it'></rapi-doc><script>window.addEventListener('DOMContentLoaded', () => {"
        "document.getElementById('it').loadSpec('/docs.json') })</script>"
    ),
    "redoc that is told": (
        "<redoc></redoc><div id=other></div><script>\n"
        "document.getElementById('other').setAttribute('spec-url', '/old.json');\n"
        "document.querySelector('redoc').setAttribute('spec-url', '/docs.json')</script>"
    ),
    "Scalar with a spec": (
        '<script id="api-reference" data-configuration=\'{"spec":{"url":"/docs.json"}}\'></script>'
    ),
    "redoc": '<redoc spec-url="/docs.json"></redoc>',
    "redoc without quotes": "<redoc spec-url=/docs.json></redoc>",
    "redoc in capitals": "<REDOC class=a SPEC-URL='/docs.json' />",
    "rapidoc": '<rapi-doc theme="dark" spec-url = "../docs.json" show-header="false"> </rapi-doc>',
    "Stoplight": '<elements-api apiDescriptionUrl="/docs.json" router="hash"></elements-api>',
    "Scalar": '<script id="api-reference" data-url="/docs.json"></script>',
    "Scalar with settings": (
        '<script id="api-reference" data-configuration="{&quot;url&quot;:&quot;/docs.json&quot;}">'
        "</script>"
    ),
    "a document in the page": (
        f'<script id="spec" type="application/json">{TEXT}</script><script>SwaggerUIBundle('
        "{spec: JSON.parse(document.getElementById('spec').textContent)})</script>"
    ),
    "drf-yasg": (
        '<script id="swagger-settings" type="application/json">{"specURL": "/docs.json"}</script>'
        "<script>var settings = JSON.parse(document.getElementById('swagger-settings').innerHTML);"
        "var config = {dom_id: '#ui'};\nif (settings.specURL) { config.url = settings.specURL }\n"
        "SwaggerUIBundle(config)</script>"
    ),
    "an attribute": (
        '<div id="ui" data-spec-url="/docs.json"></div><script>'
        "SwaggerUIBundle({url: document.getElementById('ui').dataset.specUrl})</script>"
    ),
    "after a comment with another": (
        "<!-- <redoc spec-url='/old.json'></redoc> <script>SwaggerUIBundle({url:'/old.json'})"
        "</script> --><script type=text/javascript>SwaggerUIBundle({url:'/docs.json'})</script>"
    ),
    "after a template with another": (
        "<script type='text/template'>SwaggerUIBundle({url: '/old.json'})</script>"
        "<script type=module>SwaggerUIBundle({url:'/docs.json'})</script>"
    ),
    "two scripts": (
        "<script>window.SPEC = '/docs.json'</script>"
        "<script>SwaggerUIBundle({url: SPEC, dom_id: '#ui'})</script>"
    ),
    "an attribute with a bracket": (
        '<script data-note="a > b">SwaggerUIBundle({url:"/docs.json"})</script>'
    ),
}


@pytest.mark.parametrize("name", ELEMENTS)
def test_what_an_element_of_the_page_shows_is_found(name: str) -> None:
    assert shown(html(f"<div id=swagger-ui></div>{ELEMENTS[name]}")) == DOCUMENT


EXPRESS = (
    "window.onload = function() {\n  // Build a system\n"
    "  var url = window.location.search.match(/url=([^&]+)/);\n"
    "  if (url && url.length > 1) {\n    url = decodeURIComponent(url[1]);\n  } else {\n"
    "    url = window.location.origin;\n  }\n  var options = OPTIONS;\n"
    "  url = options.swaggerUrl || url\n  var urls = options.swaggerUrls\n"
    "  var customOptions = options.customOptions\n  var spec1 = options.swaggerDoc\n"
    "  var swaggerOptions = {\n    spec: spec1,\n    url: url,\n    urls: urls,\n"
    "    dom_id: '#swagger-ui',\n    presets: [SwaggerUIBundle.presets.apis],\n  }\n"
    "  for (var attrname in customOptions) {\n"
    "    swaggerOptions[attrname] = customOptions[attrname];\n  }\n"
    "  var ui = SwaggerUIBundle(swaggerOptions)\n"
    "  if (customOptions.oauth) { ui.initOAuth(customOptions.oauth) }\n  window.ui = ui\n}\n"
)


class TestScriptsThatThePageLoads:
    @pytest.mark.parametrize(
        "options",
        [
            {"swaggerDoc": DOCUMENT, "customOptions": {}},
            {"swaggerUrl": "/docs.json", "customOptions": {}},
            {"swaggerUrls": [{"url": "/docs.json", "name": "a"}], "customOptions": {}},
            {"customOptions": {"url": "/docs.json"}},
        ],
        ids=["document", "URL", "URLs", "own options"],
    )
    def test_of_swagger_ui_express(self, options: dict[str, Any]) -> None:
        page = html(
            '<div id="swagger-ui"></div><script src="./swagger-ui-bundle.js"> </script>'
            '<script src="./swagger-ui-standalone-preset.js"> </script>'
            '<script src="./swagger-ui-init.js"> </script>'
        )
        init = js(EXPRESS.replace("OPTIONS", json.dumps(options, indent=2)))
        assert shown(page, {"/api/swagger-ui-init.js": init}) == DOCUMENT

    @pytest.mark.parametrize(
        "settings",
        [
            {"url": "/docs.json", "configUrl": "/v3/api-docs/swagger-config", "validatorUrl": ""},
            {"urls": [{"url": "/other.json", "name": "b"}, {"url": "/docs.json", "name": "a"}],
             "urls.primaryName": "a"},
            {"urls": [{"url": "/docs.json", "name": "a"}, {"url": "/other.json", "name": "b"}]},
        ],
        ids=["URL", "URLs, one primary", "URLs"],
    )  # fmt: skip
    def test_of_springdoc(self, settings: dict[str, Any]) -> None:
        page = html(
            '<div id="swagger-ui"></div><script src="./swagger-ui-bundle.js" charset="UTF-8">'
            '</script><script src="./swagger-initializer.js" charset="UTF-8"> </script>'
        )
        more = {
            "/swagger-ui/swagger-initializer.js": js(
                "window.onload = function() {\n  //<editor-fold desc='Changeable'>\n"
                '  window.ui = SwaggerUIBundle({\n    url: "",\n    dom_id: "#swagger-ui",\n'
                '    "configUrl" : "/v3/api-docs/swagger-config",\n    "validatorUrl" : ""\n  });\n'
                "  //</editor-fold>\n};"
            ),
            "/v3/api-docs/swagger-config": answer(json.dumps(settings)),
        }
        assert shown(page, more, source="/swagger-ui/index.html") == DOCUMENT

    def test_of_springdoc_by_the_address_of_the_page(self) -> None:
        page = script('SwaggerUIBundle({url: "https://petstore.swagger.io/v2/swagger.json"})')
        settings = {"/settings": answer(json.dumps({"url": "/docs.json"}))}
        source = "/swagger-ui/index.html?configUrl=/settings"
        assert shown(page, settings, source=source) == DOCUMENT

    def test_of_springdoc_with_settings_that_are_not_there(self) -> None:
        page = script('SwaggerUIBundle({url: "/docs.json", configUrl: "/gone"})')
        assert shown(page) == DOCUMENT

    def test_a_script_with_the_address_and_one_that_uses_it(self) -> None:
        page = html(
            '<div id=swagger-ui></div><script src="/env.js"></script>'
            "<script>SwaggerUIBundle({ url: ENV.base + '/docs.json' })</script>"
        )
        assert shown(page, {"/env.js": js("window.ENV = { base: '' };")}) == DOCUMENT

    def test_the_one_with_a_telling_name_among_many(self) -> None:
        others = "".join(f'<script src="/app{n}.js"></script>' for n in range(9))
        page = html(f'{others}<script src="/docs/swagger-initializer.js"></script>')
        more = {"/docs/swagger-initializer.js": js("SwaggerUIBundle({url: '/docs.json'})")}
        assert shown(page, more) == DOCUMENT


class TestWhereAUrlLeads:
    @pytest.mark.parametrize(
        ("url", "at"),
        [
            ("docs.json", "/api/docs.json"),
            ("./docs.json", "/api/docs.json"),
            ("../docs.json", "/docs.json"),
            ("/docs?api-docs.json", "/docs?api-docs.json"),
            ("?format=openapi", "/api/documentation?format=openapi"),
            ("/docs/a%20b.json", "/docs/a%20b.json"),
            ("//LOOPBACK/docs.json", "/docs.json"),
        ],
    )
    def test_it_is_relative_to_the_page(self, url: str, at: str) -> None:
        spelled = f"'{url}'".replace("//LOOPBACK", "//' + location.host + '")
        assert shown(script(f"SwaggerUIBundle({{url: {spelled}}})"), at=at) == DOCUMENT

    def test_a_page_that_leads_on_to_another_is_followed(self) -> None:
        page = html("", head='<meta http-equiv="Refresh" content="0; URL=\'ui/index.html\'">')
        following = script("SwaggerUIBundle({url: '../docs.json'})")
        more = {"/api/ui/index.html": following}
        assert shown(page, more, at="/api/docs.json") == DOCUMENT

    def test_one_that_leads_on_to_itself_is_asked_once_more(self) -> None:
        page = html("", head='<meta http-equiv="refresh" content="5; url=documentation">')
        with pytest.raises(ContractError, match="HTML without a Swagger document"):
            shown(page)

    def test_one_that_leads_off_the_host_is_not_followed(self) -> None:
        page = html("", head='<meta http-equiv="refresh" content="0;url=https://shop.example/">')
        with pytest.raises(ContractError, match=r"leads on to a page of https://shop\.example"):
            shown(page)

    def test_it_is_relative_to_the_base_of_the_page(self) -> None:
        page = script("SwaggerUIBundle({url: 'docs.json'})", head='<base href="/deep/er/">')
        assert shown(page, at="/deep/er/docs.json") == DOCUMENT

    def test_so_are_the_scripts(self) -> None:
        page = html('<script src="init.js"></script>', head="<base href='/deep/' target=_top>")
        more = {"/deep/init.js": js("SwaggerUIBundle({url: '../docs.json'})")}
        assert shown(page, more) == DOCUMENT

    def test_entities_in_attributes_are_characters(self) -> None:
        page = html('<redoc spec-url="/docs?a=1&amp;b=&#50;"></redoc>')
        assert shown(page, at="/docs?a=1&b=2") == DOCUMENT


#: What names no document that could be told.
UNREADABLE: dict[str, str] = {
    "made up by the browser": "SwaggerUIBundle({ url: decrypt(window.token) })",
    "an unknown variable": "SwaggerUIBundle({ url: window.APP.specUrl })",
    "commented out": "SwaggerUIBundle({ dom_id: '#ui' /* , url: '/old.json' */ })",
    "elsewhere": "var a = { url: '/old.json' }; SwaggerUIBundle({ dom_id: '#ui' })",
    "never called": "var options = { url: '/old.json' };",
    "a document with a hole": "SwaggerUIBundle({ spec: {openapi: '3.0.0', paths: paths()} })",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_page_that_cannot_be_read_is_called_what_it_is(name: str) -> None:
    with pytest.raises(ContractError) as caught:
        shown(script(UNREADABLE[name]))
    assert "is a Swagger page, but says in a way that only a browser can work out" in str(
        caught.value
    )
    assert "give its URL as source" in str(caught.value)


def test_a_page_of_something_else_is_not_called_a_swagger_page() -> None:
    with pytest.raises(ContractError, match="is HTML without a Swagger document"):
        shown(html("<script>var x = { url: '/old.json' }</script>"))


def test_scripts_of_other_hosts_are_not_loaded() -> None:
    with hostile_server(routes({})) as elsewhere:
        page = html(f'<div id=swagger-ui></div><script src="{elsewhere.url}/init.js"></script>')
        with pytest.raises(ContractError, match="is a Swagger page"):
            shown(page)
        assert elsewhere.requests == []


@pytest.mark.parametrize(
    "text",
    [
        *("{", "[", "!", "(", "`${", "/[", "a=>", "if(a)", "for(a in b)", "x=", "a?b:", "({a:"),
        *("SwaggerUIBundle(", "function f(){f();f();f()}", '{"a":', "x=>x(", "a;{}\n"),
    ],
)
def test_no_script_keeps_us_busy(text: str) -> None:
    started = time.monotonic()
    with pytest.raises(ContractError):
        shown(script(text * (100_000 // len(text))))
    assert time.monotonic() - started < 30  # it is two seconds; an hour if it grew by the square
