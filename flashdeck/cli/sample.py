"""flashdeck sample: the bundled transcript."""

import click


@click.command("sample", epilog="Example: flashdeck sample | flashdeck build -")
def sample_command() -> None:
    """Print the bundled sample transcript: a conversation on AI policy, Chinese and English line by line."""
    from flashdeck.resources import example_transcript

    click.echo(example_transcript().read_text(encoding="utf-8"), nl=False)
