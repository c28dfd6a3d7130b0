import click

from flochat import Flochat

pass_client = click.make_pass_decorator(Flochat)


@click.group()
@click.option("--key", envvar="K")
@click.pass_context
def cli(ctx: click.Context, key: str) -> None:
    ctx.obj = ctx.with_resource(Flochat(key))


@cli.command()
@click.argument("name")
@pass_client
def tag(client: Flochat, name: str) -> None:
    click.echo(client.flow.tags.create(name).name)  #@ tag-gone=breaks tag-color=breaks tag-name=adapts


@cli.command()
@click.pass_obj
def me(client: Flochat) -> None:
    click.echo(client.account.me())  #@ me-gone=breaks


@cli.command("use")
@click.option("--provider", type=click.Choice(["openai", "groq"]), default="groq")
@click.pass_context
def use(ctx, provider):
    client: Flochat = ctx.obj
    client.flow.settings.set_default_ai_provider(provider)  #@ provider=adapts


@cli.command()
@click.pass_obj
def people(client):
    with click.progressbar(client.subscribers.list()) as bar:
        for person in bar:
            click.echo(person.last_message_type.upper())  #@ last-type=breaks
