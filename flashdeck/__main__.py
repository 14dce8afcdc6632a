"""Run the command line when `flashdeck` or `python -m flashdeck` is called."""

from flashdeck.process import INTERRUPTION, collect_seldom, end_process, say_interrupted


def main() -> None:
    """Run the command line and end the process. Ctrl-C at any moment, even while modules load, gives the exit code 130."""
    collect_seldom()
    INTERRUPTION.watch()
    try:
        from flashdeck.cli import run

        code = run()
    except KeyboardInterrupt:
        code = say_interrupted()
    end_process(code)


if __name__ == "__main__":
    main()
