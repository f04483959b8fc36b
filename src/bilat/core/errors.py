"""The errors a run can end in; each carries its exit code (see README, "Exit codes")."""


class BilatError(Exception):
    """Something the user is told in one or two lines: what is wrong, then what to do next."""

    exit_code = 1

    def __init__(self, problem: str, advice: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.advice = advice

    @property
    def told(self) -> str:
        """What is wrong and what to do next, as it is told."""
        return f"{self.problem}. {self.advice}".strip()


class NotFoundError(BilatError):
    """Nothing answers to what was asked for."""


class UsageError(BilatError):
    """The command line cannot be carried out as written."""

    exit_code = 2


class BaseError(BilatError):
    """The base or one of its sources is unreadable or not to be trusted."""

    exit_code = 3


class EdtfError(ValueError):
    """A text is not a date in the supported subset of EDTF."""
