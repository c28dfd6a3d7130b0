# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow/settings.py: edit that one.
"""Settings of the flow."""

from __future__ import annotations

from ...._requests.ai_hub import PROVIDER
from ...._requests.bodies import creation_body
from ...._values.checks import check_text
from ....models.ai_hub import AiProvider
from ....models.base import Ack
from ...base import Resource


class FlowSettingsAPI(Resource):
    """`client.flow.settings`: what applies to the whole flow. Needs the scope Manage Flow."""

    def get_default_ai_provider(self) -> AiProvider:
        """Return the provider and model that the flow uses by default.

        Raises `NotFoundError` when there is none.

        GET /flow/settings/get-default-ai-provider
        """
        return self._record("GET /flow/settings/get-default-ai-provider", AiProvider)

    def set_default_ai_provider(self, provider: str, *, model: str | None = None) -> Ack:
        """Choose the default AI `provider` (openai, claude, gemini, ...), and one of its models.

        `model` is the name of the model; None leaves it to the platform.

        POST /flow/settings/set-default-ai-provider
        """
        body = creation_body(PROVIDER, provider=provider, model=model)
        return self._action("POST /flow/settings/set-default-ai-provider", body=body)

    def set_audio_transcription(self, model: str | None) -> Ack:
        """Choose the model that transcribes voice messages; None switches it off.

        `model` is whisper-1, gpt-4o-transcribe, gpt-4o-mini-transcribe, whisper-large-v3-turbo,
        gemini-2.5-flash, ...

        POST /flow/settings/set-audio-transcription
        """
        body = {"stt_model": "none" if model is None else check_text(model, "model")}
        return self._action("POST /flow/settings/set-audio-transcription", body=body)
