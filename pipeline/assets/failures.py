"""What to do about a failed step, in one line, for the command line and for the log of a run in the UI."""

import dagster as dg

#: By class of the error: what helps. Their messages already name the file and the place.
_ADVICE = {
    "UnusableTable": "mend that file, then build again",
    "UnusableCatalogue": "mend data/raw/sources.yaml, then build again",
    "ReleaseRefused": "the release of before stands; mend what the line names, then build again",
    "ReleaseNotWritten": "the release of before stands; make room or wait, then build again",
    "UnreadableDocument": "replace the file or take it out of the catalogue",
    "MemoryError": "read with fewer workers (`reintegration build --workers 1`)",
    "FileNotFoundError": "restore the file from the repository, then build again",
    "PermissionError": "give this user the right to write there, then build again",
    "Failure": "",
}
_BUG = "this looks like a bug: run `make dev`, open the run there and report its traceback"


def advice(error: str, message: str) -> str:
    """One line: what went wrong and what to do.

    Args:
        error: name of the exception's class.
        message: its message; only the first line is told.
    """
    first = next((line.strip() for line in message.strip().splitlines() if line.strip()), error)
    name = error.rpartition(".")[2]
    help_ = _ADVICE.get(name, _BUG)
    told = first if name in _ADVICE else f"{name}: {first}"
    return f"{told.rstrip('.')}; {help_}" if help_ and help_ not in told else told


def root_cause(error: BaseException) -> BaseException:
    """The error that started it, without the wrappers of Dagster."""
    while error.__cause__ is not None and type(error).__module__.startswith("dagster"):
        error = error.__cause__
    return error


@dg.failure_hook
def say_what_to_do(context: dg.HookContext) -> None:
    """Writes the one line into the log of the run, where the UI shows it beside the failed step."""
    if context.op_exception is not None:
        error = root_cause(context.op_exception)
        text = error.description if isinstance(error, dg.Failure) else str(error)
        context.log.error(f"What to do: {advice(type(error).__name__, text or '')}")
