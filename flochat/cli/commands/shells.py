"""`flochat completion`: what completes the command in a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from ..powershell import PowerShellComplete


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
def completion(shell: str) -> None:
    """Print what completes this command in a shell.

    \b
    bash        flochat completion bash >> ~/.bashrc
    zsh         flochat completion zsh >> ~/.zshrc
    fish        flochat completion fish > ~/.config/fish/completions/flochat.fish
    powershell  flochat completion powershell >> $PROFILE
    """
    from ..app import root

    kind = PowerShellComplete if shell == "powershell" else get_completion_class(shell)
    assert kind is not None
    click.echo(kind(root, {}, "flochat", "_FLOCHAT_COMPLETE").source())
