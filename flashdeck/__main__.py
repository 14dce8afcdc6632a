"""The command `flashdeck`, and `python -m flashdeck`."""

import sys


def main() -> None:
    """Run the command line; an interruption at any moment, also while modules load, ends with 130."""
    try:
        from flashdeck.cli import run

        code = run()
    except KeyboardInterrupt:
        sys.stderr.write("\ninterrupted: nothing half-written was left behind\n")
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
